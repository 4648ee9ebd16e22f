using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Lab;

/// <summary>Whether this machine can set up a lab, and what it lacks where it cannot.</summary>
public static class LabAbilities
{
    private static readonly (string Program, string Package)[] Programs = [("ip", "iproute2"), ("nsenter", "util-linux"), ("unshare", "util-linux"), ("mount", "mount")];

    /// <summary>Whether the process may make namespaces as it is.</summary>
    public static bool IsRoot => OperatingSystem.IsLinux() && Native.EffectiveUser() == 0;

    /// <summary>What is missing for a scenario; null where nothing is.</summary>
    public static LabUnavailableException? Missing(Scenario? scenario = null)
    {
        if (!OperatingSystem.IsLinux()) return new(new("the lab needs Linux: it is made of network namespaces", "实验网络需要 Linux：它由网络命名空间构成"), forbidden: false);
        foreach (var (program, package) in Programs)
        {
            if (!Shell.Has(program)) return Lacks(program, package);
        }

        if (!IsRoot) return new(new("the lab needs root, or user namespaces", "实验网络需要 root 权限或用户命名空间"), forbidden: true);
        return scenario is null ? null : Needs(scenario);
    }

    /// <summary>What a scenario needs beside the lab itself; null where all of it is here.</summary>
    public static LabUnavailableException? Needs(Scenario scenario)
    {
        foreach (var need in scenario.Needs)
        {
            if (need == "root")
            {
                if (InUserNamespace()) return new(new($"{scenario.Id} needs root", $"{scenario.Id} 需要 root 权限"), forbidden: true);
            }
            else if (!Shell.Has(need)) return Lacks(need, need);
        }

        return null;
    }

    /// <summary>Root of a user namespace only, with no rights on the machine.</summary>
    private static bool InUserNamespace()
    {
        try
        {
            var map = File.ReadAllText("/proc/self/uid_map").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return map.Length < 3 || map[0] != "0" || map[1] != "0";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static LabUnavailableException Lacks(string program, string package) =>
        new(new($"'{program}' is missing (Debian package {package})", $"缺少“{program}”（Debian 软件包 {package}）"), forbidden: false);
}
