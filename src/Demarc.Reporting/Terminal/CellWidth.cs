using System.Globalization;
using System.Text;

namespace Demarc.Reporting.Terminal;

/// <summary>How many terminal columns a character takes (Unicode Standard Annex 11; ambiguous counts as narrow).</summary>
public static class CellWidth
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
        (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
        (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>0 for marks that combine and for control characters, 2 for Han and the like, else 1.</summary>
    public static int Of(Rune rune)
    {
        if (rune.Value < 0x300) return Rune.IsControl(rune) ? 0 : 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        return IsWide(rune) ? 2 : 1;
    }

    /// <summary>Columns of a whole text.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes()) columns += Of(rune);
        return columns;
    }

    /// <summary>The text followed by blanks up to that many columns.</summary>
    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    /// <summary>As much of the text as fits, without control characters; what was cut off shows as an ellipsis.</summary>
    public static string Cut(string text, int columns)
    {
        var kept = new StringBuilder(Math.Min(text.Length, columns));
        var taken = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune)) continue;
            if (taken + Of(rune) > columns - 1 && Of(text) > columns) return kept.Append('…').ToString();
            kept.Append(rune.ToString());
            taken += Of(rune);
        }

        return kept.ToString();
    }

    /// <summary>Han, kana, hangul and full-width forms, between which a line may break.</summary>
    public static bool IsWide(Rune rune)
    {
        foreach (var (first, last) in Wide)
        {
            if (rune.Value < first) return false;
            if (rune.Value <= last) return true;
        }

        return false;
    }
}
