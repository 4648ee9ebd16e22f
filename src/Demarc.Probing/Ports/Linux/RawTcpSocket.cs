using System.Buffers.Binary;
using System.Net;
using Demarc.Wire;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// The raw TCP socket of one family: sends SYNs, and reads SYN-ACKs, resets and ICMP errors. It sees every segment that comes
/// to this host, so a filter in the kernel lets in only what may be an answer.
/// </summary>
internal sealed class RawTcpSocket : IWaiting
{
    private const int HeaderIncluded = 3;
    private const int Ip6Checksum = 7;
    private readonly Exchange _exchange;
    private readonly RawTcpProbing _probes;
    private readonly int _fd;
    private readonly bool _v6;
    private readonly SendStamps _stamps;

    private RawTcpSocket(Exchange exchange, RawTcpProbing probes, int fd, bool v6)
    {
        (_exchange, _probes, _fd, _v6) = (exchange, probes, fd, v6);
        _stamps = new(fd);
    }

    public static RawTcpSocket? TryOpen(Exchange exchange, RawTcpProbing probes, bool v6)
    {
        var fd = Libc.Socket(v6 ? Libc.Inet6 : Libc.Inet, Libc.SockRaw, Libc.ProtocolTcp);
        if (fd < 0) return null;
        SegmentFilter.Attach(fd, v6);
        SocketOptions.ReportErrors(fd, v6);
        if (v6) _ = Libc.Set(fd, Libc.SolIp6, Ip6Checksum, 16);
        else _ = Libc.Set(fd, Libc.SolIp, HeaderIncluded, 1);
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampAll);
        var socket = new RawTcpSocket(exchange, probes, fd, v6);
        if (exchange.Sockets.Add(fd, socket)) return socket;
        Libc.Close(fd);
        return null;
    }

    /// <summary>Sends the SYN: 0, or the negative errno.</summary>
    public int Send(RawTcpFlight flight)
    {
        if (_stamps.AreMany) Ready(_exchange.Clock.Now);
        var probe = flight.Probe;
        Span<byte> packet = stackalloc byte[SynWriter.Ipv4Length];
        Span<byte> source = stackalloc byte[16], target = stackalloc byte[16];
        flight.Source.TryWriteBytes(source, out var length);
        probe.Target.TryWriteBytes(target, out _);
        source = source[..length];
        target = target[..length];
        var (from, to) = ((ushort)flight.SourcePort, (ushort)probe.Port);
        if (_v6)
        {
            packet = packet[..SynWriter.SegmentLength];
            SynWriter.Write(packet, source, target, from, to, flight.Sequence);
        }
        else
        {
            SynWriter.WriteIpv4(packet, source, target, probe.Ttl, from, to, flight.Sequence);
        }

        var name = new Libc.SocketAddress(probe.Target, 0);
        var resending = default(Resending);
        int result, waiting;
        do
        {
            flight.SentAt = _exchange.Clock.Now;
            result = Messages.Send(_fd, packet, probe.Ttl, _v6, name);
            if (result == 0)
            {
                _stamps.Sent(flight);
                return 0;
            }

            waiting = ReadErrors(_exchange.Clock.Now);
            _stamps.Restart();
        }
        while (resending.IsWorthwhile(result, waiting));

        return result;
    }

    public void Ready(TimeSpan woke)
    {
        _ = ReadErrors(woke);
        _ = Libc.Get(_fd, Libc.SolSocket, Libc.SoError);
        while (_exchange.Messages.TryRead(_fd, errors: false, out var message))
        {
            var octets = message.Octets;
            var (from, ttl) = (message.Peer?.Address, message.Ttl);
            if (!_v6)
            {
                if (!Ipv4View.TryParse(octets, out var packet).IsComplete) continue;
                octets = packet.Payload;
                (from, ttl) = (packet.Source, packet.Ttl);
            }

            if (TcpView.TryParse(octets, out var segment).IsComplete && from is not null) Answer(message, segment, from, ttl, woke);
        }
    }

    /// <summary>A segment that acknowledges exactly our SYN, between the right ports and from the right host.</summary>
    private void Answer(in Message message, TcpView segment, IPAddress from, int? ttl, TimeSpan woke)
    {
        if (!segment.Flags.HasFlag(TcpFlags.Ack) || _probes.Find(segment.Acknowledgement - 1) is not { } flight) return;
        if (segment.SourcePort != flight.Probe.Port || segment.DestinationPort != flight.SourcePort || !from.SamePlaceAs(flight.Probe.Target)) return;
        flight.Done = true;
        _exchange.Give(new()
        {
            ProbeId = flight.Probe.Id,
            Kind = segment.Flags.HasFlag(TcpFlags.Reset) ? ReplyKind.Reset : ReplyKind.SynAck,
            From = flight.Probe.Target,
            SentAt = flight.SentAt,
            ReceivedAt = message.At ?? woke,
            Stamps = message.At is null ? Stamps.User : flight.Stamps,
            ReplyTtl = ttl,
            SourcePort = flight.SourcePort,
        });
    }

    /// <summary>Empties the error queue; how many ICMP errors were in it.</summary>
    private int ReadErrors(TimeSpan woke)
    {
        var found = 0;
        while (_exchange.Messages.TryRead(_fd, errors: true, out var message))
        {
            if (message.Error is not { } error) continue;
            if (error.IsIcmp) found++;
            if (error.IsStamp) _stamps.Left(error.Data, message.At);
            else if (error.IsIcmp) ReadIcmp(message, woke);
        }

        return found;
    }

    /// <summary>
    /// An ICMP error about any TCP packet of this host: ours when it quotes a sequence number of ours on its way to our target. The
    /// source may differ, where a NAT translated it and not back.
    /// </summary>
    private void ReadIcmp(in Message message, TimeSpan woke)
    {
        var transport = message.Octets;
        int? quotedTtl = null;
        IPAddress? destination = message.Peer?.Address, source = null;
        if (!_v6)
        {
            // With the header included in what is sent, it is included in what is quoted.
            if (!Ipv4View.TryParse(message.Octets, out var packet).IsComplete || packet.Protocol != Libc.ProtocolTcp) return;
            transport = packet.Payload;
            (quotedTtl, destination, source) = (packet.Ttl, packet.Destination, packet.Source);
        }

        if (transport.Length < 8 || _probes.Find(BinaryPrimitives.ReadUInt32BigEndian(transport[4..])) is not { } flight) return;
        if (BinaryPrimitives.ReadUInt16BigEndian(transport[2..]) != flight.Probe.Port || destination is null || !destination.SamePlaceAs(flight.Probe.Target)) return;
        var headers = _v6 ? 40 : 0;
        if (IcmpMeaning.Read(message, flight.Probe.Id, _v6, flight.SentAt, flight.Stamps, woke, headers) is not { } reply) return;
        flight.Done = true;
        var same = BinaryPrimitives.ReadUInt16BigEndian(transport) == flight.SourcePort && (source is null || source.SamePlaceAs(flight.Source));
        _exchange.Give(reply with { SourcePort = flight.SourcePort, QuotedTtl = quotedTtl, Rewritten = !same });
    }

}
