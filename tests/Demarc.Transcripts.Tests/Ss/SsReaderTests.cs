using Demarc.Model;
using Demarc.Transcripts.Ss;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Ss;

public sealed class SsReaderTests
{
    private const string Listing = """
        root@web-1:~# ss -ltnp
        State      Recv-Q Send-Q Local Address:Port               Peer Address:Port
        LISTEN     129    128    0.0.0.0:443                      0.0.0.0:*        users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6),("应用",pid=9,fd=6))
        LISTEN     0      511    [::1]:6379                       [::]:*
        LISTEN     0      4096   *:9100                           *:*
        LISTEN     0      128    127.0.0.53%lo:domain             0.0.0.0:*
        root@web-1:~#
        """;

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, new SsReader(), new SsSummaryReader()).SelectMany(block => block.Observations)];

    private static string Brief(Listen l) => $"{l.Protocol} {l.Address} {l.Port} {l.RecvQ}/{l.Backlog} {l.Process}".TrimEnd();

    private static string Brief(Sockets sockets) =>
        $"{sockets.State ?? "all"} {sockets.RecvQ}/{sockets.SendQ}: {string.Join("; ", sockets.Counts!.Select(c => $"{c.LocalPort}|{c.Remote}|{c.State}={c.N}"))}";

    [Fact]
    public void Reads_listening_sockets_with_their_queues() => Read(Listing).Cast<Listen>().Select(Brief).ShouldBe(
    [
        "tcp 0.0.0.0 443 129/128 nginx, 应用",
        "tcp ::1 6379 0/511",
        "tcp :: 9100 0/4096",
        "tcp 127.0.0.53 53 0/128",
    ]);

    private const string Details = """
        root@web-1:~# ss -tin
        State      Recv-Q Send-Q        Local Address:Port          Peer Address:Port
        ESTAB      0      36            192.0.2.10:22               198.51.100.7:50123
        	 ts sack cubic wscale:6,7 rto:228 rtt:27.5/4.1 ato:40 mss:1448 cwnd:10 bytes_sent:900 bytes_acked:5 bytes_received:7 retrans:0/3
        ESTAB      0      4             192.0.2.10:22               198.51.100.8:50124
        	 cubic rto:228 rtt:27.5/4.1 ato:40 mss:1448 cwnd:10
        CLOSE-WAIT 32     0             192.0.2.10:40000            [2001:db8::7]:443
        	 ts sack cubic wscale:9,7 rto:204 rtt:3.9/1.9 mss:1448 cwnd:10 bytes_received:99
        """;

    [Fact]
    public void Counts_connections_beside_their_details() => Read(Details).OfType<Sockets>().Select(Brief).ShouldBe(
    [
        "all /: ||ESTABLISHED=2; ||CLOSE_WAIT=1",
        "ESTABLISHED 0/40: 22||ESTABLISHED=2",
        "CLOSE_WAIT 32/0: |[2001:db8::7]:443|CLOSE_WAIT=1",
    ]);

    [Fact]
    public void Reads_details_as_connections_seen_from_one_end()
    {
        var found = Read(Details).OfType<TcpConnection>().ToList();
        found.Select(each => (each.Client, each.Server, each.Place, each.State)).ShouldBe(
        [
            ("198.51.100.7:50123", "192.0.2.10:22", "server", "established"),
            ("198.51.100.8:50124", "192.0.2.10:22", "server", "established"),
            ("192.0.2.10:40000", "[2001:db8::7]:443", "client", null),
        ]);
        (found[0].WindowScale, found[0].Bytes, found[0].Counts!.Demarc!.Retransmissions, found[0].Sack).ShouldBe((new PerSide<int?>(6, 7), new PerSide<long?>(7, 5), new PerSide<int?>(null, 3), true));
        (found[1].WindowScale, found[1].Bytes, found[1].Counts, found[1].Timestamps).ShouldBe((null, null, null, null));
        (found[2].WindowScale, found[2].Bytes).ShouldBe((new PerSide<int?>(7, 9), new PerSide<long?>(null, 99)));
    }

    [Fact]
    public void Takes_the_state_from_the_command_when_the_column_is_missing()
    {
        Read("""
            root@web-1:~# ss -tn state close-wait
            Recv-Q Send-Q Local Address:Port   Peer Address:Port
            1      0      192.0.2.10:8080      198.51.100.7:50123
            1      0      192.0.2.10:8080      198.51.100.8:50124
            """).Cast<Sockets>().Select(Brief).ShouldBe(["all /: ||CLOSE_WAIT=2", "CLOSE_WAIT 2/0: 8080||CLOSE_WAIT=2"]);
    }

    [Fact]
    public void Reads_the_summary()
    {
        Read("""
            Total: 180 (kernel 203)
            TCP:   309 (estab 101, closed 158, orphaned 0, synrecv 2, timewait 150/0), ports 0

            Transport Total     IP        IPv6
            *         203       -         -
            TCP       151       100       51
            """).Cast<Sockets>().Select(Brief).ShouldBe(["all /: ||ESTABLISHED=101; ||SYN_RECV=2; ||TIME_WAIT=150"]);
    }

    [Theory]
    [InlineData("LISTEN to 192.0.2.1:80 please, 192.0.2.2:80 too")]
    [InlineData("ESTAB 连接太多了 0 0")]
    [InlineData("ESTABLISHED 0 0 192.0.2.1:80 192.0.2.2:81")]
    [InlineData("TCP: (estab blished)")]
    public void Prose_is_no_socket(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Reads_the_sample_without_header()
    {
        Read(Blocks.Sample("ss", "02-linux-close-wait-recvq-32.txt")).Cast<Sockets>().Take(2).Select(Brief).ShouldBe(
            ["all /: ||ESTABLISHED=3; ||CLOSE_WAIT=1", "ESTABLISHED 0/0: |127.0.0.1:9200|ESTABLISHED=3"]);
    }

    [Fact]
    public void Reads_the_fixtures_of_jc()
    {
        Read(Blocks.Fixture("ubuntu-18.04", "ss-sudo-a.out")).OfType<Listen>().Select(Brief).ShouldBe(
        [
            "udp 127.0.0.53 53 0/", "udp 192.168.71.131 68 0/",
            "tcp 127.0.0.53 53 0/128", "tcp 0.0.0.0 22 0/128", "tcp 127.0.0.1 35485 0/128", "tcp :: 22 0/128",
        ]);
        var wide = Blocks.Fixture("generic", "ss-wide.out");
        Read(wide).OfType<Listen>().Count().ShouldBe(wide.Split('\n').Count(line => line.Contains("UNCONN", StringComparison.Ordinal) || line.StartsWith("tcp   LISTEN", StringComparison.Ordinal)));
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Listing + "\n" + Details + "\nTCP:   9 (estab 1, closed 1, orphaned 0, timewait 0/0), ports 0\n", new SsReader(), new SsSummaryReader());
}
