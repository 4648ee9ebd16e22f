using System.Globalization;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The match part of a packet filter rule, as iptables lists or saves it: which ports it names, whom it is limited to, and
/// whether it holds a condition that cannot be judged from here.
/// </summary>
internal sealed partial record FilterMatch
{
    private static readonly string[] Rates = ["limit", "hashlimit", "connlimit", "recent:", "recent", "#conn"];

    /// <summary>It can hold for TCP.</summary>
    public bool Tcp { get; private init; } = true;

    /// <summary>Destination ports, each a range; null = any.</summary>
    public IReadOnlyList<(int From, int To)>? To { get; private init; }

    /// <summary>Source ports; null = any.</summary>
    public IReadOnlyList<(int From, int To)>? From { get; private init; }

    /// <summary>Limited to some senders or receivers.</summary>
    public bool SomeAddresses { get; private init; }

    /// <summary>Acts on too many connections or packets only.</summary>
    public bool Rate { get; private init; }

    /// <summary>Holds something else that limits it: a state, an interface, a set, a string.</summary>
    public bool Other { get; private init; }

    /// <summary>Names the port as destination.</summary>
    public bool NamesTo(int port) => Tcp && Within(To, port);

    /// <summary>Names the port as source.</summary>
    public bool NamesFrom(int port) => Tcp && Within(From, port);

    /// <summary>Can take a new connection to the port.</summary>
    public bool MayTake(int port) => Tcp && From is null && (To is null || Within(To, port));

    /// <summary>Reads a rule's match part; null for a chain's policy.</summary>
    public static FilterMatch? Of(FirewallRule rule)
    {
        if (rule is not { Match: { } text, Position: not 0 } || text.Length > 2000) return null;
        if (rule.Table == FirewallRule.AccessList) return InAccessList(text);
        return text.Contains("-p ", StringComparison.Ordinal) || text.Length == 0 || text[0] is '-' or '!' ? Saved(text) : Listed(text);
    }

    /// <summary><c>-s 192.0.2.0/24 -p tcp -m multiport --dports 80,443</c></summary>
    private static FilterMatch Saved(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var match = new FilterMatch();
        for (var i = 0; i < words.Length; i++)
        {
            var value = i + 1 < words.Length ? words[i + 1] : "";
            match = words[i] switch
            {
                "-p" or "--protocol" => match with { Tcp = value is "tcp" or "all" or "6" },
                "--dport" or "--dports" or "--destination-port" => match with { To = Ports(value) },
                "--sport" or "--sports" or "--source-port" => match with { From = Ports(value) },
                "-s" or "-d" or "--source" or "--destination" => match with { SomeAddresses = match.SomeAddresses || !value.EndsWith("/0", StringComparison.Ordinal) },
                "-m" when Rates.Contains(value, StringComparer.Ordinal) => match with { Rate = true },
                "-m" when value is not ("tcp" or "multiport" or "comment") => match with { Other = true },
                "-i" or "-o" or "!" or "--syn" or "--tcp-flags" => match with { Other = true },
                _ => match,
            };
        }

        return match;
    }

    /// <summary><c>tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443</c>, with or without interfaces.</summary>
    private static FilterMatch Listed(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var match = new FilterMatch { Tcp = words[0] is "tcp" or "all" or "0" or "6" };
        var addresses = 0;
        for (var i = 1; i < words.Length; i++)
        {
            var word = words[i];
            if (word is "--" or "tcp" or "*" or "any" or "multiport" || (word == "/*" && Array.IndexOf(words, "*/", i) is > 0 and var close && (i = close) > 0)) continue;
            if (Value(word, "dpt:", "dpts:") is { } to || (word == "dports" && (to = words.ElementAtOrDefault(++i)) is not null)) match = match with { To = Ports(to) };
            else if (Value(word, "spt:", "spts:") is { } from || (word == "sports" && (from = words.ElementAtOrDefault(++i)) is not null)) match = match with { From = Ports(from) };
            else if (addresses < 2 && IsAddress(word))
            {
                addresses++;
                match = match with { SomeAddresses = match.SomeAddresses || word is not ("anywhere" or "0.0.0.0/0" or "::/0") };
            }
            else if (Rates.Any(rate => word.StartsWith(rate, StringComparison.Ordinal))) match = match with { Rate = true };
            else match = match with { Other = true };
        }

        return match;
    }

    private static bool IsAddress(string word) => word == "anywhere" || Hosts.IsAddress(word.TrimStart('!').Split('/')[0]) || (word.Contains('.') && char.IsAsciiLetterOrDigit(word[0]) && !word.Contains(':'));

    private static string? Value(string word, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (word.StartsWith(name, StringComparison.Ordinal)) return word[name.Length..];
        }

        return null;
    }

    private static bool Within(IReadOnlyList<(int From, int To)>? ports, int port) => ports is not null && ports.Any(range => range.From <= port && port <= range.To);

    private static List<(int From, int To)> Ports(string? text)
    {
        var ports = new List<(int, int)>();
        foreach (var part in (text ?? "").Split(',').Take(100))
        {
            var ends = part.Split(':', '-');
            if (Port(ends[0]) is not { } first) continue;
            ports.Add((first, ends.Length > 1 && Port(ends[1]) is { } last ? last : first));
        }

        return ports;
    }

    /// <summary>A number, or a name iptables prints without <c>-n</c>.</summary>
    private static int? Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text switch
    {
        "http" or "www" => 80,
        "https" => 443,
        "ssh" => 22,
        "smtp" => 25,
        "domain" => 53,
        "imaps" => 993,
        "http-alt" or "webcache" => 8080,
        "mysql" => 3306,
        "ms-sql-s" => 1433,
        "ms-wbt-server" => 3389,
        "postgresql" => 5432,
        "ldap" => 389,
        "ldaps" => 636,
        "microsoft-ds" => 445,
        "xmpp-client" => 5222,
        "sip" => 5060,
        _ => null,
    };
}
