namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// Packets on Linux: each protocol goes the best way that is allowed here. Without privilege the kernel's error queue tells
/// which router answered which probe, and when; raw sockets add what only they can.
/// </summary>
public sealed class LinuxPacketPort : IPacketPort
{
    private readonly Exchange _exchange = new();
    private readonly IProbing _udp, _tcp;
    private readonly IProbing? _echo4, _echo6;
    private readonly IProbing[] _all;

    /// <summary>Opens what is allowed.</summary>
    /// <param name="raw">Use raw sockets where they are allowed; otherwise go without privilege even where there is some.</param>
    public LinuxPacketPort(bool raw = true)
    {
        _udp = new UdpProbing(_exchange);
        _tcp = new TcpProbing(_exchange);
        _echo4 = OpenEcho(v6: false, raw);
        _echo6 = OpenEcho(v6: true, raw);
        _all = [.. new[] { _udp, _tcp, _echo4, _echo6 }.OfType<IProbing>()];
        Abilities = LinuxAbilities.Describe(_echo4 is not null, _echo6 is not null, raw);
    }

    public PortAbilities Abilities { get; }

    public TimeSpan Now => _exchange.Clock.Now;

    public void Send(Probe probe)
    {
        var way = probe.Protocol switch
        {
            ProbeProtocol.Udp => _udp,
            ProbeProtocol.Tcp => _tcp,
            _ => probe.Target.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? _echo6 : _echo4,
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
            var next = Tidy();
            if (_exchange.HasReplies) wait = TimeSpan.Zero;
            else
            {
                var now = Now;
                wait = (next is { } closes && closes < until ? closes : until) - now;
            }

            _exchange.Sockets.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _exchange.Clock);
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
        if (raw && EchoProbing.IsAllowed(raw: true, v6)) return new(_exchange, raw: true);
        return EchoProbing.IsAllowed(raw: false, v6) ? new(_exchange, raw: false) : null;
    }

    private TimeSpan? Tidy()
    {
        var now = Now;
        TimeSpan? next = null;
        foreach (var way in _all)
        {
            if (way.Tidy(now) is { } wants && (next is null || wants < next)) next = wants;
        }

        return next;
    }
}
