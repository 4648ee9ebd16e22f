using Demarc.Model;

namespace Demarc.Desk.Intake.Folders;

/// <summary>Finds what is ready in a mail folder, and moves it on. Links are not followed: they may lead to files that only the desk may read.</summary>
internal sealed class FolderFiles(string folder, TimeProvider clock)
{
    public static readonly TimeSpan Settles = TimeSpan.FromSeconds(3);

    /// <summary>Maildirs looked for in the folder.</summary>
    private const int MostMaildirs = 200;

    private const string Taking = ".taking";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string SeenFlag = OperatingSystem.IsWindows() ? ";2,S" : ":2,S";

    private Dictionary<string, Sight> _seen = new(StringComparer.Ordinal);

    /// <summary>The right to look, held by one process at a time and given back by the system when it dies; null while another holds it.</summary>
    public IDisposable? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".demarc.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(Path.Combine(folder, ".demarc.lock")))
        {
            return null;
        }
    }

    /// <summary>Files that are ready, those of a look that was cut off first, then by name; and how many are still being written.</summary>
    public (IReadOnlyList<FolderFile> Ready, int Waiting, bool More) Find(int most)
    {
        var ready = new List<FolderFile>();
        var seen = new Dictionary<string, Sight>(StringComparer.Ordinal);
        var waiting = 0;
        ready.AddRange(In(Path.Combine(folder, Taking)).Where(IsOurs).Select(path => new FolderFile(path, Kind(path))));
        foreach (var path in In(folder).Where(IsOurs))
        {
            if (IsSettled(path, seen)) ready.Add(new(path, Kind(path)));
            else waiting++;
        }

        foreach (var maildir in Maildirs()) ready.AddRange(In(Path.Combine(maildir, "new")).Where(path => Path.GetFileName(path)[0] != '.').Select(path => new FolderFile(path, FolderFileKind.Maildir)));
        _seen = seen;
        return (ready.Count > most ? ready[..most] : ready, waiting, ready.Count > most);
    }

    /// <summary>Moves a file to where only the desk moves it. A mail of a Maildir is whole once it is in <c>new</c>, and stays there.</summary>
    public string Claim(FolderFile file)
    {
        if (file.Kind == FolderFileKind.Maildir || Path.GetDirectoryName(file.Path) == Path.Combine(folder, Taking)) return file.Path;
        return Moved(file.Path, Taking, Path.GetFileName(file.Path));
    }

    /// <summary>Puts back what went on being written while it was read.</summary>
    public void PutBack(FolderFile file, string claimed)
    {
        if (claimed != file.Path) File.Move(claimed, Free(folder, Path.GetFileName(file.Path)));
    }

    /// <summary>Puts away what was taken in.</summary>
    public void Done(FolderFile file, string claimed)
    {
        if (file.Kind != FolderFileKind.Maildir)
        {
            Moved(claimed, "taken", Path.GetFileName(claimed));
            return;
        }

        var cur = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(claimed))!, "cur");
        var name = Path.GetFileName(claimed);
        var mark = name.IndexOf(SeenFlag[..3], StringComparison.Ordinal);
        File.Move(claimed, Free(cur, (mark < 0 ? name : name[..mark]) + SeenFlag));
    }

    /// <summary>Puts away what cannot be taken in, with the reason beside it.</summary>
    public void Refuse(string claimed, IEnumerable<Bilingual> reasons)
    {
        var path = Moved(claimed, "refused", Path.GetFileName(claimed));
        File.WriteAllLines(path + ".reason.txt", reasons.SelectMany(reason => new[] { reason.En, reason.Zh }));
    }

    private string Moved(string path, string into, string name)
    {
        var target = Path.Combine(folder, into);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(target);
        else Directory.CreateDirectory(target, OwnerOnly);
        var free = Free(target, name);
        File.Move(path, free);
        return free;
    }

    private static string Free(string target, string name)
    {
        var path = Path.Combine(target, name);
        for (var i = 2; Path.Exists(path); i++) path = Path.Combine(target, $"{Path.GetFileNameWithoutExtension(name)}-{i}{Path.GetExtension(name)}");
        return path;
    }

    private static IEnumerable<string> In(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [];

    /// <summary>Other files are left alone: somebody may have named the wrong folder.</summary>
    private static bool IsOurs(string path) => Path.GetFileName(path)[0] != '.' && Kind(path) != FolderFileKind.Other;

    private static FolderFileKind Kind(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".eml" => FolderFileKind.Mail,
        ".mbox" or ".mbx" => FolderFileKind.Mbox,
        _ => FolderFileKind.Other,
    };

    private IEnumerable<string> Maildirs() => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Take(MostMaildirs).Prepend(folder)
        .Where(path => Path.GetFileName(path) != Taking && new DirectoryInfo(path) is { LinkTarget: null } && IsFolder(path, "new") && IsFolder(path, "cur"));

    private static bool IsFolder(string path, string name) => new DirectoryInfo(Path.Combine(path, name)) is { Exists: true, LinkTarget: null };

    /// <summary>Nobody wrote for a while: by the time on the file, or by what was seen at the looks before.</summary>
    private bool IsSettled(string path, Dictionary<string, Sight> seen)
    {
        var now = clock.GetUtcNow();
        var file = new FileInfo(path);
        if (!file.Exists && file.LinkTarget is null) return false;
        if (file.LinkTarget is not null) return true;
        var sight = new Sight(file.Length, new DateTimeOffset(file.LastWriteTimeUtc), now);
        if (_seen.TryGetValue(path, out var before) && (before.Length, before.Written) == (sight.Length, sight.Written)) sight = before;
        seen[path] = sight;
        return now - sight.First >= Settles || (sight.Written <= now && now - sight.Written >= Settles);
    }

    private sealed record Sight(long Length, DateTimeOffset Written, DateTimeOffset First);
}

/// <summary>A file of a mail folder.</summary>
internal sealed record FolderFile(string Path, FolderFileKind Kind);

/// <summary>What a file holds, by its name.</summary>
internal enum FolderFileKind
{
    /// <summary>Nothing for us.</summary>
    Other,

    /// <summary>One mail.</summary>
    Mail,

    /// <summary>Many mails, one after the other.</summary>
    Mbox,

    /// <summary>One mail, moved into <c>new</c> when it was whole.</summary>
    Maildir,
}
