using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>Tells of connections as observations: state, counts and findings, and the frames that show them.</summary>
/// <param name="Source">The capture's name.</param>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="Vantage">Where it was taken, as somebody says; null where nobody does.</param>
/// <param name="Taken">Where its handshakes say it was taken.</param>
/// <param name="End">Time of the capture's last packet.</param>
/// <param name="Dropped">Packets the capturing machine dropped.</param>
/// <param name="Ends">Names of the ends.</param>
/// <param name="Kept">What a capture filter left.</param>
internal sealed record Sighting(string Source, string Sha256, string? Vantage, Place.Taken Taken, long End, long? Dropped, Ends Ends, Filtered.Kept Kept = Filtered.Kept.All)
{
    private const string ToolName = "capture";
    private const string ServerItself = "server-itself";

    /// <summary>The vantage of what concerns two ends: the server's own where one of them is the server beside which the capture was taken.</summary>
    public string? VantageOf(ulong server, ulong other) => Vantage ?? (Taken.Certain.Contains(Ends.Host(server)) || Taken.Certain.Contains(Ends.Host(other)) ? ServerItself : null);

    /// <summary>The vantage of what concerns no connection.</summary>
    public string? VantageOfAll => Vantage ?? (Taken.Certain.Count > 0 ? ServerItself : null);

    public TcpConnection Of(in Connection it, bool ignoredByTimestamp = false, bool polls = false)
    {
        var clientFirst = it.ClientFirst;
        ref readonly var client = ref clientFirst ? ref it.One : ref it.Two;
        ref readonly var server = ref clientFirst ? ref it.Two : ref it.One;
        var place = Place.Of(it) is var own && own != Place.Unknown ? own : Taken.For(client, server);
        var vantage = VantageOf(server.End, server.End);
        var lossy = Dropped > 0 || Kept == Filtered.Kept.FirstSyns;
        var both = client.Syns > 0 && server.Syns > 0;
        var findings = Findings.Of(it, place, End, lossy, polls);
        if (ignoredByTimestamp) findings.Insert(0, new("syn-ignored-by-timestamp", it.SynFrame));
        var time = At(it.Began);
        var handshake = it.SynFrame > 0 && it.EstablishedFrame > 0 && it.SynTime != Segment.NoTime ? Waits.Milliseconds(it.EstablishedTime - (it.RefusedAtFirst > 0 ? it.LastSynTime : it.SynTime)) : null;
        var (clientEnd, serverEnd) = (Ends.Text(client.End), Ends.Text(server.End));
        return new()
        {
            Tool = ToolName,
            Vantage = vantage,
            Time = time,
            Target = serverEnd,
            Client = clientEnd,
            Server = serverEnd,
            State = State(it, client, server, lossy),
            History = it.History.Text(clientFirst),
            HandshakeMs = handshake,
            Mss = client.Mss == 0 && server.Mss == 0 ? null : new(client.Mss == 0 ? null : client.Mss, server.Mss == 0 ? null : server.Mss),
            WindowScale = client.Scale < 0 && server.Scale < 0 ? null : new(client.Scale < 0 ? null : client.Scale, server.Scale < 0 ? null : server.Scale),
            Timestamps = both ? client.Timestamps && server.Timestamps : null,
            Sack = both ? client.Sack && server.Sack : null,
            Counts = Counting.Of(it, client, server),
            Waits = Waits.Of(it, place),
            Bytes = new(client.Bytes, server.Bytes),
            LargestSegment = new(client.Largest, server.Largest),
            ResetBy = it.Reset.Frame == 0 ? null : Name(it.Reset.ByOne == clientFirst),
            ResetAfterClose = it.Reset.AfterClose,
            Resets = it.Oddities is { Resets.Count: > 0 } odd ? [.. odd.Resets.Select(r => new TcpReset(Name(r.ByOne == clientFirst), r.Ttl == 0 ? null : r.Ttl, r.UsualTtl == 0 ? null : r.UsualTtl, r.Frame, r.AfterClose))] : [],
            Tls = Spoken.Tls(it.Talk),
            Http = Spoken.Http(it.Talk),
            Findings = [.. findings.Select(f => f.Id)],
            FindingFrames = findings.Count == 0 ? null : findings.DistinctBy(f => f.Id).ToDictionary(f => f.Id, f => f.Frame, StringComparer.Ordinal),
            Place = place,
            Packets = client.Packets + server.Packets,
            DroppedByCapture = Dropped,
            Evidence = Cite(Kinds.TcpConnection, time, Frames(it, client, server, findings), SightingText.Of(it, client, server, clientEnd, serverEnd, handshake, findings), vantage),
        };
    }

    public Evidence Cite(string kind, Moment? time, IReadOnlyList<int> frames, string text, string? vantage) =>
        new() { Source = Source, Sha256 = Sha256, Vantage = vantage, Kind = kind, Tool = ToolName, Time = time, Frames = frames, Text = text };

    private static string Name(bool client) => client ? "client" : "server";

    private string? State(in Connection it, in Direction client, in Direction server, bool lossy)
    {
        if (Findings.IsUnanswered(it, client, server, End, lossy)) return "syn-unanswered";
        if (it.Reset.Frame > 0 && it.Reset.AfterClose != true) return "reset";
        if (it.Reset.Frame > 0 || (client.Fin && server.Fin)) return "closed";
        if (client.Syns > 0 && server.Packets == 0) return null;
        if (Kept != Filtered.Kept.All && server.Syns <= 1) return null;
        return it.IsOpening ? "established" : "midstream";
    }

    /// <summary>The frames that show what is said, in order.</summary>
    private static int[] Frames(in Connection it, in Direction client, in Direction server, List<Finding> findings)
    {
        List<int> frames = [it.First, it.SynFrame, it.SynAckFrame, it.EstablishedFrame, client.Trouble?.FirstResent ?? 0, server.Trouble?.FirstResent ?? 0, it.Reset.Frame, it.Last];
        foreach (var finding in findings) frames.Add(finding.Frame);
        frames.Sort();
        var told = new List<int>(frames.Count);
        foreach (var frame in frames)
        {
            if (frame > 0 && (told.Count == 0 || frame > told[^1])) told.Add(frame);
        }

        return [.. told];
    }

    /// <summary>Null before 1970 and past the year 2200: such a clock says nothing.</summary>
    public static Moment? At(long nanoseconds)
    {
        if (nanoseconds is <= 0 or > 7_258_118_400_000_000_000) return null;
        var instant = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
        return new(UtcTime.Text(instant), instant, ZoneKnowledge.Stated);
    }
}
