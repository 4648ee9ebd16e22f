using Demarc.Model;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Traceroute;

/// <summary>Makes a path trace of a Unix tool's header, command and rows.</summary>
internal static class ProbeTrace
{
    /// <summary>Reads the rows from <paramref name="place"/> on; null when there are none, or none that only a trace prints and no header either.</summary>
    public static TranscriptBlock? Read(BlockContext context, string tool, TraceLines lines, int place, TracerouteHeader? header, TraceCommand? command)
    {
        var rows = new ProbeRows(lines);
        rows.Read(place);
        var hops = rows.Hops;
        if (hops.Count == 0 || rows.Listing || (header is null && !rows.Certain)) return null;
        var address = header?.Address ?? command?.TargetAddress;
        var reached = Trace.Reached(address, hops);
        var complete = rows.Ended || reached == true || hops[^1].Ttl == header?.MaxHops;
        var last = lines.Index(rows.Last);
        var protocol = header?.Protocol ?? command?.Protocol;
        var trace = new PathTrace
        {
            Tool = tool,
            Vantage = context.Vantage,
            Target = header?.Target ?? command?.Target,
            TargetAddress = address,
            Time = context.Time,
            Protocol = protocol ?? "unknown",
            Port = header?.Port ?? command?.Port,
            Reached = reached,
            Hops = hops,
            Truncated = !complete || rows.BreaksOff,
            Evidence = context.Cite(Kinds.PathTrace, tool, context.First, last),
        };
        return new TranscriptBlock(last, [trace], rows.Unread);
    }
}
