using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>How one flow to the service fared, and the path it took where that was looked at.</summary>
public sealed class FlowOutcome(int flow, int? sourcePort)
{
    private readonly SortedDictionary<int, IPAddress?> _path = [];

    public int Flow { get; } = flow;

    public int? SourcePort { get; } = sourcePort;

    /// <summary>The target answered; false after two tries in silence or an error on the way.</summary>
    public bool Works { get; internal set; }

    /// <summary>This host could not send it, so it says nothing.</summary>
    public bool Void { get; internal set; }

    /// <summary>Its answer.</summary>
    public Reply? Answer { get; internal set; }

    /// <summary>Who answered at each TTL; null = nobody. Empty where the path was not looked at.</summary>
    public IReadOnlyDictionary<int, IPAddress?> Path => _path;

    /// <summary>Highest TTL that a router answered; 0 = none.</summary>
    public int LastAnswer => _path.Where(p => p.Value is not null).Select(p => p.Key).DefaultIfEmpty(0).Max();

    internal void At(int ttl, IPAddress? who) => _path[ttl] = who;
}

/// <summary>
/// Finds out whether a service fails for some flows only, and at which hop the failing ones leave the way of the working
/// ones: first every flow to the target itself, twice where it is silent; then the paths of some of either sort, one TTL of
/// a flow at a time, since a flow's probes must not differ in their port.
/// </summary>
public sealed class FlowFaultMachine(TracePlan plan, int flows = FlowFaultMachine.FlowsByDefault) : StagedMachine
{
    public const int FlowsByDefault = 16;
    private const int MostTraced = 4;
    private const int SilenceToStop = 3;
    private static readonly Patience Waits = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1));
    private static readonly Patience HopWaits = new(TimeSpan.FromMilliseconds(120), TimeSpan.FromMilliseconds(500));
    private readonly FlowOutcome[] _flows = [.. Enumerable.Range(0, flows).Select(i => new FlowOutcome(plan.Flow + i, plan.SourcePort is { } first ? first + i : null))];

    /// <summary>Every flow that could be tried.</summary>
    public IReadOnlyList<FlowOutcome> Outcomes => [.. _flows.Where(f => !f.Void)];

    public int Failing => Outcomes.Count(f => !f.Works);

    /// <summary>
    /// First hop at which no failing flow is where a working one is, by address or by silence; null where no flow fails or all
    /// do, or the paths tell nothing.
    /// </summary>
    public int? DivergesAt
    {
        get
        {
            var (bad, good) = (Traced(works: false), Traced(works: true));
            if (bad.Length == 0 || good.Length == 0) return null;
            for (var ttl = (int)plan.FirstTtl; ttl <= good.Max(f => f.Path.Keys.Max()); ttl++)
            {
                var working = good.Select(f => f.Path.GetValueOrDefault(ttl)).OfType<IPAddress>().ToHashSet();
                var failing = bad.Select(f => f.Path.GetValueOrDefault(ttl)).OfType<IPAddress>().ToHashSet();
                if (working.Count > 0 && !working.Overlaps(failing)) return ttl;
            }

            return null;
        }
    }

    /// <summary>Last hop that failing flows have in common with working ones.</summary>
    public PathNode? LastShared
    {
        get
        {
            if (DivergesAt is not { } at) return null;
            for (var ttl = at - 1; ttl >= plan.FirstTtl; ttl--)
            {
                var working = Traced(works: true).Select(f => f.Path.GetValueOrDefault(ttl)).OfType<IPAddress>().ToHashSet();
                if (Traced(works: false).Select(f => f.Path.GetValueOrDefault(ttl)).FirstOrDefault(a => a is not null && working.Contains(a)) is { } shared) return new(ttl, shared);
            }

            return null;
        }
    }

    /// <summary>One connection observation for each flow, and the path of one failing and one working flow.</summary>
    public IReadOnlyList<Observation> Observe(ProbeLog log)
    {
        var time = log.Now();
        var text = string.Create(CultureInfo.InvariantCulture, $"{Failing} of {Outcomes.Count} flows to {plan.Address} {plan.Protocol.ToString().ToLowerInvariant()} port {plan.Port} fail")
            + (DivergesAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"; failing and working flows part at hop {at}{(LastShared is { } shared ? $", after hop {shared.Ttl} {shared.Address}" : "")}") : "")
            + (Failing > 0 && plan.SourcePort is not null ? "\nfailing source ports: " + string.Join(' ', Outcomes.Where(f => !f.Works).Select(f => f.SourcePort)) : "");
        var observations = new List<Observation>();
        if (plan.Protocol == ProbeProtocol.Tcp)
        {
            var evidence = log.Enter(Kinds.Connect, text, time);
            observations.AddRange(Outcomes.Select(flow => Connection(flow, log, evidence, time)));
        }

        foreach (var traced in new[] { Traced(works: false), Traced(works: true) })
        {
            if (traced is [var one, ..]) observations.Add(Trace(one, log, text, time));
        }

        return observations;
    }

    private protected override IEnumerable<IReadOnlyList<Stage>> Plan()
    {
        var direct = new Volley(_flows.Select(f => Probe(f, 64)), Numbers, Waits, tries: 2);
        yield return [direct];
        var end = new TraceEnd(plan.Address, plan.Protocol, []);
        foreach (var (flow, shot) in _flows.Zip(direct.Shots))
        {
            flow.Answer = shot.Answer;
            flow.Void = shot.Answer?.Kind == ReplyKind.SendFailed;
            flow.Works = shot.Answer is { } answer && end.Arrives(answer);
        }

        if (Failing == 0 || Failing == Outcomes.Count) yield break;
        var slowest = direct.Shots.Where(s => s.Answer is not null).Max(s => s.Answer!.Rtt);
        FlowOutcome[] traced = [.. Outcomes.Where(f => !f.Works).Take(MostTraced), .. Outcomes.Where(f => f.Works).Take(MostTraced)];
        var running = traced.ToList();
        for (var ttl = (int)plan.FirstTtl; ttl <= plan.MaxTtl && running.Count > 0; ttl++)
        {
            var volley = new Volley(running.Select(f => Probe(f, (byte)ttl)), Numbers, HopWaits, tries: 2, slowest);
            yield return [volley];
            foreach (var (flow, shot) in running.Zip(volley.Shots).ToArray())
            {
                flow.At(ttl, shot.Answer is { Kind: not ReplyKind.SendFailed } answer ? answer.From : null);
                if (shot.Answer is { Kind: not (ReplyKind.TimeExceeded or ReplyKind.SendFailed) } || (!flow.Works && ttl - flow.LastAnswer >= SilenceToStop)) running.Remove(flow);
            }

            // Failing flows that have ended and working ones that have arrived leave nothing to compare.
            if (!running.Any(f => f.Works)) break;
        }
    }

    private FlowOutcome[] Traced(bool works) => [.. Outcomes.Where(f => f.Works == works && f.Path.Count > 0)];

    private Probe Probe(FlowOutcome flow, byte ttl) => new()
    {
        Id = 0,
        Protocol = plan.Protocol,
        Target = plan.Address,
        Port = plan.Port,
        Flow = flow.Flow,
        SourcePort = flow.SourcePort,
        Ttl = ttl,
    };

    private Connect Connection(FlowOutcome flow, ProbeLog log, Evidence evidence, Moment time) => new()
    {
        Tool = ProbeLog.Tool,
        Vantage = log.Vantage,
        Target = plan.Name ?? plan.Address.ToString(),
        TargetAddress = plan.Address.ToString(),
        Time = time,
        Port = plan.Port,
        Outcome = flow.Answer switch { null => "timeout", { Kind: ReplyKind.SynAck } => "ok", { Kind: ReplyKind.Reset } => "refused", _ => "unreachable" },
        Code = flow.Answer is { } answer && !flow.Works ? IcmpMeaning.ConnectCode(answer) : null,
        Ms = flow.Answer is { } timed ? Milliseconds.Of(timed.Rtt) : null,
        Attempts = flow.Answer is null ? 2 : 1,
        Failed = flow.Answer switch { null => 2, { Kind: ReplyKind.SynAck } => 0, _ => 1 },
        SourcePort = flow.SourcePort ?? flow.Answer?.SourcePort,
        Evidence = evidence,
    };

    private PathTrace Trace(FlowOutcome flow, ProbeLog log, string text, Moment time)
    {
        var last = flow.Path.Keys.Max();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Protocol = plan.Protocol.ToString().ToLowerInvariant(),
            Port = plan.Protocol == ProbeProtocol.Icmp ? null : plan.Port,
            Reached = flow.Works,
            Hops = [.. Enumerable.Range(plan.FirstTtl, last - plan.FirstTtl + 1).Select(ttl => new Hop
            {
                Ttl = ttl,
                Sent = 1,
                Lost = flow.Path.GetValueOrDefault(ttl) is null ? 1 : 0,
                Responders = flow.Path.GetValueOrDefault(ttl) is { } who ? [new(who.ToString())] : [],
            })],
            Evidence = log.Enter(Kinds.PathTrace, text + "\npath of " + (flow.SourcePort is { } port ? $"source port {port}" : $"flow {flow.Flow}") + ": " + string.Join(' ', flow.Path.Select(p => p.Value?.ToString() ?? "*")), time),
        };
    }
}
