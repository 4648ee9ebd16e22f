using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Iptables;

/// <summary>
/// Rule lines of <c>iptables -S</c> and iptables-save: <c>[3:180] -A INPUT -p tcp --dport 22 -j ACCEPT</c>. Every condition is
/// written out, so a rule without any takes every packet.
/// </summary>
internal static class SavedRule
{
    /// <summary>The chain and the rule of a <c>-A</c> line; null for any other line.</summary>
    public static (string Chain, ChainRule Rule)? Parse(ReadOnlySpan<char> line, int index)
    {
        if (line.Length > 4000) return null;
        var fields = Words(line);
        long? packets = null, bytes = null;
        var at = 0;
        if (fields.Count > 0 && Counters(fields[0]) is { } printed)
        {
            (packets, bytes) = printed;
            at = 1;
        }

        if (fields.Count < at + 2 || fields[at] != "-A" || fields[at + 1].StartsWith('-')) return null;
        var chain = fields[at + 1];
        var match = new List<string>();
        var key = new List<string>();
        string? target = null;
        for (var i = at + 2; i < fields.Count; i++)
        {
            if (fields[i] is "-j" or "-g" or "--jump" or "--goto")
            {
                target = i + 1 < fields.Count ? fields[i + 1] : null;
                break;
            }

            if (fields[i] == "-c" && i + 2 < fields.Count && Figures.Count(fields[i + 1]) is { } count)
            {
                (packets, bytes) = (count, Figures.Count(fields[i + 2]));
                i += 2;
                continue;
            }

            match.Add(fields[i]);
            if (IsComment(fields, i)) continue;
            key.Add(fields[i]);
        }

        return (chain, new ChainRule
        {
            Line = index,
            Target = target,
            Match = string.Join(' ', match),
            Packets = packets,
            Bytes = bytes,
            ShowsAll = true,
            MatchesAll = key.Count == 0,
            Key = string.Join(' ', key),
        });
    }

    /// <summary>Counters in brackets, <c>[769:196899]</c>.</summary>
    public static (long Packets, long Bytes)? Counters(string text)
    {
        if (text is not ['[', .. var inner, ']']) return null;
        var parts = inner.Split(':');
        return parts.Length == 2 && Figures.Count(parts[0]) is { } packets && Figures.Count(parts[1]) is { } bytes ? (packets, bytes) : null;
    }

    /// <summary>A comment is written as a match and is no condition.</summary>
    private static bool IsComment(List<string> fields, int at) =>
        (fields[at] == "-m" && at + 1 < fields.Count && fields[at + 1] == "comment") || (fields[at] == "comment" && fields[at - 1] == "-m")
        || fields[at] == "--comment" || fields[at - 1] == "--comment";

    /// <summary>Fields, with text in quotation marks kept together.</summary>
    private static List<string> Words(ReadOnlySpan<char> line)
    {
        var fields = Fields.Of(line);
        var words = new List<string>(fields.Count);
        var open = false;
        foreach (var field in fields)
        {
            if (open) words[^1] += " " + field;
            else words.Add(field);
            if (field.Count(c => c == '"') % 2 == 1) open = !open;
        }

        return words;
    }
}
