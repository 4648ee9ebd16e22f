using Demarc.Model;
using Demarc.Transcripts.Devices;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Devices;

public sealed class DeviceTableTests
{
    private const string Ios = """
        Codes: C - connected, S - static, R - RIP, M - mobile, B - BGP
               D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area

        Gateway of last resort is 192.0.2.1 to network 0.0.0.0

             203.0.113.0/24 is subnetted, 1 subnets
        S       203.0.113.0 [1/0] via 192.0.2.1
                            [1/0] via 192.0.2.5
        O E2    198.51.100.0/25 [110/20] via 192.0.2.9, 1d18h, GigabitEthernet0/2
        C       192.0.2.0/30 is directly connected, GigabitEthernet0/1
        S*   0.0.0.0/0 [1/0] via 192.0.2.1
        """;

    private const string Ipv6 = """
        IPv6 Routing Table - default - 2 entries
        Codes: C - Connected, L - Local, S - Static, U - Per-user Static route
        C   2001:db8:1::/64 [0/0]
             via Vlan1, directly connected
        S   ::/0 [1/0]
             via FE80::1, GigabitEthernet0/0
        """;

    private const string Forti = """
        Routing table for VRF=0
        S*      0.0.0.0/0 [10/0] via 198.51.100.1, wan1
                          [10/0] via 203.0.113.1, wan2
        O E2    192.0.2.0/25 [110/20] via 198.51.100.9, Tu-Hub01-Main, 22:00:53
        C       192.0.2.128/25 is directly connected, lan
        """;

    private const string Asa = """
        S        192.0.2.64 255.255.255.192 [1/0] via 198.51.100.1, inside
        C        198.51.100.0 255.255.255.0 is directly connected, inside
        """;

    private const string Nexus = """
        0.0.0.0/0, ubest/mbest: 1/0
            *via 192.0.2.1%management, [1/0], 6d02h, static
        198.51.100.0/24, ubest/mbest: 1/0, attached
            *via 198.51.100.2, Vlan10, [0/0], 6d00h, direct
        203.0.113.0/24, ubest/mbest: 1/0
            *via 192.0.2.5, Eth2/2, [110/41], 5d18h, ospf-10, intra
             via 192.0.2.9, Eth2/4, [110/50], 5d18h, ospf-10, intra
        """;

    private const string Vrp = """
        Destination/Mask    Proto   Pre  Cost      Flags NextHop         Interface

                0.0.0.0/0   Static  60   0          RD   192.0.2.1       GigabitEthernet0/0/1
                            Static  60   0          RD   192.0.2.5       GigabitEthernet0/0/2
             192.0.2.0/30   Direct  0    0           D   192.0.2.2       GigabitEthernet0/0/1
        """;

    private const string Comware = """
        Destination/Mask   Proto   Pre Cost        NextHop         Interface
        198.51.100.0/24    OSPF    10  14          192.0.2.1       Vlan1600
                                                   192.0.2.5       Vlan1601
        127.0.0.0/8        Direct  0   0           127.0.0.1       InLoop0
        """;

    private const string Junos = """
        inet.0: 3 destinations, 4 routes (3 active, 0 holddown, 0 hidden)
        + = Active Route, - = Last Active, * = Both

        0.0.0.0/0          *[Static/5] 3w2d 10:11:12
                            > to 192.0.2.1 via ge-0/0/0.0
                            [OSPF/150] 1d 02:03:04, metric 10
                            > to 192.0.2.5 via ge-0/0/1.0
        192.0.2.0/30       *[Direct/0] 3w2d 10:11:12
                            > via ge-0/0/0.0
        198.51.100.0/24    *[OSPF/10] 1d 02:03:04, metric 41
                              to 192.0.2.5 via ge-0/0/1.0
                            > to 192.0.2.9 via ge-0/0/2.0
        """;

    private static string Routes(string text) => string.Join('|', Blocks.All<Route>(text, new CodedRoutesReader(), new NexusRoutesReader(), new VrpRoutesReader(), new JunosRoutesReader()).Select(it => FormattableString.Invariant($"{it.Destination} {it.Gateway} {it.Device} {it.Metric}").TrimEnd()));

