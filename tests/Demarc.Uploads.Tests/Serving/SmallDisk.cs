using System.Diagnostics;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>A disk of so many megabytes in memory; skips the test where none can be made.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly bool mounted;

    public SmallDisk(int megabytes)
    {
        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            Path = Directory.CreateDirectory(folder.File("disk")).FullName;
            mounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", Path) == 0;
        }

        if (mounted) return;
        folder.Dispose();
        Assert.Skip("a small disk can be made by root on Linux only");
    }

    public string Path { get; } = "";

    /// <summary>Uses up this much of it.</summary>
    public void Fill(int octets) => File.WriteAllBytes(Ballast, new byte[octets]);

    /// <summary>Gives that back.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        if (mounted) Run("umount", Path);
        folder.Dispose();
    }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
