using Demarc.Model;
using Demarc.Transcripts.RoutePrint;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.RoutePrint;

public sealed class RoutePrintReaderTests
{
    private const string Text = """
        ===========================================================================
        Interface List
         17...00 00 5e 00 53 01 ......Virtual Adapter
        ===========================================================================

        IPv4 Route Table
        ===========================================================================
        Active Routes:
        Network Destination        Netmask          Gateway       Interface  Metric
                  0.0.0.0          0.0.0.0      192.0.2.1      192.0.2.14     25
                192.0.2.0    255.255.255.0         On-link       192.0.2.14    281
               198.51.100.0  255.255.255.0       En vínculo      192.0.2.14    281
        ===========================================================================
        Persistent Routes:
          None

        IPv6 Route Table
        ===========================================================================
        Active Routes:
         If Metric Network Destination      Gateway
          7    281 ::/0                     fe80::1
          7    281 2001:db8:1111:2222:3333:4444:5555:6666/128
                                            On-link
        ===========================================================================
        Persistent Routes:
          None
        """;

    private static List<string> Read(string text) => [.. Blocks.All<Route>(text, new RoutePrintReader()).Select(route => $"{route.Destination} {route.Gateway ?? "-"} {route.Metric}")];

    [Fact]
    public void Reads_both_tables_in_any_language() => Read(Text).ShouldBe(
        ["0.0.0.0/0 192.0.2.1 25", "192.0.2.0/24 - 281", "198.51.100.0/24 - 281", "::/0 fe80::1 281", "2001:db8:1111:2222:3333:4444:5555:6666/128 - 281"]);

    [Theory]
    [InlineData("0.0.0.0         192.0.2.1       0.0.0.0         UG    0      0        0 eth0")]
    [InlineData("set the mask of 192.0.2.0  255.255.255.0 and the gateway to 192.0.2.1 with metric 5")]
    public void Other_tables_and_prose_are_none(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Damage_breaks_nothing() => Blocks.Survive(Text, new RoutePrintReader());
}