    [Theory]
    [InlineData(Ios, "203.0.113.0/24 192.0.2.1  0|203.0.113.0/24 192.0.2.5  0|198.51.100.0/25 192.0.2.9 GigabitEthernet0/2 20|192.0.2.0/30  GigabitEthernet0/1|0.0.0.0/0 192.0.2.1  0")]
    [InlineData(Ipv6, "2001:db8:1::/64  Vlan1 0|::/0 FE80::1 GigabitEthernet0/0 0")]
    [InlineData(Forti, "0.0.0.0/0 198.51.100.1 wan1 0|0.0.0.0/0 203.0.113.1 wan2 0|192.0.2.0/25 198.51.100.9 Tu-Hub01-Main 20|192.0.2.128/25  lan")]
    [InlineData(Asa, "192.0.2.64/26 198.51.100.1 inside 0|198.51.100.0/24  inside")]
    [InlineData(Nexus, "0.0.0.0/0 192.0.2.1  0|198.51.100.0/24  Vlan10 0|203.0.113.0/24 192.0.2.5 Eth2/2 41")]
    [InlineData(Vrp, "0.0.0.0/0 192.0.2.1 GigabitEthernet0/0/1 0|0.0.0.0/0 192.0.2.5 GigabitEthernet0/0/2 0|192.0.2.0/30  GigabitEthernet0/0/1 0")]
    [InlineData(Comware, "198.51.100.0/24 192.0.2.1 Vlan1600 14|198.51.100.0/24 192.0.2.5 Vlan1601 14|127.0.0.0/8  InLoop0 0")]
    [InlineData(Junos, "0.0.0.0/0 192.0.2.1 ge-0/0/0.0|192.0.2.0/30  ge-0/0/0.0|198.51.100.0/24 192.0.2.9 ge-0/0/2.0 41")]
    public void Reads_the_routes_in_use(string text, string expected) => Routes(text).ShouldBe(expected);

    [Theory]
    [InlineData("Protocol  Address          Age (min)  Hardware Addr   Type   Interface\nInternet  192.0.2.1               -   0000.5e00.5301  ARPA   Vlan1\nInternet  192.0.2.7               0   Incomplete      ARPA", "192.0.2.1 00:00:5e:00:53:01|192.0.2.7  incomplete")]
    [InlineData("Address         Age       MAC Address     Interface\n192.0.2.1       00:00:57  0000.5e00.5301  Ethernet1/41", "192.0.2.1 00:00:5e:00:53:01")]
    [InlineData("Address           Age(min)   Hardware Addr      Interface\n192.0.2.1         0          00:00:5e:00:53:01 lan", "192.0.2.1 00:00:5e:00:53:01")]
    [InlineData("MAC Address       Address         Interface     Flags\n00:00:5e:00:53:01 192.0.2.1       vlan.20        none", "192.0.2.1 00:00:5e:00:53:01")]
    [InlineData("IP ADDRESS      MAC ADDRESS     EXPIRE(M) TYPE        INTERFACE   VPN-INSTANCE\n                                    VLAN/CEVLAN(SIP/DIP)\n------------------------------------------------------------------------------\n192.0.2.1       0000-5e00-5301            I -         Vlanif10\n192.0.2.2       0000-5e00-5302  17        D-0         XGE0/0/1\n                                            10/-\n192.0.2.3       0000-5e00-5303            S--         XGE0/0/1\n------------------------------------------------------------------------------\nTotal:3         Dynamic:1       Static:1     Interface:1", "192.0.2.1 00:00:5e:00:53:01|192.0.2.2 00:00:5e:00:53:02 dynamic|192.0.2.3 00:00:5e:00:53:03 static")]
    [InlineData("  Type: S-Static   D-Dynamic   O-Openflow   R-Rule   M-Multiport  I-Invalid\nIP address      MAC address    VLAN     Interface                Aging Type\n192.0.2.1       0000-5e00-5301 N/A      M-GE0/0/0                16    D", "192.0.2.1 00:00:5e:00:53:01 dynamic")]
    public void Reads_neighbours(string text, string expected) =>
        string.Join('|', Blocks.All<Neighbour>(text, new NeighbourTableReader()).Select(it => $"{it.Address} {it.Mac} {it.State}".TrimEnd())).ShouldBe(expected);

