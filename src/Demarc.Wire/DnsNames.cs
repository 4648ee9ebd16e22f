using System.Text;

namespace Demarc.Wire;

/// <summary>
/// Domain names in DNS messages (RFC 1035 3.1 and 4.1.4). Compression pointers must lead backwards and are counted, so no
/// message can make a reader go round.
/// </summary>
public static class DnsNames
{
    /// <summary>Octets of a name on the wire, its last zero included.</summary>
    public const int LongestName = 255;

    private const int LongestLabel = 63;
    private const int MostJumps = 32;

    /// <summary>
    /// Reads the name at an offset; the root is <c>.</c>, others end without a dot. Octets that no host name has are written
    /// <c>\DDD</c>. <paramref name="next"/> is what follows the name where it stands.
    /// </summary>
    public static ParseStatus TryRead(ReadOnlySpan<byte> message, int offset, out string name, out int next)
    {
        name = "";
        next = offset;
        var text = new StringBuilder();
        var (at, jumps, octets, followed) = (offset, 0, 1, false);
        while (true)
        {
            if (at >= message.Length) return ParseStatus.Truncated(message.Length);
            int length = message[at];
            if (length == 0)
            {
                if (!followed) next = at + 1;
                name = text.Length == 0 ? "." : text.ToString();
                return ParseStatus.Complete;
            }

            if (length >= 0xc0)
            {
                if (at + 1 >= message.Length) return ParseStatus.Truncated(message.Length);
                var to = ((length & 0x3f) << 8) | message[at + 1];
                if (!followed) next = at + 2;
                followed = true;
                if (to >= at || ++jumps > MostJumps) return ParseStatus.Malformed(at, "name points forwards or goes round");
                at = to;
                continue;
            }

            if (length > LongestLabel) return ParseStatus.Malformed(at, "label type is not known");
            if (at + 1 + length > message.Length) return ParseStatus.Truncated(message.Length);
            octets += 1 + length;
            if (octets > LongestName) return ParseStatus.Malformed(at, "name is longer than 255 octets");
            if (text.Length > 0) text.Append('.');
            Append(text, message.Slice(at + 1, length));
            at += 1 + length;
        }
    }

    /// <summary>The name as labels without compression; false where no wire form exists (empty or overlong label, other letters).</summary>
    public static bool TryWrite(string name, List<byte> into)
    {
        var start = into.Count;
        var trimmed = name.EndsWith('.') ? name[..^1] : name;
        foreach (var label in trimmed.Length == 0 ? [] : trimmed.Split('.'))
        {
            if (label.Length is 0 or > LongestLabel || !Ascii.IsValid(label)) return Undo(into, start);
            into.Add((byte)label.Length);
            foreach (var letter in label) into.Add((byte)letter);
        }

        into.Add(0);
        return into.Count - start <= LongestName || Undo(into, start);
    }

    /// <summary>Same name: letter case and a final dot do not count (RFC 4343).</summary>
    public static bool Same(string one, string other) =>
        one.AsSpan().TrimEnd('.').Equals(other.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static bool Undo(List<byte> octets, int start)
    {
        octets.RemoveRange(start, octets.Count - start);
        return false;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var octet in label)
        {
            if (octet is > 0x20 and < 0x7f and not (byte)'.' and not (byte)'\\') text.Append((char)octet);
            else text.Append('\\').Append(octet.ToString("D3"));
        }
    }
}
