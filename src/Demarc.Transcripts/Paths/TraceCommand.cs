using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Paths;

/// <summary>
/// The command a trace was started with, as typed at a prompt: it names the target where the output does not,
/// and is often the only place that tells the protocol.
/// </summary>
/// <param name="Tool">The program, lower case.</param>
/// <param name="Target">Host as typed; null when none was found.</param>
/// <param name="Protocol"><c>icmp udp tcp</c> if an option or the tool's default tells; else null.</param>
/// <param name="Port">Destination port of a TCP trace, or of mtr's UDP; null when not typed.</param>
internal sealed record TraceCommand(string Tool, string? Target, string? Protocol, int? Port)
{
    private static readonly string[] Tools = ["tcptraceroute6", "tcptraceroute", "traceroute6", "traceroute", "tracepath6", "tracepath", "tracert", "mtr"];

    private static readonly HashSet<string> LongWithValue = new(StringComparer.Ordinal)
    {
        "port", "max-hops", "queries", "first", "gateway", "interface", "sim-queries", "tos", "wait", "source", "sendwait",
        "options", "module", "report-cycles", "interval", "address", "max-ttl", "first-ttl", "psize", "bitpattern", "mark",
        "displaymode", "order", "localport", "timeout", "gracetime", "max-unknown", "ipinfo", "filename", "fwmark", "count", "sport",
    };

    /// <summary>The address the target is, if it was typed as one.</summary>
    public string? TargetAddress => Target is { } target && AddressText.Is(target) ? target : null;

    /// <summary>The command of a block: the one at the prompt above it, or one found just above where only output-like lines stand between.</summary>
    /// <param name="context">The block.</param>
    /// <param name="above">How many lines above to look at.</param>
    /// <param name="mayStandBetween">Lines that do not end the search.</param>
    /// <param name="wanted">Tools that print such a block.</param>
    public static TraceCommand? Of(BlockContext context, int above, Func<string, bool> mayStandBetween, params ReadOnlySpan<string> wanted)
    {
        if (Parse(context.Command, wanted) is { } typed) return typed;
        for (var i = context.First - 1; i >= 0 && i >= context.First - above; i--)
        {
            var line = context.Text[i];
            if (Parse(line, wanted) is { } found) return found;
            if (line.Length > 0 && !TraceLines.IsElision(line) && !line.StartsWith("```", StringComparison.Ordinal) && !mayStandBetween(line)) return null;
        }

        return null;
    }

