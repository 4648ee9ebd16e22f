using System.Diagnostics;
using System.Runtime.InteropServices;
using Demarc.Lab.Linux;

namespace Demarc.Cli.Lab;

/// <summary>
/// Without root, the lab runs this program again as root of a user namespace, where it may make network namespaces of its
/// own. Everything made there vanishes with it.
/// </summary>
internal static class UserNamespace
{
    private const string Mark = "DEMARC_LAB_INSIDE";

    /// <summary>Runs the same command line inside, and passes its exit code on.</summary>
    public static int RunInside(Invocation call)
    {
        var start = new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--net", "--mount", "--", .. Itself.Words, .. call.Parsed.Tokens.Select(token => token.Value)]) { UseShellExecute = false };
        if (!Allowed(out var reason))
            throw new CommandException(ExitCodes.NotPermitted, new($"the lab needs root, or user namespaces, which are closed here: {reason}", $"实验网络需要 root 权限或用户命名空间，而此处不允许用户命名空间：{reason}"));
        start.Environment[Mark] = "1";
        call.Surroundings.LeavesInterrupts = true;
        using var process = Process.Start(start)!;
        using var ended = EndWith(PosixSignal.SIGTERM, process);
        using var hungUp = EndWith(PosixSignal.SIGHUP, process);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>What runs inside goes when this process is told to go; its namespaces vanish with it.</summary>
    private static PosixSignalRegistration EndWith(PosixSignal signal, Process process) =>
        PosixSignalRegistration.Create(signal, _ => process.Kill(entireProcessTree: true));

    /// <summary>Inside, a place for the names of namespaces that is this run's alone.</summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Mark) is null) return;
        var start = new ProcessStartInfo("mount", ["-t", "tmpfs", "tmpfs", "/run"]) { UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new LabUnavailableException(new("cannot mount a folder for namespaces on /run", "无法在 /run 上挂载命名空间目录"), forbidden: true);
        Directory.CreateDirectory("/run/netns");
    }

    private static bool Allowed(out string reason)
    {
        reason = "unshare";
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--net", "--mount", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            if (said.Length > 0) reason = said;
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            reason = fault.Message;
            return false;
        }
    }
}
