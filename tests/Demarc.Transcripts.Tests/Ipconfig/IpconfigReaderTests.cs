using Demarc.Model;
using Demarc.Transcripts.Ipconfig;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Ipconfig;

public sealed class IpconfigReaderTests
{
    private const string English = """

        Windows IP Configuration

           Host Name . . . . . . . . . . . . : PC-1
           Primary Dns Suffix  . . . . . . . :
           DNS Suffix Search List. . . . . . : example.com

        Ethernet adapter Ethernet 3:

           Connection-specific DNS Suffix  . : example.com
           Physical Address. . . . . . . . . : 00-00-5E-00-53-01
           DHCP Enabled. . . . . . . . . . . : Yes
           Link-local IPv6 Address . . . . . : fe80::5efe:1%7(Preferred)
           IPv4 Address. . . . . . . . . . . : 192.0.2.14(Preferred)
           Subnet Mask . . . . . . . . . . . : 255.255.255.0
           Lease Expires . . . . . . . . . . : Sunday, October 29, 2017 08:34:48 PM
           Default Gateway . . . . . . . . . : fe80::1%7
                                               192.0.2.1
           DHCP Server . . . . . . . . . . . : 192.0.2.2
           DNS Servers . . . . . . . . . . . : 192.0.2.53
                                               198.51.100.53
           NetBIOS over Tcpip. . . . . . . . : Enabled

        Wireless LAN adapter Wi-Fi:

           Media State . . . . . . . . . . . : Media disconnected
           Connection-specific DNS Suffix  . :
        """;

    private const string Chinese = """
        Windows IP 配置


        以太网适配器 以太网:

           连接特定的 DNS 后缀 . . . . . . . :
           IPv4 地址 . . . . . . . . . . . . : 192.0.2.14
           子网掩码  . . . . . . . . . . . . : 255.255.255.0
           默认网关. . . . . . . . . . . . . : 192.0.2.1
        """;

    private static List<string> Read(string text) => [.. Blocks.Of(text, new IpconfigReader()).SelectMany(block => block.Observations).Select(each => each switch
    {
        Interface it => $"{it.Name} {it.State} {string.Join(' ', it.Addresses!)}",
        Route it => $"{it.Destination} via {it.Gateway} on {it.Device}",
        NameServer it => $"resolver {it.Order} {it.Address}",
        _ => "?",
    })];

    [Fact]
    public void Reads_adapters_gateways_and_resolvers() => Read(English).ShouldBe(
    [
        "Ethernet 3 up fe80::5efe:1%7 192.0.2.14/24", "::/0 via fe80::1%7 on Ethernet 3", "0.0.0.0/0 via 192.0.2.1 on Ethernet 3", "resolver 1 192.0.2.53", "resolver 2 198.51.100.53",
        "Wi-Fi down ",
    ]);

    [Fact]
    public void Needs_no_words_of_a_language() => Read(Chinese).ShouldBe(["以太网 up 192.0.2.14/24", "0.0.0.0/0 via 192.0.2.1 on 以太网"]);

    [Theory]
    [InlineData("Chapter 1 . . . . : 12\nChapter 2 . . . . : 34\n")]
    [InlineData("   see it . . . : and wonder\n")]
    public void A_list_with_dots_holds_no_adapter(string text) => Read(text).ShouldBeEmpty();

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new IpconfigReader());
}
