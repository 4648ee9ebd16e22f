using Demarc.Model;
using Demarc.Transcripts.Devices;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Devices;

public sealed class InterfaceTests
{
    private const string Ios = """
        GigabitEthernet0/1 is up, line protocol is up (connected)
          Hardware is iGbE, address is 0000.5e00.5301 (bia 0000.5e00.5301)
          Description: to the carrier
          Internet address is 192.0.2.1/30
          MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec,
             reliability 255/255, txload 1/255, rxload 1/255
          Half-duplex, 100Mb/s, link type is force-up, media type is RJ45
          Input queue: 0/75/12/0 (size/max/drops/flushes); Total output drops: 345
          5 minute input rate 8000 bits/sec, 7 packets/sec
             703 packets input, 62737 bytes, 0 no buffer
             Received 0 broadcasts (0 multicasts)
             1204 input errors, 1180 CRC, 24 frame, 0 overrun, 0 ignored
             9 output errors, 77 collisions, 2 interface resets
        GigabitEthernet0/2 is administratively down, line protocol is down
          MTU 1500 bytes, BW 10000 Kbit/sec, DLY 1000 usec,
          Auto-duplex, Auto-speed, link type is auto, media type is unknown
        """;

    private const string Nexus = """
        Ethernet1/1 is up
        admin state is up, Dedicated Interface
          Hardware: 1000/10000 Ethernet, address: 0000.5e00.5301 (bia 0000.5e00.5301)
          MTU 9216 bytes, BW 10000000 Kbit, DLY 10 usec
          full-duplex, 10 Gb/s, media type is 10G
          RX
            0 runts  0 giants  17 CRC/FCS  0 no buffer
            17 input error  0 short frame  0 overrun   0 underrun  0 ignored
            0 input with dribble  3 input discard
          TX
            0 output error  0 collision  0 deferred  0 late collision
            0 lost carrier  0 no carrier  0 babble 4 output discard

        Ethernet1/2 is down (Link not connected)
        admin state is up, Dedicated Interface
          MTU 1500 bytes, BW 10000000 Kbit, DLY 10 usec
          auto-duplex, auto-speed
        """;

    private const string Asa = """
        Interface GigabitEthernet0/0 "outside", is up, line protocol is up
          Hardware is i82540EM rev03, BW 1000 Mbps, DLY 10 usec
                Full-Duplex(Full-duplex), Auto-Speed(1000 Mbps)
                MAC address 0000.5e00.5301, MTU 1500
                IP address 198.51.100.5, subnet mask 255.255.255.252
                2 input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored, 0 abort
                0 output errors, 0 collisions, 2 interface resets
        """;

    private const string Vrp = """
        GigabitEthernet0/0/1 current state : UP
        Line protocol current state : DOWN
        Description:to the carrier
        Route Port,The Maximum Transmit Unit is 1500
        Internet Address is 192.0.2.5/30
        IP Sending Frames' Format is PKTFMT_ETHNT_2, Hardware address is 0000-5e00-5301
        Port Mode: COMMON COPPER
        Speed : 1000,  Loopback: NONE
        Duplex: FULL,  Negotiation: ENABLE
        Input:  1500 packets, 120000 bytes
          Discard:         6,  Total Error:          41
          CRC:            41,  Giants:                0
        Output:  1400 packets, 100000 bytes
          Discard:         0,  Total Error:           1
        """;

    private const string Comware = """
        GigabitEthernet1/0/1
        Current state: UP
        Line protocol state: UP
        Description: to the carrier
        Maximum transmission unit: 1500
        Internet address: 192.0.2.9/30 (Primary)
        100Mbps-speed mode, half-duplex mode
        Input:  5 input errors, 0 runts, 0 giants, 0 throttles
                5 CRC, 0 frame, - overruns, 0 aborts
        Output: 2 output errors, - underruns, - buffer failures
        """;

    private const string Junos = """
        Physical interface: ge-0/0/0, Enabled, Physical link is Down
          Interface index: 134, SNMP ifIndex: 502
          Link-level type: Ethernet, MTU: 1514, MRU: 0, LAN-PHY mode,
          Link-mode: Half-duplex, Speed: 1000mbps, BPDU Error: None,
          Input errors:
            Errors: 3, Drops: 1, Framing errors: 3, Runts: 0, Policed discards: 0
          Output errors:
            Carrier transitions: 7, Errors: 0, Drops: 20, Collisions: 0, Aged packets: 0

          Logical interface ge-0/0/0.0 (Index 74) (SNMP ifIndex 535)
            Protocol inet, MTU: 1500
              Addresses, Flags: Is-Preferred Is-Primary
                Destination: 198.51.100.176/29, Local: 198.51.100.180, Broadcast: 198.51.100.183
        """;

