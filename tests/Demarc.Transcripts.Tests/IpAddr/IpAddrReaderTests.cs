using Demarc.Model;
using Demarc.Transcripts.IpAddr;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.IpAddr;

public sealed class IpAddrReaderTests
{
    private const string Listing = """
        root@web-1:~# ip a
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            inet 127.0.0.1/8 scope host lo
               valid_lft forever preferred_lft forever
            inet6 ::1/128 scope host
               valid_lft forever preferred_lft forever
        2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc mq state UP group default qlen 1000
            link/ether 02:00:5e:10:00:01 brd ff:ff:ff:ff:ff:ff
            altname enp0s3
            inet 192.0.2.10/24 brd 192.0.2.255 scope global dynamic eth0
               valid_lft 3405sec preferred_lft 3405sec
            inet6 2001:db8::10/64 scope global
               valid_lft forever preferred_lft forever
        3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default
            link/ether 02:42:c0:00:02:01 brd ff:ff:ff:ff:ff:ff
            inet 198.51.100.1/24 scope global docker0
        5: veth1a2b@if4: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP group default
            link/ether 1e:00:5e:00:00:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0
        root@web-1:~#
        """;

    private static List<Interface> Read(string text) => Blocks.All<Interface>(text, new IpAddrReader());

    private static string Brief(Interface i) => $"{i.Name} {i.Mtu} {i.State} {i.Errors}/{i.Dropped} {(i.Addresses is null ? "-" : string.Join(' ', i.Addresses))}";

    [Fact]
    public void Reads_interfaces_with_their_addresses()
    {
        var read = Read(Listing);
        read.Select(Brief).ShouldBe(
        [
            "lo 65536 up / 127.0.0.1/8 ::1/128",
            "eth0 9001 up / 192.0.2.10/24 2001:db8::10/64",
            "docker0 1500 down / 198.51.100.1/24",
            "veth1a2b 1500 up / -",
        ]);
        read[1].Evidence.Lines.ShouldBe([8, 14]);
    }

    [Fact]
    public void Reads_the_counters_of_a_link()
    {
        Read("""
            2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
                link/ether 02:00:5e:10:00:01 brd ff:ff:ff:ff:ff:ff
                RX: bytes  packets  errors  dropped overrun mcast
                9876543    12345    7       20      0       0
                TX: bytes  packets  errors  dropped carrier collsns
                1234567    2345     1       2       0       0
            """).Select(Brief).ShouldBe(["eth0 1500 up 8/22 -"]);
    }

    [Fact]
    public void Prose_with_an_mtu_is_no_interface() => Read("2: 把 eth0 的 <b> mtu 1500 改掉\n<x> mtu 1400\n").ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Listing, new IpAddrReader());
}
