using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>One address that answered at a hop, counted apart from the others.</summary>
public sealed class ResponderStatistics(IPAddress address)
{
    public IPAddress Address { get; } = address;

    public RttStatistics Rtt { get; } = new();

    /// <summary>TTL of its last answer as it arrived.</summary>
    public int? ReplyTtl { get; set; }

    /// <summary>MPLS labels it quoted last.</summary>
    public IReadOnlyList<string> Mpls { get; internal set; } = [];

    /// <summary>It quoted a packet changed on the way: a NAT lies before it.</summary>
    public bool Rewritten { get; internal set; }

    /// <summary>Routers its answer came past, by the nearest usual start value; null where the TTL is not known.</summary>
    public int? BackHops => ReplyTtl is not { } ttl || ttl is < 1 or > 255 ? null : (ttl <= 64 ? 64 : ttl <= 128 ? 128 : 255) - ttl + 1;
}

/// <summary>What is known of one hop after some rounds.</summary>
public sealed class HopStatistics(int ttl)
{
    private const int MostTimes = 10;
    private const int MostResponders = 32;
    private readonly List<ResponderStatistics> _responders = [];
    private readonly SortedSet<string> _codes = new(StringComparer.Ordinal);
    private readonly List<double?> _times = [];

    public int Ttl { get; } = ttl;

    public int Sent { get; private set; }

    /// <summary>Answered, in time or late.</summary>
    public int Answered { get; private set; }

    public int Lost => Sent - Answered;

    /// <summary>Answered after nobody waited any more; not lost.</summary>
    public int Late { get; private set; }

    public int Duplicates { get; private set; }

    public double LossPercent => Sent == 0 ? 0 : 100.0 * Lost / Sent;

    /// <summary>Between which shares the true loss lies with 95 % confidence.</summary>
    public (double Low, double High) LossInterval => Wilson.Interval(Lost, Sent);

    public RttStatistics Rtt { get; } = new();

    /// <summary>In order of appearance.</summary>
    public IReadOnlyList<ResponderStatistics> Responders => _responders;

    public IReadOnlyCollection<string> Codes => _codes;

    /// <summary>RTT of each probe in ms, null = no answer; null once there are too many to list.</summary>
    public IReadOnlyList<double?>? Times => Sent <= MostTimes ? _times : null;

    internal void Add(SentProbe probe)
    {
        Sent++;
        double? ms = null;
        if (probe.Reply is { } reply)
        {
            Answered++;
            if (probe.Late) Late++;
            Duplicates += probe.Duplicates;
            ms = Milliseconds.Of(reply.Rtt);
            Rtt.Add(ms.Value);
            Responder(reply, ms.Value);
        }

        if (_times.Count < MostTimes) _times.Add(ms);
    }

    internal void Mark(IEnumerable<string> codes) => _codes.UnionWith(codes);

    /// <summary>An answer came to a probe already counted as lost.</summary>
    internal void CameLate(Reply reply)
    {
        Answered++;
        Late++;
        var ms = Milliseconds.Of(reply.Rtt);
        Rtt.Add(ms);
        Responder(reply, ms);
    }

    internal void CameTwice() => Duplicates++;

    private void Responder(Reply reply, double ms)
    {
        if (reply.From is not { } from) return;
        var responder = _responders.Find(r => r.Address.Equals(from));
        if (responder is null)
        {
            if (_responders.Count == MostResponders) return;
            _responders.Add(responder = new(from));
        }

        responder.Rtt.Add(ms);
        responder.ReplyTtl = reply.ReplyTtl ?? responder.ReplyTtl;
        if (reply.Mpls.Count > 0) responder.Mpls = reply.Mpls;
        responder.Rewritten |= reply.Rewritten;
    }
}
