using System.Globalization;
using System.Net;
using System.Text;
using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>Makes observations of a trace: one for each path it took, since mixing two paths invents loss.</summary>
public static class TraceObservation
{
    private const int MostPaths = 4;

    /// <summary>The latest paths, oldest first.</summary>
    /// <param name="trace">A trace that has ended, or was stopped.</param>
    /// <param name="name">PTR name of an address, where names are wanted.</param>
    public static IReadOnlyList<PathTrace> Of(TraceMachine trace, ProbeLog log, Func<IPAddress, string?>? name = null)
    {
        var segments = trace.Statistics.Segments.Where(s => s.Hops.Count > 0).TakeLast(MostPaths).ToArray();
        return [.. segments.Select((segment, at) => One(trace, segment, log, name, log.Now(), last: at == segments.Length - 1))];
    }

    /// <summary>
    /// What the SYNs of a TCP trace say of connecting: accepted, refused, forbidden on the way, or no answer to any, the ones
    /// that go all the way included. Null for other protocols and for a trace cut short.
    /// </summary>
    public static Connect? Connection(TraceMachine trace, ProbeLog log)
    {
        var plan = trace.Plan;
        var path = trace.Statistics.Current;
        if (plan.Protocol != ProbeProtocol.Tcp || !trace.Found || trace.LocalError is not null || path.Hops.Count == 0) return null;
        var target = path.Arrival is { } arrival ? path.Hop(arrival) : null;
        var mark = target is null ? path.Hops.SelectMany(h => h.Codes).FirstOrDefault(c => c is "!X" or "!H" or "!N") : null;
        if (target is null && mark is null && (path.End is not null || path.Hops.Max(h => h.Ttl) < plan.MaxTtl)) return null;
        var outcome = target is null ? mark is null ? "timeout" : "unreachable" : target.Codes.Contains("open") ? "ok" : target.Codes.Contains("closed") ? "refused" : "unreachable";
        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Port = plan.Port,
            Outcome = outcome,
            Code = mark switch { "!X" => "admin", "!H" => "host", "!N" => "net", _ => null },
            Ms = target is { Rtt.Count: > 0 } ? Round(target.Rtt.Average) : null,
            // SYNs lost on the way are the path's affair and stand in the trace; a connection would have sent them again.
            Attempts = target?.Answered ?? 1,
            Failed = outcome == "ok" ? 0 : target?.Answered ?? 1,
            Evidence = log.Enter(
                Kinds.Connect,
                string.Create(CultureInfo.InvariantCulture, $"syn {plan.Address} port {plan.Port}: {outcome}{(mark is null ? "" : " " + mark)}; {target?.Answered ?? 0} of {target?.Sent ?? 1} answered"),
                time),
        };
    }

    /// <summary>The path as it is now, for a line on a live screen; it is not entered as evidence.</summary>
    public static PathTrace Live(TraceMachine trace, ProbeLog log, Func<IPAddress, string?>? name = null) =>
        Shape(trace, trace.Statistics.Current, log.Vantage, name, log.Now(), last: true, new() { Source = "", Sha256 = "", Kind = Kinds.PathTrace });

    private static PathTrace One(TraceMachine trace, PathSegment segment, ProbeLog log, Func<IPAddress, string?>? name, Moment time, bool last)
    {
        var shape = Shape(trace, segment, log.Vantage, name, time, last, new() { Source = "", Sha256 = "", Kind = Kinds.PathTrace });
        return shape with { Evidence = log.Enter(Kinds.PathTrace, Text(shape, segment), time) };
    }

    private static PathTrace Shape(TraceMachine trace, PathSegment segment, string vantage, Func<IPAddress, string?>? name, Moment time, bool last, Evidence evidence)
    {
        var plan = trace.Plan;
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Protocol = plan.Protocol.ToString().ToLowerInvariant(),
            Port = plan.Protocol == ProbeProtocol.Icmp ? null : plan.Port,
            Reached = segment.Arrival is not null,
            Hops = [.. Rows(segment).Select(hop => Row(hop, name))],
            Truncated = last && !trace.Found ? true : null,
            Evidence = evidence,
        };
    }

    /// <summary>Hops up to the end of the path; a probe that went the whole way to look for the target is no hop.</summary>
    private static IEnumerable<HopStatistics> Rows(PathSegment segment)
    {
        var hops = segment.Hops.Where(h => segment.End is not { } end || h.Ttl <= end).ToArray();
        for (var i = 0; i < hops.Length; i++)
        {
            if (i > 0 && hops[i].Ttl > hops[i - 1].Ttl + 1 && hops[i].Answered == 0) yield break;
            yield return hops[i];
        }
    }

    private static Hop Row(HopStatistics hop, Func<IPAddress, string?>? name) => new()
    {
        Ttl = hop.Ttl,
        Sent = hop.Sent,
        Lost = hop.Lost,
        Responders = [.. hop.Responders.Select(r => new Responder(r.Address.ToString(), name?.Invoke(r.Address)))],
        RttMs = hop.Times is { } times ? [.. times] : null,
        Rtt = hop.Times is null && hop.Rtt.Count > 0
            ? new(hop.Rtt.Last, Round(hop.Rtt.Average), hop.Rtt.Best, hop.Rtt.Worst, Round(hop.Rtt.Deviation))
            : null,
        Codes = hop.Codes.Count > 0 ? [.. hop.Codes] : null,
        Mpls = hop.Responders.SelectMany(r => r.Mpls).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } labels ? labels : null,
        ReplyTtl = hop.Responders.Count > 0 ? hop.Responders[0].ReplyTtl : null,
    };

    private static double Round(double ms) => Math.Round(ms, 3);

    private static string Text(PathTrace trace, PathSegment segment)
    {
        var text = new StringBuilder();
        var port = trace.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $" port {number}") : "";
        text.Append(CultureInfo.InvariantCulture, $"trace {trace.TargetAddress} {trace.Protocol}{port}: {segment.Rounds} rounds, {(trace.Reached == true ? "reached" : "not reached")}");
        if (segment.Disguised.Count > 0) text.Append(CultureInfo.InvariantCulture, $"; the target's address reported an expired ttl at hops {string.Join(' ', segment.Disguised)}");
        var lastAnswer = trace.Hops!.LastOrDefault(h => h.Responders.Count > 0)?.Ttl ?? 0;
        foreach (var hop in trace.Hops!)
        {
            if (hop.Ttl > lastAnswer)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{hop.Ttl}-{trace.Hops[^1].Ttl} no answer");
                break;
            }

            if (text.Length > Contract.EvidenceTextLimit - 200) break;
            text.Append(CultureInfo.InvariantCulture, $"\n{hop.Ttl} {(hop.Responders.Count == 0 ? "*" : string.Join(' ', hop.Responders.Select(r => r.Address)))} sent {hop.Sent} lost {hop.Lost}");
            if (segment.Hop(hop.Ttl)?.Rtt is { Count: > 0 } rtt) text.Append(CultureInfo.InvariantCulture, $" rtt {rtt.Best:0.###}/{rtt.Average:0.###}/{rtt.Worst:0.###} ms");
            foreach (var code in hop.Codes ?? []) text.Append(' ').Append(code);
            if (hop.Mpls is { Count: > 0 } labels) text.Append(" mpls ").AppendJoin(' ', labels);
        }

        return text.ToString();
    }
}
