using System.Text;

namespace Demarc.Desk.Evidence;

/// <summary>
/// File names as strangers send them, made safe to show and to store beside others: no folders, no control or direction characters, and a
/// wide exclamation mark for the narrow one, which parts an archive's name from its member's.
/// </summary>
public static class SafeName
{
    private const int Longest = 150;

    public static string Of(string? name)
    {
        var clean = new StringBuilder();
        var last = (name ?? "").Replace('\\', '/');
        last = last[(last.LastIndexOf('/') + 1)..];
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || IsHidden(rune) || "<>:\"|?*".Contains((char)(rune.IsBmp ? rune.Value : 0), StringComparison.Ordinal)) continue;
            clean.Append(rune.Value == '!' ? "！" : rune.ToString());
            if (clean.Length >= Longest) break;
        }

        return clean.ToString().Trim(' ', '.') is { Length: > 0 } safe ? safe : "unnamed";
    }

    /// <summary>Direction marks and joiners make one name look like another.</summary>
    private static bool IsHidden(Rune rune) => rune.Value is (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0x00AD;
}
