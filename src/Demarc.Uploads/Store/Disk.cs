using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Demarc.Uploads;

/// <summary>Making things durable, without keeping a thread of the pool waiting for the disk.</summary>
internal static class Disk
{
    /// <summary>Opens a data file for appending, while others may read it.</summary>
    public static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);

    /// <summary>Runs what waits for the disk on a thread of its own: fifty flushes at once would leave none for the network.</summary>
    public static Task OnOwnThreadAsync(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Makes new and renamed entries of a folder durable, where the system has a call for it.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) return;
        var _ = FlushDescriptor(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Octets free to this process on the disk of a folder.</summary>
    public static long Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (ArgumentException)
        {
            // A share of another Windows machine has no drive to ask; writing will tell.
            return long.MaxValue;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FlushDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
