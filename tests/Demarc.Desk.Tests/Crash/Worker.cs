using System.Diagnostics;

namespace Demarc.Desk.Tests.Crash;

/// <summary>A desk in a process of its own, to be killed without a word.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private Worker(Process process) => _process = process;

    public static async Task<Worker> StartAsync(string home)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Demarc.Desk.Crash" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var worker = new Worker(Process.Start(new ProcessStartInfo(program, [home]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!);
        (await worker.AnswerAsync()).ShouldBe("ready");
        return worker;
    }

    /// <summary>Says a line and waits for the answer; null where the process died first.</summary>
    public async Task<string?> AskAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            return null;
        }

        return await AnswerAsync();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string?> AnswerAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
}
