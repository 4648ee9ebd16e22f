using System.Text.Json;
using Demarc.Model;

namespace Demarc.Diagnosing;

/// <summary>The same block met in two artifacts is one observation with several references.</summary>
internal static class Repeats
{
    /// <summary>Observations without repeats, and for each original the one that now stands for it.</summary>
    public static (IReadOnlyList<Observation> Observations, IReadOnlyDictionary<Observation, Observation> Kept) Join(IReadOnlyList<Observation> observations)
    {
        var groups = new Dictionary<string, List<Observation>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var observation in observations)
        {
            var key = Key(observation);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [];
                order.Add(key);
            }

            group.Add(observation);
        }

        var joined = new List<Observation>();
        var kept = new Dictionary<Observation, Observation>(ReferenceEqualityComparer.Instance);
        foreach (var group in order.Select(key => groups[key]))
        {
            var first = group[0];
            if (group.Count > 1)
            {
                EvidencePlace[] also = [.. group.Skip(1).SelectMany(o => o.Evidence.Also.Prepend(new(o.Evidence.Source, o.Evidence.Lines, o.Evidence.Frames)))];
                first = first with { Evidence = first.Evidence with { Also = [.. first.Evidence.Also, .. also] } };
            }

            joined.Add(first);
            foreach (var each in group) kept[each] = first;
        }

        return (joined, kept);
    }

    /// <summary>Two observations repeat each other when kind, tool, place, target and quoted text agree, in different artifacts or places.</summary>
    private static string Key(Observation o)
    {
        var text = o.Evidence.Text;
        if (text.Length == 0 || o.Basis != Basis.Measured) return $"{o.Evidence.Source}\n{o.GetHashCode()}\n{o}";
        var collapsed = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Join('\n', o.Kind, o.Tool, o.Vantage, o.Target, Detail(o), collapsed);
    }

    /// <summary>What sets apart several observations read from one block.</summary>
    private static string Detail(Observation o) => JsonSerializer.Serialize(o with { Id = "", Evidence = Blank }, ModelJson.Readable.Observation);

    private static readonly Evidence Blank = new() { Source = "", Sha256 = "", Kind = "" };
}
