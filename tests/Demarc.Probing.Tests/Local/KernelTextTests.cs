using System.Net;
using Demarc.Probing.Local;
using Demarc.Testing;

namespace Demarc.Probing.Tests.Local;

/// <summary>The kernel's own texts: read as they are, and never a throw when damaged.</summary>
public sealed class KernelTextTests
{
    private const string Snmp =
        "Ip: Forwarding DefaultTTL InReceives\nIp: 2 64 118\nTcp: RtoAlgorithm MaxConn ActiveOpens InCsumErrors\nTcp: 1 -1 53 4\nUdp: InDatagrams NoPorts InErrors\nUdp: 9 1 2\n";

    private const string Netstat = "TcpExt: SyncookiesSent ListenOverflows TCPSynRetrans TCPRetransFail\nTcpExt: 0 7 12 3\nIpExt: InNoRoutes InTruncatedPkts\nIpExt: 5 0\n";
    private const string Snmp6 = "Ip6InReceives                   \t17\nIcmp6InPktTooBigs               \t2\n";

    private const string Tcp =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        + "   0: 00000000:0016 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1084 1 0000000000000000 100 0 0 10 0\n"
        + "   1: 010200C0:8FED 076433C6:01BB 06 00000000:00000000 03:00000EC5 00000000     0        0 0 3 0000000000000000\n"
        + "   2: 010200C0:8FEE 076433C6:01BB 02 00000001:00000000 01:00000064 00000001     0        0 0 2 0000000000000000\n";

    private const string Tcp6 = "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt\n"
        + "   0: 0000000000000000FFFF0000010200C0:C350 0000000000000000FFFF0000076433C6:0050 01 00000000:00000000 00:00000000 00000000\n"
        + "   1: B80D0120000000000000000001000000:C351 B80D0120000000000000000002000000:0050 08 00000000:00000005 00:00000000 00000000\n";

    private const string Devices =
        "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
        + "    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0\n  eth0:9999999 5000 3 4 0 0 0 0 888 70 1 2 0 0 0 0\n";

    private const string Arp =
        "IP address       HW type     Flags       HW address            Mask     Device\n192.0.2.2        0x1         0x2         02:00:5e:00:53:01     *        eth0\n192.0.2.9        0x1         0x0         00:00:00:00:00:00     *        eth0\n";

    private const string Resolv = "# made by hand\nsearch example.com\nnameserver 192.0.2.53\nnameserver 2001:db8::53\noptions ndots:1\nnameserver nonsense\n";

    [Fact]
    public void Counters_carry_the_kernels_names()
    {
        var counters = new Dictionary<string, long>();
        KernelCounters.ParsePairs(Snmp + Netstat, counters);
        KernelCounters.ParseList(Snmp6, counters);
        counters["InCsumErrors"].ShouldBe(4);
        counters["ListenOverflows"].ShouldBe(7);
        counters["TCPRetransFail"].ShouldBe(3);
        counters["UdpNoPorts"].ShouldBe(1);
        counters["IpExtInNoRoutes"].ShouldBe(5);
        counters["Icmp6InPktTooBigs"].ShouldBe(2);
        counters.Count.ShouldBe(18);
    }

    [Fact]
    public void Sockets_are_read_with_their_ends_and_states()
    {
        List<TcpSocket> sockets = [];
        SocketTable.Parse(Tcp, sockets);
        SocketTable.Parse(Tcp6, sockets);
        sockets.Select(socket => socket.State).ShouldBe(["LISTEN", "TIME_WAIT", "SYN_SENT", "ESTABLISHED", "CLOSE_WAIT"]);
        sockets[1].Local.ShouldBe(IPEndPoint.Parse("192.0.2.1:36845"));
        sockets[1].Remote.ShouldBe(IPEndPoint.Parse("198.51.100.7:443"));
        sockets[2].SendQ.ShouldBe(1);
        sockets[3].Remote.ShouldBe(IPEndPoint.Parse("198.51.100.7:80"));
        sockets[4].Local.ShouldBe(IPEndPoint.Parse("[2001:db8::1]:50001"));
        sockets[4].RecvQ.ShouldBe(5);
    }

