using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// Access lists with their hits: Cisco IOS and NX-OS (<c>(12 matches)</c>), ASA (<c>(hitcnt=12)</c>), Huawei VRP (<c>(12 matches)</c>),
/// H3C Comware (<c>(12 times matched)</c>). A rule's place is its row in the list, not its sequence number.
/// </summary>
public sealed partial class AccessListReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    /// <summary>Lists without a rule that may follow one another.</summary>
    private const int MostEmpty = 20;

    public string Tool => "show-access-list";

    public ReaderCard Card { get; } = new(
        [Kinds.FirewallRule],
        new("access lists with hits: Cisco IOS, NX-OS, ASA, Huawei VRP, H3C Comware", "带命中计数的访问控制列表：Cisco IOS、NX-OS、ASA、华为 VRP、H3C Comware"),
        "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["IP access list ", "IPv6 access list ", " ACL ", "access-list "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length is > 8 and < 400 && (ListName(line.ToString()) is not null || AsaRule(line.ToString()) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? list = null;
        var (position, empty) = (0, 0);
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 600) return false;
            if (ListName(line) is { } name)
            {
                (list, position) = (name, 0);
                return ++empty <= MostEmpty;
            }

            if (AsaRule(line) is { } asa)
            {
                // An object group is listed once more, indented, for every member of it.
                if (line[0] == ' ') return true;
                position = asa.Groups["name"].Value == list ? position + 1 : 1;
                list = asa.Groups["name"].Value;
                Add(asa, list, i);
                return true;
            }

            if (list is null) return false;
            if (InTime.Match(Rule, line) is { } rule)
            {
                (position, empty) = (position + 1, 0);
                Add(rule, list, i);
                return true;
            }

            return Between(line, list);
        }, blanks: 2);
        return found.Count == 0 ? null : new(last, found);

        void Add(Match rule, string chain, int line) => found.Add(new FirewallRule
        {
            Evidence = Rows.Unplaced,
            Target = rule.Groups["action"].Value,
            Table = FirewallRule.AccessList,
            Chain = chain,
            Position = position,
            Match = Fields.Collapse(rule.Groups["match"].Value),
            Packets = rule.Groups["hits"].Success ? Figures.Count(rule.Groups["hits"].ValueSpan) : null,
        }.Placed(context, Tool, line, line));
    }

    /// <summary>Lines of a list that are no rule: the step, remarks and descriptions, statistics, and lines of other list kinds.</summary>
    private static bool Between(string line, string list)
    {
        var text = line.AsSpan().Trim();
        return text.StartsWith("Acl's step is ") || text.StartsWith("ACL's step is ") || text.StartsWith("statistics ") || text.StartsWith("remark ") || text.Contains(" description ", StringComparison.Ordinal)
            || text.Contains(" comment ", StringComparison.Ordinal) || text.Contains(" remark ", StringComparison.Ordinal) || text.StartsWith("ACL accelerated") || text.StartsWith("Total quantity of nonempty ACL")
            || (text.StartsWith("access-list ") && (text.Contains("elements;", StringComparison.Ordinal) || text.Contains(list, StringComparison.Ordinal)));
    }

    private static string? ListName(string line) => InTime.Match(Head, line)?.Groups["name"].Value;

    private static Match? AsaRule(string line) => line.Contains("access-list ", StringComparison.Ordinal) ? InTime.Match(Asa, line) : null;

    /// <summary><c>Extended IP access list 101</c>, <c>IPv6 access list NAME</c>, <c>Advanced ACL 3000, 2 rules</c>, <c>Advanced IPv4 ACL  3000, named -none-, 2 rules,</c>, <c>access-list outside_in; 5 elements; …</c></summary>
    [GeneratedRegex(@"^ ?((Standard |Extended |Reflexive )?(IP|IPv6) access list (?<name>[A-Za-z0-9._#/-]{1,80})( \([^)]{1,40}\))?$|(Basic|Advanced|Ethernet frame|User-defined) (IPv4 |IPv6 )?ACL +([A-Za-z][A-Za-z0-9._-]{0,60} )?(?<name>[0-9]{1,5})( name [A-Za-z0-9._-]{1,60})?,.{0,80}\brules?\b|access-list (?<name>[A-Za-z0-9._-]{1,80}); [0-9]{1,7} elements)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Head { get; }

    /// <summary>A row below a head.</summary>
    [GeneratedRegex(@"^(\s+|(?=[0-9]))(rule )?([0-9]{1,10} )?(?<action>permit|deny)\b(?<match>[^()]{0,400}?)\s*(\((?!(in)?active)((hitcnt=|match-counter )(?<hits>[0-9]{1,19})|(?<hits>[0-9]{1,19}) (match(es)?|times? matched)|estimate (?<hits>[0-9]{1,19}) matches?)[^)]{0,60}\)|\(((in)?active|[^)]{1,60})\)|\[match=(?<hits>[0-9]{1,19})\]|sequence [0-9]{1,10}|\s)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Rule { get; }

    [GeneratedRegex(@"^\s*access-list (?<name>[A-Za-z0-9._-]{1,80}) line [0-9]{1,7} (extended |standard )?(?<action>permit|deny) (?<match>.{1,400}?)( \((hitcnt=(?<hits>[0-9]{1,19})|inactive)\)){1,2}( \(inactive\))?( 0x[0-9a-f]{1,8})?\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Asa { get; }
}
