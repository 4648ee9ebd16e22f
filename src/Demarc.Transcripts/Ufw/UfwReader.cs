using Demarc.Model;
using Demarc.Transcripts.Commands;
using Demarc.Transcripts.Iptables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ufw;

/// <summary>
/// <c>ufw status</c>, plain, verbose and numbered: its rules and its policies, under the chains and targets they become
/// (incoming is INPUT, deny is DROP). A firewall that is not active is the setting <c>ufw status</c>.
/// </summary>
public sealed class UfwReader : ITranscriptReader
{
    private const int MostRules = 4_000;

    public string Tool => "ufw";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule, Kinds.Setting], new("`ufw status`, `verbose`, `numbered`", "`ufw status`，含 `verbose`、`numbered`"), "en zh", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Status: ", "状态：", "Action      From", "动作 "];

    public bool Opens(ReadOnlySpan<char> line) => Status(line) is not null || IsHeader(line);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var chains = new Dictionary<(string Chain, bool Six), Chain>();
        var (number, headed, rules) = (0, false, 0);
        var last = Rows.Walk(context, MostRules, (line, i) =>
        {
            var text = line.Trim();
            if (i == context.First && Status(text) is { } status)
            {
                found.Add(new Setting { Evidence = Rows.Unplaced, Name = "ufw status", Value = status }.Placed(context, Tool, i, i));
                return true;
            }

            if (IsHeader(text)) return headed = true;
            if (text.Trim('-', ' ').Length == 0) return headed;
            if (headed && Row(text) is { } row)
            {
                number = row.Number ?? number + 1;
                rules++;
                found.Add(Of(row.Chain, row.Six).Add(new ChainRule
                {
                    Line = i,
                    Target = row.Target,
                    Match = row.Match,
                    Number = number,
                    ShowsAll = true,
                    MatchesAll = row.All,
                    Key = row.Match,
                }));
                return true;
            }

            return !headed && (Policies(text, i) || text.StartsWith("Logging:", StringComparison.Ordinal) || text.StartsWith("New profiles:", StringComparison.Ordinal) || text.StartsWith("日志", StringComparison.Ordinal) || text.StartsWith("新建配置文件", StringComparison.Ordinal));
        }, blanks: 2);
        // "Status: inactive" is what many programs print: the command has to say whose it is.
        var asked = TypedCommand.Above(context, Tool) is not null;
        return last < 0 || (rules == 0 && found.Count < 2 && !asked) || (!headed && !asked && found.Count < 2) ? null : new(last, found);

        Chain Of(string chain, bool six)
        {
            if (!chains.TryGetValue((chain, six), out var known)) chains[(chain, six)] = known = new Chain(context, Tool, null, chain);
            return known;
        }

        bool Policies(string text, int line)
        {
            if (!text.StartsWith("Default: ", StringComparison.Ordinal)) return false;
            foreach (var part in text[9..].Split(','))
            {
                if (Fields.Of(part) is [var verdict, ['(', .. var way, ')']] && Target(verdict.ToUpperInvariant()) is { } target && ChainOf(way) is { } chain) found.Add(Of(chain, false).Policy(line, target, null, null));
            }

            return true;
        }
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => (line.Contains("Action      From", StringComparison.Ordinal) || line.Contains("动作 ", StringComparison.Ordinal)) && Fields.Of(line[..Math.Min(line.Length, 200)]) is ["To" or "至" or "到", "Action" or "动作", "From" or "来自" or "从"];

    private static string? Status(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line is "Status: active" or "状态： 激活" or "状态：激活" ? "active" : line is "Status: inactive" or "状态：不活动" or "状态： 不活动" ? "inactive" : null;
    }

    private sealed record Rule(int? Number, string Chain, bool Six, string Target, string Match, bool All);

    /// <summary><c>[ 1] 22/tcp on eth0   ALLOW IN    192.0.2.0/24   # remark</c></summary>
    private static Rule? Row(string text)
    {
        int? number = null;
        if (text[0] == '[' && text.IndexOf(']') is > 1 and < 8 and var close)
        {
            if ((number = Figures.Small(text.AsSpan(1, close - 1).Trim())) is null) return null;
            text = text[(close + 1)..];
        }

        var remark = text.IndexOf(" #", StringComparison.Ordinal);
        var words = Fields.Of(remark > 0 ? text.AsSpan(0, remark) : text);
        var at = words.FindIndex(word => word is "ALLOW" or "DENY" or "REJECT" or "LIMIT");
        if (at < 1 || at + 1 >= words.Count) return null;
        var way = words[at + 1] is "IN" or "OUT" or "FWD" ? words[at + 1] : null;
        var (to, from) = (string.Join(' ', words.Take(at)), string.Join(' ', words.Skip(at + (way is null ? 1 : 2))));
        if (from.Length == 0) return null;
        return new(number, way switch { "OUT" => "OUTPUT", "FWD" => "FORWARD", _ => "INPUT" }, to.Contains("(v6)", StringComparison.Ordinal) || from.Contains("(v6)", StringComparison.Ordinal),
            Target(words[at])!, $"to {to} from {from}", IsAnywhere(to) && IsAnywhere(from));
    }

    private static bool IsAnywhere(string text) => text is "Anywhere" or "Anywhere (v6)";

    private static string? Target(string verdict) => verdict switch
    {
        "ALLOW" => "ACCEPT",
        "DENY" => "DROP",
        "REJECT" or "LIMIT" => verdict,
        _ => null,
    };

    private static string? ChainOf(string way) => way switch { "incoming" => "INPUT", "outgoing" => "OUTPUT", "routed" => "FORWARD", _ => null };
}
