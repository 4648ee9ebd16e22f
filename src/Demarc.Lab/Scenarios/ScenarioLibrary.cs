using System.Reflection;

namespace Demarc.Lab.Scenarios;

/// <summary>All scenarios known to this run: the built-in ones, and those of folders that add to or replace them.</summary>
public sealed class ScenarioLibrary
{
    private const string Folder = "scenarios/";
    private readonly SortedDictionary<string, Scenario> _byId = new(StringComparer.Ordinal);
    private readonly List<LabProblem> _problems = [];

    private ScenarioLibrary()
    {
    }

    /// <summary>By id.</summary>
    public IReadOnlyCollection<Scenario> All => _byId.Values;

    /// <summary>What is wrong in files that were left out.</summary>
    public IReadOnlyList<LabProblem> Problems => _problems;

    public Scenario? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The built-in scenarios and more files; a file whose id exists replaces that scenario.</summary>
    /// <param name="files">File names and texts.</param>
    public static ScenarioLibrary With(IEnumerable<(string File, string Text)> files)
    {
        var library = new ScenarioLibrary();
        foreach (var (file, text) in Embedded().Concat(files))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            if (ScenarioFile.Read(file, text, library._problems) is { } scenario) library._byId[id] = scenario;
            else library._byId.Remove(id);
        }

        return library;
    }

    private static IEnumerable<(string File, string Text)> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
