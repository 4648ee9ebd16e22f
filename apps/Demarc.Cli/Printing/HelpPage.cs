using System.CommandLine;
using Demarc.Model;

namespace Demarc.Cli.Printing;

/// <summary>Help in the reader's language: for the command as a whole, or for one verb.</summary>
internal sealed class HelpPage(Page page, Language language, CommonOptions common)
{
    private static readonly Bilingual Question = new(
        "Whose side of the line is the fault on, how sure are we, and which test would settle it?",
        "故障位于线路的哪一侧，把握有多大，哪项测试可以定论？");

    private static readonly Bilingual Usage = new("Usage", "用法");
    private static readonly Bilingual OptionsWord = new("[options]", "[选项]");

    /// <summary>Help for the verb, or for the whole command where there is none.</summary>
    public void Write(Verb? verb, IReadOnlyList<Verb> verbs)
    {
        if (verb is null) WriteCommand(verbs);
        else WriteVerb(verb);
    }

    private void WriteCommand(IReadOnlyList<Verb> verbs)
    {
        page.Paragraph(Question.In(language), 0);
        Section(Usage);
        page.Verbatim($"demarc {Say("VERB", "命令")} {OptionsWord.In(language)}");
        Section(new("Verbs", "命令"));
        page.Rows([.. verbs.Select(verb => new[] { Synopsis(verb), verb.Purpose.In(language) })]);
        Section(new("Options of every verb", "各命令通用的选项"));
        page.Rows([.. common.All.Select(each => Row(each.Option)), ["--version", Say("the version", "显示版本")]]);
        Section(new("Exit status", "退出码"));
        page.Rows([.. ExitCodes.All.Select(exit => new[] { exit.Code.ToString(), exit.Meaning.In(language) })]);
        Examples([.. verbs.Take(2).Select(verb => verb.Examples[0]), .. verbs.Take(1).Select(verb => verb.Examples[1])]);
    }

    private void WriteVerb(Verb verb)
    {
        page.Paragraph(verb.Purpose.In(language), 0);
        Section(Usage);
        page.Verbatim($"demarc {Synopsis(verb)} {OptionsWord.In(language)}");
        if (verb.Arguments.Count > 0)
        {
            Section(new("Arguments", "参数"));
            page.Rows([.. verb.Arguments.Select(Row)]);
        }

        Section(new("Options", "选项"));
        page.Rows([.. verb.Options.Select(Row), .. common.All.Where(each => each.Flag == Common.Always || verb.Uses.HasFlag(each.Flag)).Select(each => Row(each.Option))]);
        Examples(verb.Examples);
    }

    private void Examples(IEnumerable<Example> examples)
    {
        Section(new("Examples", "示例"));
        foreach (var example in examples.Take(3))
        {
            page.Verbatim(example.Line);
            page.Paragraph(example.Tells.In(language), 6);
        }
    }

    private void Section(Bilingual title) => page.Heading(title.In(language));

    private string Say(string english, string chinese) => new Bilingual(english, chinese).In(language);

    private string[] Row(Described described) =>
        [described.Value is null ? Names(described.Symbol) : $"{Names(described.Symbol)} {described.Value}", described.Meaning.In(language)];

    private static string Names(Symbol symbol) =>
        symbol is Option { Aliases.Count: > 0 } option ? $"{option.Name}, {string.Join(", ", option.Aliases)}" : symbol.Name;

    private static string Synopsis(Verb verb) => string.Join(' ', verb.Arguments.Select(Shape).Prepend(verb.Command.Name));

    private static string Shape(Described described)
    {
        var argument = (Argument)described.Symbol;
        var shape = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{shape}]" : shape;
    }
}
