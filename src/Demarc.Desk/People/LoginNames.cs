using System.Text;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>Login names are plain and told apart without regard to capitals, so that no two look alike; what people are called may be anything readable.</summary>
internal static class LoginNames
{
    private const int Shortest = 2;
    private const int Longest = 64;
    private const int LongestName = 100;

    /// <summary>The login as it is kept; null for what can be none.</summary>
    public static string? Fold(string? login)
    {
        var folded = login?.Trim().ToLowerInvariant();
        return folded is { Length: >= Shortest and <= Longest } && char.IsAsciiLetterOrDigit(folded[0]) && folded.All(it => char.IsAsciiLetterOrDigit(it) || it is '.' or '-' or '_' or '@') ? folded : null;
    }

    /// <exception cref="DeskFault">It can be none.</exception>
    public static string Check(string login) =>
        Fold(login) ?? throw new DeskFault(DeskFaultKind.BadInput, new($"a login name has {Shortest} to {Longest} letters a–z, digits and . - _ @, and begins with a letter or digit", $"登录名由 {Shortest} 至 {Longest} 个字母 a–z、数字及 . - _ @ 组成，以字母或数字开头"));

    /// <summary>A person's name without what cannot be seen.</summary>
    /// <exception cref="DeskFault">Nothing is left, or it is too long.</exception>
    public static string CheckName(string name)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format) clean.Append(rune);
        }

        return clean.ToString().Trim() is { Length: > 0 and <= LongestName } given ? given : throw new DeskFault(DeskFaultKind.BadInput, new($"a name of 1 to {LongestName} characters is needed", $"姓名需为 1 至 {LongestName} 个字符"));
    }
}
