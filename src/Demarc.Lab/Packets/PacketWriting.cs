using System.Buffers.Binary;
using Demarc.Wire;

namespace Demarc.Lab.Packets;

/// <summary>Writes the packets that routers and boxes send themselves.</summary>
public static class PacketWriting
{
    private const int QuoteV4 = 548;
    private const int QuoteV6 = 1232;

    /// <summary>An ICMP error about a packet, sent back to its source.</summary>
    /// <param name="rest">The second header word, such as a next-hop MTU.</param>
    /// <param name="mplsLabel">Quoted as RFC 4950 has it, where not null.</param>
    public static void IcmpError(Packet into, Packet about, UInt128 from, byte ttl, byte type, byte code, uint rest = 0, int? mplsLabel = null)
    {
        var v6 = about.IsV6;
        var header = v6 ? 40 : 20;
        // A router that quotes extensions pads the quote to 128 octets (RFC 4884, section 4).
        var quote = mplsLabel is null ? Math.Min(about.Length, v6 ? QuoteV6 - 48 : QuoteV4 - 28) : 128;
        var length = header + 8 + quote + (mplsLabel is null ? 0 : 12);
        into.SetLength(length);
        var octets = into.Octets;
        octets.Clear();
        about.Octets[..Math.Min(quote, about.Length)].CopyTo(octets[(header + 8)..]);
        var icmp = octets[header..];
        (icmp[0], icmp[1]) = (type, code);
        BinaryPrimitives.WriteUInt32BigEndian(icmp[4..], rest);
        if (mplsLabel is { } label)
        {
            icmp[v6 ? 4 : 5] = (byte)(v6 ? quote / 8 : quote / 4);
            var extension = icmp[(8 + quote)..];
            extension[0] = 0x20;
            BinaryPrimitives.WriteUInt16BigEndian(extension[4..], 8);
            (extension[6], extension[7]) = (1, 1);
            BinaryPrimitives.WriteUInt32BigEndian(extension[8..], (uint)label << 12 | 0x100 | 1);
            BinaryPrimitives.WriteUInt16BigEndian(extension[2..], Checksum.Of(extension[..12]));
        }

        Finish(into, about, v6, v6 ? IpProtocol.Icmpv6 : IpProtocol.Icmp, from, about.Source, ttl, tos: 0xc0);
    }

    /// <summary>The answer to an echo request, by the address it was sent to.</summary>
    public static void EchoReply(Packet into, Packet request, byte ttl)
    {
        var header = request.IsV6 ? 40 : 20;
        into.SetLength(header + request.Transport.Length);
        into.Octets[..header].Clear();
        request.Transport.CopyTo(into.Octets[header..]);
        into.Octets[header] = request.IsV6 ? (byte)129 : (byte)0;
        Finish(into, request, request.IsV6, request.Protocol, request.Destination, request.Source, ttl, tos: 0);
    }

    /// <summary>A reset in answer to a TCP segment, as its destination would send it (RFC 9293 3.5.2).</summary>
    public static void TcpReset(Packet into, Packet about, byte ttl)
    {
        TcpView.TryParse(about.Transport, out var tcp);
        var acknowledges = (tcp.Flags & TcpFlags.Ack) != TcpFlags.None;
        var end = tcp.Sequence + (uint)tcp.Payload.Length + ((tcp.Flags & TcpFlags.Syn) != TcpFlags.None ? 1u : 0) + ((tcp.Flags & TcpFlags.Fin) != TcpFlags.None ? 1u : 0);
        TcpSegment(into, about, new(about.Destination, about.Source, tcp.DestinationPort, tcp.SourcePort), ttl,
            acknowledges ? TcpFlags.Reset : TcpFlags.Reset | TcpFlags.Ack, acknowledges ? tcp.Acknowledgement : 0, acknowledges ? 0 : end, window: 0, payload: []);
    }

    /// <summary>A TCP segment without options.</summary>
    /// <param name="like">Gives the IP version, the time and the direction.</param>
    public static void TcpSegment(Packet into, Packet like, Ends ends, byte ttl, TcpFlags flags, uint sequence, uint acknowledgement, ushort window, ReadOnlySpan<byte> payload)
    {
        var header = like.IsV6 ? 40 : 20;
        into.SetLength(header + 20 + payload.Length);
        into.Octets.Clear();
        var tcp = into.Octets[header..];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, ends.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], ends.DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgement);
        tcp[12] = 5 << 4;
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], window);
        payload.CopyTo(tcp[20..]);
        Finish(into, like, like.IsV6, IpProtocol.Tcp, ends.Source, ends.Destination, ttl, tos: 0);
    }

    /// <summary>A UDP datagram.</summary>
    public static void UdpDatagram(Packet into, Packet like, Ends ends, byte ttl, ReadOnlySpan<byte> payload)
    {
        var header = like.IsV6 ? 40 : 20;
        into.SetLength(header + 8 + payload.Length);
        into.Octets.Clear();
        var udp = into.Octets[header..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, ends.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], ends.DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + payload.Length));
        payload.CopyTo(udp[8..]);
        Finish(into, like, like.IsV6, IpProtocol.Udp, ends.Source, ends.Destination, ttl, tos: 0);
    }

    /// <summary>Computes every checksum of a packet anew.</summary>
    public static void Seal(Packet packet)
    {
        var octets = packet.Octets;
        if (!packet.IsV6)
        {
            packet.SetWord(10, 0);
            packet.SetWord(10, Checksum.Of(octets[..((octets[0] & 15) * 4)]));
        }

        if (packet.ChecksumAt == 0) return;
        packet.SetWord(packet.ChecksumAt, 0);
        var transport = packet.Transport;
        var sum = packet.Protocol == IpProtocol.Icmp ? 0
            : Checksum.PseudoHeader(octets.Slice(packet.IsV6 ? 8 : 12, packet.IsV6 ? 16 : 4), octets.Slice(packet.IsV6 ? 24 : 16, packet.IsV6 ? 16 : 4), packet.Protocol, transport.Length);
        var checksum = Checksum.Of(transport, sum);
        packet.SetWord(packet.ChecksumAt, packet.Protocol == IpProtocol.Udp && checksum == 0 ? (ushort)0xffff : checksum);
    }

    private static void Finish(Packet into, Packet like, bool v6, byte protocol, UInt128 from, UInt128 to, byte ttl, byte tos)
    {
        var octets = into.Octets;
        if (v6)
        {
            octets[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(octets[4..], (ushort)(octets.Length - 40));
            (octets[6], octets[7]) = (protocol, ttl);
            BinaryPrimitives.WriteUInt128BigEndian(octets[8..], from);
            BinaryPrimitives.WriteUInt128BigEndian(octets[24..], to);
        }
        else
        {
            (octets[0], octets[1]) = (0x45, tos);
            BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)octets.Length);
            BinaryPrimitives.WriteUInt32BigEndian(octets[4..], 0);
            (octets[8], octets[9]) = (ttl, protocol);
            BinaryPrimitives.WriteUInt32BigEndian(octets[12..], (uint)from);
            BinaryPrimitives.WriteUInt32BigEndian(octets[16..], (uint)to);
        }

        into.Read();
        Seal(into);
        (into.At, into.ToServer) = (like.At, !like.ToServer);
    }
}

/// <summary>Both ends of a packet to write.</summary>
public readonly record struct Ends(UInt128 Source, UInt128 Destination, ushort SourcePort, ushort DestinationPort);
