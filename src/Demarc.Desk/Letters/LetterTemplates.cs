using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>
/// The letters of a case. They are built in, each in both languages; a YAML file of the same id in the user's folder
/// replaces one, or only one language of it.
/// </summary>
public sealed class LetterTemplates
{
    private const string Prefix = "letters/";
    private const string RequestList = "request-list";
    private const int MostFiles = 200;
    private readonly Dictionary<string, Dictionary<Language, TemplatePair>> _letters = new(StringComparer.Ordinal);
    private readonly List<TemplateFault> _faults = [];

    private LetterTemplates(IEnumerable<(string File, string Yaml)> files)
    {
        foreach (var (file, yaml) in files)
        {
            if (TemplateFile.Read(file, yaml, _faults) is not { } read) continue;
            if (!_letters.TryGetValue(read.Id, out var languages)) _letters[read.Id] = languages = [];
            foreach (var (language, pair) in read.Languages) languages[language] = pair;
        }
    }

    /// <summary>Ids of the letters, in order; the list of requests that letters share is not one.</summary>
    public IReadOnlyList<string> Ids => [.. _letters.Keys.Where(id => id != RequestList).Order(StringComparer.Ordinal)];

    /// <summary>What was wrong in the files; a language with a fault keeps its built-in text.</summary>
    public IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>The built-in letters, and those of a folder over them; a folder that is not there adds nothing.</summary>
    public static LetterTemplates Load(string? folder = null) => new(BuiltIn().Concat(folder is null ? [] : Files(folder)));

    /// <summary>The built-in letters, and further files over them by name and text.</summary>
    public static LetterTemplates With(IEnumerable<(string File, string Yaml)> files) => new(BuiltIn().Concat(files));

    /// <summary>Whether there is such a letter in that language.</summary>
    public bool Has(string id, Language language) => _letters.TryGetValue(id, out var languages) && languages.ContainsKey(language);

    /// <summary>Writes a letter in the party's language. What had no value is told as a fault and stands as ⟨name⟩.</summary>
    public Letter Compose(string id, LetterContext context)
    {
        var language = context.Party.Language;
        if (!Has(id, language)) throw new ArgumentException($"there is no letter {id} in this language", nameof(id));
        var values = LetterValues.Of(context);
        if (context.Requests.Count > 0 && Has(RequestList, language)) values.Set("requestList", TemplateFill.Write(_letters[RequestList][language].Text, values, language).Text);
        var pair = _letters[id][language];
        var (subject, subjectMissing) = TemplateFill.Write(pair.Subject, values, language);
        var (text, missing) = TemplateFill.Write(pair.Text, values, language);
        return new(MailText.Line(subject), MailText.Paragraphs(MailText.Block(text)) + "\n",
            [.. subjectMissing.Concat(missing).Distinct().Select(name => new TemplateFault(id, 0, new($"there is no value for {name}", $"缺少 {name} 的内容")))]);
    }

    private static IEnumerable<(string File, string Yaml)> BuiltIn()
    {
        var assembly = typeof(LetterTemplates).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }

    private static IEnumerable<(string File, string Yaml)> Files(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Take(MostFiles))
        {
            if (new FileInfo(path).Length <= 4 * Template.Longest) yield return (Path.GetFileName(path), File.ReadAllText(path));
        }
    }
}
