using System.Globalization;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>One row of the table: what a product prints, and the meaning's id (<see cref="Model.ErrorMeanings"/>).</summary>
public sealed record ErrorEntry(string Product, string Text, string Meaning);

/// <summary>
/// The one table of error texts (error-texts.tsv). Codes and numbers are exact; phrases stand in the words of programs,
/// the first of the table that is there counts; titles and sentences are those of browsers' own pages.
/// </summary>
public static class ErrorTable
{
    /// <summary>HRESULTs of this facility carry a Windows error number in their low half.</summary>
    private const uint Win32Facility = 0x8007;

    private static readonly Lazy<ILookup<string, ErrorEntry>> Rows = new(Read);
    private static readonly Lazy<Dictionary<string, ErrorEntry>> Codes = new(() => Of("code", StringComparer.OrdinalIgnoreCase));
    private static readonly Lazy<Dictionary<string, ErrorEntry>> Numbers = new(() => Of("number", StringComparer.Ordinal));
    private static readonly Lazy<Dictionary<string, ErrorEntry>> Titles = new(() => Of("title", StringComparer.Ordinal));
    private static readonly Lazy<ErrorEntry[]> PhraseRows = new(() => [.. Rows.Value["phrase"]]);
    private static readonly Lazy<ErrorEntry[]> SentenceRows = new(() => [.. Rows.Value["sentence"]]);

    /// <summary>Every entry, for tests and documentation.</summary>
    public static IEnumerable<ErrorEntry> All => Rows.Value.SelectMany(rows => rows);

    /// <summary>The title lines of browsers' own error pages.</summary>
    public static IEnumerable<string> TitleTexts => Titles.Value.Keys;

    /// <summary>The entry of a code such as <c>ERR_CONNECTION_RESET</c>; null when unknown.</summary>
    public static ErrorEntry? Code(ReadOnlySpan<char> code) => Codes.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) ? entry : null;

    /// <summary>The entry of a WinHTTP, WinINet or Winsock number; null when unknown.</summary>
    public static ErrorEntry? Number(ReadOnlySpan<char> number) => Numbers.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(number, out var entry) ? entry : null;

    /// <summary>The entry of an HRESULT such as <c>0x80072EE2</c>, its own or that of the number it carries; null when unknown.</summary>
    public static ErrorEntry? Result(ReadOnlySpan<char> code)
    {
        if (Code(code) is { } own) return own;
        if (!code.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || !uint.TryParse(code[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return null;
        return value >> 16 == Win32Facility ? Number((value & 0xFFFF).ToString(CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>The entry of a line that is the title of a browser's error page; null when it is none.</summary>
    public static ErrorEntry? Title(ReadOnlySpan<char> line) => Titles.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(line, out var entry) ? entry : null;

    /// <summary>The first phrase of a program that stands in the text; null when none does.</summary>
    public static ErrorEntry? Phrase(ReadOnlySpan<char> text) => First(PhraseRows.Value, text);

    /// <summary>The first sentence of a browser's page that stands in the text; null when none does.</summary>
    public static ErrorEntry? Sentence(ReadOnlySpan<char> text) => First(SentenceRows.Value, text);

    private static ErrorEntry? First(ErrorEntry[] entries, ReadOnlySpan<char> text)
    {
        foreach (var entry in entries)
        {
            if (text.Contains(entry.Text, StringComparison.Ordinal)) return entry;
        }

        return null;
    }

    private static Dictionary<string, ErrorEntry> Of(string kind, StringComparer comparer) => Rows.Value[kind].ToDictionary(entry => entry.Text, comparer);

    private static ILookup<string, ErrorEntry> Read()
    {
        using var stream = typeof(ErrorTable).Assembly.GetManifestResourceStream("error-texts.tsv") ?? throw new InvalidOperationException("error-texts.tsv is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.TrimEnd('\r').Split('\t'))
            .ToLookup(fields => fields[1], fields => new ErrorEntry(fields[0], fields[2], fields[3]), StringComparer.Ordinal);
    }
}
