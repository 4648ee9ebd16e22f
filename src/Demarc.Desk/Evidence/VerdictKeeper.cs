using System.Text.Json;
using Demarc.Desk.Cases;
using Demarc.Desk.Field;
using Demarc.Desk.Finding;
using Demarc.Desk.Store;
using Demarc.Desk.Trials;
using Demarc.Model;

namespace Demarc.Desk.Evidence;

/// <summary>Keeps the verdicts of a case: a new one whenever the evidence says something else, with what moved it.</summary>
public sealed class VerdictKeeper(DeskStore store, CaseEngine engine, FieldBook field)
{
    private const double Moved = 0.005;

    /// <summary>Pieces named as what moved a verdict.</summary>
    private const int MostNamed = 5;

    public CaseEngine Engine { get; } = engine;

    /// <summary>Verdicts of a case, the newest first.</summary>
    public IReadOnlyList<VerdictRecord> History(string caseId) => store.Read(reading => reading.All($"SELECT {VerdictRecord.Columns} FROM verdict WHERE case_id = @1 ORDER BY at DESC, id DESC", VerdictRecord.Read, caseId));

    public VerdictRecord? Latest(string caseId) => store.Read(reading => Latest(reading, caseId));

    /// <summary>Concludes anew from all evidence. Keeps what comes out where it differs from the last verdict.</summary>
    /// <returns>The verdict that holds now; null where nothing can be read yet.</returns>
    public VerdictRecord? Renew(Actor actor, string caseId, CancellationToken cancellationToken = default)
    {
        var (evidence, stated) = store.Read(reading => (EvidenceRoom.Of(reading, caseId), TrialBook.Stated(reading, caseId)));
        var report = Engine.Conclude(evidence, stated, field.For(caseId), cancellationToken);
        return store.Write(actor, writing =>
        {
            // Erased while it was concluded: what was read is not written back.
            if (writing.Text("SELECT erased FROM desk_case WHERE id = @1", caseId) is not null) return Latest(writing, caseId);
            Concluded(writing, caseId, evidence.Count);
            foreach (var piece in evidence.Where(it => it.CoversFrom is null)) EvidenceRoom.Covers(writing, piece.Id, report.From(piece));
            var last = Latest(writing, caseId);
            if (report.Nothing || report.Observations.Count == 0) return last;
            Requests.RequestBook.TickOff(store, writing, caseId, report, evidence);
            Observables.Keep(writing, caseId, report);
            var verdict = report.Document.Verdict;
            var side = verdict.Side.Id();
            if (last is not null && last.Side == side && last.Cause == verdict.Cause && Math.Abs(last.Confidence - verdict.Confidence) < Moved && SameEvidence(last, report.Document)) return last;
            var record = new VerdictRecord(store.NewId(), writing.Now, side, verdict.Cause, verdict.Confidence, verdict.Standing, MovedBy(evidence, report.Document, last), JsonSerializer.Serialize(report.Document, ModelJson.Readable.VerdictDocument));
            writing.Add(
                "verdict", ("id", record.Id), ("case_id", caseId), ("at", record.At), ("side", record.Side), ("cause", record.Cause), ("confidence", record.Confidence), ("standing", record.Standing), ("decided_by", "engine"), ("moved_by", record.MovedBy),
                ("document", record.Document));
            CaseBook.Touch(writing, caseId);
            writing.Audit("verdict", caseId, $"{side} {verdict.Cause}");
            return record;
        });
    }

    /// <summary>Lets the evidence that is there be, as what was concluded from.</summary>
    internal void Passed(string caseId) => store.Write(Actor.Desk, writing => Concluded(writing, caseId, EvidenceRoom.Of(writing, caseId).Count));

    /// <summary>Pieces are never taken away, so their number says which of them a conclusion knew.</summary>
    private static void Concluded(DeskWriting writing, string caseId, int pieces) => writing.Do("UPDATE desk_case SET concluded = @2 WHERE id = @1", caseId, pieces);

    internal static VerdictRecord? Latest(DeskReading reading, string caseId) => reading.One($"SELECT {VerdictRecord.Columns} FROM verdict WHERE case_id = @1 ORDER BY at DESC, id DESC LIMIT 1", VerdictRecord.Read, caseId);

    private static bool SameEvidence(VerdictRecord last, VerdictDocument now) =>
        last.Open().Evidence.Select(it => it.Sha256).ToHashSet(StringComparer.Ordinal).SetEquals(now.Evidence.Select(it => it.Sha256)) && last.Open().Evidence.Count == now.Evidence.Count;

    /// <summary>The pieces that are new since the verdict before and that the best hypothesis, or its rival, leans on most.</summary>
    private static string? MovedBy(IReadOnlyList<EvidenceRecord> evidence, VerdictDocument now, VerdictRecord? last)
    {
        // A member of an archive or a mail has a hash of its own; its piece is named at the head of its source.
        var before = last is null ? [] : last.Open().Evidence.Select(it => it.Source.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var fresh = evidence.Where(it => !before.Contains(it.Label)).Select(it => it.Label).ToHashSet(StringComparer.Ordinal);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        var sources = now.Evidence.ToDictionary(it => it.Id, it => it.Source.Split(' ')[0], StringComparer.Ordinal);
        foreach (var sign in now.Hypotheses.Take(2).SelectMany(it => it.For.Concat(it.Against)))
        {
            foreach (var label in sign.Evidence.Select(id => sources.GetValueOrDefault(id)).OfType<string>().Distinct(StringComparer.Ordinal).Where(fresh.Contains))
                weights[label] = weights.GetValueOrDefault(label) + Math.Abs(sign.Weight);
        }

        var named = weights.OrderByDescending(it => it.Value).ThenBy(it => it.Key, StringComparer.Ordinal).Take(MostNamed).Select(it => it.Key).ToList();
        return named.Count == 0 ? null : string.Join(", ", named);
    }
}
