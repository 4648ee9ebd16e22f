using System.Buffers.Binary;
using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Captures.Telling;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Captures.Printed;

/// <summary>
/// Packets that a tool printed as text, put through the analysis that captured packets meet. What text does not show stays unknown:
/// payloads always, times, TTLs and identifications mostly.
/// </summary>
public static class PrintedCapture
{
    /// <summary>Any time will do that is a time: only differences are told.</summary>
    private const double FirstSecond = 1_000_000;

    /// <summary>Seconds beyond which a printed time is none.</summary>
    private const double LastSecond = 4e9;

    private const int ServicePorts = 1 << 10;

    /// <summary>Tells of each flow, in their order.</summary>
    /// <param name="flows">The flows; at most 60,000.</param>
    /// <param name="segments">Their packets in the order of the text.</param>
    /// <param name="tool">The tool that printed them.</param>
    /// <param name="vantage">Where they were captured, if known.</param>
    /// <param name="dropped">Packets the capturing machine dropped, if printed.</param>
    /// <param name="incomplete">Packets of these flows may be missing from the text: nothing may rest on one that is.</param>
    public static IReadOnlyList<TcpConnection> Tell(IReadOnlyList<PrintedFlow> flows, IEnumerable<PrintedSegment> segments, string tool, string? vantage, long? dropped, bool incomplete)
    {
        var (names, table, copies) = (new Ends(), new ConnectionTable(), new Copies(Copies.DoubtfulInText));
        var ends = Numbered(flows, names);
        var (last, plain) = (Segment.NoTime, 0L);
        foreach (var printed in segments)
        {
            var segment = Of(printed);
            if (segment.Time != Segment.NoTime) last = Math.Max(last, segment.Time);
            if (!segment.Is(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Reset)) plain++;
            var (client, server) = ends[printed.Flow];
            var (source, destination) = printed.ByClient ? (client, server) : (server, client);
            table.Add(segment, source, destination, copies.Has(segment, source, destination));
        }

        var lossy = incomplete || dropped > 0;
        var sighting = new Sighting("", "", vantage, Place.Of(table) with { Certain = [] }, last, lossy ? dropped ?? 1 : dropped, names, Filtered.Of(table, plain, last));
        var (ignored, polls) = (IgnoredSyns.Of(table, last, lossy), LongPolls.Of(table, last));
        var told = new List<TcpConnection>(flows.Count);
        for (var flow = 0; flow < flows.Count; flow++)
        {
            var place = table.Find(ends[flow].Client, ends[flow].Server);
            if (place >= 0) told.Add(Told(sighting, ref table[place], ignored.Contains(place), polls.Contains(place), flows[flow], tool, dropped));
        }

        return told;
    }

    private static TcpConnection Told(Sighting sighting, ref Connection it, bool ignored, bool polls, PrintedFlow flow, string tool, long? dropped)
    {
        foreach (var (error, line) in flow.Errors) (it.Oddities ??= new()).Note(error, line);
        var told = sighting.Of(it, ignored, polls);
        return told with
        {
            Tool = tool,
            Time = flow.Time,
            Target = flow.ServerEnd,
            Client = flow.ClientEnd,
            Server = flow.ServerEnd,
            State = flow.HasFlags ? told.State : null,
            History = flow.HasFlags ? told.History : null,
            Counts = flow.HasFlags ? told.Counts : null,
            FindingFrames = null,
            DroppedByCapture = dropped,
            Evidence = flow.Evidence,
        };
    }

    /// <summary>
    /// Numbers for the flows' ends: each flow has a client's port of its own, so that what the text already told apart stays apart, and flows to
    /// one server share that end.
    /// </summary>
    private static (ulong Client, ulong Server)[] Numbered(IReadOnlyList<PrintedFlow> flows, Ends ends)
    {
        var (hosts, servers) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        return [.. flows.Select((flow, index) => (End(ends, Number(hosts, flow.Client), ServicePorts + index), End(ends, ~Number(servers, flow.ServerEnd), Number(servers, flow.ServerEnd) % ServicePorts)))];
    }

    private static ulong End(Ends ends, int host, int port)
    {
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        BinaryPrimitives.WriteInt32BigEndian(octets[12..], host);
        return ends.Of(octets, (ushort)port);
    }

    private static int Number(Dictionary<string, int> known, string name) => known.TryGetValue(name, out var number) ? number : known[name] = known.Count;

    private static Segment Of(in PrintedSegment printed) => new()
    {
        Frame = printed.Line,
        Time = printed.Seconds is >= 0 and < LastSecond and var seconds ? (long)((FirstSecond + seconds) * 1e9) : Segment.NoTime,
        Flags = printed.Flags,
        Sequence = printed.Sequence,
        Acknowledgement = printed.Acknowledgement,
        Window = printed.Window,
        Length = printed.Length,
        Ttl = printed.Ttl,
        Identification = printed.Identification,
        Mss = printed.Mss,
        WindowScale = printed.WindowScale is { } scale ? Math.Min(scale, (byte)14) : null,
        SackPermitted = printed.SackPermitted,
        HasTimestamps = printed.Timestamp is not null,
        TimestampValue = printed.Timestamp ?? 0,
        SackFrom = printed.Sack?.From ?? 0,
        SackTo = printed.Sack?.To ?? 0,
    };
}
