using System.Diagnostics;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.House;

/// <summary>The files of the checkout that are, or would be, committed.</summary>
internal static class TrackedFiles
{
    private static readonly string[] Binary = [".zip", ".gz", ".cab", ".tar", ".png", ".jpg", ".pcap", ".pcapng", ".etl", ".mmdb"];

    /// <summary>Paths relative to the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. List().Where(path => File.Exists(Repository.File(path))).Order(StringComparer.Ordinal)];

    /// <summary>Those that are text.</summary>
    public static IEnumerable<string> Texts => All.Where(path => !Binary.Contains(Path.GetExtension(path)));

    /// <summary>The text of one.</summary>
    public static string Read(string path) => File.ReadAllText(Repository.File(path));

    private static string[] List()
    {
        var start = new ProcessStartInfo("git", "-c safe.directory=* ls-files -z --cached --others --exclude-standard")
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var listed = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException("git ls-files failed; the house rules need a git checkout");
        return listed;
    }
}
