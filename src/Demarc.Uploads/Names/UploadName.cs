using System.Globalization;
using System.Text;

namespace Demarc.Uploads;

/// <summary>
/// A file name from a stranger, made fit to be shown and saved under: no folders, nothing invisible, nothing that turns the reading
/// direction, no name a system keeps for itself, bounded. Even so it is never used as a path here.
/// </summary>
public static class UploadName
{
    /// <summary>The longest cleaned name, in UTF-16 units.</summary>
    public const int Longest = 200;

    /// <summary>The name of a file whose name is empty or has nothing left when cleaned.</summary>
    public const string Unnamed = "unnamed";

    private const int LongestExtension = 20;

    /// <summary>Characters Windows keeps out of names, and look-alikes of the separators.</summary>
    private const string Replaced = "<>:\"|?*\u2044\u2215\u2216\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c\ufffd";

    /// <summary>Letters by category that show as nothing.</summary>
    private const string Blank = "\u115f\u1160\u2800\u3164\uffa0";

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

    /// <summary>The cleaned name; never empty.</summary>
    public static string Clean(string? given)
    {
        if (given is null) return Unnamed;
        var last = given.AsSpan(given.AsSpan().LastIndexOfAny('/', '\\') + 1);
        var kept = Bound(Visible(last).Trim(' ').TrimEnd(['.', ' ']));
        if (kept.Length == 0) return Unnamed;
        return IsDevice(kept) ? Bound("_" + kept) : kept;
    }

    /// <summary>One line of a stranger's text, such as a person's name: nothing invisible, bounded. Null when nothing is left.</summary>
    public static string? CleanLine(string? given)
    {
        if (given is null) return null;
        var text = Visible(given, keepPunctuation: true).Trim(' ');
        var cut = Cut(text, Longest).TrimEnd(' ');
        return cut.Length == 0 ? null : cut;
    }

    private static string Visible(ReadOnlySpan<char> text, bool keepPunctuation = false)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    continue;
                case UnicodeCategory.SpaceSeparator:
                    kept.Append(' ');
                    continue;
            }

            if (rune.IsBmp && Blank.Contains((char)rune.Value)) continue;
            if (!keepPunctuation && rune.IsBmp && Replaced.Contains((char)rune.Value)) kept.Append('_');
            else kept.Append(rune);
        }

        return kept.ToString();
    }

    /// <summary>Cuts a long name in its middle part, so that a short extension stays.</summary>
    private static string Bound(string name)
    {
        if (name.Length <= Longest) return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
        return Cut(name, Longest - extension.Length).TrimEnd(['.', ' ']) + extension;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name[..dot]).Trim(' ').ToUpperInvariant();
        if (Devices.Contains(stem, StringComparer.Ordinal)) return true;
        return stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && "0123456789¹²³".Contains(stem[3]);
    }
}