    /// <summary>Reads a command line, with or without a prompt before it; null when it starts none of the wanted tools.</summary>
    public static TraceCommand? Parse(string? line, params ReadOnlySpan<string> wanted)
    {
        if (line is null || line.Length > 1000) return null;
        foreach (var tool in Tools)
        {
            if (!wanted.Contains(tool)) continue;
            for (var at = line.IndexOf(tool, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(tool, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                // The name may also stand in the prompt's path or host, so each place is tried.
                var rest = line.AsSpan(at + tool.Length);
                if (rest.StartsWith(".exe", StringComparison.OrdinalIgnoreCase)) rest = rest[4..];
                if (rest.Length > 0 && rest[0] is ' ' or '\t' && IsCommandStart(line.AsSpan(0, at))) return Arguments(tool, rest.ToString());
            }
        }

        return null;
    }

    private static bool IsCommandStart(ReadOnlySpan<char> before)
    {
        // A path before the program's name is part of it.
        if (before.Length > 0 && before[^1] is '/' or '\\')
        {
            var cut = before.LastIndexOfAny(" \t>#$");
            before = before[..(cut + 1)];
        }

        before = before.TrimEnd();
        if (before.EndsWith("sudo", StringComparison.Ordinal)) before = before[..^4].TrimEnd();
        return before.Length == 0 || before[^1] is '>' or '$' or '#' or '%' or '❯' or '➜' or '»' or '~' or '`';
    }

    private static TraceCommand Arguments(string tool, string text)
    {
        var words = text.Split([' ', '\t'], 64, StringSplitOptions.RemoveEmptyEntries);
        var name = tool.TrimEnd('6');
        string? target = null, protocol = null;
        int? port = null;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Trim('"', '\'', '`');
            if (word is "|" or ";" or "&&" or "&" || (target is not null && word is [var sign, ..] && sign is '>' or '#')) break;
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                var equals = word.IndexOf('=', StringComparison.Ordinal);
                var option = equals < 0 ? word[2..] : word[2..equals];
                var value = equals >= 0 ? word[(equals + 1)..] : LongWithValue.Contains(option) && i + 1 < words.Length ? words[++i] : null;
                Take(name, option, value, ref protocol, ref port);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                for (var k = 1; k < word.Length; k++)
                {
                    if (!TakesValue(name, word[k]))
                    {
                        Take(name, word[k].ToString(), null, ref protocol, ref port);
                        continue;
                    }

                    var value = k + 1 < word.Length ? word[(k + 1)..] : i + 1 < words.Length ? words[++i] : null;
                    Take(name, word[k].ToString(), value, ref protocol, ref port);
                    break;
                }
            }
            else if (target is null) target = Host(words, ref i, name);
            else if (name == "tcptraceroute" && port is null && Figures.Port(word) is { } typed) port = typed;
        }

        protocol ??= name switch { "traceroute" => "udp", "mtr" or "tracert" => "icmp", "tracepath" => "udp", _ => null };
        if (name == "tcptraceroute") protocol = "tcp";
        // traceroute counts the port up for UDP, so it is no fixed destination there.
        if (protocol == "icmp" || (name == "traceroute" && protocol != "tcp")) port = null;
        return new TraceCommand(tool, target, protocol == "sctp" ? null : protocol, port);
    }

    private static void Take(string name, string option, string? value, ref string? protocol, ref int? port)
    {
        switch (name, option)
        {
            case ("traceroute", "I" or "icmp"): protocol = "icmp"; break;
            case ("traceroute" or "mtr", "T" or "tcp"): protocol = "tcp"; break;
            case ("traceroute", "U" or "udp") or ("mtr", "u" or "udp"): protocol = "udp"; break;
            case ("mtr", "S" or "sctp"): protocol = "sctp"; break;
            case ("traceroute", "P" or "M" or "module") when value?.ToLowerInvariant() is "tcp" or "icmp" or "udp": protocol = value.ToLowerInvariant(); break;
            case ("traceroute", "p" or "port") or ("mtr", "P" or "port") when Figures.Port(value) is { } typed: port = typed; break;
        }
    }

    private static bool TakesValue(string name, char option) => name switch
    {
        "tracert" => option is 'h' or 'j' or 'w' or 'S',
        "traceroute" => option is 'f' or 'm' or 'p' or 'q' or 'w' or 'z' or 's' or 'i' or 'g' or 't' or 'l' or 'N' or 'M' or 'O' or 'P',
        "tcptraceroute" => option is 'i' or 'f' or 'l' or 'q' or 't' or 'm' or 'p' or 'P' or 's' or 'w',
        "tracepath" => option is 'l' or 'm' or 'p',
        _ => option is 'F' or 'a' or 'f' or 'm' or 'U' or 'P' or 'L' or 's' or 'B' or 'G' or 'i' or 'c' or 'Q' or 'o' or 'y' or 'Z' or 'M' or 'I' or 'X',
    };

    private static string? Host(string[] words, ref int i, string name)
    {
        var word = words[i].Trim('"', '\'', '`', ',', ';');
        // A mail program or a page may have turned the host into a Markdown link.
        if (word.StartsWith('[') && word.IndexOf("](", StringComparison.Ordinal) is > 1 and var close)
        {
            word = word[1..close];
            while (i + 1 < words.Length && !words[i].EndsWith(')')) i++;
        }

        if (name == "tracepath" && word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) word = word[..slash];
        var (plain, named) = (true, false);
        foreach (var c in word)
        {
            named |= char.IsAsciiLetterOrDigit(c);
            plain &= char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%' or '/' or '*';
        }

        return plain && named ? word : null;
    }
}
