using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ipconfig;

/// <summary>
/// <c>ipconfig /displaydns</c> in any language: the resolver cache of Windows. A record is a row of dotted labels whose order never
/// changes: name, type (a number), seconds left, length, section, data. The answers are those remembered, by no server in particular.
/// </summary>
public sealed class DisplayDnsReader : ITranscriptReader
{
    private const int MostLines = 100_000;
    private const int MostRecords = 5000;

    public string Tool => "ipconfig";

    public ReaderCard Card { get; } = new([Kinds.Dns], new("`ipconfig /displaydns`", "`ipconfig /displaydns`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["----------------------------------------"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 60 && line.StartsWith("    ") && line.Trim() is { Length: 40 } rule && rule.IndexOfAnyExcept('-') < 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        // Many tables have such a line; this one has dotted labels right below.
        if (context.First + 2 >= Math.Min(context.Limit, context.Text.Count) || Value(context.Text.Span(context.First + 1)) is null || Value(context.Text.Span(context.First + 2)) is not ("1" or "5" or "12" or "15" or "16" or "28" or "33" or "65")) return null;
        var found = new List<Observation>();
        var values = new List<string>();
        var (first, last) = (-1, -1);
        var end = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (Opens(line) || IsName(line))
            {
                Close();
                return true;
            }

            if (Value(line) is not { } value) return line.StartsWith("    ", StringComparison.Ordinal) && line.Length < 200;
            if (values.Count == 0) first = i;
            values.Add(value);
            last = i;
            if (values.Count == 6) Close();
            return true;
        }, blanks: 2);
        Close();
        return found.Count == 0 ? null : new(Math.Min(end, Math.Max(last, context.First)), found);

        void Close()
        {
            if (found.Count < MostRecords && Record(values) is { } record) found.Add(record.Placed(context, Tool, first, last));
            values.Clear();
        }
    }

    private static Dns? Record(List<string> values)
    {
        if (values.Count != 6 || Figures.Small(values[2]) is not { } left) return null;
        var type = values[1] switch { "1" => "A", "5" => "CNAME", "28" => "AAAA", _ => null };
        if (type is null || (type != "CNAME" && !AddressText.Is(values[5]))) return null;
        return new() { Evidence = Rows.Unplaced, Name = values[0], Type = type, Outcome = "ok", Answers = [new(values[5], left, type)] };
    }

    private static bool IsName(ReadOnlySpan<char> line) => line.StartsWith("    ") && line.Trim() is var name && name.IndexOf(' ') < 0 && name.Contains('.') && name.Length < 254;

    private static string? Value(ReadOnlySpan<char> line)
    {
        var colon = line.LastIndexOf(" : ");
        return line.Length < 300 && colon > 0 && (line[..colon].EndsWith(" .") || line[..colon].Contains(". . .", StringComparison.Ordinal)) ? line[(colon + 3)..].Trim().ToString() : null;
    }
}
