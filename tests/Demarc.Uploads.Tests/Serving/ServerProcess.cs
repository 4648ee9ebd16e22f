using System.Collections.Concurrent;
using System.Diagnostics;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>The server in a process of its own, to be killed without a word.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it over a folder and waits until it listens. What it says of completed uploads goes to the list, a line each.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, ConcurrentQueue<string> completed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve", folder]) { UseShellExecute = false, RedirectStandardOutput = true };
        var started = Process.Start(start)!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        started.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) listening.TrySetException(new InvalidOperationException("the server ended before it listened"));
            else if (!listening.TrySetResult(text)) completed.Enqueue(text);
        };
        started.BeginOutputReadLine();
        try
        {
            return new(started, new((await listening.Task.WaitAsync(TimeSpan.FromSeconds(60)))["listening ".Length..]));
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
