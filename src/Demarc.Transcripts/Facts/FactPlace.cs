using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>A place in the evidence as a facts file writes it: <c>bundle.zip!a.txt:31-45</c>.</summary>
internal static class FactPlace
{
    /// <summary>The source of a place given by its lines alone; the facts file does not say which text they count in.</summary>
    public const string UnknownSource = "?";

    public static bool TryRead(string text, out EvidencePlace? place)
    {
        place = null;
        var colon = text.LastIndexOf(':');
        var source = colon <= 0 ? UnknownSource : text[..colon].Trim();
        var lines = text.AsSpan(colon + 1).Trim();
        var hyphen = lines.IndexOf('-');
        if (!TryLine(hyphen < 0 ? lines : lines[..hyphen], out var first)) return false;
        var last = first;
        if (hyphen >= 0 && !TryLine(lines[(hyphen + 1)..], out last)) return false;
        if (first > last || source.Length == 0) return false;
        place = new(source, [first, last]);
        return true;
    }

    /// <summary>The place as text; null when it has no lines.</summary>
    public static string? Write(string source, IReadOnlyList<int>? lines) =>
        lines is [var first, var last, ..] ? string.Create(CultureInfo.InvariantCulture, $"{source}:{first}-{last}") : null;

    private static bool TryLine(ReadOnlySpan<char> text, out int line) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out line) && line > 0;
}
