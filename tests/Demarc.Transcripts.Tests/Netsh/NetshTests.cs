using Demarc.Model;
using Demarc.Transcripts.Netsh;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Netsh;

public sealed class NetshTests
{
    private const string Neighbors = """
        Interface 5: Ethernet 4


        Internet Address                              Physical Address   Type
        --------------------------------------------  -----------------  -----------
        192.0.2.1                                     00-00-5e-00-53-01  Reachable
        192.0.2.9                                     00-00-00-00-00-00  Unreachable
        224.0.0.2                                                        Permanent

        Interface 16: Other


        Internet Address                              Physical Address   Type
        --------------------------------------------  -----------------  -----------
        198.51.100.1                                  00-00-5e-00-53-02  Stale (Router)
        """;

    private const string Subinterfaces = """
               MTU  MediaSenseState      输入字节     输出字节  接口
        ----------  ---------------  ------------  ------------  -------------
        4294967295                1             0          3215  Loopback Pseudo-Interface 1
              1500                1   10957538446    1349399113  以太网
        """;

    private const string Resolvers = """
        Configuration for interface "Ethernet"
            DNS servers configured through DHCP:  192.0.2.53
                                                  198.51.100.53
            Register with which suffix:           Primary only
        """;

    private static List<string> Read(string text) => [.. Blocks.Of(text, new NeighborsReader(), new SubinterfacesReader(), new DnsServersReader()).SelectMany(block => block.Observations).Select(each => each switch
    {
        Neighbour it => $"{it.Address} {it.Mac ?? "-"} {it.State}",
        Interface it => $"{it.Name} {it.Mtu}",
        NameServer it => $"{it.Order} {it.Address}",
        _ => "?",
    })];

    [Fact]
    public void Reads_neighbours_of_every_interface() => Read(Neighbors).ShouldBe(
        ["192.0.2.1 00:00:5e:00:53:01 reachable", "192.0.2.9 00:00:00:00:00:00 unreachable", "224.0.0.2 - permanent", "198.51.100.1 00:00:5e:00:53:02 stale"]);

    [Fact]
    public void Reads_the_MTU_and_leaves_out_the_loopbacks() => Read(Subinterfaces).ShouldBe(["Loopback Pseudo-Interface 1 ", "以太网 1500"]);

    [Fact]
    public void Reads_resolvers_in_their_order() => Read(Resolvers).ShouldBe(["1 192.0.2.53", "2 198.51.100.53"]);

    [Theory]
    [InlineData("We changed the interface \"Ethernet\"\n    and DNS: 192.0.2.53 is set\nbye")]
    public void Prose_that_quotes_an_interface_names_no_resolver(string text) => Read(text).ShouldBeEmpty();

    [Theory]
    [InlineData(Neighbors)]
    [InlineData(Subinterfaces)]
    [InlineData(Resolvers)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new NeighborsReader(), new SubinterfacesReader(), new DnsServersReader());
}
