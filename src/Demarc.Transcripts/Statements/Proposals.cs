using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Gathers proposals: the same fact said again becomes another place of the first one said, and a later statement
/// that contradicts the scope of an earlier one supersedes it.
/// </summary>
internal sealed class Proposals(EvidenceText text, IReadOnlyList<Mail.Turn> turns)
{
    private const int Most = 2000;
    private const int MostPlaces = 100;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Evidence on the lines of a sentence (or from another sentence's first line).</summary>
    public Evidence Cite(string kind, Sentence sentence, string? vantage = null, Sentence? from = null)
    {
        var first = Math.Min(sentence.First, from?.First ?? sentence.First);
        var last = Math.Max(sentence.Last, from?.Last ?? sentence.Last);
        return new BlockContext(text, first) { Time = turns[sentence.Turn].Time }.Cite(kind, tool: null, first, last, vantage);
    }

    /// <summary>When the turn of a sentence was written.</summary>
    public Moment? Time(Sentence sentence) => turns[sentence.Turn].Time;

    /// <summary>Adds a fact, or another place of one already there.</summary>
    public void Add(Sentence sentence, Observation fact, string rule)
    {
        var key = Key(fact);
        if (!_byKey.TryGetValue(key, out var entry))
        {
            if (_entries.Count >= Most) return;
            _byKey[key] = entry = new Entry();
            _entries.Add(entry);
        }

        if (entry.Said.Count < MostPlaces && !entry.Said.Exists(said => Same(said.Fact.Evidence.Lines, fact.Evidence.Lines))) entry.Said.Add(new Saying(sentence.Rank, sentence.First, sentence.Paragraph, fact, rule));
    }

    /// <summary>Whether a report like this was made in the same paragraph already.</summary>
    public bool Reported(int paragraph, string? vantage, string? works, string? symptom) => _entries.Exists(entry => entry.Said.Exists(said =>
        said.Paragraph == paragraph && said.Fact is Report report && report.Vantage == vantage && report.Works == works && report.Symptom == symptom));

    /// <summary>Changes proposed so far with their sentences' lists, to which a neighbouring item may add the effect.</summary>
    public void Replace(Func<Change, bool> which, Func<Change, Change> by)
    {
        foreach (var entry in _entries)
        {
            for (var i = 0; i < entry.Said.Count; i++)
            {
                if (entry.Said[i].Fact is Change change && which(change)) entry.Said[i] = entry.Said[i] with { Fact = by(change) };
            }
        }
    }

    /// <summary>The proposals, in the order of their lines.</summary>
    public IReadOnlyList<ProposedFact> Build()
    {
        foreach (var entry in _entries) entry.Said.Sort((a, b) => (a.Rank, a.Line).CompareTo((b.Rank, b.Line)));
        Supersede();
        return [.. _entries.Select(entry => entry.Build()).OrderBy(fact => fact.Fact.Evidence.Lines![0]).ThenBy(fact => fact.Fact.Evidence.Lines![^1])];
    }

    private void Supersede()
    {
        foreach (var later in _entries.Where(entry => entry.First.Rule == StatementRules.ScopeContradicted.Id).OrderBy(entry => (entry.First.Rank, entry.First.Line)))
        {
            var place = new EvidencePlace(text.Source, later.First.Fact.Evidence.Lines);
            foreach (var earlier in _entries)
            {
                if (earlier == later || (earlier.First.Rank, earlier.First.Line).CompareTo((later.First.Rank, later.First.Line)) >= 0) continue;
                if (Contradicts(later.First.Fact, earlier.First.Fact)) earlier.SupersededBy ??= place;
            }
        }
    }

    private static bool Contradicts(Observation later, Observation earlier) => (later, earlier) switch
    {
        (Claim { Denied: true } now, Claim { Denied: not true } then) => now.ClaimId == then.ClaimId,
        (Report now, Report then) => now.Vantage == then.Vantage && now.Vantage is Places.Affected or Places.Others && now.Works != then.Works && Related(now.Target, then.Target),
        _ => false,
    };

    /// <summary>Targets of one complaint are seldom written alike twice; sharing a word is enough.</summary>
    private static bool Related(string? one, string? other)
    {
        if (one is null || other is null) return true;
        return one.Split(' ', '.', '/').Any(word => word.Length > 1 && other.Contains(word, StringComparison.OrdinalIgnoreCase))
            || other.Split(' ', '.', '/').Any(word => word.Length > 1 && one.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Key(Observation fact)
    {
        var key = new StringBuilder(fact.Kind);
        void Part(string? part) => key.Append('|').Append(part?.Replace(" ", "", StringComparison.Ordinal));
        switch (fact)
        {
            case Report report:
                Part(report.Vantage); Part(report.Target); Part(report.Works); Part(report.Symptom); Part(report.Share); Part(report.Note); Part(report.By);
                break;
            case Change change:
                Part(change.What); Part(change.Concerns); Part(change.Effect); Part(change.By is null || change.What?.Contains(" -> ", StringComparison.Ordinal) == true ? null : change.By);
                break;
            case Claim claim:
                Part(claim.ClaimId); Part(claim.By); Part(claim.Denied == true ? "denied" : null);
                break;
            case Trial trial:
                foreach (var factor in (trial.Factors ?? new Dictionary<string, string>()).OrderBy(factor => factor.Key, StringComparer.Ordinal)) Part(factor.Key + "=" + factor.Value);
                Part(trial.Symptom?.ToString());
                break;
        }

        return key.ToString();
    }

    private static bool Same(IReadOnlyList<int>? one, IReadOnlyList<int>? other) => one is not null && other is not null && one.SequenceEqual(other);

    private sealed record Saying(int Rank, int Line, int Paragraph, Observation Fact, string Rule);

    private sealed class Entry
    {
        public List<Saying> Said { get; } = [];

        public Saying First => Said[0];

        public EvidencePlace? SupersededBy { get; set; }

        public ProposedFact Build()
        {
            var fact = First.Fact;
            var also = Said.Skip(1).Select(said => new EvidencePlace(said.Fact.Evidence.Source, said.Fact.Evidence.Lines)).OrderBy(place => place.Lines![0]).ToList();
            var evidence = fact.Evidence with { Also = also };
            return new ProposedFact(
                fact switch
                {
                    Report report => report with { Evidence = evidence, SupersededBy = SupersededBy },
                    Claim claim => claim with { Evidence = evidence, SupersededBy = SupersededBy },
                    _ => fact with { Evidence = evidence },
                },
                First.Rule);
        }
    }
}
