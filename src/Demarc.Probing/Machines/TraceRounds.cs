namespace Demarc.Probing.Machines;

/// <summary>What a round wants next: a probe with this TTL, to wait, or nothing more.</summary>
internal readonly record struct RoundStep(byte? Ttl, TimeSpan? Until)
{
    public static RoundStep Done => default;

    public static RoundStep Send(int ttl) => new((byte)ttl, null);

    public static RoundStep Wait(TimeSpan until) => new(null, until);
}

/// <summary>One pass over the TTLs. The machine sends; the round decides which TTL is next.</summary>
internal abstract class TraceRound(TracePlan plan, TraceWaits waits)
{
    private readonly List<SentProbe> _probes = [];
    private TraceEnd? _end;

    protected TracePlan Plan => plan;

    protected TraceWaits Waits => waits;

    public IReadOnlyList<SentProbe> Probes => _probes;

    /// <summary>Where the path ends as far as this round knows.</summary>
    public TraceEnd End => _end ??= new(plan.Address, plan.Protocol, _probes);

    /// <summary>Highest TTL that was answered; 0 when none was.</summary>
    public int LastAnswered { get; private set; }

    /// <summary>What it says, once it is counted.</summary>
    public RoundRecord? Record { get; set; }

    /// <summary>Nothing of it is waited for any more.</summary>
    public bool Settled { get; private set; }

    public abstract RoundStep Next(TimeSpan now);

    public void Add(SentProbe probe) => _probes.Add(probe);

    public void Answered(SentProbe probe)
    {
        LastAnswered = Math.Max(LastAnswered, probe.Probe.Ttl);
        _end = null;
    }

    /// <summary>Gives up on what has had its time; when the next probe will have, or null when none is waited for.</summary>
    public TimeSpan? Settle(TimeSpan now)
    {
        TimeSpan? next = null;
        var arrived = 0;
        foreach (var probe in _probes)
        {
            if (End.Ttl is { } end && probe.Probe.Ttl >= end)
            {
                // Behind the end nobody waits, but for the probes that count as the target's.
                var counts = End.Arrival is not null && ++arrived <= Math.Max(1, plan.PerHop);
                if (!counts && probe.Probe.Ttl > end) continue;
            }

            if (!probe.Pending) continue;
            var due = probe.AskedAt + waits.GiveUp(probe.Probe.Ttl < KnownLast);
            if (due <= now) probe.GiveUp();
            else if (next is null || due < next) next = due;
        }

        Settled = next is null;
        return next;
    }

    /// <summary>Highest TTL known to answer, from this round or an earlier one.</summary>
    protected virtual int KnownLast => LastAnswered;
}

/// <summary>
/// A round that finds the path: a window of TTLs in flight, moved along by every answer; silent hops are asked again; a
/// window without progress is widened to the whole path at once, so that silence to the end costs about a second.
/// </summary>
internal sealed class DiscoveryRound(TracePlan plan, TraceWaits waits) : TraceRound(plan, waits)
{
    private const int SilentTries = 3;

    /// <summary>Silent hops behind the last answer that are asked more than once: where the path is cut must be certain.</summary>
    private const int AskedAgainBeyond = 3;

    private bool _widened;

    public override RoundStep Next(TimeSpan now)
    {
        while (true)
        {
            var end = End.Ttl;
            var top = (int)(end ?? (_widened ? Plan.MaxTtl : (byte)Math.Min(Plan.MaxTtl, Math.Max(LastAnswered, Plan.FirstTtl - 1) + Plan.Ahead)));
            var wake = TimeSpan.MaxValue;
            for (var ttl = (int)Plan.FirstTtl; ttl <= top; ttl++)
            {
                var (sent, answered, last) = At(ttl);
                if (sent == 0) return RoundStep.Send(ttl);
                if (sent >= Needed(ttl, answered)) continue;
                var due = answered ? now : last + Waits.Retry;
                if (due <= now) return RoundStep.Send(ttl);
                if (due < wake) wake = due;
            }

            if (end is null && !_widened && top < Plan.MaxTtl)
            {
                var due = Probes[^1].AskedAt + Waits.Stall;
                if (due <= now)
                {
                    _widened = true;
                    continue;
                }

                if (due < wake) wake = due;
            }

            if (Settle(now) is { } pending && pending < wake) wake = pending;
            return wake == TimeSpan.MaxValue ? RoundStep.Done : RoundStep.Wait(wake);
        }
    }

    private int Needed(int ttl, bool answered)
    {
        if (answered) return Plan.PerHop;
        return ttl <= LastAnswered + AskedAgainBeyond ? Math.Max(Plan.PerHop, SilentTries) : 1;
    }

    /// <summary>Probes of a hop. Whatever overshoots the target has reached it, so it is the last hop's.</summary>
    private (int Sent, bool Answered, TimeSpan Last) At(int ttl)
    {
        var (sent, answered, last) = (0, false, TimeSpan.Zero);
        var arrival = End.Arrival;
        foreach (var probe in Probes)
        {
            var at = arrival is { } a && probe.Probe.Ttl > a ? a : probe.Probe.Ttl;
            if (at != ttl) continue;
            sent++;
            answered |= probe.Answered;
            last = probe.AskedAt;
        }

        return (sent, answered, last);
    }
}

/// <summary>A later round over a path already found: each hop once or so, a few milliseconds apart.</summary>
internal sealed class SteadyRound : TraceRound
{
    private const int SilentBeyond = 3;
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);
    private readonly Queue<byte> _queue = new();
    private readonly int _knownLast;

    public SteadyRound(TracePlan plan, TraceWaits waits, byte? end, int knownLast)
        : base(plan, waits)
    {
        _knownLast = knownLast;
        var top = end ?? (byte)Math.Min(plan.MaxTtl, knownLast + (plan.OneAtATime ? 1 : SilentBeyond));
        for (var i = 0; i < plan.PerHop; i++)
        {
            for (var ttl = (int)plan.FirstTtl; ttl <= top; ttl++) _queue.Enqueue((byte)ttl);
        }

        // Where the end is unknown, one probe goes the whole way: should the target answer again, it shows.
        if (end is null && top < plan.MaxTtl) _queue.Enqueue(plan.MaxTtl);
    }

    protected override int KnownLast => Math.Max(_knownLast, LastAnswered);

    public override RoundStep Next(TimeSpan now)
    {
        if (Plan.OneAtATime && Settle(now) is { } answered) return RoundStep.Wait(answered);
        if (_queue.Count == 0) return RoundStep.Done;
        if (Probes.Count > 0 && Probes[^1].AskedAt + Gap is var due && due > now) return RoundStep.Wait(due);
        return RoundStep.Send(_queue.Dequeue());
    }
}
