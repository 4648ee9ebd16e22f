using Demarc.Model;
using Demarc.Transcripts.Arp;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Arp;

public sealed class ArpTests
{
    private const string Windows = """
        接口: 192.0.2.14 --- 0x5
          Internet 地址         物理地址              类型
          192.0.2.1             00-00-5e-00-53-01     动态
          192.0.2.255           ff-ff-ff-ff-ff-ff     静态

        接口: 198.51.100.14 --- 0xb
          Internet 地址         物理地址              类型
          198.51.100.1          00-00-5e-00-53-02     动态
        """;

    private const string Arping = """
        ARPING 192.0.2.1 from 192.0.2.14 eth0
        Unicast reply from 192.0.2.1 [00:00:5E:00:53:01]  7.521ms
        Unicast reply from 192.0.2.1 [00:00:5E:00:53:99]  8.021ms
        Unicast reply from 192.0.2.1 [00:00:5E:00:53:01]  7.522ms
        Sent 2 probes (1 broadcast(s))
        Received 3 response(s)
        """;

    private const string Solaris = """
        Net to Media Table: IPv4
        Device   IP Address               Mask      Flags      Phys Addr
        ------ -------------------- --------------- -------- ---------------
        net0   192.0.2.2             255.255.255.255 o        00:00:5e:00:53:02
        net0   host.example.com      255.255.255.255 SPLA     00:00:5e:00:53:03
        """;

    private static List<string> Read(string text) => [.. Blocks.All<Neighbour>(text, new ArpReader(), new UnixArpReader(), new ArpingReader(), new NetToMediaReader()).Select(it => $"{it.Address} {it.Mac} {it.State}".TrimEnd())];

    [Fact]
    public void Reads_every_interface_in_any_language() => Read(Windows).ShouldBe(["192.0.2.1 00:00:5e:00:53:01 dynamic", "192.0.2.255 ff:ff:ff:ff:ff:ff static", "198.51.100.1 00:00:5e:00:53:02 dynamic"]);

    [Fact]
    public void Two_machines_that_answer_for_one_address_are_two() => Read(Arping).ShouldBe(["192.0.2.1 00:00:5e:00:53:01 reachable", "192.0.2.1 00:00:5e:00:53:99 reachable"]);

    [Fact]
    public void Reads_names_where_the_table_has_names() => Read(Solaris).ShouldBe(["192.0.2.2 00:00:5e:00:53:02", "host.example.com 00:00:5e:00:53:03"]);

    [Theory]
    [InlineData("? (192.0.2.1) at 0:0:5e:0:53:1 on en0 ifscope [ethernet]", "192.0.2.1 00:00:5e:00:53:01")]
    [InlineData("gw.example.com (192.0.2.1) at 00:00:5e:00:53:01 on em0 permanent [ethernet]", "192.0.2.1 00:00:5e:00:53:01 permanent")]
    [InlineData("  gw (192.0.2.1) at 0:0:5e:0:53:1 [ethernet] stored in bucket 97", "192.0.2.1 00:00:5e:00:53:01")]
    [InlineData("? (192.0.2.7) at <incomplete> on eth0", "192.0.2.7  incomplete")]
    [InlineData("Address                  HWtype  HWaddress           Flags Mask            Iface\ngateway                  ether   00:00:5e:00:53:01   CM                    eth0\n192.0.2.7                        (incomplete)                              eth0", "gateway 00:00:5e:00:53:01 permanent|192.0.2.7  incomplete")]
    [InlineData("we met (192.0.2.7) at noon on eth0", "")]
    public void Reads_the_forms_of_Unix(string text, string expected) => string.Join('|', Read(text)).ShouldBe(expected);

    [Theory]
    [InlineData("00-00-5e-00-53-01", "00:00:5e:00:53:01")]
    [InlineData("0:0:5E:0:53:1", "00:00:5e:00:53:01")]
    [InlineData("0000.5e00.5301", "00:00:5e:00:53:01")]
    [InlineData("0000-5e00-5301", "00:00:5e:00:53:01")]
    [InlineData("2001:db8::1", null)]
    [InlineData("192.0.2.1", null)]
    public void Hardware_addresses_have_one_form(string text, string? mac) =>
        Blocks.All<Neighbour>($"Interface: 192.0.2.14 --- 0x5\n  Address   Physical   Type\n  192.0.2.1   {text}   dynamic\n", new ArpReader()).Select(it => it.Mac).FirstOrDefault().ShouldBe(mac);

    [Theory]
    [InlineData(Windows)]
    [InlineData(Arping)]
    [InlineData(Solaris)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new ArpReader(), new UnixArpReader(), new ArpingReader(), new NetToMediaReader());
}
