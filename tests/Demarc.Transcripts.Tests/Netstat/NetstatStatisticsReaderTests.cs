using Demarc.Model;
using Demarc.Transcripts.Netstat;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Netstat;

public sealed class NetstatStatisticsReaderTests
{
    private static List<Counter> Read(string text) => Blocks.All<Counter>(text, new NetstatStatisticsReader());

    private static Dictionary<string, long> Values(string text) => Read(text).ToDictionary(counter => counter.Name!, counter => counter.Value!.Value, StringComparer.Ordinal);

    [Fact]
    public void Gives_the_kernels_names_to_old_wording()
    {
        Values(Blocks.Sample("netstat", "07-linux-s-old-typo-wording.txt")).ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["ActiveOpens"] = 3764018530,
            ["PassiveOpens"] = 3349020159,
            ["AttemptFails"] = 7622969,
            ["EstabResets"] = 9585599,
            ["CurrEstab"] = 10449,
            ["InSegs"] = 2053019961,
            ["OutSegs"] = 2816244857,
            ["RetransSegs"] = 191055808,
            ["InErrs"] = 15511,
            ["OutRsts"] = 49707312,
            ["PruneCalled"] = 2397,
            ["PAWSEstab"] = 296549,
            ["ListenOverflows"] = 5191585,
            ["ListenDrops"] = 5191585,
            ["TCPLoss"] = 895688,
            ["TCPAbortOnData"] = 599402,
            ["TCPAbortOnClose"] = 4251399,
            ["TCPAbortOnTimeout"] = 175757,
        }, ignoreOrder: true);
    }

    [Fact]
    public void Reads_lines_with_remarks_and_elisions_and_stops_at_prose()
    {
        var read = Read(Blocks.Sample("netstat", "06-linux-s-annotated-in-chinese.txt"));
        var values = read.ToDictionary(counter => counter.Name!, counter => counter.Value!.Value, StringComparer.Ordinal);
        values["IpForwarding"].ShouldBe(1);
        values["IpInReceives"].ShouldBe(31);
        values["AttemptFails"].ShouldBe(11);
        values["RetransSegs"].ShouldBe(4);
        values["OutRsts"].ShouldBe(0);
        values["UdpInDatagrams"].ShouldBe(0);
        values["EmbryonicRsts"].ShouldBe(11);
        values["TCPTimeouts"].ShouldBe(7);
        values["TCPSynRetrans"].ShouldBe(4);
        // Ip 6, Icmp 4, Tcp 10, Udp 1, TcpExt 4; the sentence after the listing holds no counter.
        read.Count.ShouldBe(25);
    }

    [Fact]
    public void Reads_the_new_listing_whole()
    {
        var text = Blocks.Sample("netstat", "02-linux-s-statistics.txt");
        var read = Read(text);
        read.Count.ShouldBe(text.Split('\n').Count(line => line.Any(char.IsAsciiDigit)));
        string Value(string name) => string.Join(',', read.Where(counter => counter.Name == name).Select(counter => counter.Value));
        Value("RetransSegs").ShouldBe("428");
        Value("IpOutDiscards").ShouldBe("456");
        Value("UdpNoPorts").ShouldBe("107");
        Value("DelayedACKLost").ShouldBe("9");
        Value("TCPDeferAcceptDrop").ShouldBe("537");
        Value("IpExtInNoRoutes").ShouldBe("9");
        Value("8266 bytes directly in process context from backlog").ShouldBe("");
        Value("bytes directly in process context from backlog").ShouldBe("8266");
        Value("destination unreachable").ShouldBe("107,254");
    }

    [Fact]
    public void Reads_known_lines_a_grep_picked_out()
    {
        Values("""
            [root@web-1 ~]# netstat -s | grep -i listen
                667399 times the listen queue of a socket overflowed
                667405 SYNs to LISTEN sockets ignored
            [root@web-1 ~]# netstat -s | grep stamp
            12 passive connections rejected because of time stamp
            """).ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["ListenOverflows"] = 667399, ["ListenDrops"] = 667405, ["PAWSPassive"] = 12 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("we saw 5 resets sent by the firewall")]
    [InlineData("3 connections to the server failed")]
    [InlineData("Tcp:\n")]
    [InlineData("Udp:\n端口 53 不通，试了 3 次\n")]
    [InlineData("Tcp:\nthe 3 ports we tried are closed\n")]
    public void Prose_gives_no_counter(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void A_value_that_does_not_fit_is_left_out() =>
        Read("Tcp:\n    99999999999999999999999 resets sent\n    5 segments retransmitted\n").Select(counter => counter.Name).ShouldBe(["RetransSegs"]);

    [Fact]
    public void Survives_damage() =>
        Blocks.Survive("Tcp:\n    5 active connection openings\nTcpExt:\n    Quick ack mode was activated 9 times //次\n    TCPTimeouts: 7\nIcmp:\n    ICMP input histogram:\n        echo replies: 3\n", new NetstatStatisticsReader());
}
