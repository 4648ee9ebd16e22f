using Demarc.Model;

namespace Demarc.Transcripts.Tests.Sniffing;

/// <summary>Prompts name the place and the command, seen through a reader that records what it was given.</summary>
public sealed class PromptTests
{
    [Theory]
    [InlineData("root@web-1:~# ping x", "web-1", "ping x")]
    [InlineData("root@web-1:~#", "web-1", null)]
    [InlineData("root@web-1:/var/log/app# ss -lnt", "web-1", "ss -lnt")]
    [InlineData("user@laptop:~$ mtr -n 192.0.2.1", "laptop", "mtr -n 192.0.2.1")]
    [InlineData("[ops@gate01 conf.d]$ curl -v https://example.com/", "gate01", "curl -v https://example.com/")]
    [InlineData("[root@gate01 ~]#", "gate01", null)]
    [InlineData("me@Mac-mini ~ % ping 192.0.2.1", "Mac-mini", "ping 192.0.2.1")]
    [InlineData("Mac-mini:~ me$ ping 192.0.2.1", "Mac-mini", "ping 192.0.2.1")]
    [InlineData("(venv) me@lab:~/x$ dig example.com", "lab", "dig example.com")]
    [InlineData("admin@edge> ping 192.0.2.1", "edge", "ping 192.0.2.1")]
    [InlineData(@"C:\Users\me>ping 192.0.2.1", "me", "ping 192.0.2.1")]
    [InlineData(@"C:\Users\张三>tracert example.com", "张三", "tracert example.com")]
    [InlineData(@"C:\Windows\system32>ipconfig", null, "ipconfig")]
    [InlineData(@"PS C:\> Test-NetConnection example.com", null, "Test-NetConnection example.com")]
    [InlineData(@"PS C:\Users\me> tnc example.com", "me", "tnc example.com")]
    [InlineData(@"[srv7]: PS C:\Users\me\Documents> ipconfig", "srv7", "ipconfig")]
    [InlineData("➜  ~ ping 192.0.2.1", null, "ping 192.0.2.1")]
    [InlineData("➜  work git:(main) ✗ curl example.com", null, "curl example.com")]
    [InlineData("❯ mtr 192.0.2.1", null, "mtr 192.0.2.1")]
    [InlineData("$ ping 192.0.2.1", null, "ping 192.0.2.1")]
    [InlineData("# iptables -L", null, "iptables -L")]
    [InlineData("bash-5.1# ss -s", null, "ss -s")]
    [InlineData("└─$ ping 192.0.2.1", null, "ping 192.0.2.1")]
    [InlineData("┌──(kali㉿box)-[~]", "box", null)]
    [InlineData("<H3C>ping 192.0.2.1", "H3C", "ping 192.0.2.1")]
    [InlineData("[Core-SW]display arp", "Core-SW", "display arp")]
    [InlineData("Router7#ping 192.0.2.1", "Router7", "ping 192.0.2.1")]
    [InlineData("root@localhost:~# ping x", null, "ping x")]
    [InlineData("  - root@web-1:~# ping x", "web-1", "ping x")]
    [InlineData("> > root@web-1:~# ping x", "web-1", "ping x")]
    public void A_prompt_names_place_and_command(string prompt, string? vantage, string? command) =>
        Recorded(prompt + "\nMARK\n").ShouldBe([(vantage, command)]);

    [Theory]
    [InlineData("# ping 测试")]
    [InlineData("# Results")]
    [InlineData("$ 5.00 for each")]
    [InlineData("please write to me@example.com: it costs $ 5")]
    [InlineData("see issue#12 and C# code")]
    [InlineData("10 > 5 and 3 < 4")]
    [InlineData("<td>ping</td>")]
    [InlineData("a -> b -> c")]
    [InlineData("50% of hosts")]
    public void What_only_looks_like_a_prompt_ends_no_place(string line) =>
        Recorded("root@web-1:~# start\n" + line + "\n").ShouldBeEmpty();

    [Theory]
    [InlineData("$ 5.00 for each")]
    [InlineData("please write to me@example.com: it costs $ 5")]
    [InlineData("see issue#12 and C# code")]
    [InlineData("50% of hosts")]
    public void Prose_between_keeps_the_place(string line) =>
        Recorded("root@web-1:~# true\n" + line + "\nMARK\n")[0].Vantage.ShouldBe("web-1");

    [Fact]
    public void A_prompt_ends_the_block_above()
    {
        var reader = new Recorder();
        TranscriptReader.Read(new("t", "", "MARK\nrow\nroot@web-1:~# \nMARK\n```\nrow\n"), null, new([reader]));
        reader.Given.Select(given => (given.First, given.Limit)).ShouldBe([(0, 2), (3, 4)]);
    }

    private static List<(string? Vantage, string? Command)> Recorded(string text)
    {
        var reader = new Recorder();
        TranscriptReader.Read(new("t", "", text), null, new([reader]));
        return [.. reader.Given.Select(given => (given.Vantage, given.Command))];
    }

    private sealed class Recorder : ITranscriptReader
    {
        public List<BlockContext> Given { get; } = [];

        public string Tool => "recorder";

        public ReaderCard Card { get; } = new([], new("", ""), "", ReaderProof.Documentation);

        public IReadOnlyList<string> Anchors => ["MARK"];

        public bool Opens(ReadOnlySpan<char> line) => line.Trim().SequenceEqual("MARK");

        public TranscriptBlock? Read(BlockContext context)
        {
            Given.Add(context);
            return new(context.First, []);
        }
    }

    [Fact]
    public void Output_that_begins_with_the_programs_name_does_not_take_the_place_of_what_was_typed()
    {
        var trace = (PathTrace)TranscriptReader.Read(new("case.txt", "", "```\n$ traceroute --tcp -p 80 -n web.example.com\ntraceroute to web.example.com (192.0.2.9), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.2 ms * *\n 2  192.0.2.9  0.3 ms 0.3 ms 0.4 ms\n```\n"))
            .Observations.ShouldHaveSingleItem();
        (trace.Protocol, trace.Port, trace.Target).ShouldBe(("tcp", 80, "web.example.com"));
    }
}
