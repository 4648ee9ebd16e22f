using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.Pinging;

/// <summary>The target of a header line: <c>name [address]</c>, an address alone, or something masked in brackets.</summary>
internal static class PingTargets
{
    /// <param name="from">Where the target starts in the line.</param>
    /// <param name="to">Where it ends.</param>
    public static bool TryFind(ReadOnlySpan<char> line, out string? target, out string? address, out int from, out int to)
    {
        (target, address, from, to) = (null, null, 0, 0);
        for (var open = 0; open < line.Length; open++)
        {
            if (line[open] != '[') continue;
            var close = line[open..].IndexOf(']');
            if (close < 2) break;
            var inside = line[(open + 1)..(open + close)];
            if (!AddressText.Is(inside)) continue;
            address = inside.ToString();
            (from, to) = (open, open + close + 1);
            target = NameBefore(line[..open], ref from);
            return true;
        }

        if (AddressText.Find(line, out from, out var length, glued: true))
        {
            to = from + length;
            target = address = line[from..to].ToString();
            return true;
        }

        from = line.IndexOf('[');
        var end = from < 0 ? -1 : line[from..].IndexOf(']');
        if (end is < 2 or > 60) return false;
        to = from + end + 1;
        target = line[(from + 1)..(to - 1)].ToString();
        return true;
    }

    /// <summary>The word before the bracket; of a Markdown link, its text.</summary>
    private static string? NameBefore(ReadOnlySpan<char> head, ref int from)
    {
        head = head.TrimEnd(" \t>");
        if (head.EndsWith(")") && head.LastIndexOf("](") is > 0 and var link && head[..link].LastIndexOf('[') is >= 0 and var open)
        {
            from = open;
            var text = head[(open + 1)..link].Trim(" >");
            return text.IsEmpty ? null : text.ToString();
        }

        from = head.LastIndexOfAny(" \t") + 1;
        var name = head[from..];
        return name.Length is 0 or > 253 ? null : name.ToString();
    }
}
