using System.Reflection;

namespace Demarc.Reasoning;

/// <summary>All causes known to this run: the built-in ones, and those of a folder that adds to or overrides them.</summary>
public sealed class CauseCatalogue
{
    private const string Folder = "causes/";
    private readonly Dictionary<string, Cause> _byId;

    private CauseCatalogue(IEnumerable<Cause> causes, IReadOnlyList<CatalogueProblem> problems)
    {
        _byId = causes.ToDictionary(cause => cause.Id, StringComparer.Ordinal);
        Causes = [.. _byId.Values.OrderBy(cause => cause.Id, StringComparer.Ordinal)];
        Problems = problems;
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<Cause> Causes { get; }

    /// <summary>Files that were left out, and why.</summary>
    public IReadOnlyList<CatalogueProblem> Problems { get; }

    /// <summary>What the field says of how often causes occur; null for the catalogue's own weights alone.</summary>
    public FieldPriors? Field { get; private init; }

    /// <summary>The catalogue with its own weights.</summary>
    public CauseCatalogue Plain { get => field ?? this; private init; }

    /// <summary>The same causes, weighed by how often they were confirmed.</summary>
    public CauseCatalogue WeighedBy(FieldPriors priors) => new(priors.Weigh(Plain.Causes), Problems) { Field = priors, Plain = Plain };

    public Cause? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The catalogue built into the program.</summary>
    public static CauseCatalogue BuiltIn() => With([]);

    /// <summary>The built-in catalogue with more files; a file whose id exists replaces that cause.</summary>
    /// <param name="files">File names and texts.</param>
    public static CauseCatalogue With(IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var causes = new Dictionary<string, Cause>(StringComparer.Ordinal);
        foreach (var (file, text) in Embedded().Concat(files))
        {
            if (CauseFile.Read(file, text, problems) is { } cause) causes[cause.Id] = cause;
        }

        return new(causes.Values, problems);
    }

    private static IEnumerable<(string File, string Text)> Embedded()
    {
        var assembly = typeof(CauseCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var plain = name.Replace('\\', '/');
            if (plain.StartsWith(Folder, StringComparison.Ordinal)) yield return (plain, EmbeddedText(assembly, name));
        }
    }

    internal static string EmbeddedText(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
