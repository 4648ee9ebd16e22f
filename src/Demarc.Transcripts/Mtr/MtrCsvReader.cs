using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Mtr;

/// <summary>mtr's CSV: one row per address, the hop's number repeated; commas since 0.85, semicolons and no heading before. The heading has one name more than the rows have values.</summary>
public sealed class MtrCsvReader : ITranscriptReader
{
    private const int MostRows = 2000;
    private static readonly string[] Usual = ["Mtr_Version", "Start_Time", "Status", "Host", "Hop", "Ip", "Loss%", "Snt", "", "Last", "Avg", "Best", "Wrst", "StDev"];

    public string Tool => "mtr";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("`--csv`; 0.84 to 0.95", "`--csv`；0.84 至 0.95"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Mtr_Version,", "MTR."];

    public bool Opens(ReadOnlySpan<char> line) => IsHeading(line) || Cells(line) is { Length: >= 8 } cells && Figure(cells[4]) is > 0 && Figure(cells[1]) is > 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        var names = IsHeading(context.Text.Span(context.First)) ? context.Text[context.First].Split(',', 40) : Usual;
        var hops = new List<Hop>();
        var (last, target, start) = (context.First, (string?)null, (long?)null);
        var limit = Math.Min(context.Limit, context.First + MostRows);
        for (var i = names == Usual ? context.First : context.First + 1; i < limit; i++)
        {
            if (Cells(context.Text.Span(i)) is not { } cells || cells.Length < 8) break;
            if (target is not null && cells[3] != target) break;
            (last, target) = (i, cells[3]);
            start ??= Figure(cells[1]);
            if (MtrMachine.Hop(Named(names, cells)) is { } hop) hops.Add(hop);
        }

        if (hops.Count == 0) return null;
        Moment? time = start is > 0 and < 100_000_000_000 ? new(start.Value.ToString(CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeSeconds(start.Value), ZoneKnowledge.Stated) : null;
        var trace = MtrMachine.Of(context, target, null, hops, last, time);
        return trace is null ? null : new(last, [trace]);
    }

    private static bool IsHeading(ReadOnlySpan<char> line) => line.StartsWith("Mtr_Version,", StringComparison.Ordinal);

    private static string[]? Cells(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("MTR.", StringComparison.Ordinal) || line.Length > 1000) return null;
        var separator = line.IndexOfAny(',', ';');
        return separator < 0 ? null : line.ToString().Split(line[separator], 40);
    }

    private static Func<string, string?> Named(string[] names, string[] cells) => wanted =>
    {
        var name = wanted switch { "count" => "Hop", "host" => "Ip", "ASN" => "Asn", _ => wanted };
        var at = Array.FindIndex(names, each => each.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at < cells.Length ? cells[at] : null;
    };

    private static long? Figure(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
