using System.Net.Sockets;
using Demarc.Probing.Ports;

namespace Demarc.Probing.Tests;

/// <summary>
/// A path in memory with a clock of its own: probes travel over routers, expire, get lost, are refused, and answers come back
/// in the order of their times. Nothing is ever waited for in earnest.
/// </summary>
internal sealed class VirtualNetwork : IPacketPort
{
    private readonly PriorityQueue<(Probe Probe, TimeSpan FirstAt, int Again), TimeSpan> _again = new();
    private readonly PriorityQueue<Reply, (TimeSpan, int)> _coming = new();
    private readonly Dictionary<object, (double Tokens, TimeSpan At)> _limits = new(ReferenceEqualityComparer.Instance);
    private readonly Random _random;
    private readonly HashSet<int> _forgotten = [];
    private (Probe Probe, TimeSpan FirstAt, int Again) _patient;
    private readonly Dictionary<int, TimeSpan> _out = [];
    private int _ports = 50_000;
    private int _order;

    public VirtualNetwork(VirtualTarget target, params IReadOnlyList<VirtualRouter> routers)
    {
        Target = target;
        Path = _ => routers;
        _random = new(1);
    }

    public VirtualTarget Target { get; set; }

    /// <summary>The routers a probe passes; load balancers look at its flow, a change of the path at the time.</summary>
    public Func<Probe, IReadOnlyList<VirtualRouter>> Path { get; set; }

    /// <summary>This host's own limit for packets that must not be fragmented.</summary>
    public int LocalMtu { get; set; } = 1500;

    /// <summary>This host cannot send at all.</summary>
    public SocketError? NoRoute { get; set; }

    /// <summary>A TCP flow has its source port only while no other probe of it is out, as without privilege.</summary>
    public bool OnePortAtATime { get; set; }

    /// <summary>Every probe that was sent.</summary>
    public List<(Probe Probe, TimeSpan At)> Log { get; } = [];

    public TimeSpan Now { get; private set; }

    public PortAbilities Abilities { get; } = new([ProbeProtocol.Icmp, ProbeProtocol.Udp, ProbeProtocol.Tcp], "virtual", []);

    /// <summary>What tells the probe's flow to a load balancer.</summary>
    public static int FlowOf(Probe probe) => probe.SourcePort ?? probe.Flow;

    public void Send(Probe probe)
    {
        if (OnePortAtATime && probe is { Protocol: ProbeProtocol.Tcp, SourcePort: null })
        {
            foreach (var (id, at) in _out.ToArray()) if (_forgotten.Contains(id) || Now - at > TimeSpan.FromMilliseconds(950)) _out.Remove(id);
            probe = probe with { SourcePort = _out.Count == 0 ? 40_000 + probe.Flow : _ports++ };
            _out[probe.Id] = Now;
        }

        Log.Add((probe, Now));
        if (NoRoute is { } error) Answer(probe, ReplyKind.SendFailed, null, TimeSpan.Zero, 0, error: error);
        else if (probe.DontFragment && probe.Size > LocalMtu) Answer(probe, ReplyKind.SendFailed, null, TimeSpan.Zero, 0, error: SocketError.MessageSize);
        else
        {
            Travel(probe);
            // The system sends an unanswered SYN again after one and three seconds.
            if (probe.Patient) for (var again = 1; again <= 2; again++) _again.Enqueue((probe, Now, again), Now + TimeSpan.FromSeconds((1 << again) - 1));
        }
    }

    public void Receive(ICollection<Reply> into, TimeSpan wait)
    {
        var until = Now + wait;
        while (_again.TryPeek(out var syn, out var at) && at <= until && !(_coming.TryPeek(out _, out var sooner) && sooner.Item1 <= at))
        {
            _again.Dequeue();
            if (_forgotten.Contains(syn.Probe.Id)) continue;
            Now = at;
            _patient = syn;
            Travel(syn.Probe);
            _patient = default;
        }

        if (_coming.TryPeek(out _, out var first) && first.Item1 <= until) Now = first.Item1 > Now ? first.Item1 : Now;
        else Now = until;
        while (_coming.TryPeek(out _, out first) && first.Item1 <= Now)
        {
            var reply = _coming.Dequeue();
            into.Add(reply);
            _forgotten.Add(reply.ProbeId);
        }
    }

    public void Forget(int probeId) => _forgotten.Add(probeId);

    public void Dispose()
    {
    }

