using System.Diagnostics;
using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Tests;

/// <summary>Real programs in a standing lab. Needs root, and the programs themselves.</summary>
public sealed class RunTests
{
    private const int LongestMs = 60_000;

    [Theory]
    [InlineData(LabLink.Tun)]
    [InlineData(LabLink.Ethernet)]
    public void Ping_and_curl_reach_the_server_by_name(LabLink link)
    {
        Need("ping", "curl");
        using var lab = Stand("healthy", link);
        Output(lab, "client", "ping", "-c", "3", "-i", "0.2", "-W", "5", "www.lab.example").ShouldContain("3 received");
        Output(lab, "client", "curl", "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code} %{size_download}", "http://www.lab.example/big").ShouldBe("200 300000");
        Output(lab, "control", "curl", "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}", "http://www.lab.example/").ShouldBe("200");
    }

    [Fact]
    public void Traceroute_sees_every_router_with_every_protocol()
    {
        Need("traceroute");
        using var lab = Stand("healthy");
        foreach (var method in (string[])["-I", "-T", "-U"])
        {
            var lines = Output(lab, "client", "traceroute", method, "-n", "-q", "1", "-w", "5", "www.lab.example").Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            lines.Length.ShouldBe(10, method);
            foreach (var (line, router) in lines.Zip(lab.Scenario.Network.Chain)) line.ShouldContain($" {router.Addresses[0]} ", customMessage: method);
        }
    }

    [Fact]
    public void Mtr_sees_no_loss()
    {
        Need("mtr");
        using var lab = Stand("healthy");
        var report = Output(lab, "client", "mtr", "-rn", "-c", "3", "-i", "0.3", "203.0.113.80");
        report.ShouldContain("10.|-- 203.0.113.80");
        report.Split('\n').Count(line => line.Contains(" 0.0% ")).ShouldBe(10);
    }

    [Fact]
    public void A_neighbour_that_closes_first_shuts_the_client_out_of_a_recycling_server()
    {
        Need("curl");
        using var lab = Stand("tw-recycle-nat");
        var start = Stopwatch.GetTimestamp();
        string Fetch() => Output(lab, "client", "curl", "-s", "-m", "2", "-o", "/dev/null", "-w", "%{http_code}", "http://www.lab.example/");
        // The neighbour's first visit may still be under way.
        while (Fetch() == "200" && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20)) continue;
        Fetch().ShouldBe("000");
        Output(lab, "client", "ping", "-c", "2", "-i", "0.2", "-W", "5", "www.lab.example").ShouldContain(" 0% packet loss");
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        Need();
        string path;
        using (var lab = Stand("healthy"))
        {
            path = lab.NamespacePath("client");
            File.Exists(path).ShouldBeTrue();
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_removed_by_the_next()
    {
        Need();
        // No process has both this number and this start.
        var name = new RunName(Environment.ProcessId, 1).Namespace("client");
        using (var made = Process.Start("ip", ["netns", "add", name])) made.WaitForExit();
        File.Exists(RunName.PathOf(name)).ShouldBeTrue();
        using var lab = Stand("healthy");
        File.Exists(RunName.PathOf(name)).ShouldBeFalse();
        File.Exists(lab.NamespacePath("client")).ShouldBeTrue();
    }

    private static void Need(params string[] programs)
    {
        if (LabAbilities.Missing() is { } missing) Assert.Skip(missing.Text.En);
        if (!TunPort.IsOpen()) Assert.Skip("/dev/net/tun is closed");
        foreach (var program in programs)
        {
            if (!Shell.Has(program)) Assert.Skip($"'{program}' is missing");
        }
    }

    private static RunningLab Stand(string scenario, LabLink link = LabLink.Tun) => RunningLab.Start(ScenarioLibrary.With([]).Find(scenario)!, link: link);

    private static string Output(RunningLab lab, string host, params string[] words)
    {
        var start = lab.Command(host, words);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(LongestMs)) process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult();
    }
}
