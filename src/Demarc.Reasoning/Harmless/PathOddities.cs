using System.Globalization;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Oddities of path traces that are not faults (path-rules, section 5).</summary>
public sealed class PathOddities : IHarmlessRule
{
    private const double Noticeable = 3;

    public IEnumerable<HarmlessFinding> Find(CaseView view)
    {
        foreach (var trace in view.Standing.OfType<PathTrace>().Where(t => t.Hops is { Count: > 0 }))
        {
            foreach (var finding in Of(view, trace, trace.Hops!)) yield return finding;
        }

        foreach (var claim in view.Input.Observations.OfType<Claim>().Where(c => c.ClaimId == "network" || c.ClaimId == "isp"))
        {
            if (CarrierNames(view) is { } names) yield return new(HarmlessRules.PlaceNameInPtr, [.. names.Evidence.Append(claim.Evidence)], names.Text);
        }
    }

    private static IEnumerable<HarmlessFinding> Of(CaseView view, PathTrace trace, IReadOnlyList<Hop> hops)
    {
        Evidence[] cited = [trace.Evidence];
        var lastAnswer = hops.LastOrDefault(h => h.Responders.Count > 0)?.Ttl ?? 0;
        int[] silent = [.. hops.Where(h => h.Responders.Count == 0 && h.Ttl < lastAnswer).Select(h => h.Ttl)];
        if (silent.Length > 0) yield return new(HarmlessRules.SilentHop, cited, Silent(silent, lastAnswer));

        if (Fading(hops) is { } fading)
        {
            yield return new(HarmlessRules.HopLossNotPersisting, cited, new(
                $"Hop {fading.Ttl} shows {Percent(fading)} loss, but later hops show less: it limits its own ICMP replies and loses no traffic.",
                $"第 {fading.Ttl} 跳显示 {Percent(fading)} 丢包，但后面的跳更少：这是该路由器限制自身 ICMP 应答，并未丢弃业务流量。"));
        }

        if (hops.FirstOrDefault(h => h.Responders.Where(r => r.Address is not null).Select(r => r.Address).Distinct().Count() > 1) is { } several)
        {
            var count = several.Responders.Count;
            yield return new(HarmlessRules.SeveralResponders, cited, new(
                $"Hop {several.Ttl} answers from {count} addresses: load balancing or a path change, not a fault.",
                $"第 {several.Ttl} 跳有 {count} 个地址应答：这是负载均衡或路径变化，不是故障。"));
        }

        var firstPublic = hops.FirstOrDefault(h => h.Address is { } a && !Hosts.IsPrivate(a))?.Ttl;
        if (firstPublic is not null && hops.FirstOrDefault(h => h.Ttl > firstPublic && h.Ttl < lastAnswer && Hosts.IsPrivate(h.Address)) is { } inner)
        {
            yield return new(HarmlessRules.PrivateAddressMidway, cited, new(
                $"Hop {inner.Ttl} ({inner.Address}) has a private address in mid-path: providers number their links so; it is not your network.",
                $"第 {inner.Ttl} 跳（{inner.Address}）在途中出现私有地址：运营商常这样编址，并非用户内网。"));
        }

        if (trace.Protocol != "tcp" && PathEnds.Silent(trace) && view.RelationOf(trace) == Relation.Subject && view.ConnectsBehind(trace) is { } connection)
        {
            yield return new(HarmlessRules.IcmpBlockedMidway, [trace.Evidence, connection.Evidence], new(
                $"The trace is silent after hop {lastAnswer}, yet TCP connections to the target are made: its probes are filtered there, traffic passes.",
                $"路径追踪在第 {lastAnswer} 跳之后没有应答，但到目标的 TCP 连接能够建立：只是探测报文被过滤，业务流量可以通过。"));
        }

        if (FinalTcpLoss(view, trace, hops) is { } tcp) yield return tcp;
        if (trace.Protocol == "tcp" && hops.Any(h => h.RttMs?.Any(Retransmission) == true || (h.Rtt is { } rtt && Retransmission(rtt.Worst))))
        {
            yield return new(HarmlessRules.TcpModeRetransmitRtt, cited, new(
                "About 1, 3 or 7 s in a TCP trace is the SYN's retransmission timer, not the delay of the path.",
                "TCP 方式追踪里约 1、3、7 秒的时延是 SYN 重传计时，不是路径时延。"));
        }

        if (trace.Reached == false && Complete(trace))
        {
            yield return new(HarmlessRules.FooterSaysComplete, cited, new(
                "\"Trace complete\" is printed although the target never answered; only the last answering address counts.",
                "目标没有应答也会打印“跟踪完成”；应以最后应答的地址为准。"));
        }

        if (hops.Any(h => h.Mpls is { Count: > 0 }))
        {
            yield return new(HarmlessRules.MplsPlateau, cited, new(
                "Hops of a label-switched (MPLS) path often show equal round-trip times: replies travel to the end of the tunnel first.",
                "MPLS 标签交换路径上的各跳常显示相同时延：应答要先走到隧道尽头。"));
        }
    }

