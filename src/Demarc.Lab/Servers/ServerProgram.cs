using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Demarc.Lab.Servers;

/// <summary>A server program could not be started: which, and what it said.</summary>
public sealed class ServerProgramException(string program, string said) : Exception($"{program}: {said}");

/// <summary>A real server program in the foreground, with a folder of its own: started, waited for, and ended with it.</summary>
public sealed class ServerProgram : IDisposable
{
    private const int MostSaid = 2000;
    private const int Terminate = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private const int StopLimitMs = 1500;
    private readonly Process _process;
    private readonly string _folder;
    private readonly Lock _gate = new();
    private string _said = "";

    private ServerProgram(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>Looks a program up on the PATH and in the folders for administrators' programs; null where it is absent.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/local/sbin", "/sbin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>A new folder for one program's files; removed when it ends.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("demarc-lab-").FullName;

    /// <summary>Starts it in a place and waits until something answers at an address.</summary>
    /// <exception cref="ServerProgramException">It ended, or did not answer in time.</exception>
    public static ServerProgram Start(string path, IReadOnlyList<string> arguments, string folder, IPEndPoint ready, IPlace place, TimeProvider clock)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder };
        var process = place.Inside(() => Process.Start(start)) ?? throw new ServerProgramException(path, "did not start");
        var program = new ServerProgram(process, folder);
        process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.StandardInput.Close();
        var began = clock.GetTimestamp();
        while (!Answers(ready, place))
        {
            var late = clock.GetElapsedTime(began) > StartLimit;
            if (!process.WaitForExit(Poll) && !late) continue;
            if (!late) program.HearOut();
            program.Dispose();
            throw new ServerProgramException(Path.GetFileName(path), program.Said is { Length: > 0 } said ? said : late ? "did not listen in time" : "ended at once");
        }

        return program;
    }

    /// <summary>What it printed, cut to a readable length.</summary>
    public string Said
    {
        get
        {
            lock (_gate) return _said;
        }
    }

    /// <summary>Asks it to end, then makes it; its children end with it.</summary>
    public void Dispose()
    {
        try
        {
            if (!_process.HasExited && (Signals.Send(_process.Id, Terminate) != 0 || !_process.WaitForExit(StopLimitMs)))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(StopLimitMs);
            }
        }
        catch (InvalidOperationException)
        {
            // It was gone before it could be asked.
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // A file still held is left to the system's own sweeping of its temporary folder.
        }
    }

    /// <summary>What it said last may still be on its way when it has ended.</summary>
    private void HearOut() => _process.WaitForExitAsync().Wait(StopLimitMs);

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            if (_said.Length < MostSaid) _said += line + "\n";
        }
    }

    private static bool Answers(IPEndPoint at, IPlace place) => place.Inside(() =>
    {
        using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // To an address of this very machine: answered or refused at once, so that no wait is needed.
            socket.Connect(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}

/// <summary>Signals to one process, by its id.</summary>
internal static partial class Signals
{
    /// <returns>0, or -1 where there is no such process.</returns>
    public static int Send(int process, int signal) => Kill(process, signal);

    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
