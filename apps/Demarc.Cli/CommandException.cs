using Demarc.Model;

namespace Demarc.Cli;

/// <summary>Ends a verb with an exit code and one message a person can act on: what, where, what to do.</summary>
public sealed class CommandException(int exitCode, Bilingual text) : Exception(text.En)
{
    public int ExitCode { get; } = exitCode;

    public Bilingual Text { get; } = text;
}
