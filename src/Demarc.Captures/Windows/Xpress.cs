using System.Buffers.Binary;

namespace Demarc.Captures.Windows;

/// <summary>Plain LZ77, as Windows compresses the buffers of a trace. Source: MS-XCA 2.3 and 2.4.</summary>
internal static class Xpress
{
    /// <summary>No buffer of a trace is larger, packed or not.</summary>
    public const int Most = 64 << 20;

    /// <summary>Unpacks into an output of the length that is to come out; false where the data ends early or refers to what is not there.</summary>
    /// <param name="packed">The compressed octets.</param>
    /// <param name="output">To be filled to its end.</param>
    /// <param name="written">Octets that came out before the damage, or all.</param>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> output, out int written)
    {
        written = 0;
        if (output.Length > Most) return false;
        var (at, half, flags, left) = (0, -1, 0u, 0);
        while (written < output.Length)
        {
            if (left == 0)
            {
                if (at + 4 > packed.Length) return false;
                flags = BinaryPrimitives.ReadUInt32LittleEndian(packed[at..]);
                (at, left) = (at + 4, 32);
            }

            left--;
            if ((flags >> left & 1) == 0)
            {
                if (at >= packed.Length) return false;
                output[written++] = packed[at++];
                continue;
            }

            if (!Match(packed, ref at, ref half, out var distance, out var length) || distance > written) return false;
            var whole = length <= output.Length - written;
            for (var end = whole ? written + (int)length : output.Length; written < end; written++) output[written] = output[written - distance];
            if (!whole) return false;
        }

        return true;
    }

    /// <summary>A match: 13 bits of distance and 3 of length, which goes on in a shared half octet, an octet, two or four.</summary>
    private static bool Match(ReadOnlySpan<byte> packed, ref int at, ref int half, out int distance, out uint length)
    {
        (distance, length) = (0, 0);
        if (at + 2 > packed.Length) return false;
        var match = BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
        at += 2;
        distance = (match >> 3) + 1;
        length = (uint)(match & 7) + 3;
        if ((match & 7) < 7) return true;
        int nibble;
        if (half >= 0)
        {
            nibble = packed[half] >> 4;
            half = -1;
        }
        else
        {
            if (at >= packed.Length) return false;
            half = at;
            nibble = packed[at++] & 15;
        }

        length = (uint)nibble + 10;
        if (nibble < 15) return true;
        if (at >= packed.Length) return false;
        var more = packed[at++];
        length = more + 25u;
        if (more < 255) return true;
        if (at + 2 > packed.Length) return false;
        var all = (uint)BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
        at += 2;
        if (all == 0)
        {
            if (at + 4 > packed.Length) return false;
            all = BinaryPrimitives.ReadUInt32LittleEndian(packed[at..]);
            at += 4;
        }

        // The long forms count from 0, not from where the short ones end; less than that is no encoder's work.
        if (all is < 22 or > Most) return false;
        length = all + 3;
        return true;
    }
}
