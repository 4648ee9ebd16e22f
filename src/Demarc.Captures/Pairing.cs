using Demarc.Model;

namespace Demarc.Captures;

/// <summary>
/// Two captures of one event. Connections belong together by the numbers both ends chose, which address translation leaves alone;
/// packets by their numbers and by time (<see cref="PairedWay"/>). The clocks' offset follows from the
/// soonest packets each way, as in NTP (RFC 5905, 8): it cannot be known better than half of the least round trip between the places.
/// </summary>
public static class Pairing
{
    private const int MostFrames = 20;

    /// <summary>Pairs connections of two captures by the trails of both.</summary>
    /// <param name="one">Connections of one capture with their packets.</param>
    /// <param name="two">Those of the other.</param>
    public static IReadOnlyList<Pair> Of((string Source, IReadOnlyList<(TcpConnection Told, Trail Trail)> Connections) one, (string Source, IReadOnlyList<(TcpConnection Told, Trail Trail)> Connections) two)
    {
        var pairs = new List<Pair>();
        var left = two.Connections.ToList();
        foreach (var (told, trail) in one.Connections)
        {
            var at = left.FindIndex(other => Same(told, trail, other.Told, other.Trail));
            if (at < 0) continue;
            var (otherTold, otherTrail) = left[at];
            left.RemoveAt(at);
            var oneIsNear = IsNearer(trail, otherTrail);
            pairs.Add(oneIsNear ? Compare(one.Source, told, trail, two.Source, otherTold, otherTrail) : Compare(two.Source, otherTold, otherTrail, one.Source, told, trail));
        }

        return pairs;
    }

    /// <summary>What of one capture's unanswered requests is not in the other: null where there is nothing of the kind.</summary>
    /// <param name="one">The capture with the requests.</param>
    /// <param name="other">The other one.</param>
    /// <param name="pairs">Connections both have.</param>
    public static CaptureFinding? NotThere(CaptureDocument one, CaptureDocument other, IReadOnlyList<Pair> pairs)
    {
        var missing = one.Connections.Where(it => it.State == "syn-unanswered" && pairs.All(pair => pair.Client != it.Client || pair.Server != it.Server)).ToList();
        if (missing.Count == 0) return null;
        var (first, frames) = ($"{missing[0].Client} → {missing[0].Server}", missing.SelectMany(it => it.Evidence.Frames?.Take(1) ?? []).Order().Take(MostFrames).ToList());
        return new("not-in-other-capture", frames,
            FormattableString.Invariant($"{missing.Count} unanswered requests ({first}) are not in {other.Source}: if it was running then, they were lost on the way to that place"),
            FormattableString.Invariant($"{missing.Count} 个无应答的请求（{first}）不在 {other.Source} 中：若当时也在抓包，则它们丢在到达该处之前"));
    }

    /// <summary>The same initial number, and the server's where both have it.</summary>
    private static bool Same(TcpConnection told, Trail trail, TcpConnection otherTold, Trail other) =>
        trail.ClientStart is { } mine && other.ClientStart == mine && (trail.ServerStart is null || other.ServerStart is null || trail.ServerStart == other.ServerStart)
        && Port(told.Server) == Port(otherTold.Server);

    private static string? Port(string? end) => end?[(end.LastIndexOf(':') + 1)..];

    /// <summary>Whether the first lies nearer to the client: there the SYN-ACK takes longer to come.</summary>
    private static bool IsNearer(Trail one, Trail two) => (Answer(one) ?? double.MaxValue) >= (Answer(two) ?? -1);

    private static double? Answer(Trail trail)
    {
        var syn = trail.Rows.FirstOrDefault(row => row.FromClient && row.Flags.StartsWith("SYN", StringComparison.Ordinal));
        var answer = trail.Rows.FirstOrDefault(row => !row.FromClient && row.Flags.StartsWith("SYN", StringComparison.Ordinal));
        return answer?.Seconds - syn?.Seconds;
    }

    private static Pair Compare(string nearSource, TcpConnection nearTold, Trail near, string farSource, TcpConnection farTold, Trail far)
    {
        // From near to far times are way + offset, from far to near way - offset; the least of each leaves queues out. The offset is
        // between times since each capture's first packet of the connection, by which the far clock is ahead; what is told is to be added to it.
        var there = Least(near, far, fromClient: true);
        var back = Least(far, near, fromClient: false);
        var offset = there is { } a && back is { } b ? (a - b) / 2 : (double?)null;
        var trip = there + back;
        return new(
            nearTold.Client!, nearTold.Server!, nearSource, farSource,
            offset is { } o ? Math.Round((near.Began - far.Began - o) * 1000, 3) : null,
            trip is { } t ? Math.Round(Math.Max(0, t) * 500, 3) : null,
            trip is { } way ? Math.Round(Math.Max(0, way) * 500, 3) : null,
            PairedWay.Of((near, nearTold), (far, farTold), true, there),
            PairedWay.Of((far, farTold), (near, nearTold), false, back),
            Changes(nearTold, farTold));
    }

    /// <summary>Least difference of times over packets that each capture has once, in seconds of their own clocks.</summary>
    private static double? Least(Trail from, Trail to, bool fromClient)
    {
        var arrived = Once(to, fromClient);
        double? least = null;
        foreach (var (key, row) in Once(from, fromClient))
        {
            if (arrived.TryGetValue(key, out var other) && other.Seconds - row.Seconds is { } difference) least = Math.Min(least ?? difference, difference);
        }

        return least;
    }

    private static Dictionary<PacketKey, TrailRow> Once(Trail trail, bool fromClient) =>
        trail.Rows.Where(row => row.FromClient == fromClient && row.Note != "copy").GroupBy(PacketKey.Of).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First());

    private static List<string> Changes(TcpConnection near, TcpConnection far)
    {
        var changes = new List<string>();
        Add("mss", near.Mss?.Client, far.Mss?.Client);
        Add("mss", far.Mss?.Server, near.Mss?.Server);
        Add("window-scale", near.WindowScale?.Client, far.WindowScale?.Client);
        Add("window-scale", far.WindowScale?.Server, near.WindowScale?.Server);
        if (near.Client != far.Client) changes.Add($"client {near.Client} to {far.Client}");
        if (near.Server != far.Server) changes.Add($"server {near.Server} to {far.Server}");
        return changes;

        void Add(string what, int? sent, int? arrived)
        {
            if (sent != arrived && (sent is not null || arrived is not null)) changes.Add($"{what} {sent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} to {arrived?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");
        }
    }
}
