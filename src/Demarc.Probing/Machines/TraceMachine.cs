using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>
/// Traces the path to a target: finds it in one round, then goes over it as many rounds as are wanted. All hops are in
/// flight at once, probes are of one flow, and every wait follows the round-trip times seen.
/// </summary>
public sealed class TraceMachine(TracePlan plan) : IProbeMachine
{
    private const int FailuresToGiveUp = 3;

    /// <summary>A late answer is looked for this long.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly TraceWaits _waits = new();
    private readonly Dictionary<int, SentProbe> _open = [];
    private readonly Queue<SentProbe> _age = new();
    private readonly List<TraceRound> _closing = [];
    private TraceRound? _round;
    private TimeSpan _nextRound;
    private byte? _end;
    private int _knownLast;
    private bool _loops;
    private bool _lost = true;
    private int _begun;
    private int _ids;
    private int _failures;
    private int _forgotten = -1;
    private int? _sourcePort;
    private bool _mixed;

    public TracePlan Plan => plan;

    /// <summary>What the finished rounds say.</summary>
    public PathStatistics Statistics { get; } = new();

    /// <summary>Why this host could not send at all; null where it could.</summary>
    public SocketError? LocalError { get; private set; }

    /// <summary>All rounds are finished; false when cancelled before.</summary>
    public bool Finished { get; private set; }

    /// <summary>The path has been found once, so that silence at its end means something.</summary>
    public bool Found { get; private set; }

    /// <summary>The target answered at some time, to whatever source port.</summary>
    public bool EverArrived { get; private set; }

    /// <summary>Probes sent.</summary>
    public int Sent => _ids;

    /// <summary>No new round begins while this is set.</summary>
    public bool Paused { get; set; }

    public ProbeStep Next(TimeSpan now)
    {
        Close(now);
        while (LocalError is null)
        {
            if (_round is null)
            {
                if (_begun == plan.Rounds) break;
                if (_begun > 0 && (Paused || now < _nextRound)) return new ProbeStep.Wait(Earlier(Paused ? now + plan.Interval : _nextRound, Pending(now)));
                Begin(now);
            }

            var step = _round!.Next(now);
            if (plan.OneAtATime && _round is SteadyRound { Probes: [.., { GivenUp: true } silent] } && _forgotten != silent.Probe.Id)
            {
                // Its socket holds the flow's source port, which the next probe is to have.
                _forgotten = silent.Probe.Id;
                return new ProbeStep.Forget(_forgotten);
            }

            switch (step)
            {
                case { Ttl: { } ttl }: return Send(ttl, now);
                case { Until: { } until }: return new ProbeStep.Wait(Earlier(until, Pending(now)));
                default:
                    _closing.Add(_round);
                    _round = null;
                    Close(now);
                    break;
            }
        }

        if (LocalError is null && Pending(now) is { } due) return new ProbeStep.Wait(due);
        Finish(now);
        return ProbeStep.Finish.Instance;
    }

    public void Accept(Reply reply)
    {
        if (!_open.TryGetValue(reply.ProbeId, out var sent)) return;
        if (reply.Kind == ReplyKind.SendFailed)
        {
            sent.GiveUp();
            if (++_failures >= FailuresToGiveUp && _waits.Slowest is null) LocalError = reply.Error ?? SocketError.SocketError;
            return;
        }

        var round = sent.Round!;
        var first = sent.Take(reply);
        if (first)
        {
            _waits.Saw(reply.Rtt);
            round.Answered(sent);
            if (plan.OneAtATime && round is DiscoveryRound) Check(reply);
            Learn(round);
        }

        if (round.Record is { } record) CountAfterwards(record, sent, reply, first);
    }

    /// <summary>Counts what is here although the trace was cut short; call once, after the loop has ended.</summary>
    public void Stop()
    {
        if (_round is { Probes.Count: > 0 } round) _closing.Add(round);
        _round = null;
        // What was still on its way is neither answered nor lost.
        foreach (var cut in _closing) Record(cut, [.. cut.Probes.Where(p => !p.Pending)]);
        _closing.Clear();
        Statistics.Close();
    }

