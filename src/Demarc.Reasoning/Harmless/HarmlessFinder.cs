using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>All harmless oddities of a case, one entry per rule, in the order of harmless.tsv.</summary>
public static class HarmlessFinder
{
    private const int MostEvidence = 40;
    private static readonly IHarmlessRule[] Rules = [new PathOddities(), new PingOddities(), new PacketOddities(), new HostOddities()];

    /// <summary>What was found; several findings of one rule are one entry that cites them all.</summary>
    public static IReadOnlyList<HarmlessFinding> Find(CaseView view)
    {
        var found = Rules.SelectMany(rule => rule.Find(view)).Where(f => f.Evidence.Count > 0).ToArray();
        var entries = new List<HarmlessFinding>();
        foreach (var rule in HarmlessRules.All)
        {
            var same = found.Where(f => f.Rule == rule).ToArray();
            if (same.Length == 0) continue;
            entries.Add(new(rule, [.. same.SelectMany(f => f.Evidence).DistinctBy(e => e.Id).Take(MostEvidence)], Join(same)));
        }

        return entries;
    }

    private static Bilingual Join(HarmlessFinding[] same)
    {
        var texts = same.Select(f => f.Text).Distinct().ToArray();
        var more = texts.Length - 1;
        return more == 0 ? texts[0] : new($"{texts[0].En} ({more} more alike)", $"{texts[0].Zh}（另有 {more} 处相同）");
    }
}
