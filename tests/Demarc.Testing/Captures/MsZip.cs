namespace Demarc.Testing.Captures;

/// <summary>Deflates with fixed codes, one block of 32 KiB at a time, and refers to the block before as MSZIP does.</summary>
public sealed class MsZip
{
    public const int Block = 32_768;
    private const int Shortest = 3;
    private const int Longest = 258;
    private readonly List<byte> _output = [];
    private ulong _bits;
    private int _pending;

    /// <summary>The blocks of the content, each with its signature.</summary>
    public static IEnumerable<(byte[] Packed, int Length)> Blocks(byte[] content)
    {
        var seen = new Dictionary<int, int>();
        for (var at = 0; at < content.Length; at += Block)
        {
            var end = Math.Min(content.Length, at + Block);
            yield return (new MsZip().Deflate(content, at, end, seen), end - at);
        }
    }

    private byte[] Deflate(byte[] content, int at, int end, Dictionary<int, int> seen)
    {
        _output.AddRange("CK"u8);
        Bits(1 | 1 << 1, 3);
        while (at < end)
        {
            var (distance, length) = Match(content, seen, at, end);
            if (length == 0) Symbol(content[at]);
            else Copy(distance, length);
            for (var next = at + Math.Max(1, length); at < next; at++)
            {
                if (at + Shortest <= content.Length) seen[Key(content, at)] = at;
            }
        }

        Symbol(256);
        Bits(0, 7);
        return [.. _output];
    }

    private static (int Distance, int Length) Match(byte[] content, Dictionary<int, int> seen, int at, int end)
    {
        if (at + Shortest > end || !seen.TryGetValue(Key(content, at), out var from) || at - from > Block) return default;
        var length = Shortest;
        while (length < Longest && at + length < end && content[from + length] == content[at + length]) length++;
        return (at - from, length);
    }

    private static int Key(byte[] content, int at) => content[at] | content[at + 1] << 8 | content[at + 2] << 16;

    private void Copy(int distance, int length)
    {
        if (length == Longest)
        {
            Symbol(285);
        }
        else
        {
            var (code, extra, left) = Code(length - Shortest, 2);
            Symbol(257 + code);
            Bits(left, extra);
        }

        var (slot, more, last) = Code(distance - 1, 1);
        Reversed(slot, 5);
        Bits(last, more);
    }

    /// <summary>The code of a number in ranges that double every 2^<paramref name="order"/> codes, and its extra bits.</summary>
    private static (int Code, int Extra, int Left) Code(int number, int order)
    {
        var extra = Math.Max(0, int.Log2(number | 1) - order);
        return ((extra << order) + (number >> extra), extra, number & ((1 << extra) - 1));
    }

    private void Symbol(int symbol)
    {
        if (symbol < 144) Reversed(0x30 + symbol, 8);
        else if (symbol < 256) Reversed(0x190 + symbol - 144, 9);
        else if (symbol < 280) Reversed(symbol - 256, 7);
        else Reversed(0xC0 + symbol - 280, 8);
    }

    private void Reversed(int code, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--) Bits(code >> bit & 1, 1);
    }

    private void Bits(int value, int count)
    {
        _bits |= (ulong)(uint)value << _pending;
        for (_pending += count; _pending >= 8; _pending -= 8, _bits >>= 8) _output.Add((byte)_bits);
    }
}
