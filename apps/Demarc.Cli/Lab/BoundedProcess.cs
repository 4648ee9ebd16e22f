using System.Diagnostics;
using System.Text;

namespace Demarc.Cli.Lab;

/// <summary>A program run to its end or to a limit, with what it wrote; ended with everything it started.</summary>
/// <param name="Exit">Its exit code; null when it was ended.</param>
internal sealed record BoundedProcess(int? Exit, string Out, string Error, TimeSpan Took)
{
    private const int MostText = 16 << 20;

    public static async Task<BoundedProcess> RunAsync(ProcessStartInfo start, TimeSpan limit, TimeProvider clock, CancellationToken cancelled)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        var began = clock.GetTimestamp();
        using var process = Process.Start(start) ?? throw new IOException($"{start.FileName} did not start");
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
        try
        {
            await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
            return new(process.ExitCode, output.ToString(), error.ToString(), clock.GetElapsedTime(began));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancelled.ThrowIfCancellationRequested();
            lock (output) return new(null, output.ToString(), error.ToString(), clock.GetElapsedTime(began));
        }
    }

    /// <summary>The last line of its complaints, for a report.</summary>
    public string LastWords => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => line.Length > 0) ?? "";

    private static void Keep(StringBuilder into, string? line)
    {
        lock (into)
        {
            if (line is not null && into.Length + line.Length < MostText) into.Append(line).Append('\n');
        }
    }
}
