using System.CommandLine;
using System.Globalization;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>The options every verb accepts (verdict-contract: Commands).</summary>
[Flags]
public enum Common
{
    None = 0,
    Json = 1,
    Html = 2,
    Markdown = 4,
    Catalogue = 8,
    Facts = 16,
    WriteFacts = 32,
    Now = 64,
    Vantage = 128,

    /// <summary>Language, quietness, colour and help mean something everywhere.</summary>
    Always = 256,
    All = Json | Html | Markdown | Catalogue | Facts | WriteFacts | Now | Vantage | Always,
}

/// <summary>What the common options of one run say.</summary>
/// <param name="Json">One JSON document on standard output.</param>
/// <param name="Html">File to write the report to, or null.</param>
/// <param name="Markdown">File to write the report to, or null.</param>
/// <param name="Quiet">No notes and no progress.</param>
/// <param name="NoColour">No colour even on a terminal.</param>
/// <param name="Catalogues">Folders with more causes, later ones overriding earlier ones.</param>
/// <param name="Facts">Facts files.</param>
/// <param name="WriteFacts">File to write proposed facts to, or null.</param>
/// <param name="Now">What to take for the present, or null.</param>
/// <param name="Vantage">What to call this place, or null.</param>
public sealed record CommonValues(
    bool Json,
    string? Html,
    string? Markdown,
    bool Quiet,
    bool NoColour,
    IReadOnlyList<string> Catalogues,
    IReadOnlyList<string> Facts,
    string? WriteFacts,
    DateTimeOffset? Now,
    string? Vantage);

/// <summary>The grammar of the common options, and reading their values.</summary>
public sealed class CommonOptions
{
    private const string FileValue = "FILE";
    private readonly Option<bool> _json = new("--json");
    private readonly Option<string?> _html = new("--html");
    private readonly Option<string?> _markdown = new("--markdown");
    private readonly Option<string?> _language = new("--lang");
    private readonly Option<bool> _quiet = new("--quiet");
    private readonly Option<bool> _noColour = new("--no-color");
    private readonly Option<string[]> _catalogue = new("--catalogue");
    private readonly Option<string[]> _facts = new("--facts");
    private readonly Option<string?> _writeFacts = new("--write-facts");
    private readonly Option<string?> _now = new("--now");
    private readonly Option<string?> _vantage = new("--vantage");

    public CommonOptions()
    {
        All =
        [
            (Common.Json, new(_json, new("one JSON document on standard output", "在标准输出给出一个 JSON 文档"))),
            (Common.Html, new(_html, new("write the report as HTML as well", "同时把报告写成 HTML"), FileValue)),
            (Common.Markdown, new(_markdown, new("write the report as Markdown as well", "同时把报告写成 Markdown"), FileValue)),
            (Common.Catalogue, new(_catalogue, new("a folder with more causes; may be repeated", "含更多原因的文件夹，可重复"), "DIR")),
            (Common.Facts, new(_facts, new("what people know and no tool printed; may be repeated", "人所知而工具未输出的事实，可重复"), FileValue)),
            (Common.WriteFacts, new(_writeFacts, new("write the proposed facts, to edit and give back", "写出待确认的事实，修改后可再交回"), FileValue)),
            (Common.Now, new(_now, new("what to take for the present (ISO 8601, UTC without an offset)", "以此为当前时间（ISO 8601，未写时区则按 UTC）"), "TIME")),
            (Common.Vantage, new(_vantage, new("what to call this place", "本观测点的名称"), "NAME")),
            (Common.Always, new(_language, new("language; without it, that of the locale", "语言；不指定时随系统区域设置"), "zh|en")),
            (Common.Always, new(_quiet, new("no notes and no progress", "不显示提示与进度"))),
            (Common.Always, new(_noColour, new("no colour, as with NO_COLOR", "不使用颜色，同 NO_COLOR"))),
            (Common.Always, new(Help, new("this help", "显示本帮助"))),
        ];
    }

    /// <summary>Asks for help; honoured even where the rest is wrong.</summary>
    public Option<bool> Help { get; } = new("--help", "-h", "-?");

    /// <summary>Every common option with the flag that says whether a verb uses it.</summary>
    public IReadOnlyList<(Common Flag, Described Option)> All { get; }

    /// <summary>Adds them to the root, for every verb below it.</summary>
    public void AddTo(Command root)
    {
        foreach (var (_, described) in All)
        {
            var option = (Option)described.Symbol;
            option.Recursive = true;
            root.Add(option);
        }
    }

    /// <summary>The values given.</summary>
    /// <exception cref="CommandException">A value is not one its option takes.</exception>
    public CommonValues Read(ParseResult parsed)
    {
        if (parsed.GetValue(_language) is { } language && LanguageChoice.Named(language) is null)
            throw new CommandException(ExitCodes.WrongUsage, new($"--lang takes zh or en, not '{language}'", $"--lang 的值应为 zh 或 en，而不是“{language}”"));
        return new(
            parsed.GetValue(_json),
            parsed.GetValue(_html),
            parsed.GetValue(_markdown),
            parsed.GetValue(_quiet),
            parsed.GetValue(_noColour),
            parsed.GetValue(_catalogue) ?? [],
            parsed.GetValue(_facts) ?? [],
            parsed.GetValue(_writeFacts),
            Time(parsed.GetValue(_now)),
            parsed.GetValue(_vantage));
    }

    /// <summary>Options that were given although the verb makes nothing of them.</summary>
    public IEnumerable<string> GivenInVain(ParseResult parsed, Common uses)
    {
        foreach (var (flag, described) in All)
        {
            if (flag != Common.Always && !uses.HasFlag(flag) && parsed.GetResult((Option)described.Symbol) is { Implicit: false })
                yield return described.Symbol.Name;
        }
    }

    private static DateTimeOffset? Time(string? text)
    {
        if (text is null) return null;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd"];
        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        throw new CommandException(
            ExitCodes.WrongUsage,
            new($"--now takes a time such as 2026-11-20T08:00:00Z, not '{text}'", $"--now 的值应为时间，如 2026-11-20T08:00:00Z，而不是“{text}”"));
    }
}
