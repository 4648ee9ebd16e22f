using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// The delimiter lines of the multiparts that are open (RFC 2046 5.1.1), innermost last. A line matches only as a whole,
/// blanks at its end aside: one boundary may be the beginning of another.
/// </summary>
internal sealed class Boundaries
{
    /// <summary>Longer ones are no boundary (RFC 2046 allows 70).</summary>
    public const int Longest = 250;

    private readonly List<byte[]> open = [];

    /// <summary>A delimiter line: which multipart it belongs to, whether it closes it, and where the next line starts.</summary>
    public readonly record struct Delimiter(int Level, bool Closes, int Line, int Next);

    public int Count => open.Count;

    public void Push(string boundary) => open.Add([.. "--"u8, .. Encoding.UTF8.GetBytes(boundary)]);

    public void Pop() => open.RemoveAt(open.Count - 1);

    /// <summary>The delimiter line that starts at an offset, if one does.</summary>
    public Delimiter? Match(ReadOnlySpan<byte> octets, int at)
    {
        if (open.Count == 0 || !octets[at..].StartsWith("--"u8)) return null;
        var window = octets[at..Math.Min(octets.Length, at + (4 * Longest))];
        var end = Octets.LineEnd(window, 0, out var next);
        var line = window[..end].TrimEnd(" \t"u8);
        for (var level = open.Count - 1; level >= 0; level--)
        {
            var boundary = open[level];
            if (!line.StartsWith(boundary)) continue;
            var closes = line.Length == boundary.Length + 2 && line.EndsWith("--"u8);
            if (closes || line.Length == boundary.Length) return new(level, closes, at, at + next);
        }

        return null;
    }

    /// <summary>The next delimiter line from a line start on, if there is one.</summary>
    public Delimiter? Find(ReadOnlySpan<byte> octets, int from, CancellationToken cancel)
    {
        if (open.Count == 0) return null;
        var tried = 0;
        while (from < octets.Length)
        {
            if (Match(octets, from) is { } found) return found;
            if ((++tried & 0xfff) == 0) cancel.ThrowIfCancellationRequested();
            var line = octets[from..].IndexOf("\n--"u8);
            if (line < 0) return null;
            from += line + 1;
        }

        return null;
    }
}
