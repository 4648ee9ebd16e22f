using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.Dig;

/// <summary>What a dig command line asks: the name, the type, the server, and whether it is a trace or a zone transfer.</summary>
internal sealed record DigArguments(string? Name, string? Type, string? Server, bool Short, bool Trace)
{
    public static readonly DigArguments None = new(null, null, null, false, false);

    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "A", "AAAA", "ANY", "AXFR", "CAA", "CNAME", "DNSKEY", "DS", "HTTPS", "IXFR", "MX", "NAPTR", "NS", "PTR", "SOA", "SRV", "SVCB", "TLSA", "TXT",
    };

    /// <summary>From the command above the block; <see cref="None"/> when there is none.</summary>
    public static DigArguments Above(BlockContext context) => TypedCommand.Above(context, "dig") is { } words ? Read(words) : None;

    /// <summary>From the words after <c>dig</c>, or after the banner's second <c>&lt;&lt;&gt;&gt;</c>.</summary>
    public static DigArguments Read(IReadOnlyList<string> words)
    {
        string? name = null, type = null, server = null;
        var (isShort, trace) = (false, false);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Length == 0) continue;
            if (word[0] == '@') server ??= word[1..];
            else if (word is "+short") isShort = true;
            else if (word is "+trace" or "+nssearch") trace = true;
            else if (word[0] == '+' || word == "IN") continue;
            else if (word is "-x" && i + 1 < words.Count) (name, type) = (name ?? words[++i], type ?? "PTR");
            else if (word is "-t" && i + 1 < words.Count) type ??= words[++i].ToUpperInvariant();
            else if (word is "-p" or "-b" or "-f" or "-k" or "-y" or "-c" or "-q")
            {
                if (word is "-q" && i + 1 < words.Count) name ??= words[i + 1];
                i++;
            }
            else if (word[0] == '-') continue;
            else if (Types.Contains(word)) type ??= word.ToUpperInvariant();
            else name ??= word;
        }

        if (type is "AXFR" or "IXFR") trace = true;
        return new(name?.TrimEnd('.'), type, server, isShort, trace);
    }

    /// <summary>Fields of this one, and of the other where this one says nothing.</summary>
    public DigArguments Or(DigArguments other) => new(Name ?? other.Name, Type ?? other.Type, Server ?? other.Server, Short || other.Short, Trace || other.Trace);
}
