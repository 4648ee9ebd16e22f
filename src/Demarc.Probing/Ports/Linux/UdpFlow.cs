using System.Buffers.Binary;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// One UDP flow: one connected socket, so the kernel itself checks addresses and ports of every quoted packet, and all TTLs in
/// flight at once by a TTL for each message. The payload carries which probe it was, and comes back in the quote.
/// </summary>
internal sealed class UdpFlow : IWaiting
{
    public const int KeyLength = 8;
    private const int MostRemembered = 1024;
    private readonly Exchange _exchange;
    private readonly uint _nonce;
    private readonly bool _v6;
    private readonly int _fd;
    private readonly Recent<Flight> _flights = new(MostRemembered);
    private readonly SendStamps _stamps;
    private bool? _dontFragment;

    private UdpFlow(Exchange exchange, int fd, bool v6, uint nonce)
    {
        (_exchange, _fd, _v6, _nonce) = (exchange, fd, v6, nonce);
        _stamps = new(fd);
    }

    public int SourcePort { get; private init; }

    /// <summary>When it last sent; a flow nobody uses is closed.</summary>
    public TimeSpan LastUsed { get; private set; }

    /// <summary>A router quoted too little to tell probes of one socket apart: every further probe needs a source port of its own.</summary>
    public bool QuotesAreShort { get; private set; }

    public bool IsIdle
    {
        get
        {
            foreach (var flight in _flights.Items)
            {
                if (!flight.Done) return false;
            }

            return true;
        }
    }

    /// <summary>Opens a flow towards a probe's target, or gives the negative errno.</summary>
    public static int TryOpen(Exchange exchange, Probe probe, int? sourcePort, uint nonce, out UdpFlow? flow)
    {
        flow = null;
        var fd = Exchange.Open(probe.Target, Libc.SockDatagram, Libc.ProtocolUdp);
        if (fd < 0) return fd;
        var v6 = probe.Target.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        SocketOptions.ReportErrors(fd, v6);
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampAll);
        var failed = 0;
        if (sourcePort is { } port)
        {
            // Flows to other targets may have the same source port.
            _ = Libc.Set(fd, Libc.SolSocket, Libc.SoReuseAddress, 1);
            failed = Libc.Bind(fd, new(v6 ? System.Net.IPAddress.IPv6Any : System.Net.IPAddress.Any, port));
        }

        if (failed == 0) failed = Libc.Connect(fd, new(probe.Target, probe.Port));
        if (failed < 0)
        {
            Libc.Close(fd);
            return failed;
        }

        flow = new(exchange, fd, v6, nonce) { SourcePort = Libc.LocalEnd(fd)?.Port ?? 0 };
        if (exchange.Sockets.Add(fd, flow)) return 0;
        Libc.Close(fd);
        flow = null;
        return -Errno.TooManyFiles;
    }

    public void Send(Probe probe)
    {
        if (_stamps.AreMany) Ready(_exchange.Clock.Now);
        if (_dontFragment != probe.DontFragment) SocketOptions.Fragmentation(_fd, _v6, probe.DontFragment);
        _dontFragment = probe.DontFragment;
        var length = Math.Max(KeyLength, Math.Min(probe.Size, 65535) - (_v6 ? 48 : 28));
        var payload = length <= 1500 ? stackalloc byte[length] : new byte[length];
        payload.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(payload, _nonce);
        BinaryPrimitives.WriteInt32BigEndian(payload[4..], probe.Id);

        LastUsed = _exchange.Clock.Now;
        var resending = default(Resending);
        int result, waiting;
        int? mtu;
        do
        {
            var flight = new Flight(probe, _exchange.Clock.Now);
            _flights.Add(probe.Id, flight);
            result = Messages.Send(_fd, payload, probe.Ttl, _v6);
            if (result == 0)
            {
                _stamps.Sent(flight);
                return;
            }

            _flights.Remove(probe.Id);
            waiting = ReadErrors(_exchange.Clock.Now, out mtu);
            _stamps.Restart();
        }
        while (mtu is null && resending.IsWorthwhile(result, waiting));

        _exchange.GiveFailure(probe, result, mtu);
    }

    public void Forget(int probeId)
    {
        if (_flights.Find(probeId) is { } flight) flight.Done = true;
    }

    public void Close() => _exchange.Sockets.Close(_fd);

    public void Ready(TimeSpan woke)
    {
        _ = ReadErrors(woke, out _);
        _ = Libc.Get(_fd, Libc.SolSocket, Libc.SoError);
        while (_exchange.Messages.TryRead(_fd, errors: false, out var message))
        {
            if (Answered(message.Octets) is { } flight)
            {
                flight.Done = true;
                _exchange.Give(new()
                {
                    ProbeId = flight.Probe.Id,
                    Kind = ReplyKind.Datagram,
                    From = message.Peer?.Address ?? flight.Probe.Target,
                    SentAt = flight.SentAt,
                    ReceivedAt = message.At ?? woke,
                    Stamps = message.At is null ? Stamps.User : flight.Stamps,
                    ReplyTtl = message.Ttl,
                    SourcePort = SourcePort,
                });
            }
        }
    }

    /// <summary>Empties the error queue; how many ICMP errors were in it.</summary>
    /// <param name="mtu">The MTU this host itself named for a packet too long to leave.</param>
    private int ReadErrors(TimeSpan woke, out int? mtu)
    {
        var found = 0;
        mtu = null;
        while (_exchange.Messages.TryRead(_fd, errors: true, out var message))
        {
            if (message.Error is not { } error) continue;
            if (error.IsLocal && error.Number == Errno.MessageSize) mtu = (int)Math.Min(error.Info, 65535);
            if (error.IsIcmp) found++;
            if (error.IsStamp) _stamps.Left(error.Data, message.At);
            else if (error.IsIcmp && Quoted(message.Octets) is { } flight) Give(message, flight, woke);
        }

        return found;
    }

    private void Give(in Message message, Flight flight, TimeSpan woke)
    {
        if (IcmpMeaning.Read(message, flight.Probe.Id, _v6, flight.SentAt, flight.Stamps, woke, _v6 ? 48 : 28) is not { } reply) return;
        flight.Done = true;
        _exchange.Give(reply with { SourcePort = SourcePort });
    }

    /// <summary>The probe a quote names. With too short a quote there is an answer only when a single probe is out.</summary>
    private Flight? Quoted(ReadOnlySpan<byte> payload)
    {
        if (payload.Length >= KeyLength) return ByKey(payload);
        QuotesAreShort = true;
        return OnlyOneOut();
    }

    /// <summary>
    /// The probe a datagram from the target answers: the one it repeats, or the only one out, or else the one that went
    /// furthest: whatever arrived, that one did.
    /// </summary>
    private Flight? Answered(ReadOnlySpan<byte> octets) =>
        (octets.Length >= KeyLength ? ByKey(octets) : null) ?? OnlyOneOut()
        ?? _flights.Items.Where(flight => !flight.Done).OrderByDescending(flight => flight.Probe.Ttl).ThenBy(flight => flight.SentAt).FirstOrDefault();

    private Flight? ByKey(ReadOnlySpan<byte> octets) =>
        BinaryPrimitives.ReadUInt32BigEndian(octets) == _nonce ? _flights.Find(BinaryPrimitives.ReadInt32BigEndian(octets[4..])) : null;

    private Flight? OnlyOneOut()
    {
        Flight? only = null;
        foreach (var flight in _flights.Items)
        {
            if (flight.Done) continue;
            if (only is not null) return null;
            only = flight;
        }

        return only;
    }
}
