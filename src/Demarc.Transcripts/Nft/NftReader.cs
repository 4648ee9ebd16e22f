using Demarc.Model;
using Demarc.Transcripts.Iptables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Nft;

/// <summary>
/// <c>nft list ruleset</c> and files nft loads: one observation per rule and one per policy of a base chain. Sets, maps and
/// other objects of a table are passed over.
/// </summary>
public sealed class NftReader : ITranscriptReader
{
    private const int MostLines = 20_000;
    private const int MostRules = 8_000;

    public string Tool => "nft";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`nft list ruleset`, with `-a`; files of nft", "`nft list ruleset`，含 `-a`；nft 规则文件"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["table ip ", "table ip6 ", "table inet ", "table arp ", "table bridge ", "table netdev "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && Table(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var listing = new Listing(context, Tool);
        var last = Rows.Walk(context, MostLines, listing.Take, blanks: 2);
        return last < 0 ? null : new(last, listing.Found);
    }

    /// <summary>Family and name of <c>table inet filter {</c>; null for any other line.</summary>
    private static string? Table(string line)
    {
        var words = Fields.Of(line);
        return words.Count >= 4 && words[0] == "table" && words[1] is "ip" or "ip6" or "inet" or "arp" or "bridge" or "netdev" && words[3] == "{" ? NftRule.Table(words[1], words[2]) : null;
    }

    private sealed class Listing(BlockContext context, string tool)
    {
        private string? _table;
        private Chain? _chain;
        private int _skipped;       // open braces of an object that is passed over

        public List<Observation> Found { get; } = [];

        public bool Take(string line, int index)
        {
            var text = line.Trim();
            if (text[0] == '#') return true;
            if (_table is null) return (_table = Table(text)) is not null;
            if (_skipped > 0)
            {
                _skipped = Math.Max(0, _skipped + Balance(text));
                return true;
            }

            if (_chain is null)
            {
                if (text[0] == '}') _table = null;
                else if (Fields.Of(text) is ["chain", var name, "{", ..]) Begin(name, text[(text.IndexOf('{') + 1)..].Trim(), index);
                else _skipped = Math.Max(0, Balance(text));
                return true;
            }

            if (text[0] == '}') _chain = null;
            else foreach (var part in Statements(text)) Statement(part.Trim(), index);
            return Found.Count < MostRules;
        }

        /// <summary>A chain, which files may hold on one line.</summary>
        private void Begin(string name, string text, int index)
        {
            _chain = new Chain(context, tool, _table, name);
            var closed = text.EndsWith('}') && Balance(text) < 0;
            foreach (var part in Statements(closed ? text[..^1] : text)) Statement(part.Trim(), index);
            if (closed) _chain = null;
        }

        private void Statement(string text, int index)
        {
            if (text.Length == 0 || text.StartsWith("type ", StringComparison.Ordinal) || text.StartsWith("comment ", StringComparison.Ordinal) || text.StartsWith('#')) return;
            if (text.StartsWith("policy ", StringComparison.Ordinal)) Found.Add(_chain!.Policy(index, text[7..].Trim().ToUpperInvariant(), null, null));
            else if (text is "..." or "…") _chain!.LosePosition();
            else if (NftRule.Parse(text, index) is { } rule) Found.Add(_chain!.Add(rule));
        }

        /// <summary>Parts between semicolons, which stand outside braces and quotation marks.</summary>
        private static List<string> Statements(string text)
        {
            var parts = new List<string>();
            var (from, depth, quoted) = (0, 0, false);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (c == '"') quoted = !quoted;
                else if (!quoted && c == '{') depth++;
                else if (!quoted && c == '}') depth--;
                else if (!quoted && depth == 0 && c == ';')
                {
                    parts.Add(text[from..i]);
                    from = i + 1;
                }
            }

            parts.Add(text[from..]);
            return parts;
        }

        private static int Balance(string text)
        {
            var (depth, quoted) = (0, false);
            foreach (var c in text)
            {
                if (c == '"') quoted = !quoted;
                else if (!quoted && c == '{') depth++;
                else if (!quoted && c == '}') depth--;
            }

            return depth;
        }
    }
}
