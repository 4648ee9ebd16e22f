using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// Text that its program wrapped for the way (format=flowed, RFC 3676): a line that ends in a blank goes on in the next of the
/// same quote depth. Undone, a long line of a tool's output is one line again. Fixed lines stay as they are.
/// </summary>
internal static class FlowedText
{
    /// <summary>Joins what was wrapped; with <paramref name="deleteSpace"/> (DelSp=yes) the blank at the line's end was added and goes.</summary>
    public static string Joined(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var depthBefore = -1;
        for (var at = 0; at <= text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var last = end < 0;
            if (last) end = text.Length;
            var line = text.AsSpan(at, end - at);
            at = end + 1;
            if (last && line.IsEmpty) break;

            var depth = line.IndexOfAnyExcept('>') is >= 0 and var marks ? marks : line.Length;
            var words = line[depth..];

            // A blank at the front protects a line that would look like a quote or a separator (4.4).
            if (words is [' ', ..]) words = words[1..];
            var isSignature = words is "-- ";
            if (depthBefore == depth && !isSignature) joined.Append(words);
            else joined.Append(depthBefore >= 0 ? "\n" : "").Append(depth == 0 ? words : line);

            var flows = words is [.., ' '] && !isSignature && !last;
            if (flows && deleteSpace) joined.Length--;
            depthBefore = flows ? depth : -1;
            if (!flows && !last) joined.Append('\n');
        }

        return joined.ToString();
    }
}
