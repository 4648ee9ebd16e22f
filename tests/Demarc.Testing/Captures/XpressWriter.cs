using System.Buffers.Binary;

namespace Demarc.Testing.Captures;

/// <summary>Compresses as plain LZ77 of [MS-XCA], greedily, with every encoding of a length.</summary>
public static class XpressWriter
{
    private const int Shortest = 3;
    private const int Window = 8192;

    public static byte[] Compress(ReadOnlySpan<byte> input)
    {
        var output = new List<byte>();
        var seen = new Dictionary<int, int>();
        uint flags = 0;
        var count = 0;
        var flagsAt = Reserve(output);
        var halfAt = -1;
        for (var at = 0; at < input.Length;)
        {
            var (distance, length) = Match(input, seen, at);
            if (length == 0) output.Add(input[at]);
            else Write(output, distance, length, ref halfAt);
            var step = Math.Max(1, length);
            for (var i = 0; i < step; i++) Remember(input, seen, at + i);
            at += step;
            flags = flags << 1 | (length == 0 ? 0u : 1);
            if (++count < 32) continue;
            Put(output, flagsAt, flags);
            flagsAt = Reserve(output);
            (flags, count) = (0, 0);
        }

        Put(output, flagsAt, (uint)(((ulong)flags << (32 - count)) | ((1UL << (32 - count)) - 1)));
        return [.. output];
    }

    /// <summary>A match: three bits of length, then a nibble shared with the next long match, an octet, a word, a double word.</summary>
    private static void Write(List<byte> output, int distance, int length, ref int halfAt)
    {
        var rest = length - Shortest;
        Word(output, (distance - 1) << 3 | Math.Min(rest, 7));
        if (rest < 7) return;
        var nibble = Math.Min(rest - 7, 15);
        if (halfAt < 0)
        {
            halfAt = output.Count;
            output.Add((byte)nibble);
        }
        else
        {
            output[halfAt] |= (byte)(nibble << 4);
            halfAt = -1;
        }

        if (nibble < 15) return;
        output.Add((byte)Math.Min(rest - 22, 255));
        if (rest - 22 < 255) return;
        Word(output, rest <= ushort.MaxValue ? rest : 0);
        if (rest > ushort.MaxValue) Put(output, Reserve(output), (uint)rest);
    }

    private static (int Distance, int Length) Match(ReadOnlySpan<byte> input, Dictionary<int, int> seen, int at)
    {
        if (at + Shortest > input.Length || !seen.TryGetValue(Key(input, at), out var from) || at - from > Window) return default;
        var length = Shortest;
        while (at + length < input.Length && input[from + length] == input[at + length]) length++;
        return (at - from, length);
    }

    private static void Remember(ReadOnlySpan<byte> input, Dictionary<int, int> seen, int at)
    {
        if (at + Shortest <= input.Length) seen[Key(input, at)] = at;
    }

    private static int Key(ReadOnlySpan<byte> input, int at) => input[at] | input[at + 1] << 8 | input[at + 2] << 16;

    private static int Reserve(List<byte> output)
    {
        output.AddRange(new byte[4]);
        return output.Count - 4;
    }

    private static void Put(List<byte> output, int at, uint number)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, number);
        for (var i = 0; i < octets.Length; i++) output[at + i] = octets[i];
    }

    private static void Word(List<byte> output, int number)
    {
        output.Add((byte)number);
        output.Add((byte)(number >> 8));
    }
}
