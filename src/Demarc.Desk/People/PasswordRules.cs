using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// What a password must be: ten characters of any kind, and not what is tried first. Nothing is asked about digits or capitals, which
/// only makes passwords alike.
/// </summary>
internal static class PasswordRules
{
    public const int Shortest = 10;

    /// <summary>Longer ones only cost time.</summary>
    public const int Longest = 1024;

    /// <summary>A password must keep so many characters besides its owner's name.</summary>
    private const int OwnPart = 6;

    private const int FewestDifferent = 4;

    /// <summary>Keys and letters that stand beside each other.</summary>
    private static readonly string[] Rows = ["0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn"];

    private static readonly string[] Words =
    [
        "password", "passwort", "passphrase", "kennwort", "mima", "mimashi", "pass", "passwd", "pwd", "secret", "welcome", "letmein", "changeme", "default", "admin", "administrator", "root", "user", "guest", "test", "temp",
        "login", "master", "monkey", "dragon", "football", "baseball", "iloveyou", "sunshine", "princess", "superman", "trustno", "hello", "woaini", "demarc", "network", "support", "company", "office", "summer", "winter", "spring", "autumn",
        "密码", "我的密码", "管理员", "我爱你", "你好",
    ];

    /// <exception cref="DeskFault">It is too short, too long, or easily guessed.</exception>
    public static void Check(string password, params string?[] owner)
    {
        var length = password.EnumerateRunes().Count();
        if (length < Shortest) throw new DeskFault(DeskFaultKind.BadInput, new($"a password has at least {Shortest} characters; a few words in a row are good", $"密码至少 {Shortest} 个字符，可用几个词连成一句"));
        if (length > Longest) throw new DeskFault(DeskFaultKind.BadInput, new($"a password has at most {Longest} characters", $"密码最多 {Longest} 个字符"));
        if (IsTrivial(password, owner)) throw new DeskFault(DeskFaultKind.BadInput, new("this password is among the first to be guessed; take a few unrelated words", "该密码极易被猜中，请改用几个互不相关的词"));
    }

    internal static bool IsTrivial(string password, params string?[] owner)
    {
        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < FewestDifferent || Repeats(lower) || InRows(lower) || IsPlainNumber(lower)) return true;
        List<string> names = [.. owner.OfType<string>().SelectMany(Names).Distinct(StringComparer.Ordinal)];
        if (names.Exists(name => lower.Contains(name, StringComparison.Ordinal) && lower.Replace(name, "", StringComparison.Ordinal).Length < OwnPart)) return true;
        string[] guesses = [.. Words, .. names.Select(Letters)];

        // Once with the digits at the ends as decoration, once with all of them standing for letters.
        return IsMadeOf(Letters(lower.Trim([.. lower.Where(it => !char.IsLetter(it))])), guesses) || IsMadeOf(Letters(lower), guesses);
    }

    /// <summary>The name as a whole and its parts; two letters say nothing, two Han do.</summary>
    private static IEnumerable<string> Names(string owner) =>
        owner.ToLowerInvariant().Split([' ', '.', '-', '_', '@'], StringSplitOptions.RemoveEmptyEntries).Prepend(owner.ToLowerInvariant()).Where(name => name.Length >= 3 || (name.Length == 2 && name[0] > 0x2E80));

    /// <summary>Its letters, with digits and signs that stand for letters read as these.</summary>
    private static string Letters(string lower) =>
        string.Concat(lower.Select(it => it switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => it }).Where(char.IsLetter));

    /// <summary>Whether nothing is left once it is cut into these words.</summary>
    private static bool IsMadeOf(string letters, string[] words)
    {
        var reached = new bool[letters.Length + 1];
        reached[0] = true;
        for (var at = 0; at < letters.Length; at++)
        {
            if (!reached[at]) continue;
            foreach (var word in words)
            {
                if (word.Length > 0 && letters.AsSpan(at).StartsWith(word, StringComparison.Ordinal)) reached[at + word.Length] = true;
            }
        }

        return reached[^1];
    }

    /// <summary>Digits alone need more of them: dates and telephone numbers are short.</summary>
    private static bool IsPlainNumber(string password) => password.All(char.IsAsciiDigit) && password.Length < 16;

    private static bool Repeats(string text)
    {
        for (var period = 1; period <= text.Length / 3; period++)
        {
            var same = true;
            for (var i = period; i < text.Length && same; i++) same = text[i] == text[i - period];
            if (same) return true;
        }

        return false;
    }

    private static bool InRows(string text)
    {
        var inRow = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var pair = text.AsSpan(i - 1, 2);
            foreach (var row in Rows)
            {
                if (!row.AsSpan().Contains(pair, StringComparison.Ordinal)) continue;
                inRow++;
                break;
            }
        }

        return inRow * 4 >= (text.Length - 1) * 3;
    }
}
