using System.Text.Json;
using Demarc.Cli;
using Demarc.Cli.Tracing;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>The verb over the loopback interface, where UDP and TCP probes are always allowed.</summary>
public sealed class TraceVerbTests
{
    [Theory]
    [InlineData("en", "1 round", "Arrives after 1 hop", "Verdict: ")]
    [InlineData("zh", "1 轮", "经 1 跳到达目标", "结论：")]
    public void A_report_shows_the_hops_what_they_say_and_the_verdict(string language, params string[] parts)
    {
        var (exit, text, _) = Run("-c", "1", "--report", "-u", "-n", "127.0.0.1", "--lang", language);
        exit.ShouldBeOneOf(0, 2);
        foreach (var part in parts) text.ShouldContain(part);
        text.ShouldContain("    1 127.0.0.1 ");
    }

    [Theory]
    [InlineData("en", "One way: ", "Path MTU 1500, the largest that was tried.")]
    [InlineData("zh", "只有一条路径：", "路径 MTU 1500，即尝试过的最大值。")]
    public void All_ways_and_the_path_MTU_are_looked_for_on_request(string language, params string[] parts)
    {
        var (_, text, _) = Run("-c", "1", "--report", "-n", "127.0.0.1", "--multipath", "--mtu", "--lang", language);
        Assert.SkipWhen(text.Contains("UDP") && !text.Contains("1500"), "answers to datagrams are rationed here, and echo is not allowed");
        foreach (var part in parts) text.ShouldContain(part);
    }

    [Fact]
    public void Short_options_may_carry_their_value_as_in_mtr() => Run("-c1", "-rn", "-u", "127.0.0.1").Out.ShouldContain("1 round");

    [Fact]
    public void Json_is_a_verdict_document_whose_evidence_is_the_trace()
    {
        var (_, text, _) = Run("-c", "1", "--json", "-T", "-P", "1", "-n", "127.0.0.1", "--vantage", "bench");
        JsonSchema.Load(Repository.File("docs", "formats", "verdict.schema.json")).Validate(text).ShouldBeEmpty();
        using var json = JsonDocument.Parse(text);
        var evidence = json.RootElement.GetProperty("evidence").EnumerateArray().ToArray();
        evidence.ShouldContain(e => e.GetProperty("kind").GetString() == "path-trace" && e.GetProperty("vantage").GetString() == "bench" && e.GetProperty("tool").GetString() == "demarc");
        evidence.ShouldContain(e => e.GetProperty("kind").GetString() == "connect");
    }

    [Fact]
    public void Csv_has_one_line_for_each_responder()
    {
        var lines = Run("-c", "2", "-i", "0.05", "--csv", "-u", "-n", "127.0.0.1").Out.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2);
        lines[1].Split(',').Length.ShouldBe(lines[0].Split(',').Length);
        lines[1].ShouldStartWith("127.0.0.1,127.0.0.1,udp,33434,1,1,127.0.0.1,,2,2,0,0,");
    }

    [Theory]
    [InlineData("--interval takes 0.05 to 3600 seconds", "-i", "0", "127.0.0.1")]
    [InlineData("--count takes 1 to 1000000, not '0'", "-c", "0", "127.0.0.1")]
    [InlineData("--port takes 1 to 65535, not '70000'", "-P", "70000", "127.0.0.1")]
    [InlineData("one of -I, -u and -T, not several", "-T", "-u", "127.0.0.1")]
    [InlineData("-4 or -6, not both", "-4", "-6", "127.0.0.1")]
    [InlineData("'a b' is not a host name or address", "a b")]
    [InlineData("'99999' is not a port: 1 to 65535", "x:99999")]
    [InlineData("TARGET is missing")]
    public void Wrong_usage_is_told(string message, params string[] arguments)
    {
        var (exit, text, error) = Run(arguments);
        (exit, text).ShouldBe((ExitCodes.WrongUsage, ""));
        error.ShouldStartWith("demarc: " + message);
    }

    [Fact]
    public void A_target_without_an_address_of_the_wanted_family_is_told()
    {
        var (exit, _, error) = Run("-6", "127.0.0.1");
        exit.ShouldBe(ExitCodes.Unavailable);
        error.ShouldBe("demarc: 127.0.0.1 has no IPv6 address; it has 127.0.0.1\n");
    }

    [Theory]
    [InlineData("https://service.example/path?q=1", "service.example", 443)]
    [InlineData("http://user@service.example:8080/", "service.example", 8080)]
    [InlineData("Service.Example.", "service.example", null)]
    [InlineData("192.0.2.1:53", "192.0.2.1", 53)]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", 443)]
    [InlineData("2001:db8::1", "2001:db8::1", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", null)]
    [InlineData("localhost", "localhost", null)]
    public void A_target_is_a_host_an_address_or_a_URL(string text, string host, int? port)
    {
        var target = TraceTarget.Parse(text, out _)!;
        (target.Host, target.Port).ShouldBe((host, port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("\u001b[2J")]
    public void What_cannot_be_a_target_is_none_and_is_told_why(string text)
    {
        TraceTarget.Parse(text, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void An_interrupted_trace_prints_what_is_known()
    {
        var (exit, text, _) = Run(cancelled: true, "-c", "5", "--report", "-u", "-n", "127.0.0.1");
        exit.ShouldBe(ExitCodes.Interrupted);
        text.ShouldContain("Verdict: ");
    }

    private static (int Exit, string Out, string Error) Run(params string[] arguments) => Run(cancelled: false, arguments);

    private static (int Exit, string Out, string Error) Run(bool cancelled, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "UDP and TCP probes need the port for Linux");
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings { In = Stream.Null, Out = output, Error = error, Interrupted = new(cancelled) };
        return (CommandLine.Run(["trace", .. arguments], surroundings), output.ToString(), error.ToString());
    }
}