    private static Bilingual Silent(int[] silent, int lastAnswer)
    {
        var en = silent.Length == 1 ? $"Hop {silent[0]} never answers" : $"Hops {string.Join(", ", silent)} never answer";
        return new($"{en}, but hop {lastAnswer} behind does: routers may keep silent, traffic passes.",
            $"第 {string.Join("、", silent)} 跳没有应答，但其后的第 {lastAnswer} 跳有应答：路由器可以不应答，流量照常通过。");
    }

    /// <summary>The hop with the most loss which a later hop does not share.</summary>
    private static Hop? Fading(IReadOnlyList<Hop> hops)
    {
        Hop? worst = null;
        for (var i = 0; i < hops.Count - 1; i++)
        {
            if (hops[i].Responders.Count == 0 || PathEnds.Percent(hops[i]) is not { } loss || loss < Noticeable) continue;
            var later = hops.Skip(i + 1).Where(h => h.Responders.Count > 0).Select(PathEnds.Percent).Where(p => p is not null).ToArray();
            if (later.Length == 0 || later.Min() > loss / 3) continue;
            if (worst is null || PathEnds.Percent(worst) < loss) worst = hops[i];
        }

        return worst;
    }

    /// <summary>Loss at the last hop only, while pings of the same target from the same place are clean or the probes were TCP.</summary>
    private static HarmlessFinding? FinalTcpLoss(CaseView view, PathTrace trace, IReadOnlyList<Hop> hops)
    {
        var last = hops[^1];
        if (trace.Tool is null || last.Responders.Count == 0 || PathEnds.Percent(last) is not { } loss || loss < Noticeable) return null;
        var before = hops.Take(hops.Count - 1).Where(h => h.Responders.Count > 0).Select(PathEnds.Percent).Where(p => p is not null).ToArray();
        if (before.Length == 0 || before.Min() > Noticeable) return null;
        var address = trace.TargetAddress ?? last.Address;
        var clean = view.Standing.OfType<Ping>().FirstOrDefault(p => p.Vantage == trace.Vantage && (p.TargetAddress ?? p.Target) == address && p.Received >= 3 && p.Sent - p.Received <= (p.Interrupted == true ? 1 : 0));
        if (clean is null && trace.Protocol != "tcp") return null;
        Evidence[] cited = clean is null ? [trace.Evidence] : [trace.Evidence, clean.Evidence];
        var en = clean is null ? "" : $", while {clean.Received} of {clean.Sent} pings of the same address came back";
        var zh = clean is null ? "" : $"，而对同一地址的 ping 共 {clean.Sent} 次收到 {clean.Received} 次应答";
        return new(HarmlessRules.TcpOnlyFinalLoss, cited, new(
            $"Only the destination {address} shows {Percent(last)} loss{en}: the path carries traffic; TCP probes are being dropped or limited at the host, or it is the tool's own artefact.",
            $"只有目的地址 {address} 显示 {Percent(last)} 丢失{zh}：路径是通的，是主机丢弃或限制 TCP 探测报文，或工具自身造成，不是路径丢包。"));
    }

    /// <summary>PTR names on the path whose owner is a telecom carrier's access network.</summary>
    private static HarmlessFinding? CarrierNames(CaseView view)
    {
        foreach (var trace in view.Standing.OfType<PathTrace>())
        {
            foreach (var hop in trace.Hops ?? [])
            {
                if (hop.Responders.FirstOrDefault(r => r.Name is { } n && n.Contains('.')) is not { Name: { } name } || hop.Ttl >= (trace.Hops?.Count ?? 0)) continue;
                return new(HarmlessRules.PlaceNameInPtr, [trace.Evidence], new(
                    $"The name {name} at hop {hop.Ttl} tells whose address it is ({Owner(name)}), not where a fault lies; check the owner before naming a party.",
                    $"第 {hop.Ttl} 跳的名字 {name} 只说明地址属于谁（{Owner(name)}），不说明故障在哪里；点名某一方之前请先核对归属。"));
            }
        }

        return null;
    }

    private static string Owner(string name)
    {
        var labels = name.TrimEnd('.').Split('.');
        var second = labels.Length >= 3 && labels[^2] is "com" or "net" or "org" or "gov" or "edu" or "co" or "ac" && labels[^1].Length == 2;
        return string.Join('.', labels[^Math.Min(labels.Length, second ? 3 : 2)..]);
    }

    private static bool Retransmission(double? ms) => ms is >= 990 and <= 1250 or >= 2990 and <= 3300 or >= 6990 and <= 7400;

    private static bool Complete(PathTrace trace) =>
        trace.Evidence.Text.Contains("Trace complete", StringComparison.OrdinalIgnoreCase) || trace.Evidence.Text.Contains("跟踪完成", StringComparison.Ordinal) || trace.Evidence.Text.Contains("追蹤完成", StringComparison.Ordinal);

    private static string Percent(Hop hop) => PathEnds.Percent(hop)!.Value.ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
