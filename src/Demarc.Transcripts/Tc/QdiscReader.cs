using Demarc.Model;
using Demarc.Transcripts.Commands;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tc;

/// <summary>
/// <c>tc -s qdisc</c> and <c>tc -s class</c>: each queue as a setting (what it is set to do, a netem loss among it), its drops,
/// overlimits and requeues as counters. Their target is the device.
/// </summary>
public sealed class QdiscReader : ITranscriptReader
{
    private const int MostLines = 3_000;

    public string Tool => "tc";

    public ReaderCard Card { get; } = new([Kinds.Setting, Kinds.Counter], new("`tc qdisc`, `tc class`, with `-s`", "`tc qdisc`、`tc class`，含 `-s`"), "", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["qdisc ", "class "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 1000 && Queue(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var asked = TypedCommand.Above(context, Tool)?.SkipWhile(word => word != "dev").ElementAtOrDefault(1);
        var found = new List<Observation>();
        string? device = null, kind = null;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (Queue(line) is { } words)
            {
                device = words.IndexOf("dev") is > 0 and var dev && dev + 1 < words.Count ? words[dev + 1] : asked;
                kind = words[1];
                found.Add(new Setting { Evidence = Rows.Unplaced, Target = device, Name = words[0], Value = string.Join(' ', words.Skip(1)) }.Placed(context, Tool, i, i));
                return true;
            }

            if (kind is null || line[0] is not (' ' or '\t')) return false;
            var sent = line.Trim();
            if (!sent.StartsWith("Sent ", StringComparison.Ordinal)) return true;
            var fields = Fields.Of(sent.Replace('(', ' ').Replace(')', ' ').Replace(',', ' '));
            foreach (var name in (ReadOnlySpan<string>)["dropped", "overlimits", "requeues"])
            {
                if (fields.IndexOf(name) is > 0 and var place && place + 1 < fields.Count && Figures.Count(fields[place + 1]) is { } value)
                {
                    found.Add(new Counter { Evidence = Rows.Unplaced, Target = device, Name = $"{kind} {name}", Value = value }.Placed(context, Tool, i, i));
                }
            }

            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    /// <summary>Words of <c>qdisc fq_codel 0: dev eth0 root …</c>; null for any other line.</summary>
    private static List<string>? Queue(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 4 || words[0] is not ("qdisc" or "class") || !char.IsAsciiLetterLower(words[1][0])) return null;
        return words[2].Contains(':') && words[2].All(c => char.IsAsciiHexDigit(c) || c == ':') && (words.Contains("root") || words.Contains("dev") || words.Contains("parent")) ? words : null;
    }
}
