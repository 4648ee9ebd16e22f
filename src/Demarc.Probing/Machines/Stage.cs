namespace Demarc.Probing.Machines;

/// <summary>Numbers the probes of a machine that works in several stages.</summary>
internal sealed class ProbeNumbers
{
    private int _last = -1;

    public int Next() => ++_last;
}

/// <summary>A part of a machine that sends its own probes and is done at some time.</summary>
internal abstract class Stage
{
    /// <summary>What to do now; <see cref="ProbeStep.Finish"/> when this part is done.</summary>
    public abstract ProbeStep Next(TimeSpan now);

    /// <summary>Takes an answer; false when it is to no probe of this part.</summary>
    public abstract bool Accept(Reply reply);
}

/// <summary>Finds the path of one flow.</summary>
internal sealed class PathFinding(TracePlan plan, ProbeNumbers numbers) : Stage
{
    private readonly TraceWaits _waits = new();
    private readonly Dictionary<int, SentProbe> _sent = [];
    private DiscoveryRound? _round;

    /// <summary>The path as far as it is known.</summary>
    public RoundRecord Record => RoundRecord.Of(Round.Probes, plan);

    /// <summary>The slowest answer.</summary>
    public TimeSpan? Slowest => _waits.Slowest;

    /// <summary>This host could not send.</summary>
    public bool Failed { get; private set; }

    private DiscoveryRound Round => _round ??= new(plan, _waits);

    public override ProbeStep Next(TimeSpan now)
    {
        if (Failed) return ProbeStep.Finish.Instance;
        switch (Round.Next(now))
        {
            case { Ttl: { } ttl }:
                var probe = new SentProbe(
                    new()
                    {
                        Id = numbers.Next(),
                        Protocol = plan.Protocol,
                        Target = plan.Address,
                        Port = plan.Port,
                        Flow = plan.Flow,
                        SourcePort = plan.SourcePort,
                        Ttl = ttl,
                        Size = plan.Size,
                        DontFragment = plan.DontFragment,
                    },
                    now);
                _sent[probe.Probe.Id] = probe;
                Round.Add(probe);
                return new ProbeStep.Send(probe.Probe);
            case { Until: { } until }:
                return new ProbeStep.Wait(until);
            default:
                return ProbeStep.Finish.Instance;
        }
    }

    public override bool Accept(Reply reply)
    {
        if (!_sent.TryGetValue(reply.ProbeId, out var probe)) return false;
        if (reply.Kind == ReplyKind.SendFailed) Failed = true;
        else if (probe.Take(reply))
        {
            _waits.Saw(reply.Rtt);
            Round.Answered(probe);
        }

        return true;
    }
}

/// <summary>One probe of a volley with its repeats.</summary>
internal sealed class Shot(Probe probe)
{
    private readonly List<SentProbe> _tries = [];

    public Probe Probe { get; } = probe;

    public IReadOnlyList<SentProbe> Tries => _tries;

    public Reply? Answer { get; private set; }

    public bool GivenUp { get; set; }

    public void Add(SentProbe sent) => _tries.Add(sent);

    public bool Take(SentProbe sent, Reply reply)
    {
        if (!sent.Take(reply) || Answer is not null) return false;
        Answer = reply;
        return true;
    }
}

/// <summary>Probes sent side by side, the unanswered ones again; done when each is answered or has had its tries.</summary>
/// <param name="patience">How long each try is waited for.</param>
/// <param name="tries">Most tries of one probe.</param>
/// <param name="slowest">The slowest answer known before, for a quick start.</param>
internal sealed class Volley(IEnumerable<Probe> probes, ProbeNumbers numbers, Patience patience, int tries, TimeSpan? slowest = null) : Stage
{
    private readonly Dictionary<int, (Shot Shot, SentProbe Try)> _sent = [];
    private TimeSpan? _slowest = slowest;

    public IReadOnlyList<Shot> Shots { get; } = [.. probes.Select(p => new Shot(p))];

    public override ProbeStep Next(TimeSpan now)
    {
        var wake = TimeSpan.MaxValue;
        foreach (var shot in Shots)
        {
            if (shot.Answer is not null || shot.GivenUp) continue;
            if (shot.Tries.Count == 0) return Send(shot, now);
            var last = shot.Tries[^1];
            if (last.GivenUp) return Send(shot, now);
            var due = last.AskedAt + patience.For(_slowest);
            if (due > now)
            {
                if (due < wake) wake = due;
                continue;
            }

            last.GiveUp();
            shot.GivenUp = shot.Tries.Count >= tries;
            return new ProbeStep.Forget(last.Probe.Id);
        }

        return wake == TimeSpan.MaxValue ? ProbeStep.Finish.Instance : new ProbeStep.Wait(wake);
    }

    public override bool Accept(Reply reply)
    {
        if (!_sent.TryGetValue(reply.ProbeId, out var sent)) return false;
        if (sent.Shot.Take(sent.Try, reply) && reply.Kind != ReplyKind.SendFailed && (_slowest is null || reply.Rtt > _slowest)) _slowest = reply.Rtt;
        return true;
    }

    private ProbeStep.Send Send(Shot shot, TimeSpan now)
    {
        var sent = new SentProbe(shot.Probe with { Id = numbers.Next() }, now);
        shot.Add(sent);
        _sent[sent.Probe.Id] = (shot, sent);
        return new(sent.Probe);
    }
}