    private void Travel(Probe probe)
    {
        var routers = Path(probe);
        var (delay, back) = (TimeSpan.Zero, 1.0);
        for (var i = 0; i < routers.Count; i++)
        {
            var router = routers[i];
            if (!Crosses(probe, router.Mtu, router.MtuHole, router.DropsFragments, i, routers, delay, back)) return;
            if (Lost(router.LossOut)) return;
            delay += router.Delay;
            back *= 1 - router.LossBack;
            if (probe.Ttl == i + 1)
            {
                if (!router.Silent && Allowed(router, router.ReportsPerSecond) && !Lost(1 - back)) Expire(probe, router, delay, i);
                return;
            }

            if (router.Drops(probe)) return;
            if (router.Rejects(probe) is { } code)
            {
                if (!Lost(1 - back)) Answer(probe, ReplyKind.Unreachable, router.ReportsAs ?? router.Address, delay, router.StartTtl - i, 3, code);
                return;
            }
        }

        if (!Crosses(probe, Target.Mtu, false, false, routers.Count, routers, delay, back) || Lost(Target.LossOut)) return;
        delay += Target.Delay;
        back *= 1 - Target.LossBack;
        if (!Lost(1 - back)) Arrive(probe, delay, routers.Count);
    }

    /// <summary>Whether the link before hop i takes the packet; the router before it tells when it does not.</summary>
    private bool Crosses(Probe probe, int mtu, bool hole, bool dropsFragments, int i, IReadOnlyList<VirtualRouter> routers, TimeSpan delay, double back)
    {
        if (probe.Size <= mtu) return true;
        if (!probe.DontFragment) return !dropsFragments;
        if (!hole && i > 0 && !Lost(1 - back)) Answer(probe, ReplyKind.TooBig, routers[i - 1].Address, delay, routers[i - 1].StartTtl - i + 1, 3, 4, mtu);
        return false;
    }

    private void Expire(Probe probe, VirtualRouter router, TimeSpan delay, int i)
    {
        Answer(probe, ReplyKind.TimeExceeded, router.ReportsAs ?? router.Address, delay, router.StartTtl - i, 11, 0, null, router.Mpls);
        if (router.Twice) Answer(probe, ReplyKind.TimeExceeded, router.ReportsAs ?? router.Address, delay, router.StartTtl - i, 11, 0, null, router.Mpls);
    }

    private void Arrive(Probe probe, TimeSpan delay, int routers)
    {
        var from = Target.AnswersAs ?? Target.Address;
        switch (probe.Protocol)
        {
            case ProbeProtocol.Icmp when Target.AnswersEcho:
                Answer(probe, ReplyKind.Echo, from, delay, 64 - routers, 0, 0);
                break;
            case ProbeProtocol.Udp when Target.AnswersUdp && Allowed(Target, Target.ReportsPerSecond):
                Answer(probe, ReplyKind.Unreachable, from, delay, 64 - routers, 3, 3);
                break;
            case ProbeProtocol.Tcp when !Target.Ignores(probe):
                if (Target.Open is null || Target.Open.Contains(probe.Port)) Answer(probe, ReplyKind.SynAck, from, delay, 64 - routers);
                else if (!Target.Filters) Answer(probe, ReplyKind.Reset, from, delay, 64 - routers);
                break;
        }
    }

    private void Answer(
        Probe probe, ReplyKind kind, System.Net.IPAddress? from, TimeSpan delay, int ttl, byte? type = null, byte? code = null, int? mtu = null,
        IReadOnlyList<string>? mpls = null, SocketError? error = null)
    {
        var reply = new Reply
        {
            ProbeId = probe.Id,
            Kind = kind,
            From = from,
            SentAt = _patient.Probe is null ? Now : _patient.FirstAt,
            Retransmits = _patient.Again,
            SourcePort = probe.SourcePort,
            ReceivedAt = Now + (delay * 2),
            ReplyTtl = error is null ? ttl : null,
            IcmpType = type,
            IcmpCode = code,
            Mtu = mtu,
            Mpls = mpls ?? [],
            Error = error,
        };
        _coming.Enqueue(reply, (reply.ReceivedAt, _order++));
    }

    private bool Lost(double share) => share > 0 && _random.NextDouble() < share;

    private bool Allowed(object who, double? perSecond)
    {
        const double burst = 6;
        if (perSecond is not { } rate) return true;
        var (tokens, at) = _limits.GetValueOrDefault(who, (burst, Now));
        tokens = Math.Min(burst, tokens + ((Now - at).TotalSeconds * rate));
        _limits[who] = (tokens >= 1 ? tokens - 1 : tokens, Now);
        return tokens >= 1;
    }
}
