namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// Echo probes of one family, through ping sockets where the system allows them and raw sockets where only those are allowed; one socket
/// for each flow, all targets and TTLs at once.
/// </summary>
internal sealed class EchoProbing(Exchange exchange, bool v6, bool raw) : IProbing
{
    private const int MostSockets = 128;
    private const int MostProbes = 16384;
    private readonly Dictionary<int, EchoSocket> _sockets = [];
    private readonly Recent<EchoSocket> _byProbe = new(MostProbes);
    private readonly ushort _firstId = (ushort)Random.Shared.Next(1, 65536);

    /// <summary>Whether sockets of a kind may be opened here.</summary>
    public static bool IsAllowed(bool raw, bool v6)
    {
        var fd = Libc.Socket(v6 ? Libc.Inet6 : Libc.Inet, raw ? Libc.SockRaw : Libc.SockDatagram, v6 ? Libc.ProtocolIcmp6 : Libc.ProtocolIcmp);
        Libc.Close(fd);
        return fd >= 0;
    }

    public void Send(Probe probe)
    {
        if (!_sockets.TryGetValue(probe.Flow, out var socket))
        {
            if (_sockets.Count >= MostSockets) CloseIdle();
            var failed = EchoSocket.TryOpen(exchange, v6, raw, (ushort)(_firstId + (probe.Flow * 7)), probe.Flow, out socket);
            if (socket is null)
            {
                exchange.GiveFailure(probe, failed);
                return;
            }

            _sockets[probe.Flow] = socket;
        }

        _byProbe.Add(probe.Id, socket);
        socket.Send(probe);
    }

    public void Forget(int probeId)
    {
        _byProbe.Find(probeId)?.Forget(probeId);
        _byProbe.Remove(probeId);
    }

    public TimeSpan? Tidy(TimeSpan now) => null;

    private void CloseIdle()
    {
        foreach (var (key, socket) in _sockets)
        {
            if (!socket.IsIdle) continue;
            socket.Close();
            _sockets.Remove(key);
        }
    }
}
