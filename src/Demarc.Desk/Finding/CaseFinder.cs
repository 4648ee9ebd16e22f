using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Finding;

/// <summary>Finds cases by words, and cases that look like another one.</summary>
public sealed class CaseFinder(DeskStore store)
{
    private const int MostHits = 400;
    private const int LongestSnippet = 160;
    private const int MostSimilar = 8;

    /// <summary>From so many cases on a name may be a site's own.</summary>
    private const int Recurring = 3;

    private const int MostOfSite = 50;

    /// <summary>Cases that share one thing and are looked at, the newest.</summary>
    private const int MostSharing = 1000;

    /// <summary>How far cases that share something are counted; what more share is no rarer.</summary>
    private const int MostCounted = 20_000;

    /// <summary>Signs that nearly every case shows tell nothing; those of fewer than this share count.</summary>
    private const double Common = 0.5;

    /// <summary>Cases whose texts hold all words, best first, each with the place that fits best.</summary>
    public IReadOnlyList<FoundCase> Search(string query, int most = 50) => store.Read(reading =>
    {
        var best = new List<SearchHit>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (CaseBook.Find(reading, query) is { } named && seen.Add(named.Id)) best.Add(new(named.Id, $"number:{named.Id}", named.Number, double.MaxValue));
        foreach (var hit in store.Database.Search(reading.Connection, query, MostHits))
        {
            if (best.Count >= most) break;
            if (seen.Add(hit.Case)) best.Add(hit);
        }

        var found = new List<FoundCase>(best.Count);
        foreach (var hit in best)
        {
            if (CaseBook.Find(reading, hit.Case) is { } it) found.Add(new(it, hit.Reference, Snippet(hit.Text, query)));
        }

        return found;
    });

    /// <summary>Cases that share signs, causes, names or rare words with one, and which: the rarer what is shared, the more it counts; words come last.</summary>
    public IReadOnlyList<SimilarCase> Similar(string caseId) => store.Read(reading =>
    {
        var total = Math.Max(1, reading.Number("SELECT COUNT(*) FROM desk_case"));
        var shared = new List<(string Case, string Kind, string Value, long Cases)>();
        foreach (var (kind, value) in reading.All("SELECT kind, value FROM observable WHERE case_id = @1", row => (row.GetString(0), row.GetString(1)), caseId))
        {
            var count = reading.Number($"SELECT COUNT(*) FROM (SELECT 1 FROM observable WHERE kind = @1 AND value = @2 LIMIT {Text(MostCounted)})", kind, value);
            if (kind == Observables.Sign && total >= 4 && count > total * Common) continue;
            var cases = reading.All($"SELECT case_id FROM observable WHERE kind = @1 AND value = @2 ORDER BY case_id DESC LIMIT {Text(MostSharing)}", row => row.GetString(0), kind, value);
            shared.AddRange(cases.Where(it => it != caseId).Select(it => (it, kind, value, count)));
        }

        var own = shared.Where(it => it.Kind == Observables.Target && it.Cases >= Recurring).Select(it => it.Value).Distinct(StringComparer.Ordinal)
            .Where(value => IsOfOneSite(reading, reading.All($"SELECT case_id FROM observable WHERE kind = '{Observables.Target}' AND value = @1 LIMIT {Text(MostOfSite)}", row => row.GetString(0), value))).ToHashSet(StringComparer.Ordinal);
        shared.RemoveAll(it => it.Kind == Observables.Target && own.Contains(it.Value));
        var found = new Dictionary<string, (double Weight, List<(string Kind, string Value)> Shared)>(StringComparer.Ordinal);
        foreach (var alike in shared.GroupBy(it => it.Case, StringComparer.Ordinal))
        {
            var weight = alike.Sum(it => (it.Kind == Observables.Cause ? 2 : 1) * Math.Log(1 + ((double)total / it.Cases)));
            found[alike.Key] = (weight, [.. alike.OrderBy(it => it.Cases).ThenBy(it => it.Value, StringComparer.Ordinal).Select(it => (it.Kind, it.Value))]);
        }

        foreach (var alike in new SharedWords(store, reading, caseId).Find(cases => cases.Count + 1 >= Recurring && IsOfOneSite(reading, cases.Prepend(caseId))))
        {
            var measured = found.TryGetValue(alike.Case, out var known) ? known : (0, []);
            found[alike.Case] = (measured.Weight + alike.Share, [.. measured.Shared, .. alike.Phrases.Select(it => (Observables.Word, it))]);
        }

        return found.OrderByDescending(it => it.Value.Weight).ThenByDescending(it => it.Key, StringComparer.Ordinal).Take(MostSimilar)
            .Select(it => CaseBook.Find(reading, it.Key) is { } other ? new SimilarCase(other, it.Value.Weight, it.Value.Shared) : null)
            .OfType<SimilarCase>().ToList();
    });

    /// <summary>All these cases are of one customer: what they share is how that site calls its own things, and tells nothing of a fault.</summary>
    private static bool IsOfOneSite(DeskReading reading, IEnumerable<string> cases) => cases.Take(MostOfSite)
        .Select(it => reading.Text("SELECT customer FROM desk_case WHERE id = @1", it) ?? Domain(reading, it) ?? it).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).Count() == 1;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Domain(DeskReading reading, string caseId) =>
        reading.Text($"SELECT address FROM party WHERE case_id = @1 AND role = '{PartyRole.Customer}' AND address IS NOT NULL ORDER BY id LIMIT 1", caseId) is { } address ? address[(address.LastIndexOf('@') + 1)..] : null;

    /// <summary>The words around the first place where the query's longest word stands.</summary>
    private static string Snippet(string text, string query)
    {
        var word = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(it => it.Length).FirstOrDefault() ?? "";
        var at = Math.Max(0, text.IndexOf(word, StringComparison.OrdinalIgnoreCase));
        var from = Math.Max(0, at - (LongestSnippet / 3));
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        var to = Math.Min(text.Length, from + LongestSnippet);
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        return (from > 0 ? "…" : "") + text[from..to].ReplaceLineEndings(" ") + (to < text.Length ? "…" : "");
    }
}

/// <summary>A case that was found.</summary>
/// <param name="Case">The case.</param>
/// <param name="Reference">Where the words stand, such as <c>turn:ID</c>.</param>
/// <param name="Snippet">The words around them.</param>
public sealed record FoundCase(CaseRecord Case, string Reference, string Snippet);

/// <summary>A case that looks alike.</summary>
/// <param name="Case">The case.</param>
/// <param name="Weight">How much is shared.</param>
/// <param name="Shared">What is shared: signs, causes and names, the rarest first, then words.</param>
public sealed record SimilarCase(CaseRecord Case, double Weight, IReadOnlyList<(string Kind, string Value)> Shared)
{
    /// <summary>What of it may be told to somebody who may not see the other case: signs and causes, no names and no words.</summary>
    public IReadOnlyList<(string Kind, string Value)> Impersonal => [.. Shared.Where(it => it.Kind is Observables.Sign or Observables.Cause)];
}
