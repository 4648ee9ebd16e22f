using System.Runtime.InteropServices;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Linux keeps user ids and capabilities for each thread: a thread can give them up, and nobody else notices.</summary>
internal static partial class Threads
{
    private const int Nobody = 65534;

    /// <summary>Makes the calling thread an ordinary user's without groups and capabilities, for the rest of its life.</summary>
    public static void DropPrivilege()
    {
        var (setGroups, setGroup, setUser) = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? (116, 119, 117) : (159, 149, 147);
        if (SystemCall(setGroups, 0, 0, 0) != 0 || SystemCall(setGroup, Nobody, Nobody, Nobody) != 0 || SystemCall(setUser, Nobody, Nobody, Nobody) != 0)
        {
            throw new InvalidOperationException("privilege could not be given up");
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c);
}
