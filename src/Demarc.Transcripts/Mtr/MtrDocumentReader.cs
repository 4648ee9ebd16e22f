using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// mtr's JSON and XML, read by their names and values rather than by their grammar: some versions print neither well formed
/// (<c>[  }</c> for no hops, <c>&lt;Loss%&gt;</c>), and numbers are quoted in some and padded in others.
/// </summary>
public sealed partial class MtrDocumentReader : ITranscriptReader
{
    private const int MostLines = 4096;
    private const int LongestLine = 400;

    public string Tool => "mtr";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("`--json`, `--xml`; 0.85 to 0.95", "`--json`、`--xml`；0.85 至 0.95"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["\"mtr\":", "<MTR SRC="];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < LongestLine
        && (line.TrimStart().StartsWith("\"mtr\":", StringComparison.Ordinal) || line.TrimStart().StartsWith("<MTR SRC=", StringComparison.Ordinal));

    public TranscriptBlock? Read(BlockContext context)
    {
        var (head, hub) = (new Dictionary<string, string>(StringComparer.Ordinal), (Dictionary<string, string>?)null);
        var hops = new List<Hop>();
        var last = context.First;
        var limit = Math.Min(context.Limit, context.First + MostLines);
        for (var i = context.First; i < limit; i++)
        {
            var line = context.Text[i].Trim();
            if (line.Length is 0 or > LongestLine || line[0] is not ('"' or '{' or '}' or '[' or ']' or '<')) break;
            if (i > context.First && Opens(line)) break;
            last = i;
            foreach (Match pair in Pairs().Matches(line))
            {
                var name = pair.Groups["name"].Value.ToUpperInvariant() switch { "COUNT" => "count", "HOST" => "host", "SRC" => "src", "DST" => "dst", _ => pair.Groups["name"].Value };
                if (name == "count")
                {
                    Finish(hub, hops);
                    hub = new(StringComparer.Ordinal);
                }

                (hub ?? head)[name] = pair.Groups["value"].Value;
            }

            if (line.StartsWith("</MTR", StringComparison.Ordinal)) break;
        }

        Finish(hub, hops);
        var trace = MtrMachine.Of(context, head.GetValueOrDefault("dst"), head.GetValueOrDefault("src"), hops, last);
        return trace is null ? null : new(last, [trace]);
    }

    private static void Finish(Dictionary<string, string>? hub, List<Hop> hops)
    {
        if (hub is not null && MtrMachine.Hop(hub.GetValueOrDefault) is { } hop) hops.Add(hop);
    }

    /// <summary><c>"name": value</c>, <c>NAME="value"</c> and <c>&lt;Name&gt;value&lt;</c>.</summary>
    [GeneratedRegex("""
        "(?<name>[A-Za-z%]{1,12})":\s{0,4}"?(?<value>[^",{\[\]}]{0,300})"? | (?<name>[A-Z]{1,12})="(?<value>[^"]{0,300})" | <(?<name>[A-Za-z]{1,12})%?>\s{0,20}(?<value>[^<]{0,60})<
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 100)]
    private static partial Regex Pairs();
}
