using Demarc.Transcripts.Iptables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Nft;

/// <summary>
/// One rule of nft as text, <c>tcp dport 22 counter packets 5 bytes 300 accept</c>: conditions, statements and a verdict, which gets the
/// names iptables has for it. Every condition is written out, so a rule without any takes every packet.
/// </summary>
internal static class NftRule
{
    private static readonly string[] Translations = ["snat", "dnat", "redirect", "masquerade", "tproxy", "queue", "notrack", "dup", "fwd"];

    /// <summary>The rule on a line; null where it is empty.</summary>
    public static ChainRule? Parse(string text, int line)
    {
        var words = Words(text);
        var match = new List<string>();
        string? target = null;
        long? packets = null, bytes = null;
        var verdict = false;
        for (var i = 0; i < words.Count && !verdict; i++)
        {
            var word = words[i];
            if (word is "#") break;
            if (word == "comment") i++;
            else if (word == "counter")
            {
                if (i + 4 < words.Count && words[i + 1] == "packets" && words[i + 3] == "bytes")
                {
                    (packets, bytes) = (Figures.Count(words[i + 2]), Figures.Count(words[i + 4]));
                    i += 4;
                }
                else if (i + 2 < words.Count && words[i + 1] == "name") i += 2;
            }
            else if (word == "log") while (i + 2 < words.Count && words[i + 1] is "prefix" or "level" or "group" or "flags" or "snaplen" or "queue-threshold") i += 2;
            else if (word is "jump" or "goto" && i + 1 < words.Count) (target, verdict) = (words[i + 1], true);
            else if (Verdict(word) is { } named && (word != "queue" || i > 0 || words.Count < 4)) (target, verdict) = (named, true);
            else match.Add(word);
        }

        return match.Count == 0 && !verdict && packets is null && !words.Contains("counter") ? null : Of(line, target, string.Join(' ', match), packets, bytes);
    }

    public static ChainRule Of(int line, string? target, string match, long? packets, long? bytes) => new()
    {
        Line = line,
        Target = target,
        Match = match,
        Packets = packets,
        Bytes = bytes,
        ShowsAll = true,
        MatchesAll = match.Length == 0,
        Key = match,
    };

    /// <summary>A verdict under the name iptables has for it; null where the word is none.</summary>
    public static string? Verdict(string word) => word is "accept" or "drop" or "reject" or "return" or "continue" || Array.IndexOf(Translations, word) >= 0 ? word.ToUpperInvariant() : null;

    /// <summary>A table's name, with its family where that is not IPv4 or both.</summary>
    public static string Table(string family, string name) => family is "ip" or "inet" ? name : $"{family} {name}";

    /// <summary>Words, with what stands in quotation marks or braces kept together.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var (quoted, depth) = (false, 0);
        foreach (var field in text.Split([' ', '\t'], 2000, StringSplitOptions.RemoveEmptyEntries))
        {
            if (quoted || depth > 0) words[^1] += " " + field;
            else words.Add(field);
            foreach (var c in field)
            {
                if (c == '"') quoted = !quoted;
                else if (!quoted && c == '{') depth++;
                else if (!quoted && c == '}' && depth > 0) depth--;
            }
        }

        return words;
    }
}
