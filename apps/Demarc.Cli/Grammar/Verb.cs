using System.CommandLine;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>One verb of the command: its grammar, its help, and what it does.</summary>
public abstract class Verb(string name, Bilingual purpose)
{
    private readonly List<Described> _arguments = [];
    private readonly List<Described> _options = [];

    /// <summary>Its grammar.</summary>
    public Command Command { get; } = new(name);

    /// <summary>One phrase for the list of verbs.</summary>
    public Bilingual Purpose { get; } = purpose;

    public IReadOnlyList<Described> Arguments => _arguments;

    public IReadOnlyList<Described> Options => _options;

    /// <summary>Common options that mean something here; the others are accepted with a note.</summary>
    public abstract Common Uses { get; }

    /// <summary>Two of them.</summary>
    public abstract IReadOnlyList<Example> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>An exit code of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="CommandException">It cannot be done.</exception>
    public abstract int Run(Invocation call);

    /// <summary>Adds a positional argument to the grammar and the help.</summary>
    protected Argument<T> Takes<T>(Argument<T> argument, Bilingual meaning)
    {
        Command.Add(argument);
        _arguments.Add(new(argument, meaning));
        return argument;
    }

    /// <summary>Adds an option of its own to the grammar and the help.</summary>
    protected Option<T> Offers<T>(Option<T> option, Bilingual meaning, string? value = null)
    {
        Command.Add(option);
        _options.Add(new(option, meaning, value));
        return option;
    }
}
