using System.Globalization;
using Demarc.Desk.Cases;
using Demarc.Desk.Keeping;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Evidence;

/// <summary>Takes evidence in and shows it. What is in is never changed or overwritten.</summary>
public sealed class EvidenceRoom
{
    private readonly DeskStore _store;
    private readonly ShelfSweep _sweep;

    internal EvidenceRoom(DeskStore store, ArtifactShelf shelf, ShelfSweep sweep)
    {
        (_store, _sweep) = (store, sweep);
        (Shelf, Sight) = (shelf, new(shelf));
    }

    public ArtifactShelf Shelf { get; }

    /// <summary>What pieces look like inside.</summary>
    public EvidenceSight Sight { get; }

    public IReadOnlyList<EvidenceRecord> Of(string caseId) => _store.Read(reading => Of(reading, caseId));

    /// <summary>A piece of evidence of a case by its id or label.</summary>
    /// <exception cref="DeskFault">The case has none such.</exception>
    public EvidenceRecord Get(string caseId, string name) =>
        _store.Read(reading => reading.One($"SELECT {EvidenceRecord.Columns} FROM evidence WHERE case_id = @1 AND (id = @2 OR label = @3)", EvidenceRecord.Read, caseId, name, name.ToUpperInvariant()))
        ?? throw new DeskFault(DeskFaultKind.NotFound, new($"the case has no evidence '{name}'", $"案例没有证据“{name}”"));

    /// <summary>Takes in bytes that the shelf holds.</summary>
    internal EvidenceRecord Add(DeskWriting writing, string caseId, string sha256, string name, long size, string channel, string? givenBy, string? request = null, string? why = null)
    {
        CaseBook.MustBeWritable(writing, caseId);
        name = SafeName.Of(name);
        if (writing.One($"SELECT {EvidenceRecord.Columns} FROM evidence WHERE case_id = @1 AND sha256 = @2 AND name = @3", EvidenceRecord.Read, caseId, sha256, name) is { } known)
        {
            // The bytes are on the shelf once more: a sealed case is to be sealed again.
            writing.Do("UPDATE case_key SET sealed = NULL WHERE case_id = @1", caseId);
            return known;
        }

        var label = "E" + (writing.Number("SELECT COUNT(*) FROM evidence WHERE case_id = @1", caseId) + 1).ToString(CultureInfo.InvariantCulture);
        var id = _store.NewId();
        writing.Add(
            "evidence", ("id", id), ("case_id", caseId), ("label", label), ("sha256", sha256), ("name", name), ("size", size), ("received", writing.Now), ("given_by", givenBy), ("channel", channel), ("request_id", request), ("why", why));
        writing.Index(caseId, $"evidence:{id}", $"{label} {name} {sha256[..12]}");
        writing.Audit("evidence", caseId, $"{label} {sha256}");
        CaseBook.Touch(writing, caseId);
        return writing.One($"SELECT {EvidenceRecord.Columns} FROM evidence WHERE id = @1", EvidenceRecord.Read, id)!;
    }

    /// <summary>Erases the bytes of a piece of evidence; its hash, its name and a line of the audit trail stay.</summary>
    public void Erase(Actor actor, string caseId, string id, string why)
    {
        _store.Write(actor, writing =>
        {
            if (writing.Number("SELECT legal_hold FROM desk_case WHERE id = @1", caseId) != 0) throw CaseEraser.Held();
            var evidence = writing.One($"SELECT {EvidenceRecord.Columns} FROM evidence WHERE case_id = @1 AND id = @2", EvidenceRecord.Read, caseId, id) ?? throw new DeskFault(DeskFaultKind.NotFound, new("no such evidence", "没有这份证据"));
            writing.Do("UPDATE evidence SET erased = @2 WHERE id = @1", id, writing.Now);
            ShelfSweep.Let(writing, [evidence.Sha256]);
            writing.Audit("erase", caseId, $"{evidence.Label} {evidence.Sha256}: {why}");
        });
        _sweep.Run();
    }

    internal static IReadOnlyList<EvidenceRecord> Of(DeskReading reading, string caseId) =>
        reading.All($"SELECT {EvidenceRecord.Columns} FROM evidence WHERE case_id = @1 ORDER BY id", EvidenceRecord.Read, caseId);

    /// <summary>Writes what times the evidence tells of, once it was read.</summary>
    internal static void Covers(DeskWriting writing, string id, IEnumerable<Observation> observations)
    {
        var times = observations.Select(it => it.Time?.Utc).OfType<DateTimeOffset>().ToList();
        if (times.Count > 0) writing.Do("UPDATE evidence SET covers_from = @2, covers_to = @3 WHERE id = @1", id, times.Min(), times.Max());
    }
}
