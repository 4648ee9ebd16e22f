using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts.Finding;

/// <summary>A file met in a folder, or what was wrong there.</summary>
/// <param name="Name">As shown: the folder as given, then the path inside with forward slashes.</param>
internal sealed record FoundFile(string Name, string Path, Bilingual? Problem);

/// <summary>
/// The files of a folder and its folders, by name in ordinal order. Hidden ones are left out. A link to a folder is
/// followed unless it leads into the given folder again, where its files are met under their own name.
/// </summary>
internal sealed class FolderWalk(Allowance allowance)
{
    private readonly HashSet<string> _linked = new(StringComparer.Ordinal);
    private bool _full;

    /// <summary>Walks a folder; unreadable parts are told and passed over.</summary>
    public IEnumerable<FoundFile> Files(string name, string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var any = false;
        foreach (var file in Walk(Shown(name), root, Real(root), 0))
        {
            any = true;
            yield return file;
        }

        if (!any) yield return new(name, path, Reasons.EmptyFolder(name));
    }

    private static string Shown(string name)
    {
        var shown = OperatingSystem.IsWindows() ? name.Replace('\\', '/') : name;
        shown = shown.TrimEnd('/');
        return shown switch { "." => "", "" => "/", _ => shown + "/" };
    }

    private IEnumerable<FoundFile> Walk(string prefix, string folder, string root, int depth)
    {
        if (depth > allowance.Limits.FolderDepth)
        {
            yield return new(prefix, folder, Reasons.TooDeepFolder(prefix, allowance.Limits.FolderDepth));
            yield break;
        }

        var entries = List(folder, out var problem);
        foreach (var entry in entries)
        {
            allowance.CancellationToken.ThrowIfCancellationRequested();
            if (_full) yield break;
            var name = prefix + entry.Name;
            if (entry is not DirectoryInfo)
            {
                _full = ++allowance.Files > allowance.Limits.Files;
                yield return new(name, entry.FullName, _full ? Reasons.TooManyFiles(name, allowance.Limits.Files) : null);
                continue;
            }

            var next = entry.FullName;
            if (entry.LinkTarget is not null)
            {
                next = Real(next);
                if (IsWithin(next, root) || IsWithin(root, next) || !_linked.Add(next))
                {
                    yield return new(name, entry.FullName, Reasons.LinkedTwice(name));
                    continue;
                }
            }

            foreach (var file in Walk(name + "/", next, root, depth + 1)) yield return file;
        }

        if (problem is not null) yield return new(prefix, folder, problem(prefix));
    }

    private static List<FileSystemInfo> List(string folder, out Func<string, Bilingual>? problem)
    {
        problem = null;
        var entries = new List<FileSystemInfo>();
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (!entry.Name.StartsWith('.') && !entry.Attributes.HasFlag(FileAttributes.Hidden)) entries.Add(entry);
            }
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = name => Reasons.Unreadable(name, fault);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    private static string Real(string folder)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return folder;  // a link to itself: listing it tells
        }
    }

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == Path.DirectorySeparatorChar || folder.Length == 1);
}