    [Fact]
    public void Devices_neighbours_and_resolvers_are_read()
    {
        HostTexts.Devices(Devices).ShouldBe([new("lo", 0, 0, 0, 0), new("eth0", 3, 4, 1, 2)]);
        HostTexts.Neighbours(Arp).ShouldBe([(IPAddress.Parse("192.0.2.2"), "02:00:5e:00:53:01", "complete", "eth0"), (IPAddress.Parse("192.0.2.9"), null, "incomplete", "eth0")]);
        HostTexts.NameServers(Resolv).ShouldBe([IPAddress.Parse("192.0.2.53"), IPAddress.Parse("2001:db8::53")]);
    }

    [Theory]
    [InlineData("http_proxy", "http://alice:s3cret@proxy.example.com:3128/", "http", "http://****@proxy.example.com:3128/")]
    [InlineData("https_proxy", "alice:s3cret@proxy.example.com:3128", "http", "****@proxy.example.com:3128")]
    [InlineData("all_proxy", "socks5h://192.0.2.8:1080", "socks", "socks5h://192.0.2.8:1080")]
    [InlineData("HTTP_PROXY", "http://a:p@ss@proxy.example.com", "http", "http://****@proxy.example.com")]
    [InlineData("http_proxy", "http://proxy.example.com/?token=s3cret", "http", "http://proxy.example.com/?****")]
    [InlineData("NO_PROXY", "localhost,.example.com", "direct", "localhost,.example.com")]
    public void A_proxy_is_named_without_its_secrets(string variable, string value, string kind, string told) =>
        ProxyEnvironment.Read(variable, value).ShouldBe((kind, told));

    [Fact]
    public void No_proxy_is_no_observation()
    {
        ProxyEnvironment.Read("http_proxy", null).ShouldBeNull();
        ProxyEnvironment.Read("http_proxy", "  ").ShouldBeNull();
    }

    [Fact]
    public void Damaged_texts_are_read_without_a_throw()
    {
        foreach (var text in new[] { Snmp, Netstat, Snmp6, Tcp, Tcp6, Devices, Arp, Resolv })
        {
            foreach (var damaged in Mutations.Prefixes(text).Concat(Mutations.Flips(text)).Concat(Mutations.Lines(text)))
            {
                var counters = new Dictionary<string, long>();
                KernelCounters.ParsePairs(damaged, counters);
                KernelCounters.ParseList(damaged, counters);
                SocketTable.Parse(damaged, []);
                HostTexts.Devices(damaged);
                HostTexts.Neighbours(damaged);
                HostTexts.NameServers(damaged);
                ProxyEnvironment.Read("http_proxy", damaged);
            }
        }
    }

    [Fact]
    public void Damaged_answers_about_routes_are_read_without_a_throw()
    {
        var random = new Random(1);
        byte[] route =
        [
            52, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 32, 0, 0, 254, 0, 0, 1, 0, 0, 0, 0,
            8, 0, 4, 0, 3, 0, 0, 0, 8, 0, 5, 0, 192, 0, 2, 2, 8, 0, 7, 0, 192, 0, 2, 1,
        ];
        RouteQuery.ParseRoute(route).ShouldBe(new(IPAddress.Parse("192.0.2.2"), 3, IPAddress.Parse("192.0.2.1"), null, null));
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = route[..random.Next(route.Length + 1)];
            for (var j = random.Next(4); j > 0 && damaged.Length > 0; j--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            RouteQuery.ParseRoute(damaged);
            if (damaged.Length > 4) damaged[4] = 16;
            RouteQuery.ParseLink(damaged);
        }
    }
}
