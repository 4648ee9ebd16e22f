using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Gives evidence and observations their ids, in the order of sources and lines, so that the same input gives the same bytes.</summary>
public static class Numbering
{
    /// <summary>The same case with ids.</summary>
    public static CaseInput Number(CaseInput input)
    {
        var rules = new Dictionary<Observation, string>(ReferenceEqualityComparer.Instance);
        foreach (var (fact, rule) in input.Proposed) rules[fact] = rule;
        var ordered = input.Observations
            .OrderBy(observation => ByNumber(observation.Evidence.Source), StringComparer.Ordinal)
            .ThenBy(observation => First(observation.Evidence))
            .ThenBy(observation => Last(observation.Evidence));
        var ids = new Dictionary<Passage, string>();
        var observations = new List<Observation>();
        var proposed = new List<(Observation, string)>();
        foreach (var observation in ordered)
        {
            var evidence = observation.Evidence;
            var key = new Passage(evidence.Source, First(evidence), Last(evidence), evidence.Lines is null ? evidence.Text : "");
            if (!ids.TryGetValue(key, out var id)) ids[key] = id = $"e{ids.Count + 1}";
            var numbered = observation with { Id = $"o{observations.Count + 1}", Evidence = evidence with { Id = id } };
            observations.Add(numbered);
            if (rules.TryGetValue(observation, out var rule)) proposed.Add((numbered, rule));
        }

        return input with { Observations = observations, Proposed = proposed };
    }

    /// <summary>Probes come in the order they were made: <c>probe:10</c> after <c>probe:9</c>.</summary>
    private static string ByNumber(string source) =>
        source.StartsWith("probe:", StringComparison.Ordinal) && source.Length < 16 ? "probe:" + source[6..].PadLeft(10, '0') : source;

    private static int First(Evidence evidence) => evidence.Lines is [var first, ..] ? first : evidence.Frames is [var frame, ..] ? frame : 0;

    private static int Last(Evidence evidence) => evidence.Lines is [_, var last] ? last : 0;

    /// <summary>Where evidence stands; what has the same place is the same evidence.</summary>
    private sealed record Passage(string Source, int First, int Last, string Text);
}
