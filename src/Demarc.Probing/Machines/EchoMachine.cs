using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>What to ping, how often, how large.</summary>
public sealed record EchoPlan
{
    public required IPAddress Address { get; init; }

    /// <summary>The target as a person gave it.</summary>
    public string? Name { get; init; }

    /// <summary>Echo requests; UDP to a closed port is answered with "port unreachable", which counts as well.</summary>
    public ProbeProtocol Protocol { get; init; } = ProbeProtocol.Icmp;

    public int Port { get; init; }

    public int Count { get; init; } = 5;

    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait for answers.</summary>
    public Patience Patience { get; init; } = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1));

    /// <summary>Octets of the whole IP packet; 0 = small.</summary>
    public int Size { get; init; }

    public bool DontFragment { get; init; }

    public byte Ttl { get; init; } = 64;
}

/// <summary>Sends a number of echoes at an interval and tells answered, lost, late and duplicate ones apart.</summary>
public sealed class EchoMachine(EchoPlan plan) : IProbeMachine
{
    private readonly List<SentProbe> _sent = [];
    private TimeSpan? _slowest;
    private TimeSpan _next;

    /// <summary>Every probe so far, in order.</summary>
    public IReadOnlyList<SentProbe> Sent => _sent;

    /// <summary>Probes the target itself answered.</summary>
    public int Received => _sent.Count(IsEcho);

    /// <summary>Stopped before all probes had their time.</summary>
    public bool Interrupted { get; private set; } = true;

    public ProbeStep Next(TimeSpan now)
    {
        if (_sent.Count < plan.Count)
        {
            if (_sent.Count > 0 && now < _next) return new ProbeStep.Wait(_next);
            _next = now + plan.Interval;
            _sent.Add(new(Probe(_sent.Count), now));
            return new ProbeStep.Send(_sent[^1].Probe);
        }

        var last = TimeSpan.Zero;
        foreach (var probe in _sent)
        {
            if (!probe.Pending) continue;
            var until = probe.AskedAt + plan.Patience.For(_slowest);
            if (until <= now) probe.GiveUp();
            else if (until > last) last = until;
        }

        if (last > TimeSpan.Zero) return new ProbeStep.Wait(last);
        Interrupted = false;
        return ProbeStep.Finish.Instance;
    }

    public void Accept(Reply reply)
    {
        if (reply.ProbeId < 0 || reply.ProbeId >= _sent.Count || !_sent[reply.ProbeId].Take(reply)) return;
        if (IsEcho(_sent[reply.ProbeId]) && (_slowest is null || reply.Rtt > _slowest)) _slowest = reply.Rtt;
    }

    /// <summary>What was measured, as an observation.</summary>
    public Ping Observe(ProbeLog log)
    {
        var errors = _sent.Where(p => p.Reply is not null && !IsEcho(p)).Select(p => (Code: IcmpMeaning.PingError(p.Reply!), From: p.Reply!.From?.ToString()))
            .GroupBy(e => e).Select(g => new PingError(g.Key.Code, g.Key.From, g.Count()))
            .OrderByDescending(e => e.Count).ThenBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.From, StringComparer.Ordinal).ToArray();
        var echoes = _sent.Where(IsEcho).ToArray();
        var interrupted = Interrupted && _sent.Count > 0 && _sent[^1].Pending;
        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Size = plan.Size > 0 ? Math.Max(0, plan.Size - HeaderOctets(plan.Address)) : 0,
            Df = plan.DontFragment,
            Sent = _sent.Count,
            Received = echoes.Length,
            Errors = errors,
            RttMs = [.. echoes.Select(p => (double?)Milliseconds.Of(p.Reply!.Rtt))],
            ReplyTtls = [.. echoes.Select(p => p.Reply!.ReplyTtl).OfType<int>().Distinct().Order()],
            Duplicates = _sent.Sum(p => p.Duplicates),
            Interrupted = interrupted,
            Mtu = _sent.Select(p => p.Reply?.Mtu).FirstOrDefault(mtu => mtu is not null),
            Evidence = log.Enter(Kinds.Ping, Text(echoes, errors, interrupted), time),
        };
    }

    private bool IsEcho(SentProbe probe) => probe.Reply is { } reply && (reply.Kind == ReplyKind.Echo
        || (plan.Protocol == ProbeProtocol.Udp && (reply.Kind == ReplyKind.Datagram || (IcmpMeaning.IsPortUnreachable(reply) && Equals(reply.From, plan.Address)))));

    private Probe Probe(int id) => new()
    {
        Id = id,
        Protocol = plan.Protocol,
        Target = plan.Address,
        Port = plan.Port,
        Ttl = plan.Ttl,
        Size = plan.Size,
        DontFragment = plan.DontFragment,
    };

    private string Text(SentProbe[] echoes, PingError[] errors, bool interrupted)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"ping {plan.Address} {plan.Protocol.ToString().ToLowerInvariant()} size={plan.Size} df={(plan.DontFragment ? 1 : 0)}: {echoes.Length} of {_sent.Count} answered");
        if (echoes.Length > 0)
        {
            var rtt = echoes.Select(p => Milliseconds.Of(p.Reply!.Rtt)).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"; rtt min/avg/max {rtt.Min():0.###}/{rtt.Average():0.###}/{rtt.Max():0.###} ms");
            if (echoes[0].Reply!.ReplyTtl is { } ttl) text.Append(CultureInfo.InvariantCulture, $"; reply ttl {ttl}");
        }

        if (_sent.Sum(p => p.Duplicates) is > 0 and var twice) text.Append(CultureInfo.InvariantCulture, $"; {twice} duplicates");
        foreach (var error in errors) text.Append(CultureInfo.InvariantCulture, $"; {error.Count} x {error.Code} from {error.From ?? "this host"}");
        if (_sent.Select(p => p.Reply?.Mtu).FirstOrDefault(m => m is not null) is { } mtu) text.Append(CultureInfo.InvariantCulture, $"; next-hop mtu {mtu}");
        if (interrupted) text.Append("; interrupted");
        return text.ToString();
    }

    /// <summary>Octets of IP and ICMP header before the payload a ping counts.</summary>
    private static int HeaderOctets(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 48 : 28;
}