    private const string Forti = """
        == [onboard]
                ==[wan1]
                        mode: static
                        ip: 198.51.100.4 255.255.255.248
                        ipv6: ::/0
                        status: up
                        speed: 1000Mbps (Duplex: full)
                ==[dmz]
                        mode: static
                        ip: 0.0.0.0 0.0.0.0
                        status: down
                        speed: n/a
        """;

    private static string Detail(string text) => Said(Blocks.All<Interface>(text, new InterfaceDetailReader()));

    private static string Said(IEnumerable<Interface> found) => string.Join('|', found.Select(it => FormattableString.Invariant($"{it.Name} {it.State} mtu={it.Mtu} {it.Speed} {it.Duplex} e={it.Errors} d={it.Dropped} {string.Join(',', it.Addresses ?? [])}").TrimEnd()));

    [Theory]
    [InlineData(Ios, "GigabitEthernet0/1 up mtu=1500 100 half e=1213 d=357 192.0.2.1/30|GigabitEthernet0/2 down mtu=1500   e= d=")]
    [InlineData(Nexus, "Ethernet1/1 up mtu=9216 10000 full e=17 d=7|Ethernet1/2 down mtu=1500   e= d=")]
    [InlineData(Asa, "GigabitEthernet0/0 up mtu=1500 1000 full e=2 d= 198.51.100.5/30")]
    [InlineData(Vrp, "GigabitEthernet0/0/1 down mtu=1500 1000 full e=42 d=6 192.0.2.5/30")]
    [InlineData(Comware, "GigabitEthernet1/0/1 up mtu=1500 100 half e=7 d= 192.0.2.9/30")]
    [InlineData(Junos, "ge-0/0/0 down mtu=1500 1000 half e=3 d=21 198.51.100.180/29")]
    [InlineData(Forti, "wan1 up mtu= 1000 full e= d= 198.51.100.4/29|dmz down mtu=   e= d=")]
    public void Reads_the_detail_of_every_maker(string text, string expected) => Detail(text).ShouldBe(expected);

    [Theory]
    [InlineData("Interface              IP-Address      OK? Method Status                Protocol\nGigabitEthernet0/0     192.0.2.1       YES NVRAM  up                    up\nGigabitEthernet0/1     unassigned      YES unset  administratively down down", "GigabitEthernet0/0 up mtu=   e= d= 192.0.2.1|GigabitEthernet0/1 down mtu=   e= d=")]
    [InlineData("Port      Name               Status       Vlan       Duplex  Speed Type\nGi1/0/1                      notconnect   1            auto   auto 10/100/1000BaseTX\nGi1/0/3   Room 3 up          connected    8          a-half  a-100 10/100/1000BaseTX", "Gi1/0/1 down mtu=   e= d=|Gi1/0/3 up mtu= 100 half e= d=")]
    [InlineData("Interface                   PHY   Protocol  InUti OutUti   inErrors  outErrors\nEth-Trunk2                  up    up           0%  0.38%          3          4\n  GigabitEthernet8/1/16     *down down         0%  0.04%          0          0", "Eth-Trunk2 up mtu=   e=7 d=|GigabitEthernet8/1/16 down mtu=   e=0 d=")]
    [InlineData("Interface            Link Protocol Main IP         Description\nGE0/0                UP   UP       192.0.2.1       to the carrier\nVlan1                DOWN DOWN     --", "GE0/0 up mtu=   e= d= 192.0.2.1|Vlan1 down mtu=   e= d=")]
    [InlineData("Interface            Link Speed   Duplex Type PVID Description\nGE0/1                UP   1G(a)   F(a)   A    1\nGE0/2                DOWN auto    A      A    1", "GE0/1 up mtu= 1000 full e= d=|GE0/2 down mtu=   e= d=")]
    public void Reads_the_tables_in_brief(string text, string expected) => Said(Blocks.All<Interface>(text, new InterfaceTableReader())).ShouldBe(expected);

    [Theory]
    [InlineData("The interface GigabitEthernet0/1 is up, they say, and the line is fine")]
    [InlineData("Ethernet1/1 is up\nand running since Monday")]
    [InlineData("GigabitEthernet0/1\nis the one to the carrier")]
    public void Prose_about_interfaces_is_none(string text) => Detail(text).ShouldBe("");

    [Theory]
    [InlineData(Ios)]
    [InlineData(Nexus)]
    [InlineData(Asa)]
    [InlineData(Vrp)]
    [InlineData(Comware)]
    [InlineData(Junos)]
    [InlineData(Forti)]
    [InlineData("Interface              IP-Address      OK? Method Status                Protocol\nGigabitEthernet0/0     192.0.2.1       YES NVRAM  up                    up")]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new InterfaceDetailReader(), new InterfaceTableReader());
}
