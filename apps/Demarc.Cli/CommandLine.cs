using System.CommandLine;
using Demarc.Cli.Printing;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>
/// From arguments to an exit code: parse, answer help and version, run the verb, and turn whatever goes wrong into
/// a message in the reader's language. No process is needed, so tests call <see cref="Run(IReadOnlyList{string}, Surroundings)"/>.
/// </summary>
public static class CommandLine
{
    /// <summary>The program's version, as in verdict documents.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Runs a command line.</summary>
    /// <returns>An exit code of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings) => Run(arguments, surroundings, Program.Verbs());

    /// <summary>Runs a command line with given streams and no environment: English, no colour.</summary>
    public static int Run(IReadOnlyList<string> arguments, Stream input, TextWriter output, TextWriter error)
    {
        using var surroundings = new Surroundings { In = input, Out = output, Error = error };
        return Run(arguments, surroundings);
    }

    internal static int Run(IReadOnlyList<string> arguments, Surroundings surroundings, IReadOnlyList<Verb> verbs)
    {
        var language = LanguageChoice.From(arguments, surroundings.Variable);
        try
        {
            var exitCode = Dispatch(arguments, surroundings, verbs, language);
            surroundings.Out.Flush();
            return exitCode;
        }
        catch (CommandException refused)
        {
            surroundings.Error.WriteLine("demarc: " + refused.Text.In(language));
            return refused.ExitCode;
        }
        catch (OperationCanceledException) when (surroundings.Interrupted.IsCancellationRequested)
        {
            surroundings.Error.WriteLine(new Bilingual("demarc: interrupted", "demarc: 已中断").In(language));
            return ExitCodes.Interrupted;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            surroundings.Error.WriteLine(new Bilingual($"demarc: cannot read or write: {fault.Message}", $"demarc: 无法读写：{fault.Message}").In(language));
            return fault is UnauthorizedAccessException ? ExitCodes.NotPermitted : ExitCodes.Unavailable;
        }
#pragma warning disable CA1031 // Whatever was not foreseen is a defect, told as one.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            DefectNotice.Write(defect, arguments, surroundings, language);
            return ExitCodes.Defect;
        }
    }

    private static int Dispatch(IReadOnlyList<string> arguments, Surroundings surroundings, IReadOnlyList<Verb> verbs, Language language)
    {
        var common = new CommonOptions();
        var version = new Option<bool>("--version");
        var root = new Command("demarc") { version };
        common.AddTo(root);
        foreach (var each in verbs) root.Add(each.Command);

        // A path may begin with '@': what follows is a name, not a file of arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var verb = verbs.FirstOrDefault(each => each.Command == parsed.CommandResult.Command);
        if (parsed.GetValue(common.Help))
        {
            new HelpPage(Page.Of(surroundings, noColour: true), language, common).Write(verb, verbs);
            return ExitCodes.Success;
        }

        if (verb is null && parsed.Errors.All(error => error.SymbolResult == parsed.CommandResult) && parsed.UnmatchedTokens.Count == 0 && parsed.GetValue(version))
        {
            surroundings.Out.WriteLine($"demarc {Version}");
            return ExitCodes.Success;
        }

        var faults = UsageFaults.Of(parsed, root);
        if (faults.Count > 0) return Complain(faults, verb, surroundings, language);

        var call = new Invocation(parsed, common.Read(parsed), language, surroundings);
        foreach (var name in common.GivenInVain(parsed, verb!.Uses))
            call.Note(new($"demarc: {verb.Command.Name} makes nothing of {name}", $"demarc: {name} 对 {verb.Command.Name} 不起作用"));
        return verb.Run(call);
    }

    private static int Complain(IReadOnlyList<Bilingual> faults, Verb? verb, Surroundings surroundings, Language language)
    {
        foreach (var fault in faults) surroundings.Error.WriteLine("demarc: " + fault.In(language));
        var help = verb is null ? "demarc --help" : $"demarc {verb.Command.Name} --help";
        surroundings.Error.WriteLine(language == Language.Chinese ? $"用法见 {help}" : $"See {help}");
        return ExitCodes.WrongUsage;
    }
}
