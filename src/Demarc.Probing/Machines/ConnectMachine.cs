using System.Globalization;
using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>
/// Tries connections from pinned source ports and tells SYN-ACK, reset, ICMP error and silence apart. When a whole set met
/// silence, the next says nothing new and is left out. What pattern the failures have is for the reasoning to say.
/// </summary>
public sealed class ConnectMachine : IProbeMachine
{
    private readonly ConnectPlan _plan;
    private readonly List<ConnectAttempt> _attempts = [];
    private TimeSpan? _slowest;
    private TimeSpan _nextStart;
    private int _started;

    public ConnectMachine(ConnectPlan plan)
    {
        _plan = plan;
        for (var set = 0; set < plan.Sets; set++)
        {
            foreach (var port in plan.SourcePorts) _attempts.Add(new(set, port));
        }
    }

    /// <summary>Attempts begun, in order.</summary>
    public IEnumerable<ConnectAttempt> Attempts => _attempts.Take(_started);

    public ProbeStep Next(TimeSpan now)
    {
        var wake = TimeSpan.MaxValue;
        for (var i = 0; i < _started; i++)
        {
            var attempt = _attempts[i];
            if (attempt.Settled) continue;
            var due = attempt.Syn!.AskedAt + _plan.Patience.For(_slowest) + (attempt.Twice ? ConnectPlan.SecondSyn : TimeSpan.Zero);
            if (due > now)
            {
                wake = Earlier(wake, due);
                continue;
            }

            attempt.GiveUp(now);
            return new ProbeStep.Forget(i);
        }

        if (Following() is { } following)
        {
            if (_nextStart > now) return new ProbeStep.Wait(Earlier(wake, _nextStart));
            if (Ready(following))
            {
                _nextStart = now + _plan.Stagger;
                return Begin(following, now);
            }
        }

        return wake == TimeSpan.MaxValue ? ProbeStep.Finish.Instance : new ProbeStep.Wait(wake);
    }

    public void Accept(Reply reply)
    {
        if (reply.ProbeId < 0 || reply.ProbeId >= _started) return;
        var attempt = _attempts[reply.ProbeId];
        if (attempt.Settled || !attempt.Syn!.Take(reply)) return;
        if (reply is { Kind: not ReplyKind.SendFailed, Retransmits: 0 } && (_slowest is null || reply.Rtt > _slowest)) _slowest = reply.Rtt;
    }

    /// <summary>One observation for each source port, in the order of their first use.</summary>
    public IReadOnlyList<Connect> Observe(ProbeLog log)
    {
        var counted = Attempts.Where(a => a is { Void: false, Outcome: not null }).ToArray();
        if (counted.Length == 0) return [];
        var time = log.Now();
        var evidence = log.Enter(Kinds.Connect, Text(counted), time);
        return [.. counted.GroupBy(a => a.SourcePort).Select(group => Observe(log, [.. group], evidence, time))];
    }

    private Connect Observe(ProbeLog log, ConnectAttempt[] tries, Evidence evidence, Moment time)
    {
        // The worst outcome stands for the group; how many of its tries failed stands beside it.
        var shown = tries.FirstOrDefault(a => a.Outcome != "ok") ?? tries[0];
        var took = tries.Where(a => a.Outcome == shown.Outcome).Select(a => a.Duration).OfType<TimeSpan>().ToArray();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = _plan.Name ?? _plan.Address.ToString(),
            TargetAddress = _plan.Address.ToString(),
            Time = time,
            Port = _plan.Port,
            Outcome = shown.Outcome,
            Code = shown.Code,
            Ms = took.Length > 0 ? Milliseconds.Of(took.Max()) : shown.Waited is { } waited ? Milliseconds.Of(waited) : null,
            Attempts = tries.Length,
            Failed = tries.Count(a => a.Outcome != "ok"),
            SourcePort = shown.SourcePort,
            Retransmits = tries.Sum(a => a.Retransmits),
            Evidence = evidence,
        };
    }

    private string Text(ConnectAttempt[] counted)
    {
        var lines = counted.Select(a => string.Create(
            CultureInfo.InvariantCulture,
            $"source port {a.SourcePort?.ToString(CultureInfo.InvariantCulture) ?? "any"}: {a.Outcome}{(a.Answer is { } answer ? Detail(answer, a) : "")}{(a.Retransmits > 0 ? $", {a.Retransmits} SYN sent again" : "")}"));
        var failed = counted.Count(a => a.Outcome != "ok");
        return string.Create(CultureInfo.InvariantCulture, $"connect {_plan.Address} port {_plan.Port}: {counted.Length - failed} of {counted.Length} accepted\n") + string.Join('\n', lines);
    }

    private static string Detail(Reply answer, ConnectAttempt attempt)
    {
        var what = answer.Kind switch
        {
            ReplyKind.SynAck or ReplyKind.Reset => "",
            ReplyKind.SendFailed => $" ({answer.Error})",
            ReplyKind.TimeExceeded => $" (ttl expired at {answer.From})",
            _ => $" ({IcmpMeaning.Mark(answer)} from {answer.From})",
        };
        var ttl = answer.ReplyTtl is { } value ? string.Create(CultureInfo.InvariantCulture, $", reply ttl {value}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{what} in {Milliseconds.Of(attempt.Duration ?? TimeSpan.Zero):0.###} ms{ttl}");
    }

    /// <summary>The attempt to begin next; none when the set before it was all silence.</summary>
    private ConnectAttempt? Following()
    {
        if (_started == _attempts.Count) return null;
        var next = _attempts[_started];
        if (next.Set == 0) return next;
        var before = _attempts.Where(a => a.Set == next.Set - 1).ToArray();
        if (before.All(a => a is { Settled: true, Outcome: "timeout" })) return null;
        return next;
    }

    /// <summary>A source port is free again once its earlier attempt is settled.</summary>
    private bool Ready(ConnectAttempt next)
    {
        for (var i = 0; i < _started; i++)
        {
            if (!_attempts[i].Settled && (_attempts[i].SourcePort == next.SourcePort && next.SourcePort is not null)) return false;
        }

        // Whether a set met nothing but silence is known only when all of it is settled or one of it was answered.
        return next.Set == 0 || _attempts.Any(a => a.Set == next.Set - 1 && a.Answer is not null);
    }

    /// <summary>A port that was silent in an earlier set is not waited for so long: that a second SYN does not help is known.</summary>
    private ProbeStep.Send Begin(ConnectAttempt attempt, TimeSpan now)
    {
        var silent = _attempts.Any(a => a.Set < attempt.Set && a.SourcePort == attempt.SourcePort && a is { Settled: true, Answer: null });
        attempt.Begin(
            new(
                new()
                {
                    Id = _started,
                    Protocol = ProbeProtocol.Tcp,
                    Target = _plan.Address,
                    Port = _plan.Port,
                    SourcePort = attempt.SourcePort,
                    Flow = attempt.SourcePort ?? _started,
                    Patient = true,
                },
                now),
            twice: !silent);
        _started++;
        return new(attempt.Syn!.Probe);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
