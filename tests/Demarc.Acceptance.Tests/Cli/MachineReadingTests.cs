using Demarc.Cli.Tracing;
using Demarc.Probing;
using Demarc.Probing.Machines;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>What is said of all ways of a path, and of the largest packet that passes.</summary>
public sealed class MachineReadingTests
{
    [Fact]
    public void Several_ways_are_shown_with_what_follows_what()
    {
        var ways = Ways((p, _) => p.Ttl == 3 && p.Flow % 2 == 1 ? (ReplyKind.TimeExceeded, "192.0.2.3", 0) : TracedPath.At(p, 4));
        var lead = WaysReading.Lead(ways);
        lead.En.ShouldBe("Several ways, at hop 3: 6 addresses and 6 links, by 11 flows of UDP 33434 (95 % sure that no address is missing at a hop).");
        lead.Zh.ShouldBe("存在多条路径，位于第 3 跳：用 11 条 UDP 33434 流找到 6 个地址、6 条连接（每跳不遗漏地址的置信度为 95%）。");
        WaysReading.Lines(ways).ShouldBe(
        [
            "    1 198.51.100.1    -> 198.51.100.2",
            "    2 198.51.100.2    -> 192.0.2.3 198.51.100.3",
            "    3 192.0.2.3       -> 198.51.100.4",
            "    3 198.51.100.3    -> 198.51.100.4",
            "    4 198.51.100.4    -> 203.0.113.9",
            "    5 203.0.113.9",
        ]);
        WaysReading.Lead(Ways((p, _) => p.Ttl == 3 && p.Flow % 2 == 1 ? (ReplyKind.TimeExceeded, "192.0.2.3", 0) : TracedPath.At(p, 4), most: 8)).En
            .ShouldBe("Several ways, at hop 3: 6 addresses and 6 links, by 8 flows of UDP 33434 (too few to be sure that none is missing).");
        var trace = MultipathObservation.Of(ways, new("here", TimeProvider.System))!;
        trace.Hops!.Select(h => h.Responders.Count).ShouldBe([1, 1, 2, 1, 1]);
        (trace.Reached, trace.Hops![2].Sent).ShouldBe((true, null));
        trace.Evidence.Text.ShouldContain("2 198.51.100.2 -> 3 192.0.2.3");
    }

    [Fact]
    public void One_way_needs_no_table()
    {
        var ways = Ways((p, _) => TracedPath.At(p, 3));
        WaysReading.Lead(ways).En.ShouldBe("One way: 6 flows of UDP 33434 passed the same 4 addresses.");
        WaysReading.Lines(ways).ShouldBeEmpty();
    }

    [Fact]
    public void That_echoes_go_one_way_settles_little()
    {
        var ways = new MultipathMachine(new() { Address = TracedPath.Target });
        TracedPath.Drive(ways, (p, _) => TracedPath.At(p, 3));
        WaysReading.Lead(ways).En.ShouldBe("One way: 6 flows of ICMP passed the same 4 addresses. Many balancers take all echoes for one flow: -u or -T tells more.");
    }

    [Fact]
    public void Nothing_is_said_of_ways_where_nobody_answers()
    {
        var ways = Ways((_, _) => null);
        WaysReading.Lead(ways).Zh.ShouldBe("没有任何一跳应答，无法区分路径。");
        MultipathObservation.Of(ways, new("here", TimeProvider.System)).ShouldBeNull();
    }

    [Fact]
    public void Packets_that_vanish_are_told_with_place_and_size()
    {
        var lead = MtuReading.Lead(Mtu((p, _) => p.Size > 1400 && p.Ttl > 3 ? null : TracedPath.At(p, 5)));
        lead.En.ShouldBe("Path MTU black hole after hop 3 (198.51.100.3): packets larger than 1400 vanish there or on the way back, and nobody says so; in fragments they do not pass either.");
        lead.Zh.ShouldBe("路径 MTU 黑洞：大于 1400 的报文在第 3 跳（198.51.100.3）之后或在回程中消失，且没有任何通知；分片后也不能通过。");
        MtuReading.Lead(Mtu((p, _) => p is { Size: > 1400, Ttl: > 3, DontFragment: true } ? null : TracedPath.At(p, 5))).En.ShouldEndWith("; in fragments they pass.");
    }

    [Fact]
    public void No_limit_and_no_answer_are_told_apart()
    {
        MtuReading.Lead(Mtu((p, _) => TracedPath.At(p, 5))).En.ShouldBe("Path MTU 1500, the largest that was tried.");
        MtuReading.Lead(Mtu((p, _) => p.Ttl > 5 ? null : TracedPath.At(p, 5))).En.ShouldStartWith("Path MTU: the target does not answer small packets");
    }

    private static MultipathMachine Ways(Func<Probe, int, (ReplyKind Kind, string From, int Code)?> answer, int most = MultipathMachine.MostFlows)
    {
        var machine = new MultipathMachine(new() { Address = TracedPath.Target, Protocol = ProbeProtocol.Udp, Port = 33434 }, most);
        TracedPath.Drive(machine, (p, n) => answer(p, n) is { Kind: ReplyKind.Echo } end ? end with { Kind = ReplyKind.Datagram } : answer(p, n));
        return machine;
    }

    private static PathMtuMachine Mtu(Func<Probe, int, (ReplyKind Kind, string From, int Code)?> answer)
    {
        var machine = new PathMtuMachine(new() { Address = TracedPath.Target });
        TracedPath.Drive(machine, answer);
        return machine;
    }
}
