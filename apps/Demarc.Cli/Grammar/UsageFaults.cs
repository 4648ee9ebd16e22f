using System.CommandLine;
using System.CommandLine.Parsing;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>
/// What is wrong with a command line, in the reader's language. Told from the structure of the parse, never from the
/// wording of the parser, which speaks English only.
/// </summary>
internal static class UsageFaults
{
    /// <summary>The faults, none where the command line may be run.</summary>
    public static IReadOnlyList<Bilingual> Of(ParseResult parsed, Command root)
    {
        var faults = new List<Bilingual>();
        var verb = parsed.CommandResult.Command;
        foreach (var token in OptionsTakenForArguments(parsed).Concat(parsed.UnmatchedTokens)) faults.Add(Unknown(token, verb, root));
        foreach (var error in parsed.Errors)
        {
            if (error.SymbolResult is OptionResult option) faults.Add(OfOption(option));
            else if (error.SymbolResult is ArgumentResult argument) faults.Add(OfArgument(argument));
        }

        if (faults.Count == 0 && (verb == root || parsed.Errors.Count > 0)) faults.Add(verb == root ? new("a verb is needed", "缺少命令动词") : Missing(verb, parsed));
        // One at a time: what follows an unknown option is mostly its value, and a complaint about that misleads.
        return faults.Count > 1 ? [faults[0]] : faults;
    }

    /// <summary>The parser hands an option it does not know to an argument that still takes a value; only behind "--" is that meant.</summary>
    private static IEnumerable<string> OptionsTakenForArguments(ParseResult parsed)
    {
        var meant = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var child in parsed.CommandResult.Children)
        {
            if (child is not ArgumentResult argument) continue;
            foreach (var token in argument.Tokens)
            {
                if (token.Value is ['-', _, ..] && !meant.Contains(token.Value)) yield return token.Value;
            }
        }
    }

    private static Bilingual Unknown(string token, Command verb, Command root)
    {
        if (token.StartsWith('-') && token.Length > 1)
        {
            var names = root.Options.Concat(verb.Options).Select(option => option.Name).Distinct();
            return Meant(new($"unknown option '{token}'", $"未知的选项“{token}”"), Nearest.To(token.Split('=')[0], names, 1));
        }

        if (verb == root)
            return Meant(new($"unknown verb '{token}'", $"未知的命令“{token}”"), Nearest.To(token, root.Subcommands.Select(command => command.Name), 1));
        return new($"'{token}' is one argument too many", $"多出的参数“{token}”");
    }

    private static Bilingual Meant(Bilingual text, IReadOnlyList<string> near) =>
        near.Count == 0 ? text : new($"{text.En}; did you mean '{near[0]}'?", $"{text.Zh}，是否想用“{near[0]}”？");

    private static Bilingual OfOption(OptionResult option)
    {
        var name = option.Option.Name;
        if (option.Tokens.Count == 0) return new($"{name} needs a value", $"{name} 需要一个值");
        if (option.IdentifierTokenCount > 1) return new($"{name} is given more than once", $"{name} 只能给出一次");
        return new($"{name} does not take '{option.Tokens[^1].Value}'", $"{name} 不接受“{option.Tokens[^1].Value}”");
    }

    private static Bilingual OfArgument(ArgumentResult argument)
    {
        if (argument.Parent is OptionResult option) return OfOption(option);
        var name = argument.Argument.Name;
        return argument.Tokens.Count == 0
            ? new($"{name} is missing", $"缺少 {name}")
            : new($"{name} cannot be '{argument.Tokens[^1].Value}'", $"{name} 不能是“{argument.Tokens[^1].Value}”");
    }

    private static Bilingual Missing(Command verb, ParseResult parsed)
    {
        var missing = verb.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is null or { Tokens.Count: 0 });
        var name = missing?.Name ?? verb.Name;
        return new($"{name} is missing", $"缺少 {name}");
    }
}
