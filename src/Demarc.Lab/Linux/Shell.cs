using System.Diagnostics;
using System.Text;
using Demarc.Model;

namespace Demarc.Lab.Linux;

/// <summary>Runs a program to its end and tells what it said when it failed.</summary>
internal static class Shell
{
    private const int LongestMs = 20_000;

    /// <summary>Runs a program with input; throws with what it complained about.</summary>
    public static string Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var (code, output, error) = Try(program, arguments, input);
        if (code == 0) return output;
        var said = (error.Length > 0 ? error : output).Trim();
        throw new LabUnavailableException(
            new($"{program} failed ({code}): {said}", $"{program} 执行失败（{code}）：{said}"),
            forbidden: said.Contains("not permitted", StringComparison.Ordinal) || said.Contains("Permission denied", StringComparison.Ordinal));
    }

    public static (int Code, string Output, string Error) Try(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }

        if (!process.WaitForExit(LongestMs))
        {
            process.Kill(entireProcessTree: true);
            return (-1, output.ToString(), $"no end after {LongestMs / 1000} s");
        }

        process.WaitForExit();
        return (process.ExitCode, output.ToString(), error.ToString());
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("no process");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new LabUnavailableException(new($"{start.FileName} cannot be started: {fault.Message}", $"无法启动 {start.FileName}：{fault.Message}"), forbidden: false);
        }
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool Has(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]);
        return folders.Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
    }

    private static void Keep(StringBuilder into, string? line)
    {
        if (line is not null && into.Length < 64 * 1024) into.Append(line).Append('\n');
    }
}
