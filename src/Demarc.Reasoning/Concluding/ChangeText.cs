using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What to say of changes that were made: which one cured it, what to keep, what need not be asked for again.</summary>
internal static class ChangeText
{
    private const int Longest = 80;
    private const int Most = 2;

    /// <summary>A sentence for the summary; empty when nothing cured it.</summary>
    public static Bilingual Cured(ChangesMade made)
    {
        if (made.Cures.Count == 0) return new("", "");
        var (en, zh) = Named(made.Cures);
        return made.Cures.Any(change => change.Effect == "returned-on-revert")
            ? new($"As told, it was gone with {en} and came back when that was undone: keep the change.", $"据陈述，{zh}后现象消失，撤销后重现：请保留这一变更。")
            : new($"As told, it is gone since {en}: keep the change.", $"据陈述，{zh}后现象消失：请保留这一变更。");
    }

    /// <summary>The request to whoever can act, without asking for what is done already.</summary>
    public static Bilingual Request(ChangesMade made, string cause, Bilingual request)
    {
        if (made.CuresOf(cause) is { Count: > 0 } cures)
        {
            var (en, zh) = Named(cures);
            return new($"It is gone since {en}. Please keep this change, make it survive a restart, and tell us if the trouble comes back.", $"{zh}后现象消失。请保留这一变更并确保重启后仍然有效；若问题再次出现，请告知我们。");
        }

        if (made.FutileFor(cause) is { Count: > 0 } futile)
        {
            var (en, zh) = Named(futile);
            return new($"{request.En} Already tried without effect: {en}.", $"{request.Zh}已试过而无效果的：{zh}。");
        }

        return request;
    }

    private static (string En, string Zh) Named(IReadOnlyList<Change> changes)
    {
        var named = changes.Select(change => Short(change.What)).Distinct(StringComparer.Ordinal).Take(Most).ToArray();
        return (string.Join(", ", named.Select(what => $"“{what}”")), string.Join("、", named.Select(what => $"“{what}”")));
    }

    private static string Short(string? what)
    {
        var text = string.Join(' ', (what ?? "…").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
    }
}
