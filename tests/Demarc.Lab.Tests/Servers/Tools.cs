using System.Diagnostics;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Tests.Servers;

/// <summary>Runs the programs real clients are; a test skips where one is absent.</summary>
internal static class Tools
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static string Need(string program) => ServerProgram.Find(program) ?? Skip(program);

    /// <summary>curl, quiet, without the machine's own configuration.</summary>
    public static (int Exit, string Out, string Error) Curl(params string[] arguments) => Run(Need("curl"), ["-q", "-sS", .. arguments]);

    public static (int Exit, string Out, string Error) Run(string path, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit)) process.Kill(entireProcessTree: true);
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static string Skip(string program)
    {
        Assert.Skip($"{program} is not installed");
        return "";
    }
}
