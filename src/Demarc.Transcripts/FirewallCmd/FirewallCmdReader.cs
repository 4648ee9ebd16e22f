using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.FirewallCmd;

/// <summary>
/// <c>firewall-cmd --list-all</c> of one zone or all: the zone stands for the chain. What it lets in is an ACCEPT each, its
/// target the policy, a rich rule what it ends in; firewalld does not order them, so none has a position.
/// </summary>
public sealed class FirewallCmdReader : ITranscriptReader
{
    private const int MostLines = 2_000;

    public string Tool => "firewall-cmd";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`firewall-cmd --list-all`, `--list-all-zones`", "`firewall-cmd --list-all`、`--list-all-zones`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["target: default", "target: DROP", "target: ACCEPT", "target: %%REJECT%%", "target: REJECT", "target: CONTINUE"];

    public bool Opens(ReadOnlySpan<char> line) => Target(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? zone = context.First > 0 ? Zone(context.Text[context.First - 1]) : null;
        string? key = null;
        var known = false;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (line[0] is not (' ' or '\t'))
            {
                if (Zone(line) is not { } next) return false;
                (zone, key) = (next, null);
                return true;
            }

            var text = line.Trim();
            if (Target(text) is { } target)
            {
                Add(i, target, null, 0);
                return true;
            }

            if (text.StartsWith("rule ", StringComparison.Ordinal) && key == "rich rules")
            {
                var words = Fields.Of(text);
                var verdict = words.FindIndex(word => word is "accept" or "drop" or "reject");
                Add(i, verdict < 0 ? null : words[verdict].ToUpperInvariant(), string.Join(' ', verdict < 0 ? words.Skip(1) : words.Take(verdict).Skip(1)), null);
                return true;
            }

            var colon = text.IndexOf(':');
            if (colon < 0) return key is "forward-ports" or "rich rules";
            key = text[..colon];
            known |= key is "icmp-block-inversion" or "interfaces" or "services" or "masquerade" or "rich rules";
            if (key is "services" or "ports" or "protocols" or "source-ports") foreach (var each in Fields.Of(text.AsSpan(colon + 1))) Add(i, "ACCEPT", $"{key.TrimEnd('s')} {each}", null);
            return true;
        });
        return !known ? null : new(last, found);

        void Add(int line, string? target, string? match, int? position) =>
            found.Add(new FirewallRule { Evidence = Rows.Unplaced, Chain = zone, Target = target, Match = match, Position = position }.Placed(context, Tool, line, line));
    }

    /// <summary>The target as iptables names it; <c>default</c> rejects what nothing lets in, and stays as printed.</summary>
    private static string? Target(string line) => line.Trim() switch
    {
        "target: default" => "default",
        "target: DROP" => "DROP",
        "target: ACCEPT" => "ACCEPT",
        "target: %%REJECT%%" or "target: REJECT" => "REJECT",
        "target: CONTINUE" => "CONTINUE",
        _ => null,
    };

    /// <summary><c>public (active)</c>, <c>public (default, active)</c> or the name alone.</summary>
    private static string? Zone(string line)
    {
        var words = Fields.Of(line);
        return words.Count is 1 or 2 or 3 && words[0].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && (words.Count == 1 || words[1].StartsWith('(')) ? words[0] : null;
    }
}