    private void Begin(TimeSpan now)
    {
        _round = _lost ? new DiscoveryRound(plan, _waits) : new SteadyRound(plan, _waits, _end, _knownLast);
        _lost = false;
        _begun++;
        _nextRound = now + plan.Interval;
    }

    /// <summary>A path found by probes of several source ports may be several paths: it is no round of this flow.</summary>
    private void Check(Reply reply)
    {
        if (reply.SourcePort is not { } sourcePort) return;
        _mixed |= _sourcePort is { } first && first != sourcePort;
        _sourcePort ??= sourcePort;
    }

    private ProbeStep.Send Send(byte ttl, TimeSpan now)
    {
        var probe = new SentProbe(
            new()
            {
                Id = _ids++,
                Protocol = plan.Protocol,
                Target = plan.Address,
                Port = plan.Port,
                Flow = plan.Flow,
                SourcePort = plan.SourcePort,
                Ttl = ttl,
                Size = plan.Size,
                DontFragment = plan.DontFragment,
            },
            now)
        { Round = _round };
        _open[probe.Probe.Id] = probe;
        _age.Enqueue(probe);
        _round!.Add(probe);
        return new(probe.Probe);
    }

    /// <summary>What an answer tells about where the path ends; a surprise makes the next round look for it anew.</summary>
    private void Learn(TraceRound round)
    {
        EverArrived |= round.End.Arrival is not null;
        if (round is DiscoveryRound)
        {
            (_end, _knownLast) = (round.End.Ttl, round.LastAnswered);
            _loops = round.End is { Arrival: null, Block: null, Loop: not null };
            return;
        }

        if (round.End.Arrival is { } arrival && (_end is null || arrival < _end)) (_end, _lost) = (arrival, _end is null);
        _knownLast = Math.Max(_knownLast, Math.Min(round.LastAnswered, _end ?? plan.MaxTtl));
        // The hop that was the end now passes probes on.
        if (!_loops && _end is { } end && round.End.Ttl is null && round.Probes.Any(p => p.Probe.Ttl == end && p.Reply is { Kind: ReplyKind.TimeExceeded })) _lost = true;
    }

    /// <summary>Settles rounds whose probes have all had their time, in order.</summary>
    private void Close(TimeSpan now)
    {
        while (_age.TryPeek(out var oldest) && now - oldest.AskedAt > Remembered)
        {
            _age.Dequeue();
            _open.Remove(oldest.Probe.Id);
        }

        while (_closing.Count > 0)
        {
            _closing[0].Settle(now);
            if (!_closing[0].Settled) return;
            Record(_closing[0], _closing[0].Probes);
            _closing.RemoveAt(0);
        }
    }

    private void Record(TraceRound round, IReadOnlyList<SentProbe> probes)
    {
        if (round is DiscoveryRound && probes.Count == round.Probes.Count)
        {
            Found = true;
            if (_mixed && plan.Rounds > 1) _begun--;
        }
        else if (round is SteadyRound && _mixed)
        {
            _mixed = false;
            Statistics.Restart();
        }

        round.Record = RoundRecord.Of(probes, plan);
        Statistics.Add(round.Record);
    }

    /// <summary>Late is not lost, and a duplicate is told: both for rounds already counted.</summary>
    private void CountAfterwards(RoundRecord record, SentProbe probe, Reply reply, bool first)
    {
        if (Statistics.Holds(record)) return;
        foreach (var (ttl, probes) in record.Rows)
        {
            if (!probes.Contains(probe)) continue;
            if (first) Statistics.Current.At(ttl).CameLate(reply);
            else Statistics.Current.At(ttl).CameTwice();
        }
    }

    private TimeSpan? Pending(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var round in _closing)
        {
            if (round.Settle(now) is { } due && (next is null || due < next)) next = due;
        }

        return next;
    }

    private void Finish(TimeSpan now)
    {
        if (Finished) return;
        Close(now);
        Stop();
        Finished = true;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan? other) => other is { } o && o < one ? o : one;
}
