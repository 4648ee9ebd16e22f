using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// Packets on Linux: each protocol goes the best way that is allowed here. Without privilege the kernel's error queue tells
/// which router answered which probe, and when; raw sockets add what only they can.
/// </summary>
public sealed class LinuxPacketPort : IPacketPort
{
    private static readonly TimeSpan WarmUpWait = TimeSpan.FromMilliseconds(5);
    private readonly Exchange _exchange = new();
    private readonly IProbing _udp, _tcp4, _tcp6;
    private readonly IProbing? _echo4, _echo6;
    private readonly IProbing[] _all;

    private LinuxPacketPort(bool raw)
    {
        _udp = new UdpProbing(_exchange);
        IProbing system = new TcpProbing(_exchange);
        IProbing? rawTcp = raw && (RawTcpProbing.IsAllowed(v6: false) || RawTcpProbing.IsAllowed(v6: true)) ? new RawTcpProbing(_exchange, system) : null;
        _tcp4 = rawTcp is not null && RawTcpProbing.IsAllowed(v6: false) ? rawTcp : system;
        _tcp6 = rawTcp is not null && RawTcpProbing.IsAllowed(v6: true) ? rawTcp : system;
        _echo4 = OpenEcho(v6: false, raw);
        _echo6 = OpenEcho(v6: true, raw);
        _all = [.. new[] { _udp, _tcp4, _tcp6, _echo4, _echo6 }.OfType<IProbing>().Distinct()];
        Abilities = LinuxAbilities.Describe(_echo4 is not null, _echo6 is not null, rawTcp is not null);
    }

    public PortAbilities Abilities { get; }

    public TimeSpan Now => _exchange.Clock.Now;

    /// <summary>Opens what is allowed, and warms up: the first probe that counts is timed as well as the last.</summary>
    /// <param name="raw">Use raw sockets where they are allowed; false goes without privilege even where there is some.</param>
    public static LinuxPacketPort Open(bool raw = true)
    {
        var port = new LinuxPacketPort(raw);
        port.WarmUp();
        return port;
    }

    public void Send(Probe probe)
    {
        var v6 = probe.Target.AddressFamily == AddressFamily.InterNetworkV6;
        var way = probe.Protocol switch
        {
            ProbeProtocol.Udp => _udp,
            ProbeProtocol.Tcp => v6 ? _tcp6 : _tcp4,
            _ => v6 ? _echo6 : _echo4,
        };
        if (way is null) _exchange.GiveFailure(probe, Errno.Access);
        else way.Send(probe);
    }

    public void Receive(ICollection<Reply> into, TimeSpan wait)
    {
        _exchange.Clock.Check();
        var until = Now + wait;
        while (true)
        {
            var closes = Tidy();
            var left = _exchange.HasReplies ? TimeSpan.Zero : (closes < until ? closes : until) - Now;
            _exchange.Sockets.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero, _exchange.Clock);
            if (_exchange.HasReplies || Now >= until) break;
        }

        _exchange.Fetch(into);
    }

    public void Forget(int probeId)
    {
        foreach (var way in _all) way.Forget(probeId);
    }

    public void Dispose() => _exchange.Dispose();

    private EchoProbing? OpenEcho(bool v6, bool raw)
    {
        if (raw && EchoProbing.IsAllowed(raw: true, v6)) return new(_exchange, v6, raw: true);
        return EchoProbing.IsAllowed(raw: false, v6) ? new(_exchange, v6, raw: false) : null;
    }

    /// <summary>
    /// Probes this host itself with each protocol, over the code that will be timed: bound and compiled late, the first stamps
    /// would be up to 200 µs early. And waits, a moment at most, until the kernel stamps what arrives, which it does not as
    /// long as no socket asks for it.
    /// </summary>
    private void WarmUp()
    {
        List<Reply> replies = [];
        var id = 0;
        foreach (var protocol in Abilities.Protocols)
        {
            bool stamped;
            var until = Now + WarmUpWait;
            do
            {
                replies.Clear();
                Send(new() { Id = --id, Protocol = protocol, Target = IPAddress.Loopback, Port = 1 });
                Receive(replies, WarmUpWait);
                Forget(id);
                stamped = protocol == ProbeProtocol.Tcp || replies.Exists(reply => reply.Stamps != Stamps.User);
            }
            while (!stamped && Now < until);
        }
    }

    /// <summary>Closes what nobody waits for; when it is to be done again.</summary>
    private TimeSpan Tidy()
    {
        var now = Now;
        var next = TimeSpan.MaxValue;
        foreach (var way in _all)
        {
            if (way.Tidy(now) is { } wants && wants < next) next = wants;
        }

        return next;
    }
}
