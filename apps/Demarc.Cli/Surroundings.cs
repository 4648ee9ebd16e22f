using System.Text;

namespace Demarc.Cli;

/// <summary>What is around one run of the command: streams, environment, terminal, interruption. A test brings its own.</summary>
public sealed class Surroundings : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private const int ForcedEndMs = 2000;
    private CancellationTokenSource? _interruption;

    /// <summary>Standard input as bytes: pasted evidence may be in any encoding.</summary>
    public required Stream In { get; init; }

    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, notes and faults.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Looks up an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Columns of the terminal behind <see cref="Out"/>; null when it is no terminal.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal, so that progress may be shown on it.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Set by Ctrl-C.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>While a program of the user's runs in the foreground, Ctrl-C is for that program.</summary>
    public bool LeavesInterrupts { get; set; }

    /// <summary>The process's own: UTF-8 both ways; Ctrl-C asks politely first and ends the process two seconds later.</summary>
    public static Surroundings OfProcess()
    {
        var interruption = new CancellationTokenSource();
        Surroundings? surroundings = null;
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            if (surroundings is { LeavesInterrupts: true }) return;
            if (interruption.IsCancellationRequested) Environment.Exit(ExitCodes.Interrupted);
            interruption.Cancel();
            _ = Task.Delay(ForcedEndMs).ContinueWith(_ => Environment.Exit(ExitCodes.Interrupted), TaskScheduler.Default);
        };
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Utf8;
        surroundings = new()
        {
            _interruption = interruption,
            In = Console.OpenStandardInput(),
            Out = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" },
            Error = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true },
            Variable = Environment.GetEnvironmentVariable,
            TerminalWidth = Console.IsOutputRedirected ? null : Width(),
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Interrupted = interruption.Token,
        };
        return surroundings;
    }

    public void Dispose() => _interruption?.Dispose();

    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
