using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli;

/// <summary>
/// The catalogue of a run: what is built in, and the cause files of the folders given with <c>--catalogue</c>.
/// A broken file is left out and told with file, line and reason; everything else goes on.
/// </summary>
public static class CatalogueFolder
{
    private const long LargestFile = 256 * 1024;
    private const int MostFiles = 2000;

    /// <summary>The catalogue, after saying what was wrong with it.</summary>
    /// <exception cref="CommandException">A folder does not exist.</exception>
    public static CauseCatalogue Read(Invocation call)
    {
        var problems = new List<CatalogueProblem>();
        var files = call.Options.Catalogues.SelectMany(folder => Files(folder, problems)).ToList();
        var catalogue = CauseCatalogue.With(files);
        foreach (var problem in catalogue.Problems.Concat(problems))
            call.Warn(new($"{problem.File}:{problem.Line}: {problem.Reason}", $"{problem.File}:{problem.Line}：{problem.Zh}"));
        return catalogue;
    }

    private static List<(string File, string Text)> Files(string folder, List<CatalogueProblem> problems)
    {
        if (!Directory.Exists(folder))
            throw new CommandException(ExitCodes.WrongUsage, new($"--catalogue: there is no folder '{folder}'", $"--catalogue：没有文件夹“{folder}”"));
        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(name => Path.GetExtension(name) is ".yaml" or ".yml")
            .Take(MostFiles).Order(StringComparer.Ordinal);
        var files = new List<(string File, string Text)>();
        foreach (var name in names)
        {
            if (TextOf(name, problems) is { } text) files.Add((name, text));
        }

        return files;
    }

    private static string? TextOf(string name, List<CatalogueProblem> problems)
    {
        try
        {
            if (new FileInfo(name).Length <= LargestFile) return File.ReadAllText(name);
            problems.Add(new(name, 1, "larger than a cause file may be (256 KB)", "超过原因文件的大小上限（256 KB）"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(name, 1, "cannot be read: " + fault.Message, "无法读取：" + fault.Message));
        }

        return null;
    }
}
