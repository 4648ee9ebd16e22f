using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Desk.Letters;

/// <summary>One language of a letter: its subject and its text.</summary>
internal sealed record TemplatePair(IReadOnlyList<TemplatePart> Subject, IReadOnlyList<TemplatePart> Text);

/// <summary>A letter as its file gives it; a language with faults is left out.</summary>
internal sealed record TemplateFile(string Id, IReadOnlyDictionary<Language, TemplatePair> Languages)
{
    private static readonly string[] Keys = ["id", "free", "en", "zh"];

    /// <summary>Reads a file; null where not even its id can be told.</summary>
    public static TemplateFile? Read(string file, string yaml, ICollection<TemplateFault> faults)
    {
        var root = YamlDocument.Read(yaml, out var problem) as YamlMap;
        if (problem is not null) faults.Add(new(file, problem.Line, new(problem.Reason, problem.Zh)));
        if (root?["id"]?.Text is not { Length: > 0 } id)
        {
            if (problem is null) faults.Add(new(file, 1, new("has no id", "缺少 id")));
            return null;
        }

        foreach (var entry in root.Entries.Where(entry => !Keys.Contains(entry.Key)))
            faults.Add(new(file, entry.Line, new($"{entry.Key} is not known here", $"此处没有名为 {entry.Key} 的项")));
        var names = LetterValues.Names(Free(file, root["free"], faults));
        var languages = new Dictionary<Language, TemplatePair>();
        foreach (var (key, language) in new[] { ("en", Language.English), ("zh", Language.Chinese) })
        {
            if (root[key] is YamlMap map && Pair(file, map, names, faults) is { } pair) languages[language] = pair;
        }

        return new(id, languages);
    }

    private static List<string> Free(string file, YamlNode? node, ICollection<TemplateFault> faults)
    {
        var free = new List<string>();
        foreach (var item in (node as YamlList)?.Items ?? [])
        {
            if (item.Text is { Length: > 0 } name && !LetterValues.IsTaken(name)) free.Add(name);
            else faults.Add(new(file, item.Line, new($"{item.Text} cannot be a free name", $"{item.Text} 不能用作自定义名称")));
        }

        return free;
    }

    private static TemplatePair? Pair(string file, YamlMap map, TemplateNames names, ICollection<TemplateFault> faults)
    {
        if (map["text"] is not YamlScalar text)
        {
            faults.Add(new(file, map.Line, new("has no text", "缺少 text")));
            return null;
        }

        var before = faults.Count;
        var subject = map["subject"] is YamlScalar line ? Template.Parse(file, line.Value, line.Line, names, faults) : [];
        var parts = Template.Parse(file, text.Value, FirstLine(text), names, faults);
        return faults.Count == before ? new(subject, parts) : null;
    }

    /// <summary>A block's words begin on the line after its mark.</summary>
    private static int FirstLine(YamlScalar text) => text.Value.Contains('\n') ? text.Line + 1 : text.Line;
}
