using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>
/// Where the path ends, judged from a round's answers. Time exceeded from the target's own address is no arrival (a NAT in
/// front of it answers so); an arrival may come from another address of the target; an error by a router ends the path and
/// is that router's, at the hop where it also reported an expired TTL.
/// </summary>
public sealed class TraceEnd
{
    private const int LoopLength = 6;
    private readonly IPAddress _target;
    private readonly ProbeProtocol _protocol;
    private readonly Dictionary<IPAddress, int> _routers = [];
    private readonly IPAddress?[] _at = new IPAddress?[256];

    public TraceEnd(IPAddress target, ProbeProtocol protocol, IEnumerable<SentProbe> probes)
    {
        (_target, _protocol) = (target, protocol);
        var answered = probes.Where(p => p.Reply is not null).ToArray();
        foreach (var probe in answered) Expired(probe.Probe.Ttl, probe.Reply!);
        foreach (var probe in answered) Judge(probe.Probe.Ttl, probe.Reply!);
        Loop = FindLoop();
    }

    /// <summary>Lowest TTL that reached the target; null when none did.</summary>
    public byte? Arrival { get; private set; }

    /// <summary>Lowest TTL answered by a router's error; null when none was.</summary>
    public byte? Block { get; private set; }

    /// <summary>TTL at which two routers have taken turns often enough to call it a loop.</summary>
    public byte? Loop { get; }

    /// <summary>Lowest TTL that needs no further one behind it; null while the end is not known.</summary>
    public byte? Ttl => Arrival ?? Block ?? Loop;

    /// <summary>The answer shows that the probe reached the target.</summary>
    public bool Arrives(Reply reply) => reply.Kind switch
    {
        ReplyKind.Echo or ReplyKind.SynAck or ReplyKind.Reset or ReplyKind.Datagram => true,
        ReplyKind.Unreachable when Equals(reply.From, _target) => IcmpMeaning.Mark(reply) is not ("!N" or "!H"),
        ReplyKind.Unreachable => _protocol == ProbeProtocol.Udp && IcmpMeaning.IsPortUnreachable(reply) && !(reply.From is { } from && _routers.ContainsKey(from)),
        _ => false,
    };

    /// <summary>The hop an error belongs to: where its sender reported an expired TTL, else the probe's own TTL.</summary>
    public byte Reporter(byte ttl, Reply error) => error.From is { } from && _routers.TryGetValue(from, out var at) && at < ttl ? (byte)at : ttl;

    private void Expired(byte ttl, Reply reply)
    {
        if (reply is not { Kind: ReplyKind.TimeExceeded, From: { } from }) return;
        _at[ttl] ??= from;
        if (!_routers.TryGetValue(from, out var lowest) || ttl < lowest) _routers[from] = ttl;
    }

    private void Judge(byte ttl, Reply reply)
    {
        if (Arrives(reply)) Arrival = Lower(Arrival, ttl);
        else if (reply.Kind is ReplyKind.Unreachable or ReplyKind.TooBig) Block = Lower(Block, ttl);
    }

    private byte? FindLoop()
    {
        for (var end = LoopLength; end < _at.Length; end++)
        {
            var (one, other) = (_at[end], _at[end - 1]);
            if (one is null || other is null || one.Equals(other)) continue;
            var turns = true;
            for (var i = 2; i < LoopLength && turns; i++) turns = Equals(_at[end - i], i % 2 == 0 ? one : other);
            if (turns) return (byte)end;
        }

        return null;
    }

    private static byte Lower(byte? one, byte other) => one is { } low && low < other ? low : other;
}
