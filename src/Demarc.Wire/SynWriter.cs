using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>Writes the first segment of a connection, with the options that hosts send (MSS, selective acknowledgement, window scale).</summary>
public static class SynWriter
{
    /// <summary>Octets of an IPv4 packet that <see cref="WriteIpv4"/> writes.</summary>
    public const int Ipv4Length = Ipv4View.HeaderLengthMinimum + SegmentLength;

    /// <summary>Octets of a segment that <see cref="Write"/> writes.</summary>
    public const int SegmentLength = 32;

    /// <summary>MSS 1460, SACK permitted, window scale 7, and padding to a whole word.</summary>
    private static ReadOnlySpan<byte> Options => [2, 4, 0x05, 0xb4, 4, 2, 3, 3, 7, 0, 0, 0];

    /// <summary>A whole IPv4 packet. The header checksum is left to the sender of raw packets, which fills it in.</summary>
    public static void WriteIpv4(Span<byte> packet, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte ttl, ushort sourcePort, ushort port, uint sequence)
    {
        packet[..Ipv4View.HeaderLengthMinimum].Clear();
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Ipv4Length);
        packet[6] = 0x40;
        packet[8] = ttl;
        packet[9] = 6;
        source.CopyTo(packet[12..]);
        destination.CopyTo(packet[16..]);
        Write(packet[Ipv4View.HeaderLengthMinimum..Ipv4Length], source, destination, sourcePort, port, sequence);
    }

    /// <summary>A segment with its checksum.</summary>
    public static void Write(Span<byte> segment, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ushort sourcePort, ushort port, uint sequence)
    {
        segment[..SegmentLength].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(segment, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        segment[12] = SegmentLength / 4 << 4;
        segment[13] = (byte)TcpFlags.Syn;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], 64240);
        Options.CopyTo(segment[20..]);
        var sum = Checksum.PseudoHeader(source, destination, 6, SegmentLength);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum.Of(segment[..SegmentLength], sum));
    }
}
