using System.Globalization;
using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Reasoning;

namespace Demarc.Cli.Tracing;

/// <summary>
/// A trace in one line: what it shows, and no more than it shows. The predicates are the reasoning's own
/// (<see cref="PathEnds"/>), and so are the oddities that are no fault (<see cref="HarmlessFinder"/>).
/// </summary>
public static class PathReading
{
    private const int EnoughProbes = 20;
    private const double CertainLoss = 0.02;

    /// <summary>What the trace shows.</summary>
    /// <param name="trace">A trace, finished or not.</param>
    /// <param name="arrivesBy">Protocols by which the same target was reached meanwhile.</param>
    public static Bilingual Lead(PathTrace trace, IReadOnlyCollection<string>? arrivesBy = null)
    {
        if (trace.Hops is not { Count: > 0 } hops) return new("Looking for the path…", "正在探测路径…");
        if (PathEnds.Reached(trace)) return Arrival(trace, hops);
        if (hops.FirstOrDefault(h => h.Codes?.Any(c => c.StartsWith('!')) == true) is { } refusing) return Refusal(refusing);
        if (PathEnds.Loops(trace))
        {
            var (start, other) = (PathEnds.LoopStart(trace).AfterAddress, PathEnds.LoopStart(trace).BeforeAddress);
            return new($"The path loops between {start} and {other}: packets never leave them.", $"路径在 {start} 与 {other} 之间成环：报文走不出去。");
        }

        if (trace.Truncated == true) return new("Stopped before the path was known.", "路径尚未探明就已停止。");
        return Silence(trace, arrivesBy ?? []);
    }

    /// <summary>Oddities of the trace that are not faults.</summary>
    public static IReadOnlyList<Bilingual> Harmless(PathTrace trace)
    {
        var found = HarmlessFinder.Find(new(new() { Target = trace.Target, Observations = [trace] })).Select(f => f.Text).ToList();
        if (Disguise(trace) is { } disguise) found.Insert(0, disguise);
        return found;
    }

    /// <summary>That some flows fail, and where they leave the way of the others; null where all fare alike.</summary>
    public static Bilingual? Flows(FlowFaultMachine flows, PathTrace trace)
    {
        var (failing, all) = (flows.Failing, flows.Outcomes.Count);
        if (failing == 0 || failing == all) return null;
        var (by, ports) = (Probes(trace), string.Join(' ', flows.Outcomes.Where(f => !f.Works).Select(f => f.SourcePort)));
        var (place, zhPlace) = flows switch
        {
            { DivergesAt: { } at, LastShared: { } shared } => ($"; they part from the others at hop {at}, behind hop {shared.Ttl} ({shared.Address}): one of several ways is broken there or further on", $"；它们在第 {at} 跳、即第 {shared.Ttl} 跳（{shared.Address}）之后与其他流分开：该处或其后的多条路径之一有故障"),
            { DivergesAt: { } at } => ($"; they part from the others at hop {at}", $"；它们在第 {at} 跳与其他流分开"),
            _ => ("; the hops that answer do not show where they part", "；从有应答的跳看不出在哪里分开"),
        };
        return new($"{failing} of {all} flows to {by} fail{place}. Failing source ports: {ports}.", $"到 {by} 的 {all} 条流中有 {failing} 条失败{zhPlace}。失败的源端口：{ports}。");
    }

