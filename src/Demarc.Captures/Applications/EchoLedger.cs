namespace Demarc.Captures.Applications;

/// <summary>
/// Pings (RFC 792, RFC 4443): echo requests of one sender to one target under one identifier, and which of them were answered.
/// Requests with a small TTL are a path trace's and are passed over.
/// </summary>
internal sealed class EchoLedger
{
    private const int MostPings = 1000;
    private const int MostWaiting = 1024;
    private const int MostTimes = 200;

    /// <summary>Pings begin with 64 or more and path traces below; no path has so many routers that they meet.</summary>
    private const int LeastTtl = 33;

    private readonly Dictionary<(ulong, ulong, ushort), Ping> _pings = [];

    public IEnumerable<Ping> All => _pings.Values.OrderBy(it => it.FirstFrame);

    public void Add(bool isRequest, ulong source, ulong destination, ushort identifier, ushort sequence, byte ttl, int length, int frame, long time)
    {
        var key = isRequest ? (source, destination, identifier) : (destination, source, identifier);
        if (!_pings.TryGetValue(key, out var ping))
        {
            if (!isRequest || ttl < LeastTtl || _pings.Count >= MostPings) return;
            _pings[key] = ping = new() { Sender = source, Target = destination, FirstFrame = frame, FirstTime = time, Size = length };
        }

        if (isRequest && ttl >= LeastTtl) ping.Ask(sequence, frame, time);
        else if (!isRequest) ping.Answer(sequence, ttl, time);
    }

    /// <summary>One run of ping.</summary>
    internal sealed class Ping
    {
        private readonly Dictionary<ushort, (int Frame, long Time)> _waiting = [];

        public required ulong Sender { get; init; }
        public required ulong Target { get; init; }
        public required int FirstFrame { get; init; }
        public required long FirstTime { get; init; }

        /// <summary>Octets behind the ICMP header.</summary>
        public required int Size { get; init; }
        public int Sent { get; private set; }
        public int Received { get; private set; }
        public List<double?> Milliseconds { get; } = [];
        public SortedSet<int> Ttls { get; } = [];

        /// <summary>Requests without an answer that had time to be answered before the capture ended.</summary>
        public int Unanswered(long end, long patience) => _waiting.Values.Count(it => end - it.Time >= patience);

        /// <summary>Requests whose answer the end of the capture may have cut off.</summary>
        public int Pending(long end, long patience) => _waiting.Count - Unanswered(end, patience);

        public int FirstUnanswered => _waiting.Count == 0 ? 0 : _waiting.Values.Min(it => it.Frame);

        public void Ask(ushort sequence, int frame, long time)
        {
            if (_waiting.Count >= MostWaiting || !_waiting.TryAdd(sequence, (frame, time))) return;
            Sent++;
        }

        public void Answer(ushort sequence, byte ttl, long time)
        {
            if (!_waiting.Remove(sequence, out var asked)) return;
            Received++;
            Ttls.Add(ttl);
            if (Milliseconds.Count < MostTimes) Milliseconds.Add(time >= asked.Time ? Math.Round((time - asked.Time) / 1e6, 3) : null);
        }
    }
}
