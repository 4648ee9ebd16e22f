using Demarc.Model;
using Demarc.Transcripts.NextTrace;
using Demarc.Transcripts.Tests.Driving;
using Demarc.Transcripts.Traceroute;

namespace Demarc.Transcripts.Tests.NextTrace;

public sealed class NextTraceTests
{
    private const string Next = """
        IP Geo Data Provider: LeoMoeAPI
        192.0.2.14 -> 203.0.113.9 (www.example.com), 30 hops max, 28 byte packets, TCP mode
        1   192.0.2.1       *                         RFC1918
                                                      0.97 ms / 0.94 ms / 0.90 ms
        2   *
        3   198.51.100.7    AS64500  [EXAMPLE]        中国 某省 example.net
            198.51.100.8    AS64501                   中国 某省 example.net
                                                      8.74 ms / * / 8.65 ms
        4   203.0.113.9     AS64502                   example.com
                                                      9.74 ms / 9.70 ms / 9.65 ms
        """;

    private const string Best = """
        路由追踪到 某地 (TCP 模式, 最大 30 跃点)
        ============================================================
        traceroute to 203.0.113.9 (203.0.113.9), 30 hops max, 60 byte packets
         1  192.0.2.1  0.32 ms  *  局域网
         2  198.51.100.7  0.14 ms  AS64500  某国 example.net
         3  *
         4  203.0.113.9  367.45 ms  AS64502  某国 某地
        """;

    private static PathTrace One(string text) => Blocks.All<PathTrace>(text, new NextTraceReader(), new BestTraceReader(), new TracerouteReader()).ShouldHaveSingleItem();

    private static string Hops(PathTrace trace) => string.Join('|', trace.Hops!.Select(hop => $"{hop.Ttl} {string.Join(',', hop.Responders.Select(r => r.Address + "/" + r.Asn))} {string.Join(',', hop.RttMs ?? [])}"));

    [Fact]
    public void Reads_addresses_owners_and_times_that_stand_below()
    {
        var trace = One(Next);

        (trace.Target, trace.TargetAddress, trace.Protocol, trace.Reached).ShouldBe(("www.example.com", "203.0.113.9", "tcp", true));
        Hops(trace).ShouldBe("1 192.0.2.1/ 0.97,0.94,0.9|2  |3 198.51.100.7/64500,198.51.100.8/64501 8.74,,8.65|4 203.0.113.9/64502 9.74,9.7,9.65");
        trace.Hops![2].Lost.ShouldBe(1);
    }

    [Fact]
    public void Reads_one_probe_a_hop_with_its_owner_and_the_mode_said_above()
    {
        var trace = One(Best);

        (trace.Tool, trace.TargetAddress, trace.Protocol, trace.Reached).ShouldBe(("besttrace", "203.0.113.9", "tcp", true));
        Hops(trace).ShouldBe("1 192.0.2.1/ 0.32|2 198.51.100.7/64500 0.14|3  |4 203.0.113.9/64502 367.45");
    }

    [Fact]
    public void Leaves_traceroute_itself_to_its_own_reader() =>
        One("traceroute to 203.0.113.9 (203.0.113.9), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.32 ms  0.33 ms  0.31 ms\n 2  203.0.113.9  1.32 ms  1.33 ms  1.31 ms\n").Tool.ShouldBe("traceroute");

    [Theory]
    [InlineData(Next)]
    [InlineData(Best)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new NextTraceReader(), new BestTraceReader());
}
