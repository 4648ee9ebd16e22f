using System.Text;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>Runs the command in this process and keeps what it wrote.</summary>
internal static class Terminal
{
    public static Outcome Run(params string[] arguments) => Run([], arguments);

    public static Outcome Run(Dictionary<string, string> environment, params string[] arguments) => Run(environment, null, arguments);

    public static Outcome Run(Dictionary<string, string> environment, Verb? verb, params string[] arguments) => Run(environment, verb, null, arguments);

    public static Outcome Run(Dictionary<string, string> environment, Verb? verb, int? terminalWidth, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings
        {
            In = new MemoryStream(Encoding.UTF8.GetBytes("")),
            Out = output,
            Error = error,
            Variable = name => environment.GetValueOrDefault(name),
            TerminalWidth = terminalWidth,
            Interrupted = new CancellationToken(canceled: true),
        };
        var exit = verb is null ? CommandLine.Run(arguments, surroundings) : CommandLine.Run(arguments, surroundings, [verb]);
        return new(exit, output.ToString(), error.ToString());
    }

    internal sealed record Outcome(int Exit, string Out, string Error);
}
