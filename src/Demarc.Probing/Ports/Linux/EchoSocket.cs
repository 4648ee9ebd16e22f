using System.Buffers.Binary;
using System.Net;
using Demarc.Wire;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// One socket for echo requests of one flow. Paris: the identifier stays, and a word of the data makes up for the sequence
/// number, so the checksum stays too. A nonce in the data tells our echo replies from other programs'.
/// </summary>
internal sealed class EchoSocket : IWaiting
{
    private const int Header = 8;
    private const int DataLength = 8;
    private readonly Exchange _exchange;
    private readonly int _fd;
    private readonly bool _v6, _raw;
    private readonly ushort _id, _constant;
    private readonly uint _nonce = (uint)Random.Shared.Next();
    private readonly Dictionary<int, Flight> _flights = [];
    private readonly Dictionary<int, Flight> _byProbe = [];
    private readonly SendStamps _stamps;
    private ushort _lastSequence;
    private int _out;
    private bool? _dontFragment;

    private EchoSocket(Exchange exchange, int fd, bool v6, bool raw, ushort id, ushort constant)
    {
        (_exchange, _fd, _v6, _raw, _id, _constant) = (exchange, fd, v6, raw, id, constant);
        _stamps = new(fd);
    }

    public bool IsIdle => _out == 0;

    public static int TryOpen(Exchange exchange, bool v6, bool raw, ushort id, int flow, out EchoSocket? socket)
    {
        socket = null;
        var fd = Libc.Socket(v6 ? Libc.Inet6 : Libc.Inet, raw ? Libc.SockRaw : Libc.SockDatagram, v6 ? Libc.ProtocolIcmp6 : Libc.ProtocolIcmp);
        if (fd < 0) return fd;
        if (raw)
        {
            RawIcmp.ListenForAnswers(fd, v6);
            SocketOptions.ReportTtl(fd, v6);
        }
        else
        {
            SocketOptions.ReportErrors(fd, v6);

            // The system numbers ping sockets; binding makes it choose now, so that the checksum is known.
            _ = Libc.Bind(fd, new(v6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
            id = (ushort)(Libc.LocalEnd(fd)?.Port ?? 0);
        }

        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampAll);
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoReceiveBuffer, 1 << 20);
        socket = new(exchange, fd, v6, raw, id, (ushort)(0x5a5a + (flow * 0x101)));
        if (exchange.Sockets.Add(fd, socket)) return 0;
        Libc.Close(fd);
        socket = null;
        return -Errno.TooManyFiles;
    }

    public void Send(Probe probe)
    {
        if (_stamps.AreMany) Ready(_exchange.Clock.Now);
        if (_dontFragment != probe.DontFragment) SocketOptions.Fragmentation(_fd, _v6, probe.DontFragment);
        _dontFragment = probe.DontFragment;
        var sequence = NextSequence();
        var length = Math.Max(Header + DataLength, Math.Min(probe.Size, 65535) - (_v6 ? 40 : 20));
        var packet = length <= 1500 ? stackalloc byte[length] : new byte[length];
        Write(packet, sequence);
        var to = new Libc.SocketAddress(probe.Target, 0);
        var resending = default(Resending);
        int result, waiting;
        int? mtu;
        do
        {
            var flight = Remember(new(probe, _exchange.Clock.Now) { Sequence = sequence });
            result = Messages.Send(_fd, packet, probe.Ttl, _v6, to);
            if (result == 0)
            {
                _stamps.Sent(flight);
                return;
            }

            Drop(flight);
            waiting = ReadErrors(_exchange.Clock.Now, out mtu);
            if (_raw && result == -Errno.MessageSize) mtu = RawIcmp.LocalMtu(_exchange, _fd, _v6, packet, probe.Ttl, to);
            _stamps.Restart();
        }
        while (mtu is null && resending.IsWorthwhile(result, waiting));

        _exchange.GiveFailure(probe, result, mtu);
    }

    public void Forget(int probeId)
    {
        if (_byProbe.TryGetValue(probeId, out var flight)) Finish(flight);
    }

    public void Close() => _exchange.Sockets.Close(_fd);

    public void Ready(TimeSpan woke)
    {
        _ = ReadErrors(woke, out _);
        _ = Libc.Get(_fd, Libc.SolSocket, Libc.SoError);
        while (_exchange.Messages.TryRead(_fd, errors: false, out var message))
        {
            if (!_raw || _v6) ReadIcmp(message, message.Octets, message.Peer?.Address, message.Ttl, woke);
            else if (Ipv4View.TryParse(message.Octets, out var packet).IsComplete) ReadIcmp(message, packet.Payload, packet.Source, packet.Ttl, woke);
        }
    }

