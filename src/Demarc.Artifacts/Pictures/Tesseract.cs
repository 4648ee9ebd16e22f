using System.Diagnostics;
using System.Text;

namespace Demarc.Artifacts.Pictures;

/// <summary>
/// The text in a picture, by the program <c>tesseract</c> where it is installed. It reads from its standard input and writes to
/// its standard output, so that nothing touches the disk; one thread, bounded in time and output.
/// </summary>
internal static class Tesseract
{
    private const int MostText = 1 << 20;
    private static readonly TimeSpan ListTime = TimeSpan.FromSeconds(5);

    /// <summary>What cases are written in, best first; those installed are used together.</summary>
    private static readonly string[] Wanted = ["eng", "chi_sim", "chi_tra"];

    private static readonly Lazy<(string Program, string Languages)?> Installed = new(Find);

    /// <summary>Whether pictures can be read on this machine.</summary>
    public static bool IsInstalled => Installed.Value is not null;

    /// <summary>Its text as UTF-8, empty when there is none in it; null when the program is missing, fails or takes too long.</summary>
    public static byte[]? Read(byte[] picture, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Installed.Value is not var (program, languages)) return null;
        var text = Run(program, ["stdin", "stdout", "-l", languages, "--psm", "6"], picture, limit, cancellationToken);
        return text is not null && text.AsSpan().Trim(" \r\n\t\f"u8).IsEmpty ? [] : text;
    }

    private static (string, string)? Find()
    {
        var name = OperatingSystem.IsWindows() ? "tesseract.exe" : "tesseract";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);
        if (folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } program) return null;
        if (Run(program, ["--list-langs"], [], ListTime, CancellationToken.None) is not { } listed) return null;
        var known = Encoding.UTF8.GetString(listed).Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var languages = string.Join('+', Wanted.Where(known.Contains));
        return languages.Length == 0 ? null : (program, languages);
    }

    private static byte[]? Run(string program, string[] arguments, byte[] input, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(limit);
        try
        {
            using var process = Process.Start(start);
            if (process is null) return null;
            try
            {
                return TalkAsync(process, input, timed.Token).GetAwaiter().GetResult();
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> TalkAsync(Process process, byte[] input, CancellationToken end)
    {
        var given = GiveAsync(process, input, end);
        var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, end);
        var text = new byte[MostText];
        var read = await process.StandardOutput.BaseStream.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, end).ConfigureAwait(false);
        if (read == text.Length) return null;
        await Task.WhenAll(given, complaints, process.WaitForExitAsync(end)).ConfigureAwait(false);
        return process.ExitCode == 0 ? text[..read] : null;
    }

    private static async Task GiveAsync(Process process, byte[] input, CancellationToken end)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, end).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has had enough: its exit status says why.
        }
    }
}
