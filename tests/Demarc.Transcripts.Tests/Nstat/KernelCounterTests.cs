using Demarc.Model;
using Demarc.Transcripts.Nstat;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Nstat;

public sealed class KernelCounterTests
{
    private const string Text = """
        root@web:~# nstat -az
        #kernel
        IpInReceives                    36449              0.0
        TcpRetransSegs                  12                 0.0
        TcpExtListenOverflows           3                  0.5
        Icmp6InErrors                   0                  0.0
        root@web:~# cat /proc/net/snmp
        Tcp: RtoAlgorithm MaxConn RetransSegs
        Tcp: 1 -1 12
        Udp: InDatagrams NoPorts
        Udp: 5 1
        root@web:~# cat /proc/net/snmp6
        Ip6InReceives                   	20
        Ip6InHdrErrors                  	0
        Ip6InTooBigErrors               	0
        root@web:~# cat /proc/net/softnet_stat
        0003af3e 00000002 00000010 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
        00000001 00000001 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
        root@web:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new NstatReader(), new ProcSnmpReader(), new SoftnetReader()];

    private static List<string> Read(string text) => [.. Blocks.All<Counter>(text, Readers).Select(each => $"{each.Name}={each.Value}")];

    [Fact]
    public void Reads_counters_under_the_names_other_readers_give_them() => Read(Text).ShouldBe(
    [
        "IpInReceives=36449", "RetransSegs=12", "ListenOverflows=3", "Icmp6InErrors=0",
        "RtoAlgorithm=1", "MaxConn=-1", "RetransSegs=12", "UdpInDatagrams=5", "UdpNoPorts=1",
        "Ip6InReceives=20", "Ip6InHdrErrors=0", "Ip6InTooBigErrors=0",
        "softnet.processed=241471", "softnet.dropped=3", "softnet.time_squeeze=16",
    ]);

    [Theory]
    [InlineData("Ip: this is a sentence")]
    [InlineData("Tcp: Reno\nTcp: Reno")]
    [InlineData("IpInReceives 5")]
    [InlineData("TcpServer 12 0.0.0.0")]
    public void Prose_says_nothing(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Corpus_pairs_of_proc_net_netstat()
    {
        var found = Read(Blocks.Sample("nstat", "01-proc-net-netstat-pairs.txt"));
        found.Count.ShouldBe(114 + 18);
        found.ShouldContain("SyncookiesSent=10");
        found.ShouldContain("TW=8387793");
        found.ShouldContain("PAWSEstab=3");
        found.ShouldContain("TCPRetransFail=0");
        found.ShouldContain("TCPTimeouts=233144");
        found.ShouldContain("TCPWqueueTooBig=10");
        found.ShouldContain("IpExtInOctets=10468977960762");
        found.ShouldContain("IpExtReasmOverlaps=100");
    }

    [Fact]
    public void Corpus_softnet_rows_are_added_up() => Read(Blocks.Sample("proc_net", "01-softnet-stat-hex-squeeze.txt")).ShouldBe(
        [$"softnet.processed={0x4c97f841L + 0x0039002b + 0x00e6a7dc + 0x00bba50c}", "softnet.dropped=0", $"softnet.time_squeeze={0x3124 + 1 + 0xb}"]);

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, Readers);
}