    /// <summary>An ICMP message from the wire: an echo reply, or on raw sockets an error that quotes us.</summary>
    private void ReadIcmp(in Message message, ReadOnlySpan<byte> octets, IPAddress? from, int? ttl, TimeSpan woke)
    {
        if (!IcmpView.TryParse(octets, out var icmp).IsComplete || from is null) return;
        if (icmp.Type != (_v6 ? 129 : 0))
        {
            if (_raw) ReadRawError(message, icmp, from, ttl, woke);
            return;
        }

        if (icmp.Identifier != _id || icmp.Body.Length < DataLength || BinaryPrimitives.ReadUInt32BigEndian(icmp.Body) != _nonce) return;
        if (!_flights.TryGetValue(icmp.Sequence, out var flight) || !from.SamePlaceAs(flight.Probe.Target)) return;
        Finish(flight);
        _exchange.Give(new()
        {
            ProbeId = flight.Probe.Id,
            Kind = ReplyKind.Echo,
            From = from,
            SentAt = flight.SentAt,
            ReceivedAt = message.At ?? woke,
            Stamps = message.At is null ? Stamps.User : flight.Stamps,
            ReplyTtl = ttl,
            IcmpType = icmp.Type,
            IcmpCode = icmp.Code,
        });
    }

    private void ReadRawError(in Message message, IcmpView icmp, IPAddress from, int? ttl, TimeSpan woke)
    {
        if (IcmpMeaning.Of(_v6, icmp.Type, icmp.Code) is not { } kind) return;
        if (!RawIcmp.TryReadQuote(icmp, _v6, out var quote) || quote.Protocol != (_v6 ? Libc.ProtocolIcmp6 : Libc.ProtocolIcmp)) return;
        if (Quoted(quote.Transport, quote.Destination) is not { } flight) return;
        Finish(flight);
        _exchange.Give(new()
        {
            ProbeId = flight.Probe.Id,
            Kind = kind,
            From = from,
            SentAt = flight.SentAt,
            ReceivedAt = message.At ?? woke,
            Stamps = message.At is null ? Stamps.User : flight.Stamps,
            ReplyTtl = ttl,
            IcmpType = icmp.Type,
            IcmpCode = icmp.Code,
            Mtu = kind == ReplyKind.TooBig ? RawIcmp.Mtu(icmp, _v6) : null,
            Mpls = quote.Mpls,
            QuotedTtl = quote.Ttl,
            Rewritten = IsRewritten(quote.Transport, flight.Probe),
        });
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
            else if (error.IsIcmp && Quoted(message.Octets, message.Peer?.Address) is { } flight
                && IcmpMeaning.Read(message, flight.Probe.Id, _v6, flight.SentAt, flight.Stamps, woke, _v6 ? 40 : 20) is { } reply)
            {
                Finish(flight);
                _exchange.Give(reply with { Rewritten = IsRewritten(message.Octets, flight.Probe) });
            }
        }

        return found;
    }

    /// <summary>The probe a quoted echo request is: type, identifier, sequence number and destination must all be ours.</summary>
    private Flight? Quoted(ReadOnlySpan<byte> octets, IPAddress? destination)
    {
        if (!IcmpView.TryParse(octets, out var icmp).IsComplete || icmp.Type != (_v6 ? 128 : 8) || icmp.Identifier != _id) return null;
        return _flights.TryGetValue(icmp.Sequence, out var flight) && destination is not null && destination.SamePlaceAs(flight.Probe.Target) ? flight : null;
    }

    /// <summary>The quoted checksum is not the one sent. ICMPv6's covers the source address, which is not known here.</summary>
    private bool IsRewritten(ReadOnlySpan<byte> quoted, Probe probe)
    {
        if (_v6 || quoted.Length < Header) return false;
        var length = Math.Max(Header + DataLength, Math.Min(probe.Size, 65535) - 20);
        var sent = new byte[length];
        Write(sent, BinaryPrimitives.ReadUInt16BigEndian(quoted[6..]));
        return BinaryPrimitives.ReadUInt16BigEndian(quoted[2..]) != BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(2));
    }

    private void Write(Span<byte> packet, ushort sequence)
    {
        packet.Clear();
        packet[0] = (byte)(_v6 ? 128 : 8);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], _id);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], _nonce);

        // One's complement: constant less sequence, so that the two always add up to the constant.
        var difference = _constant + (ushort)~sequence;
        BinaryPrimitives.WriteUInt16BigEndian(packet[12..], (ushort)((difference & 0xffff) + (difference >> 16)));
        if (!_v6) BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Checksum.Of(packet));
    }

    /// <summary>The next sequence number; the probe that had it 65,536 probes ago is beyond any wait.</summary>
    private ushort NextSequence()
    {
        var sequence = ++_lastSequence;
        if (_flights.Remove(sequence, out var old))
        {
            Finish(old);
            _byProbe.Remove(old.Probe.Id);
        }

        return sequence;
    }

    private Flight Remember(Flight flight)
    {
        _flights[(int)flight.Sequence] = flight;
        _byProbe[flight.Probe.Id] = flight;
        _out++;
        return flight;
    }

    private void Drop(Flight flight)
    {
        _flights.Remove((int)flight.Sequence);
        _byProbe.Remove(flight.Probe.Id);
        _out--;
    }

    private void Finish(Flight flight)
    {
        if (flight.Done) return;
        flight.Done = true;
        _out--;
    }
}
