using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// File names out of mail made safe to store and to show (RFC 2183 2.3: never trust them). Folders go, control characters
/// and those that turn the direction of writing go, what Windows forbids becomes an underscore, and the length is bounded.
/// </summary>
internal static class FileNames
{
    private const int LongestName = 120;
    private const int LongestExtension = 16;

    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The safe form; null when nothing of the name is left.</summary>
    public static string? Safe(string sent)
    {
        var folder = sent.AsSpan().LastIndexOfAny('/', '\\');
        var name = new StringBuilder();
        foreach (var rune in sent.AsSpan(folder + 1).EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r') name.Append(' ');
            else if (rune.IsAscii && "<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal)) name.Append('_');
            else if (!IsHidden(rune)) name.Append(rune);
        }

        var text = name.ToString().Trim().TrimEnd('.', ' ');
        if (text.StartsWith('.')) text = "_" + text[1..];
        if (text.Trim('_', ' ').Length == 0) return null;
        var stem = text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : text.Length).TrimEnd();
        if (Reserved.Contains(stem.ToString())) text = "_" + text;
        return Short(text);
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Short(string name)
    {
        if (name.Length <= LongestName) return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
        var end = LongestName - extension.Length;
        if (char.IsHighSurrogate(name[end - 1])) end--;
        return name[..end].TrimEnd('.', ' ') + extension;
    }
}
