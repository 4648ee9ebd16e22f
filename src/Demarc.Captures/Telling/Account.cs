using System.Globalization;
using Demarc.Captures.Formats;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>The account of a whole capture: which connections to tell of, and what is to be said of all of them together.</summary>
internal static class Account
{
    public static CaptureDocument Of(Scene scene, CaptureFile file, IEnumerable<Bilingual> notes, string source, string sha256, CaptureWishes wishes)
    {
        var table = scene.Table;
        var taken = Place.Of(table);
        var sighting = new Sighting(source, sha256, null, taken, scene.Last, file.Dropped, scene.Ends, Filtered.Of(table, scene.Plain, scene.Last));
        var ignored = IgnoredSyns.Of(table, scene.Last, file.Dropped > 0);
        var polls = LongPolls.Of(table, scene.Last);
        var worst = Worst(table, wishes.MostConnections);
        var connections = new List<TcpConnection>(worst.Count);
        foreach (var index in worst) connections.Add(sighting.Of(table[index], ignored.Contains(index), polls.Contains(index)));
        var lookups = scene.Lookups.All.Select(it => OtherSightings.Of(it, sighting)).OfType<Dns>().ToList();
        return new()
        {
            Source = source,
            Packets = scene.Packets,
            Bytes = scene.Bytes,
            First = Sighting.At(scene.First)?.Utc,
            Last = Sighting.At(scene.Last)?.Utc,
            Place = taken.Place,
            DuplicatesRemoved = scene.Copied + file.Copies,
            DroppedByCapture = file.Dropped,
            ConnectionsTotal = table.Count + table.Forgotten,
            Connections = connections,
            Icmp = [.. scene.Errors.Counts.OrderBy(count => count.Frame)],
            Findings = [.. Together.Of(scene, file, ignored)],
            Dns = lookups,
            Observations = [.. Observed(table, connections, worst), .. lookups, .. scene.Pings.All.Select(it => OtherSightings.Of(it, sighting)).OfType<Ping>(), .. scene.Addresses.All.SelectMany(it => OtherSightings.Of(it, sighting))],
            Unreadable = scene.Packets == 0 && file.Problem is not null,
            Unread = [.. Left(scene, file, notes, source, connections.Count, sighting.Kept)],
        };
    }

    /// <summary>Connections in the order of their first frames, each with what was said on it.</summary>
    private static IEnumerable<Observation> Observed(Connections.ConnectionTable table, List<TcpConnection> connections, List<int> indices)
    {
        var (places, told) = (indices.ToArray(), connections.ToArray());
        Array.Sort(places, told);
        for (var i = 0; i < told.Length; i++)
        {
            yield return told[i];
            if (OtherSightings.Handshake(table[places[i]], told[i]) is { } handshake) yield return handshake;
            if (OtherSightings.Request(table[places[i]], told[i]) is { } request) yield return request;
        }
    }

    /// <summary>Connections by how much they stand out, worst first; of equals the earlier.</summary>
    private static List<int> Worst(Connections.ConnectionTable table, int most)
    {
        var queue = new PriorityQueue<int, (int Severity, int Later)>();
        for (var i = 0; i < table.Count; i++)
        {
            var key = (Severity.Of(table[i]), -i);
            if (queue.Count < most) queue.Enqueue(i, key);
            else if (most > 0) queue.EnqueueDequeue(i, key);
        }

        var found = new List<int>(queue.Count);
        while (queue.TryDequeue(out var index, out _)) found.Add(index);
        found.Reverse();
        return found;
    }

    private static IEnumerable<Unread> Left(Scene scene, CaptureFile file, IEnumerable<Bilingual> notes, string source, int told, Filtered.Kept kept)
    {
        var table = scene.Table;
        if (file.Problem is { } problem) yield return new(source, null, problem.En, problem.Zh);
        foreach (var note in file.Notes.Concat(notes)) yield return new(source, null, $"{source}: {note.En}", $"{source}：{note.Zh}");
        if (Filtered.Note(kept) is { } filter) yield return new(source, null, $"{source}: {filter.En}", $"{source}：{filter.Zh}");
        var total = table.Count + table.Forgotten;
        if (total > told) yield return new(source, null, Invariant($"{source} holds {total} TCP connections; the {told} that stand out most are told"), Invariant($"{source} 含 {total} 个 TCP 连接；只列出最突出的 {told} 个"));
        if (table.Beyond > 0) yield return new(source, null, Invariant($"{source}: {table.Beyond} packets belong to connections for which there was no room, and were not looked at"), Invariant($"{source}：有 {table.Beyond} 个数据包所属的连接超出容量，未查看"));
        foreach (var (link, packets) in scene.UnknownLinks.OrderBy(it => it.Key)) yield return new(source, null, Invariant($"{source}: {packets} packets of link type {link} cannot be looked into"), Invariant($"{source}：{packets} 个数据包的链路类型 {link} 无法解析"));
        if (total == 0 && scene.Lookups.All.Count == 0 && !scene.Pings.All.Any() && file.Problem is null && scene.UnknownLinks.Count == 0 && (scene.Packets > 0 || file.Notes.Count == 0)) yield return new(source, null, Invariant($"{source} holds {scene.Packets} packets and no TCP connection"), Invariant($"{source} 含 {scene.Packets} 个数据包，没有 TCP 连接"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
