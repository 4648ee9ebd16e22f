using System.Globalization;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Oddities of pings, and what a ping does and does not prove.</summary>
public sealed class PingOddities : IHarmlessRule
{
    private const int FarthestSensible = 40;

    public IEnumerable<HarmlessFinding> Find(CaseView view)
    {
        var pings = view.Standing.OfType<Ping>().ToArray();
        foreach (var ping in pings)
        {
            if (ping is { Interrupted: true, Sent: { } sent, Received: { } received } && sent - received == 1 && received > 0)
            {
                yield return new(HarmlessRules.PingInterrupted, [ping.Evidence], new(
                    $"{received} of {sent} replies: the last probe was still on its way when the ping was stopped by hand.",
                    $"{sent} 次中收到 {received} 次应答：手动停止时最后一个探测还在途中，不算丢包。"));
            }

            if (ping is { Received: 0, Sent: > 0 } && view.RelationOf(ping) == Relation.Router)
            {
                var name = ping.TargetAddress ?? ping.Target;
                yield return new(HarmlessRules.RouterIgnoresPing, [ping.Evidence], new(
                    $"{name} answers no ping, yet it passed on the traffic of a trace: routers need not answer ping.",
                    $"{name} 不应答 ping，但路径追踪的流量经它转发：路由器可以不应答 ping。"));
            }
        }

        foreach (var finding in QuotedTtls(view)) yield return finding;
        foreach (var finding in Proof(view, pings)) yield return finding;
    }

    /// <summary>A TTL quoted in prose or under suspicion: how far the reply travelled, read from the nearest usual start value.</summary>
    private static IEnumerable<HarmlessFinding> QuotedTtls(CaseView view)
    {
        foreach (var report in view.Input.Observations.OfType<Report>())
        {
            if (report.Note is not { } note || !note.StartsWith("reply-ttl=", StringComparison.Ordinal)) continue;
            if (!int.TryParse(note["reply-ttl=".Length..], CultureInfo.InvariantCulture, out var ttl) || ttl is < 1 or > 255) continue;
            var trace = view.Standing.OfType<PathTrace>().FirstOrDefault(t => PathEnds.Reached(t) && t.Truncated != true);
            yield return LowTtl(ttl, trace, trace is null ? [report.Evidence] : [report.Evidence, trace.Evidence]);
        }
    }

    private static HarmlessFinding LowTtl(int ttl, PathTrace? trace, Evidence[] evidence)
    {
        var start = ttl <= 64 ? 64 : ttl <= 128 ? 128 : 255;
        var back = start - ttl;
        var (en, zh) = ("", "");
        if (trace?.Hops is { Count: > 0 } hops)
        {
            var slowest = (hops[^1].RttMs ?? []).Max() ?? hops[^1].Rtt?.Worst;
            var ms = slowest is { } s ? $"{Math.Ceiling(s).ToString(CultureInfo.InvariantCulture)} ms" : null;
            en = $" The trace arrives after {hops.Count} hops{(ms is null ? "" : $" within {ms}")}.";
            zh = $"路径追踪经 {hops.Count} 跳到达目标{(ms is null ? "" : $"，时延 {ms} 以内")}。";
        }

        var far = back > FarthestSensible ? ("", "") : (" That is an ordinary distance.", "这是正常的距离。");
        return new(HarmlessRules.ReplyTtlLow, evidence, new(
            $"A reply TTL of {ttl} means the reply came about {back} hops from a start of {start}: it says how far the reply travelled, not that the path is too long.{far.Item1}{en}",
            $"应答 TTL 为 {ttl}，表示应答从初始值 {start} 出发走了约 {back} 跳：它只说明应答走了多远，不说明路径过长。{far.Item2}{zh}"));
    }

    private static IEnumerable<HarmlessFinding> Proof(CaseView view, Ping[] pings)
    {
        var subject = pings.Where(p => view.RelationOf(p) == Relation.Subject && p.TargetAddress is not null | p.Target is not null).ToArray();
        var answered = subject.FirstOrDefault(p => p.Received > 0 && p.Sent - p.Received <= 1);
        var reported = view.Reports.FirstOrDefault(r => r.Note == "ping" && r.Works == "always");
        var claim = view.Input.Observations.OfType<Claim>().FirstOrDefault(c => c.ClaimId == "ping-clears-it");
        if (view.Symptom is not null && (answered?.Evidence ?? reported?.Evidence ?? claim?.Evidence) is { } proof)
        {
            yield return new(HarmlessRules.PingOkProvesLittle, [proof], new(
                "Ping is answered: that proves IP reachability only. It neither clears nor accuses what TCP connections meet.",
                "ping 有应答：只证明 IP 可达，既不能排除、也不能说明 TCP 连接遇到的问题。"));
        }

        var working = view.Standing.FirstOrDefault(o => o is Connect { Outcome: "ok" } or Http { Outcome: "ok" } or Tls { Outcome: "ok" } && view.RelationOf(o) == Relation.Subject);

        // A large ping with DF, or one that a router answered with an error, tells of the path; one answered ping refutes a filter.
        var mute = subject.Any(p => p.Received > 0) ? null : subject.FirstOrDefault(p => p is { Received: 0, Sent: > 0, Df: not true, Errors: null or { Count: 0 } });
        if (mute is not null && working is not null)
        {
            yield return new(HarmlessRules.IcmpFilteredAtTarget, [mute.Evidence, working.Evidence], new(
                "The target answers no ping but accepts TCP connections: ping is filtered there, the service is up.",
                "目标不应答 ping，但接受 TCP 连接：只是过滤了 ping，服务是通的。"));
        }
    }
}
