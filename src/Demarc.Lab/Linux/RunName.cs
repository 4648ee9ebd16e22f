using System.Globalization;

namespace Demarc.Lab.Linux;

/// <summary>
/// The name of one run of the lab, which its namespaces begin with: the process and when it was started, so that several
/// labs stand side by side and what a killed one left behind is known to be nobody's.
/// </summary>
public sealed record RunName(int ProcessId, long StartedAt)
{
    private const string Prefix = "demarc-";
    private const string Place = "/run/netns";

    public static RunName Own { get; } = new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>A number for each lab of this process.</summary>
    public int Number { get; init; }

    public string Namespace(string host) => $"{Prefix}{ProcessId.ToString(CultureInfo.InvariantCulture)}-{StartedAt:x}-{Number}-{host}";

    public static string PathOf(string name) => $"{Place}/{name}";

    /// <summary>A folder for files of this run.</summary>
    public string Folder(string what) => Path.Combine(Path.GetTempPath(), Namespace(what));

    /// <summary>Folders of runs whose process is gone.</summary>
    public static IReadOnlyList<string> AbandonedFolders() =>
        [.. Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(path => IsAbandoned(Path.GetFileName(path)))];

    /// <summary>Namespaces of runs whose process is gone.</summary>
    public static IReadOnlyList<string> Abandoned()
    {
        if (!Directory.Exists(Place)) return [];
        return [.. Directory.EnumerateFiles(Place, Prefix + "*").Select(path => Path.GetFileName(path)).Where(IsAbandoned)];
    }

    /// <summary>Processes inside a namespace.</summary>
    internal static IReadOnlyList<int> ProcessesIn(string name)
    {
        var (code, output, _) = Shell.Try("ip", ["netns", "pids", name]);
        return code != 0 ? [] : [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 1)];
    }

    private static bool IsAbandoned(string name)
    {
        var parts = name[Prefix.Length..].Split('-');
        return parts.Length >= 4
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && long.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var startedAt)
            && StartOf(process) != startedAt;
    }

    /// <summary>When a process was started, in ticks of the kernel (proc(5), stat, field 22); null where it is gone.</summary>
    private static long? StartOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
