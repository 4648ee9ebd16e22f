using Demarc.Cli.Verbs;

namespace Demarc.Cli;

/// <summary>The <c>demarc</c> command: its verbs, in the order its help lists them. Each is one file under Verbs/.</summary>
public static class Program
{
    /// <summary>Every verb. Made anew for each run, since a grammar keeps nothing between runs.</summary>
    internal static Verb[] Verbs() =>
    [
        new CheckVerb(),
        new DiagnoseVerb(),
        new CaptureVerb(),
        new TraceVerb(),
        new CaseVerb(),
        new ServeVerb(),
        new CausesVerb(),
        new LabVerb(),
    ];

    public static int Main(string[] arguments)
    {
        using var surroundings = Surroundings.OfProcess();
        return CommandLine.Run(arguments, surroundings);
    }
}
