using System.CommandLine;
using Demarc.Cli.Printing;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>One call of a verb: what was given, and where to read and write.</summary>
public sealed class Invocation(ParseResult parsed, CommonValues options, Language language, Surroundings surroundings)
{
    public ParseResult Parsed { get; } = parsed;

    public CommonValues Options { get; } = options;

    public Language Language { get; } = language;

    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>Results.</summary>
    public TextWriter Out => Surroundings.Out;

    /// <summary>How results are laid out on <see cref="Out"/>: width and colour.</summary>
    public Page Page { get; } = Page.Of(surroundings, options.NoColour);

    /// <summary>Whether progress may be drawn on the error stream.</summary>
    public bool ShowsProgress => Surroundings.ErrorIsTerminal && !Options.Quiet;

    /// <summary>Ends long work when the person presses Ctrl-C.</summary>
    public CancellationToken Interrupted => Surroundings.Interrupted;

    /// <summary>Says something worth knowing on the error stream; <c>--quiet</c> silences it.</summary>
    public void Note(Bilingual text)
    {
        if (!Options.Quiet) Warn(text);
    }

    /// <summary>Says on the error stream what must be known even with <c>--quiet</c>.</summary>
    public void Warn(Bilingual text) => Surroundings.Error.WriteLine(text.In(Language));
}