    [Theory]
    [InlineData("Extended IP access list 101\n    10 permit tcp any host 192.0.2.1 eq www (12 matches)\n    20 deny tcp any host 192.0.2.1 eq 443 log (345 matches)\nStandard IP access list 99\n    10 permit 198.51.100.7", "101 1 permit [tcp any host 192.0.2.1 eq www] 12|101 2 deny [tcp any host 192.0.2.1 eq 443 log] 345|99 1 permit [198.51.100.7]")]
    [InlineData("Advanced ACL 3998, 2 rules\nAcl's step is 5\n rule 5 permit tcp source 192.0.2.1 0 destination 198.51.100.1 0 destination-port eq 8022 (18 matches)\n rule 10 deny tcp destination 198.51.100.1 0 destination-port eq www", "3998 1 permit [tcp source 192.0.2.1 0 destination 198.51.100.1 0 destination-port eq 8022] 18|3998 2 deny [tcp destination 198.51.100.1 0 destination-port eq www]")]
    [InlineData("Advanced IPv4 ACL 3000, 1 rule,\nACL's step is 5\n rule 0 deny tcp destination-port eq 443 (7 times matched)", "3000 1 deny [tcp destination-port eq 443] 7")]
    [InlineData("access-list outside_in; 2 elements; name hash: 0xcb4257a3\naccess-list outside_in line 1 extended permit tcp object-group partners host 192.0.2.10 eq https (hitcnt=3) 0x26e50070\n  access-list outside_in line 1 extended permit tcp host 198.51.100.1 host 192.0.2.10 eq https (hitcnt=3) 0x44aceee4\naccess-list outside_in line 2 extended deny ip any any log informational interval 300 (hitcnt=91) 0xb18beb2d", "outside_in 1 permit [tcp object-group partners host 192.0.2.10 eq https] 3|outside_in 2 deny [ip any any log informational interval 300] 91")]
    public void Reads_access_lists_with_their_hits(string text, string expected) =>
        string.Join('|', Blocks.All<FirewallRule>(text, new AccessListReader()).Select(it => FormattableString.Invariant($"{it.Chain} {it.Position} {it.Target} [{it.Match}] {it.Packets}").TrimEnd())).ShouldBe(expected);

    [Theory]
    [InlineData("Session ID: 10017, Policy name: out/4, Timeout: 1788, Valid\n  In: 192.0.2.2/57345 --> 198.51.100.1/443;tcp, If: ge-0/0/1.0, Pkts: 5, Bytes: 1200\n  Out: 198.51.100.1/443 --> 203.0.113.5/57345;tcp, If: ge-0/0/0.0, Pkts: 4, Bytes: 900\nSession ID: 10018, Policy name: out/4, Timeout: 20, Valid\n  In: 192.0.2.2/5353 --> 198.51.100.53/53;udp, If: ge-0/0/1.0, Pkts: 1, Bytes: 60\n  Out: 198.51.100.53/53 --> 203.0.113.5/5353;udp, If: ge-0/0/0.0, Pkts: 1, Bytes: 60\nTotal sessions: 2", "1")]
    [InlineData("Pro Inside global      Inside local       Outside local      Outside global\ntcp 203.0.113.5:51776  192.0.2.2:51776    198.51.100.1:443   198.51.100.1:443\nudp 203.0.113.5:5353   192.0.2.2:5353     198.51.100.53:53   198.51.100.53:53\ntcp 203.0.113.5:8080   192.0.2.12:80      ---                ---", "1")]
    [InlineData(" tcp  VPN:public --> public  192.0.2.2:2855[203.0.113.5:2048]-->198.51.100.1:443\n tcp  VPN:public --> public  192.0.2.3:2855[203.0.113.5:2049]-->198.51.100.1:443", "2")]
    public void Counts_the_tcp_sessions_of_a_device(string text, string expected) =>
        string.Join('|', Blocks.All<Sockets>(text, new SessionTableReader()).Take(1).Select(it => it.Counts!.Sum(count => count.N).ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(expected);

    [Fact]
    public void FortiOS_tells_the_state_of_every_session()
    {
        var found = Blocks.All<Sockets>("session info: proto=6 proto_state=02 duration=9 expire=0 timeout=3600\nstatistic(bytes/packets/allow_err): org=60/1/1 reply=0/0/0 tuples=2\nhook=post dir=org act=snat 192.0.2.2:57345->198.51.100.1:443(203.0.113.5:57345)\nhook=pre dir=reply act=dnat 198.51.100.1:443->203.0.113.5:57345(192.0.2.2:57345)\ntotal session 1", new SessionTableReader()).ToList();
        found[^1].State.ShouldBe("SYN_SENT");
    }

    [Theory]
    [InlineData(Ios)]
    [InlineData(Ipv6)]
    [InlineData(Forti)]
    [InlineData(Asa)]
    [InlineData(Nexus)]
    [InlineData(Vrp)]
    [InlineData(Comware)]
    [InlineData(Junos)]
    [InlineData("Extended IP access list 101\n    10 permit tcp any host 192.0.2.1 eq www (12 matches)\naccess-list a line 1 extended deny ip any any (hitcnt=91) 0xb18beb2d")]
    [InlineData("Session ID: 10017, Policy name: out/4, Timeout: 1788, Valid\n  In: 192.0.2.2/57345 --> 198.51.100.1/443;tcp, If: ge-0/0/1.0, Pkts: 5, Bytes: 1200\nTotal sessions: 1")]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new CodedRoutesReader(), new NexusRoutesReader(), new VrpRoutesReader(), new JunosRoutesReader(), new NeighbourTableReader(), new AccessListReader(), new SessionTableReader());
}
