using Demarc.Model;
using Demarc.Transcripts.Netstat;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Netstat;

public sealed class NetstatTablesTests
{
    private static string Brief(Interface i) => $"{i.Name} {i.Mtu} {i.State} {i.Errors}/{i.Dropped}";

    private static string Brief(Observation o) => o is Route r ? $"{r.Destination} via {r.Gateway} dev {r.Device} {r.Metric}".TrimEnd() : $"{((Neighbour)o).Address} at {((Neighbour)o).Mac}";

    private static List<Interface> Interfaces(string text) => Blocks.All<Interface>(text, new NetstatInterfacesReader());

    private static List<Observation> Routes(string text) => Blocks.All<Observation>(text, new NetstatRoutesReader());

    [Fact]
    public void Adds_errors_and_drops_of_both_directions()
    {
        Interfaces("""
            Kernel Interface table
            Iface       MTU Met    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg
            eth0       1500   0   845265     12      3      0     1753      1      4      0 BMRU
            eth1       1500   0        0      0      0      0        0      0      0      0 BM
            """).Select(Brief).ShouldBe(["eth0 1500 up 13/7", "eth1 1500 down 0/0"]);
    }

    [Fact]
    public void Reads_the_interface_samples()
    {
        Interfaces(Blocks.Sample("netstat", "04-linux-i-interface-errors.txt")).Select(Brief).ShouldBe(
            ["bond0 1500 up 0/0", "bond1 1500 up 0/0", "eth0 1500 up 0/0", "eth1 1500 up 0/0", "eth2 1500 up 0/0", "eth3 1500 up 0/0", "lo 65536 up 0/0"]);
        Interfaces(Blocks.Fixture("centos-7.7", "netstat-i.out")).Select(Brief).ShouldBe(["docker0 1500 up 0/0", "ens33 1500 up 0/0", "lo 65536 up 0/0"]);
        Interfaces(Blocks.Fixture("freebsd12", "netstat-ib.out")).Select(Brief).ShouldBe(["em0 1500  0/0", "lo0 16384  0/0"]);
    }

    [Fact]
    public void Reads_linux_routes_with_and_without_a_metric_column()
    {
        Routes(Blocks.Fixture("centos-7.7", "netstat-rne.out")).Select(Brief).ShouldBe(
            ["0.0.0.0/0 via 192.168.71.2 dev ens33 100", "172.17.0.0/16 via  dev docker0 0", "192.168.71.0/24 via  dev ens33 100"]);
        Routes(Blocks.Fixture("ubuntu-18.04", "netstat-r.out")).Select(Brief).ShouldBe(
            ["default via _gateway dev ens33", "192.168.71.0/24 via  dev ens33", "_gateway/32 via  dev ens33"]);
        Routes("内核 IP 路由表\n目标            网关            子网掩码        标志  跃点   引用  使用 接口\n0.0.0.0         192.0.2.1       0.0.0.0         UG    100    0        0 eth0\n").Select(Brief).ShouldBe(
            ["0.0.0.0/0 via 192.0.2.1 dev eth0 100"]);
    }

    [Fact]
    public void Reads_macos_routes_and_neighbours()
    {
        var read = Routes(Blocks.Sample("netstat", "01-macos-rn.txt"));
        read.Count.ShouldBe(12 + 9);
        read.Take(5).Select(Brief).ShouldBe(
            ["default via 10.0.2.2 dev en0", "10.0.2/24 via  dev en0", "10.0.2.2/32 via  dev en0", "10.0.2.2 at 52:54:0:12:35:2", "10.0.2.3 at 52:54:0:12:35:3"]);
        Brief(read[12]).ShouldBe("::1 via ::1 dev lo0");
        Routes(Blocks.Fixture("osx-10.14.6", "netstat-rnl.out")).Select(Brief).First().ShouldBe("default via 192.168.1.254 dev en0");
    }

    [Fact]
    public void Reads_the_ipv6_routes_of_linux()
    {
        const string table = """
            Kernel IPv6 routing table
            Destination                    Next Hop                   Flag Met Ref Use If
            2001:db8::/32                  [::]                       U    256 1      0 eth0
            ::/0                           fe80::1                    UG   1024 2     5 eth0
            [root@web-1 ~]#
            """;
        Blocks.All<Observation>(table, new Route6Reader()).Select(Brief).ShouldBe(["2001:db8::/32 via  dev eth0 256", "::/0 via fe80::1 dev eth0 1024"]);
        Blocks.All<Observation>(Blocks.Fixture("centos-7.7", "route-6-n.out"), new Route6Reader()).Count.ShouldBeGreaterThan(15);
        Blocks.Survive(table, new Route6Reader());
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(
        "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n0.0.0.0         192.0.2.1       0.0.0.0         UG    100    0        0 eth0\n\nDestination        Gateway            Flags        Refs      Use   Netif Expire\ndefault            192.0.2.2           UGSc            9        0     en0\nIface MTU RX-OK RX-ERR RX-DRP RX-OVR TX-OK TX-ERR TX-DRP TX-OVR Flg\nlo 65536 0 0 0 0 0 0 0 0 LRU\n",
        new NetstatRoutesReader(), new NetstatInterfacesReader());
}
