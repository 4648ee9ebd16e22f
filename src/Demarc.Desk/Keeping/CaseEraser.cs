using System.Globalization;
using System.Text.Json;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Keeping;

/// <summary>Takes everything out of a case that tells of people or of what they sent.</summary>
internal sealed class CaseEraser(DeskStore store, ShelfSweep sweep)
{
    /// <summary>What stands where words stood.</summary>
    private const string Gone = "(erased / 已删除)";

    /// <summary>Tables whose rows of the case go altogether, those that others refer to last.</summary>
    private static readonly string[] Whole = ["turn", "entry", "observable", "request", "reminder", "trial", "upload_case", "tag", "summary", "foreign_number", "party", "search_text"];

    public ErasedCase Erase(Actor actor, string caseId, string why)
    {
        var (erased, hashes) = store.Write(actor, writing => Erase(writing, caseId, why));
        sweep.Run();
        return erased with { Left = sweep.Left(hashes) };
    }

    private static (ErasedCase Erased, List<string> Hashes) Erase(DeskWriting writing, string caseId, string why)
    {
        CaseKeeping.MustNotBeErased(writing, caseId);
        var found = CaseBook.Find(writing, caseId)!;
        if (found.IsOpen) throw new DeskFault(DeskFaultKind.Conflict, new("an open case is not erased; close it first", "未关闭的案例不能删除，请先关闭"));
        if (writing.Number("SELECT legal_hold FROM desk_case WHERE id = @1", found.Id) != 0) throw Held();
        var pieces = EvidenceRoom.Of(writing, found.Id);
        var hashes = pieces.Select(it => it.Sha256).Concat(writing.All("SELECT raw_sha256 FROM message WHERE case_id = @1 AND raw_sha256 IS NOT NULL UNION SELECT raw_sha256 FROM outgoing WHERE case_id = @1", row => row.GetString(0), found.Id)).ToList();

        // From here on the store lets go of the words of its verdicts.
        writing.Do("UPDATE desk_case SET erased = @2, status = @3, waiting_for = @4, title = @5, customer = NULL, scope = NULL, scope_agreed = NULL, site_strings = NULL, hold_why = NULL WHERE id = @1", found.Id, writing.Now, CaseStatus.Archived, WaitingFor.Nobody, Gone);
        foreach (var table in Whole) writing.Do($"DELETE FROM {table} WHERE case_id = @1", found.Id);
        writing.Do("UPDATE evidence SET erased = COALESCE(erased, @2), name = label, given_by = NULL, why = NULL, media = NULL WHERE case_id = @1", found.Id, writing.Now);
        CaseKeys.Destroy(writing, found.Id);
        writing.Do("UPDATE quarantine SET sender = NULL, subject = NULL, reason = '', suggested_case = NULL WHERE state <> 'waiting' AND raw_sha256 IN (SELECT raw_sha256 FROM message WHERE case_id = @1)", found.Id);
        writing.Do("UPDATE message SET raw_sha256 = NULL, turn_id = NULL WHERE case_id = @1", found.Id);
        writing.Do("DELETE FROM attempt WHERE outgoing_id IN (SELECT id FROM outgoing WHERE case_id = @1)", found.Id);
        writing.Do("UPDATE outgoing SET sender = '', recipients = '', remaining = '', refused = '', outcome = NULL, state = CASE WHEN state = 'waiting' THEN 'undone' ELSE state END WHERE case_id = @1", found.Id);
        writing.Do("UPDATE portal_upload SET name = 'erased', uploader = NULL WHERE portal_id IN (SELECT id FROM portal WHERE case_id = @1)", found.Id);
        writing.Do("DELETE FROM portal_token WHERE portal_id IN (SELECT id FROM portal WHERE case_id = @1)", found.Id);
        writing.Do("UPDATE portal SET revoked = COALESCE(revoked, @2) WHERE case_id = @1", found.Id, writing.Now);
        foreach (var verdict in writing.All($"SELECT {VerdictRecord.Columns} FROM verdict WHERE case_id = @1", VerdictRecord.Read, found.Id))
            writing.Do("UPDATE verdict SET document = @2, moved_by = NULL WHERE id = @1", verdict.Id, JsonSerializer.Serialize(Bare(verdict.Open()), ModelJson.Readable.VerdictDocument));
        writing.Index(found.Id, $"number:{found.Id}", found.Number);
        ShelfSweep.Let(writing, hashes);
        ShelfSweep.LetWords(writing, found.Id);
        writing.Audit("erase-case", found.Id, $"{why} ({pieces.Count.ToString(CultureInfo.InvariantCulture)} pieces)");
        return (new(found.Number, pieces.Count, 0), hashes);
    }

    internal static DeskFault Held() => new(DeskFaultKind.Conflict, new("the case is under legal hold: nothing of it may be erased", "案例处于法律保留状态，不得删除其内容"));

    /// <summary>What a verdict said, without the evidence it quoted and the words it was said in.</summary>
    private static VerdictDocument Bare(VerdictDocument it) => it with
    {
        Subject = new(null, it.Subject.Symptom, [], null, null),
        Verdict = it.Verdict with { Location = null, Summary = new("The case was erased.", "案例已删除。"), Tell = null, WouldChange = null },
        Hypotheses = [.. it.Hypotheses.Select(hypothesis => hypothesis with { For = [.. hypothesis.For.Select(Unplaced)], Against = [.. hypothesis.Against.Select(Unplaced)], Unexplained = [.. hypothesis.Unexplained.Select(Unplaced)] })],
        Harmless = [],
        Claims = [],
        Proposed = [],
        NextTests = [],
        Evidence = [],
        Unread = [],
    };

    private static SignWeight Unplaced(SignWeight sign) => sign with { Evidence = [] };
}
