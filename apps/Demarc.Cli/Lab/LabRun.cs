using System.Diagnostics;
using Demarc.Lab;
using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Cli.Lab;

/// <summary>
/// <c>demarc lab run SCENARIO [-- COMMAND]</c>: sets the scenario up, runs a program in one of its hosts and passes its exit
/// code on; without a program it shows the network and waits for Ctrl-C.
/// </summary>
internal sealed class LabRun(Invocation call, Scenario scenario, string at, ulong seed, LabLink link, bool unprivileged)
{
    private const int LookEveryMs = 200;

    public int Do(IReadOnlyList<string> command)
    {
        if (scenario.Network.Host(at) is null)
        {
            var hosts = string.Join(", ", scenario.Network.Hosts.Select(host => host.Name));
            throw new CommandException(ExitCodes.WrongUsage, new($"--at: {scenario.Id} has no host '{at}'; it has {hosts}", $"--at：{scenario.Id} 没有主机“{at}”；有 {hosts}"));
        }

        if (OperatingSystem.IsLinux() && !LabAbilities.IsRoot) return UserNamespace.RunInside(call);
        using var lab = Set();
        var exitCode = command.Count > 0 ? Run(lab, command) : Wait(lab);
        Tell(lab);
        return exitCode;
    }

    private RunningLab Set()
    {
        try
        {
            UserNamespace.Prepare();
            return RunningLab.Start(scenario, seed, link);
        }
        catch (LabUnavailableException missing)
        {
            throw new CommandException(missing.Forbidden ? ExitCodes.NotPermitted : ExitCodes.Unavailable, missing.Text);
        }
    }

    private int Run(RunningLab lab, IReadOnlyList<string> command)
    {
        call.Out.Flush();
        call.Surroundings.LeavesInterrupts = true;
        try
        {
            var start = lab.Command(at, command, unprivileged);
            start.UseShellExecute = false;
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            call.Surroundings.LeavesInterrupts = false;
        }
    }

    private int Wait(RunningLab lab)
    {
        NetworkPage.Write(lab, call);
        call.Out.Flush();
        while (!call.Interrupted.WaitHandle.WaitOne(LookEveryMs)) lab.ThrowIfBroken();
        return ExitCodes.Success;
    }

    /// <summary>A relay that came late measured this machine and not the scenario.</summary>
    private void Tell(RunningLab lab)
    {
        lab.ThrowIfBroken();
        var (half, most) = (lab.Lateness.Percentile(50), lab.Lateness.Percentile(95));
        var figures = $"p50 {half} µs, p95 {most} µs";
        if (lab.Lateness.IsVoid)
            call.Warn(new($"demarc: this run is void: the lab was late ({figures}); the machine is too busy", $"demarc: 本次运行无效：实验网络滞后（{figures}），本机过于繁忙"));
        else call.Note(new($"demarc: {lab.Lateness.Packets} packets, late by {figures}", $"demarc: 共 {lab.Lateness.Packets} 个报文，滞后 {figures}"));
    }
}
