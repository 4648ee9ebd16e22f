namespace Demarc.Reasoning;

/// <summary>
/// Everyday names of services, as people write them: "the mail site", "web mail". Two names mean one service when they
/// share a word or most of their characters; so different a name means another service.
/// </summary>
public static class ServiceNames
{
    private const int SharedRun = 4;

    /// <summary>Whether two names are likely of one service.</summary>
    public static bool Alike(string one, string other)
    {
        var (a, b) = (Plain(one), Plain(other));
        if (a.Length == 0 || b.Length == 0) return true;
        if (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)) return true;
        for (var i = 0; i + SharedRun <= a.Length; i++)
        {
            if (b.Contains(a.AsSpan(i, SharedRun), StringComparison.Ordinal)) return true;
        }

        var shared = a.Distinct().Count(b.Contains);
        return 2 * shared >= a.Concat(b).Distinct().Count();
    }

    private static string Plain(string name) => new([.. name.ToLowerInvariant().Where(char.IsLetterOrDigit).Take(60)]);
}
