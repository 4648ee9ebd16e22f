using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>What a finished round says of each hop: every probe stands in the row it tells about.</summary>
public sealed class RoundRecord
{
    private readonly ByTtl<List<SentProbe>> _rows = new();
    private readonly ByTtl<HashSet<string>> _codes = new();

    private RoundRecord(TraceEnd end) => End = end;

    public TraceEnd End { get; }

    /// <summary>Probes of each hop, by TTL.</summary>
    public ByTtl<List<SentProbe>> Rows => _rows;

    /// <summary>Marks and TCP answers of each hop, such as <c>!X</c> or <c>open</c>.</summary>
    public ByTtl<HashSet<string>> Codes => _codes;

    /// <summary>TTLs at which the target's own address said that the TTL had expired: a NAT stands in front of it.</summary>
    public IReadOnlyList<int> Disguised { get; private set; } = [];

    /// <summary>Addresses that answered at a hop in this round.</summary>
    public IEnumerable<IPAddress> Responders(int ttl) =>
        _rows[ttl] is { } row ? row.Select(p => p.Reply?.From).OfType<IPAddress>().Distinct() : [];

    public static RoundRecord Of(IReadOnlyList<SentProbe> probes, TracePlan plan)
    {
        var record = new RoundRecord(new(plan.Address, plan.Protocol, probes));
        foreach (var probe in probes) record.Place(probe, plan);
        var disguised = probes.Where(p => p.Reply is { Kind: ReplyKind.TimeExceeded } r && Equals(r.From, plan.Address)).ToArray();
        if (disguised.Length > 0) record.Disguised = [.. disguised.Select(p => (int)p.Probe.Ttl).Distinct().Order()];
        return record;
    }

    /// <summary>
    /// Probes that overshoot the target tell about the target, as many as a hop has in a round. A router's error marks the
    /// hop of that router and is no row of its own.
    /// </summary>
    private void Place(SentProbe probe, TracePlan plan)
    {
        var ttl = (int)probe.Probe.Ttl;
        if (End.Arrival is { } arrival && ttl >= arrival)
        {
            if (Row(arrival).Count >= Math.Max(1, plan.PerHop)) return;
            Row(arrival).Add(probe);
            if (probe.Reply is { } last && Answer(last) is { } code) Mark(arrival, code);
            return;
        }

        if (probe.Reply is { Kind: ReplyKind.Unreachable or ReplyKind.TooBig } error && !End.Arrives(error))
        {
            var at = End.Reporter((byte)ttl, error);
            if (IcmpMeaning.Mark(error) is { } mark) Mark(at, mark);
            if (at == ttl) Row(ttl).Add(probe);
            return;
        }

        if (End.Arrival is null && End.Ttl is { } end && ttl > end) return;
        Row(ttl).Add(probe);
    }

    private static string? Answer(Reply reply) => reply.Kind switch
    {
        ReplyKind.SynAck => "open",
        ReplyKind.Reset => "closed",
        ReplyKind.Unreachable when IcmpMeaning.IsPortUnreachable(reply) => null,
        _ => IcmpMeaning.Mark(reply),
    };

    private List<SentProbe> Row(int ttl) => _rows.Get(ttl, _ => []);

    private void Mark(int ttl, string code) => _codes.Get(ttl, _ => []).Add(code);
}
