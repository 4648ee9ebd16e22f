using Demarc.Lab.Scenarios;

namespace Demarc.Cli.Lab;

/// <summary>The scenarios of a run: those built in, and those of the folders given with <c>--scenarios</c>. A broken file is left out and told with file and line.</summary>
internal static class ScenarioFolder
{
    private const long LargestFile = 256 * 1024;
    private const int MostFiles = 1000;
    private const int Suggestions = 3;

    public static ScenarioLibrary Read(Invocation call, IReadOnlyList<string> folders)
    {
        var library = ScenarioLibrary.With(folders.SelectMany(Files));
        foreach (var problem in library.Problems)
            call.Warn(new($"{problem.File}:{problem.Line}: {problem.Reason.En}", $"{problem.File}:{problem.Line}：{problem.Reason.Zh}"));
        return library;
    }

    /// <exception cref="CommandException">There is none of that name.</exception>
    public static Scenario Find(ScenarioLibrary library, string id)
    {
        if (library.Find(id) is { } scenario) return scenario;
        var near = Nearest.To(id, library.All.Select(each => each.Id), Suggestions);
        var (en, zh) = near.Count == 0
            ? ("'demarc lab list' shows them all", "全部场景见 demarc lab list")
            : ("the nearest: " + string.Join(", ", near), "最接近的有：" + string.Join("、", near));
        throw new CommandException(ExitCodes.WrongUsage, new($"no scenario '{id}'; {en}", $"没有场景“{id}”；{zh}"));
    }

    private static IEnumerable<(string File, string Text)> Files(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CommandException(ExitCodes.WrongUsage, new($"--scenarios: there is no folder '{folder}'", $"--scenarios：没有文件夹“{folder}”"));
        return Directory.EnumerateFiles(folder, "*.yaml").Where(name => new FileInfo(name).Length <= LargestFile)
            .Take(MostFiles).Order(StringComparer.Ordinal).Select(name => (name, File.ReadAllText(name)));
    }
}
