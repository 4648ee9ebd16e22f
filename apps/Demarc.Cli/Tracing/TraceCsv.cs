using System.Globalization;
using System.Net;
using Demarc.Probing;
using Demarc.Probing.Machines;

namespace Demarc.Cli.Tracing;

/// <summary>A trace as comma-separated values: one line for each address that answered at a hop, or for the silent hop.</summary>
public static class TraceCsv
{
    private const string Header = "target,address,protocol,port,path,ttl,responder,name,answers,sent,lost,loss_percent,loss_low,loss_high,late,duplicates,"
        + "last_ms,avg_ms,best_ms,worst_ms,stdev_ms,jitter_ms,reply_ttl,back_hops,codes,mpls";

    public static void Write(TextWriter output, TraceMachine trace, Func<IPAddress, string?> name)
    {
        output.WriteLine(Header);
        var path = 0;
        foreach (var segment in trace.Statistics.Segments)
        {
            path++;
            foreach (var hop in segment.Hops.Where(h => segment.End is not { } end || h.Ttl <= end))
            {
                if (hop.Responders.Count == 0) output.WriteLine(Line(trace.Plan, path, hop, null, name));
                foreach (var responder in hop.Responders) output.WriteLine(Line(trace.Plan, path, hop, responder, name));
            }
        }
    }

    private static string Line(TracePlan plan, int path, HopStatistics hop, ResponderStatistics? responder, Func<IPAddress, string?> name)
    {
        var (low, high) = hop.LossInterval;
        var rtt = responder?.Rtt;
        string?[] cells =
        [
            plan.Name, plan.Address.ToString(), plan.Protocol.ToString().ToLowerInvariant(), plan.Protocol == ProbeProtocol.Icmp ? null : Number(plan.Port),
            Number(path), Number(hop.Ttl), responder?.Address.ToString(), responder is null ? null : name(responder.Address), Number(rtt?.Count ?? 0),
            Number(hop.Sent), Number(hop.Lost), Number(hop.LossPercent), Number(low * 100), Number(high * 100), Number(hop.Late), Number(hop.Duplicates),
            Time(rtt, r => r.Last), Time(rtt, r => r.Average), Time(rtt, r => r.Best), Time(rtt, r => r.Worst), Time(rtt, r => r.Deviation), Time(rtt, r => r.Jitter),
            responder?.ReplyTtl is { } ttl ? Number(ttl) : null, responder?.BackHops is { } back ? Number(back) : null,
            string.Join(' ', hop.Codes), responder is null ? null : string.Join(' ', responder.Mpls),
        ];
        return string.Join(',', cells.Select(Cell));
    }

    private static string Cell(string? text) => text is null ? "" : text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    private static string? Time(RttStatistics? rtt, Func<RttStatistics, double> pick) => rtt is { Count: > 0 } ? Number(pick(rtt)) : null;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
