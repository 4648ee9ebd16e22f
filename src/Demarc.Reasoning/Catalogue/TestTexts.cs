using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Reasoning;

/// <summary>What a test is called, how to run it, and how its outcomes read (tests.yaml).</summary>
/// <param name="Title">A noun phrase.</param>
/// <param name="Do">What to run, where, and what each result would tell.</param>
/// <param name="Command">Shell command with {host} {address} {port} {url}; null when there is none.</param>
/// <param name="Windows">The Windows command; null when the same or none.</param>
/// <param name="Outcomes">Phrase per outcome.</param>
public sealed record TestText(Bilingual Title, Bilingual Do, string? Command, string? Windows, IReadOnlyDictionary<string, Bilingual> Outcomes);

/// <summary>The texts of every test, read once.</summary>
public static class TestTexts
{
    private static readonly Lazy<Dictionary<string, TestText>> Texts = new(Read);

    /// <summary>The texts of that test; its id stands in where a text is missing.</summary>
    public static TestText Of(string test) =>
        Texts.Value.TryGetValue(test, out var text) ? text : new(new(test, test), new(test, test), null, null, new Dictionary<string, Bilingual>(StringComparer.Ordinal));

    /// <summary>How an outcome reads.</summary>
    public static Bilingual Outcome(string test, string outcome) =>
        Of(test).Outcomes.TryGetValue(outcome, out var text) ? text : new(outcome, outcome);

    private static Dictionary<string, TestText> Read()
    {
        var assembly = typeof(TestTexts).Assembly;
        var texts = new Dictionary<string, TestText>(StringComparer.Ordinal);
        if (YamlDocument.Read(CauseCatalogue.EmbeddedText(assembly, "tests.yaml"), out _) is not YamlMap root) return texts;
        foreach (var entry in root.Entries)
        {
            if (entry.Value is YamlMap map) texts[entry.Key] = One(map);
        }

        return texts;
    }

    private static TestText One(YamlMap map)
    {
        var outcomes = new Dictionary<string, Bilingual>(StringComparer.Ordinal);
        if (map["outcomes"] is YamlMap listed)
        {
            foreach (var entry in listed.Entries) outcomes[entry.Key] = Pair(entry.Value);
        }

        return new(Pair(map["title"]), Pair(map["do"]), map["command"]?.Text, map["windows"]?.Text, outcomes);
    }

    private static Bilingual Pair(YamlNode? node) => new((node as YamlMap)?["en"]?.Text ?? "", (node as YamlMap)?["zh"]?.Text ?? "");
}