    /// <summary>A port's name as a person says it: <c>TCP 443</c>.</summary>
    public static string Probes(PathTrace trace) =>
        (trace.Protocol?.ToUpperInvariant() ?? "?") + (trace.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $" {port}") : "");

    private static Bilingual Arrival(PathTrace trace, IReadOnlyList<Hop> hops)
    {
        var last = hops[^1];
        var (sent, lost) = (last.Sent ?? 0, last.Lost ?? 0);
        var (answer, zhAnswer) = Answer(trace, last);
        var count = hops.Count;
        var (low, high) = Wilson.Interval(lost, sent);
        var share = $"{lost} of {sent} lost (95 %: {Percent(low)}–{Percent(high)} %)";
        var zhShare = $"{sent} 个中丢失 {lost} 个（95% 区间 {Percent(low)}–{Percent(high)}%）";
        if (lost == 0 || PathEnds.LossStart(trace) is not { } start)
        {
            return new(
                $"Arrives after {count} {(count == 1 ? "hop" : "hops")}{answer}; {(lost == 0 ? $"none of {sent} lost (95 %: at most {Percent(high)} %)" : share)}.",
                $"经 {count} 跳到达目标{zhAnswer}；{(lost == 0 ? $"{sent} 个均未丢失（95% 置信：不超过 {Percent(high)}%）" : zhShare)}。");
        }

        if (sent < EnoughProbes && low < CertainLoss)
            return new($"Arrives{answer}; {share}: too few probes to say more.", $"到达目标{zhAnswer}；{zhShare}：探测太少，还不能下结论。");
        if (start == hops.Count - 1)
        {
            return new(
                $"Arrives{answer}; {share}, at the target only: on the last link, at the target, or its own limit for answers.",
                $"到达目标{zhAnswer}；{zhShare}，仅见于目标：在最后一段链路、目标自身，或目标限制应答。");
        }

        var (after, zhAfter) = start == 0 ? ("from the first hop on", "从第一跳开始") : ($"after hop {hops[start - 1].Ttl} ({hops[start - 1].Address ?? "*"})", $"从第 {hops[start - 1].Ttl} 跳（{hops[start - 1].Address ?? "*"}）之后开始");
        return new(
            $"Loss begins {after} and persists to the target: {share}; out or back cannot be told from one end.",
            $"丢包{zhAfter}，并一直延续到目标：{zhShare}；仅从一端无法判断是去程还是回程。");
    }

    private static (string En, string Zh) Answer(PathTrace trace, Hop last)
    {
        if (last.Codes?.Contains("open") == true) return ($", {Probes(trace)} accepts", $"，{Probes(trace)} 接受连接");
        if (last.Codes?.Contains("closed") == true)
            return ($", {Probes(trace)} is refused: the host is up, nothing listens or a firewall resets", $"，{Probes(trace)} 被拒绝：主机在线，端口无人监听或被防火墙重置");
        return ("", "");
    }

    private static Bilingual Refusal(Hop hop)
    {
        var code = hop.Codes!.First(c => c.StartsWith('!'));
        var (en, zh) = code switch
        {
            "!X" => ("administratively prohibited", "管理性禁止"),
            "!H" => ("host unreachable", "主机不可达"),
            "!N" => ("network unreachable", "网络不可达"),
            "!P" => ("protocol unreachable", "协议不可达"),
            "!3" or "!4" => ("port unreachable, as a firewall says it", "端口不可达，是防火墙的拒绝方式"),
            _ when code.StartsWith("!F", StringComparison.Ordinal) => ("fragmentation needed", "需要分片"),
            _ => ("unreachable", "不可达"),
        };
        return new(
            $"Hop {hop.Ttl} ({hop.Address ?? "?"}) refuses these probes: {en} ({code}). It was told to; ask whoever runs it.",
            $"第 {hop.Ttl} 跳（{hop.Address ?? "?"}）拒绝了探测：{zh}（{code}）。这是该设备的设置，请询问其管理方。");
    }

    private static Bilingual Silence(PathTrace trace, IReadOnlyCollection<string> arrivesBy)
    {
        var by = Probes(trace);
        if (PathEnds.LastAnswer(trace) is not { AfterHop: > 0 } last)
            return new($"Not even the first hop answers {by}: this host, its network, or a filter close by.", $"第一跳也不应答 {by}：本机、本地网络，或附近的过滤。");
        var others = arrivesBy.Where(p => p != by).Order(StringComparer.Ordinal).ToArray();
        if (others.Length > 0)
        {
            return new(
                $"Silent after hop {last.AfterHop} ({last.AfterAddress}) for {by}, while {string.Join(", ", others)} arrives: {by} is filtered there, behind it or at the target.",
                $"{by} 在第 {last.AfterHop} 跳（{last.AfterAddress}）之后无应答，而 {string.Join("、", others)} 可以到达：{by} 在该处、其后或目标处被过滤。");
        }

        return new(
            $"Silent after hop {last.AfterHop} ({last.AfterAddress}) for {by}: lost there or behind, or {by} is filtered; another protocol or port tells.",
            $"{by} 在第 {last.AfterHop} 跳（{last.AfterAddress}）之后无应答：在该处或其后丢失，或 {by} 被过滤；换一种协议或端口可以区分。");
    }

    /// <summary>The target's address at hops before the last: it is not the target that answered there.</summary>
    private static Bilingual? Disguise(PathTrace trace)
    {
        if (trace is not { Hops: { Count: > 1 } hops, TargetAddress: { } target }) return null;
        var first = hops.Take(hops.Count - 1).FirstOrDefault(h => h.Responders.Any(r => r.Address == target));
        return first is null ? null : new(
            $"From hop {first.Ttl} on the target's address answers for routers: an address translation (DNAT) stands there, the target is behind it.",
            $"从第 {first.Ttl} 跳起由目标地址代替路由器应答：该处有地址转换（DNAT），目标在其后。");
    }

    private static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
