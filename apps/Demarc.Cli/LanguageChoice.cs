using Demarc.Model;

namespace Demarc.Cli;

/// <summary>
/// Which language to speak, settled before the command line is parsed, since even a complaint about it needs one:
/// <c>--lang zh|en</c>, else the locale, else English.
/// </summary>
internal static class LanguageChoice
{
    /// <summary>The language of a name such as <c>zh</c>, <c>zh-CN</c> or <c>en</c>; null for any other.</summary>
    public static Language? Named(string? name) => name?.ToLowerInvariant() switch
    {
        "zh" or "zh-cn" or "zh-hans" or "zh_cn" => Language.Chinese,
        "en" or "en-us" or "en-gb" or "en_us" => Language.English,
        _ => null,
    };

    public static Language From(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        for (var i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            const string option = "--lang";
            if (!arguments[i].StartsWith(option, StringComparison.Ordinal)) continue;
            var rest = arguments[i][option.Length..];
            var value = rest.Length == 0 ? arguments.ElementAtOrDefault(i + 1) : rest[0] is '=' or ':' ? rest[1..] : null;
            if (Named(value) is { } named) return named;
        }

        return OfLocale(variable);
    }

    /// <summary>The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as POSIX has it.</summary>
    private static Language OfLocale(Func<string, string?> variable)
    {
        foreach (var name in (string[])["LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (variable(name) is { Length: > 0 } locale)
                return locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Chinese : Language.English;
        }

        return Language.English;
    }
}
