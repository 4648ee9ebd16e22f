using System.CommandLine;
using Demarc.Cli;
using Demarc.Model;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> Chinese = new() { ["LANG"] = "zh_CN.UTF-8" };

    [Fact]
    public void The_version_is_the_published_one()
    {
        var run = Terminal.Run("--version");
        (run.Exit, run.Out, run.Error).ShouldBe((0, "demarc 0.1.0\n", ""));
    }

    [Fact]
    public void No_verb_is_wrong_usage_and_says_where_help_is()
    {
        var run = Terminal.Run();
        (run.Exit, run.Out).ShouldBe((64, ""));
        run.Error.ShouldBe("demarc: a verb is needed\nSee demarc --help\n");
    }

    [Theory]
    [InlineData("unknown verb 'causs'; did you mean 'causes'?", "causs")]
    [InlineData("unknown option '--jsn'; did you mean '--json'?", "causes", "--jsn")]
    [InlineData("unknown option '--htm'; did you mean '--html'?", "causes", "--htm", "a.html")]
    [InlineData("'b' is one argument too many", "causes", "a", "b")]
    [InlineData("--html needs a value", "causes", "--html")]
    [InlineData("--html is given more than once", "causes", "--html", "a", "--html", "b")]
    [InlineData("--lang takes zh or en, not 'fr'", "causes", "--lang", "fr")]
    [InlineData("--now takes a time such as 2026-11-20T08:00:00Z, not 'soon'", "causes", "--now", "soon")]
    public void Wrong_usage_is_named_with_the_word_that_is_wrong(string message, params string[] arguments)
    {
        var run = Terminal.Run(arguments);
        (run.Exit, run.Out).ShouldBe((64, ""));
        run.Error.ShouldStartWith("demarc: " + message + "\n");
    }

    [Fact]
    public void Wrong_usage_is_told_in_the_readers_language()
    {
        Terminal.Run(Chinese, "causs").Error.ShouldBe("demarc: 未知的命令“causs”，是否想用“causes”？\n用法见 demarc --help\n");
        Terminal.Run("causes", "--html", "--lang", "zh").Exit.ShouldBe(64);
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", null, null, true)]
    [InlineData("C", null, "zh_CN.UTF-8", false)]
    [InlineData("", "zh_TW", "en_US.UTF-8", true)]
    [InlineData(null, null, "zh_CN.GB18030", true)]
    [InlineData(null, null, "en_US.UTF-8", false)]
    [InlineData(null, null, null, false)]
    public void The_locale_chooses_the_language_as_posix_has_it(string? all, string? messages, string? lang, bool chinese)
    {
        var environment = new Dictionary<string, string>();
        if (all is not null) environment["LC_ALL"] = all;
        if (messages is not null) environment["LC_MESSAGES"] = messages;
        if (lang is not null) environment["LANG"] = lang;
        Terminal.Run(environment, "--help").Out.Contains("用法").ShouldBe(chinese);
    }

    [Fact]
    public void The_option_overrules_the_locale()
    {
        Terminal.Run(Chinese, "--help", "--lang", "en").Out.ShouldContain("Usage");
        Terminal.Run("--lang=zh", "--help").Out.ShouldContain("用法");
    }

    [Theory]
    [InlineData("en", "Examples")]
    [InlineData("zh", "示例")]
    public void Help_of_every_verb_closes_with_two_examples(string language, string heading)
    {
        foreach (var verb in Program.Verbs())
        {
            var help = Terminal.Run(verb.Command.Name, "--help", "--lang", language);
            help.Exit.ShouldBe(0);
            var examples = help.Out[help.Out.LastIndexOf("\n" + heading + "\n", StringComparison.Ordinal)..];
            examples.Split('\n').Count(line => line.StartsWith("  demarc ", StringComparison.Ordinal)).ShouldBe(2, verb.Command.Name);
        }
    }

    [Fact]
    public void Help_of_the_command_lists_every_exit_status()
    {
        var help = Terminal.Run("--help").Out;
        foreach (var (code, meaning) in ExitCodes.All) help.ShouldContain($"{code,-5}{meaning.En}");
    }

    [Fact]
    public void A_common_option_without_meaning_for_the_verb_is_noted_and_changes_nothing()
    {
        var plain = Terminal.Run("causes");
        var noted = Terminal.Run("causes", "--vantage", "office");
        (noted.Exit, noted.Out).ShouldBe((0, plain.Out));
        noted.Error.ShouldBe("demarc: causes makes nothing of --vantage\n");
        Terminal.Run("causes", "--vantage", "office", "--quiet").Error.ShouldBe("");
    }

    [Fact]
    public void A_defect_is_called_one_without_a_stack_trace_or_the_input()
    {
        var run = Terminal.Run([], new Failing(() => throw new FormatException("password=hunter2")), "fail", "/customer/case.txt");
        run.Exit.ShouldBe(70);
        run.Error.ShouldStartWith("demarc: this is a defect in Demarc (FormatException)");
        run.Error.ShouldContain("report");
        run.Error.ShouldNotContain("hunter2");
        run.Error.ShouldNotContain("customer");
        run.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_defect_shows_its_trace_when_asked()
    {
        var run = Terminal.Run(new() { ["DEMARC_DEBUG"] = "1", ["LC_ALL"] = "zh_CN" }, new Failing(() => throw new FormatException("x")), "fail");
        run.Error.ShouldStartWith("demarc: 这是 Demarc 自身的缺陷");
        run.Error.ShouldContain("   at ");
    }

    [Fact]
    public void Interruption_and_refused_permission_have_their_own_exit_status()
    {
        Terminal.Run([], new Failing(() => throw new OperationCanceledException()), "fail").Exit.ShouldBe(130);
        Terminal.Run([], new Failing(() => throw new UnauthorizedAccessException("no")), "fail").Exit.ShouldBe(77);
        Terminal.Run([], new Failing(() => throw new IOException("disk full")), "fail").Exit.ShouldBe(69);
    }

    private sealed class Failing : Verb
    {
        private readonly Action _fault;

        public Failing(Action fault)
            : base("fail", new("fails", "出错"))
        {
            _fault = fault;
            Takes(new Argument<string?>("PATH") { Arity = ArgumentArity.ZeroOrOne }, new("a path", "路径"));
        }

        public override Common Uses => Common.None;

        public override IReadOnlyList<Example> Examples { get; } = [new("demarc fail", new("a", "甲")), new("demarc fail x", new("b", "乙"))];

        public override int Run(Invocation call)
        {
            _fault();
            return 0;
        }
    }
}
