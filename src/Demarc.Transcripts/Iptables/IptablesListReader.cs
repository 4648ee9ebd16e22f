using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Iptables;

/// <summary>
/// Rule listings of <c>iptables -L</c> with any of <c>-n -v --line-numbers -t</c>: one observation per rule and one per
/// policy of a built-in chain. Chains follow each other with blank lines between.
/// </summary>
public sealed class IptablesListReader : ITranscriptReader
{
    private const int MostRules = 8_000;

    public string Tool => "iptables";

    public IReadOnlyList<string> Commands { get; } = ["iptables", "ip6tables"];

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`iptables -L`, with `-v` `-n`", "`iptables -L`，含 `-v` `-n`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Chain "];

    public bool Opens(ReadOnlySpan<char> line) => ChainHeader.Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var tool = context.Command?.Contains("ip6tables", StringComparison.Ordinal) == true ? "ip6tables" : Tool;
        var table = Table(context.Command);
        var rules = new List<Observation>();
        var unread = new List<UnreadLines>();
        Chain? chain = null;
        ListingRow.Columns? columns = null;
        var last = context.First;
        for (var i = context.First; i < limit && rules.Count < MostRules; i++)
        {
            var line = context.Text.Span(i);
            if (Fields.IsBlank(line))
            {
                if (i > last + 2) break;
                continue;
            }

            if (ChainHeader.Parse(line) is { } header)
            {
                chain = new Chain(context, tool, table, header.Name);
                columns = null;
                if (header.Policy is { } policy) rules.Add(chain.Policy(i, policy, header.Packets, header.Bytes));
            }
            else if (columns is null && ListingRow.Header(line) is { } found) columns = found;
            else if (columns is { } known && ListingRow.Parse(line, i, known) is { } rule) rules.Add(chain!.Add(rule));
            else if (Continues(context, i, limit, columns))
            {
                chain!.LosePosition();
                unread.Add(new UnreadLines(i, i, new Bilingual("not a rule iptables prints; rules after it have no known position", "不是 iptables 打印的规则；其后的规则位置未知")));
            }
            else break;
            last = i;
        }

        // Empty chains somebody made say nothing, but they are read: nobody needs to look at these lines again.
        return chain is null ? null : new TranscriptBlock(last, rules, unread);
    }

    /// <summary>Whether the listing goes on right after a line that cannot be read.</summary>
    private static bool Continues(BlockContext context, int index, int limit, ListingRow.Columns? columns)
    {
        if (index + 1 >= limit || columns is not { } known) return false;
        var next = context.Text.Span(index + 1);
        return ListingRow.Parse(next, index + 1, known) is not null;
    }

    /// <summary>The table the command named; filter when it named none; null when the command is not known.</summary>
    private static string? Table(string? command)
    {
        if (command is null || !command.Contains("tables", StringComparison.Ordinal)) return null;
        var words = Fields.Of(command);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "-t" or "--table" && i + 1 < words.Count) return words[i + 1];
            if (words[i].StartsWith("-t", StringComparison.Ordinal) && words[i].Length > 4) return words[i][2..];
        }

        return "filter";
    }
}
