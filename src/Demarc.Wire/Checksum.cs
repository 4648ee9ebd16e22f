using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>The internet checksum (RFC 1071) and its change when one field changes (RFC 1624).</summary>
public static class Checksum
{
    /// <summary>Checksum of octets, ready to be stored; computed over data that holds a right checksum it is 0.</summary>
    /// <param name="sum">A partial sum to start from, such as <see cref="PseudoHeader"/>'s.</param>
    public static ushort Of(ReadOnlySpan<byte> octets, uint sum = 0) => Finish(Add(octets, sum));

    /// <summary>Adds octets to a partial sum; an odd last octet counts as the high one of a word.</summary>
    public static uint Add(ReadOnlySpan<byte> octets, uint sum = 0)
    {
        ulong wide = sum;
        while (octets.Length >= 4)
        {
            wide += BinaryPrimitives.ReadUInt32BigEndian(octets);
            octets = octets[4..];
        }

        if (octets.Length >= 2)
        {
            wide += BinaryPrimitives.ReadUInt16BigEndian(octets);
            octets = octets[2..];
        }

        if (octets.Length == 1) wide += (uint)octets[0] << 8;
        while (wide > uint.MaxValue) wide = (wide & uint.MaxValue) + (wide >> 32);
        return (uint)wide;
    }

    /// <summary>Folds a partial sum and complements it.</summary>
    public static ushort Finish(uint sum)
    {
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>Partial sum of the pseudo header that UDP, TCP and ICMPv6 include (RFC 768, RFC 9293 3.1, RFC 8200 8.1).</summary>
    public static uint PseudoHeader(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte protocol, int length) =>
        Carry(Carry(Add(source), Add(destination)), (uint)protocol + (uint)length);

    /// <summary>The checksum after a 16-bit field it covers went from one value to another (RFC 1624, equation 3).</summary>
    public static ushort Updated(ushort checksum, ushort before, ushort after) =>
        Finish((uint)(ushort)~checksum + (ushort)~before + after);

    private static uint Carry(uint a, uint b)
    {
        var sum = (ulong)a + b;
        return (uint)((sum & uint.MaxValue) + (sum >> 32));
    }
}
