using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Store;

namespace Demarc.Desk.Keeping;

/// <summary>
/// Seals the artifacts of closed cases with their case's key. The plain file goes only when every case that refers to it holds a sealed copy
/// that was read back. What comes to a sealed case later unseals it (a trigger of the store), and the next round seals it again.
/// </summary>
internal sealed class CaseSealer(DeskStore store, ArtifactShelf shelf, CaseKeys keys)
{
    private const string Hashes = """
        SELECT sha256 FROM evidence WHERE case_id = @1 AND erased IS NULL
        UNION SELECT raw_sha256 FROM message WHERE case_id = @1 AND raw_sha256 IS NOT NULL
        UNION SELECT raw_sha256 FROM outgoing WHERE case_id = @1
        """;

    /// <summary>Closed cases that are not sealed, the longest closed first.</summary>
    public IReadOnlyList<string> Waiting(DateTimeOffset closedBefore, int most) => store.Read(reading => reading.All(
        "SELECT c.id FROM desk_case c LEFT JOIN case_key k ON k.case_id = c.id WHERE c.closed <= @1 AND c.erased IS NULL AND c.status <> 'open' AND k.sealed IS NULL ORDER BY c.closed, c.id LIMIT @2", row => row.GetString(0), closedBefore, most));

    /// <summary>Seals a case. False where it was opened again, or got something more, meanwhile.</summary>
    /// <exception cref="InvalidDataException">A piece is damaged: the case stays as it is.</exception>
    public bool Seal(Actor actor, string caseId, CancellationToken cancellationToken)
    {
        var before = Of(caseId);
        if (keys.Make(caseId) is not { } key) return false;
        foreach (var sha256 in before)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (shelf.Has(sha256)) shelf.Sealed.Seal(shelf.PathOf(sha256), sha256, caseId, key);
        }

        return store.Write(actor, writing =>
        {
            var now = writing.All(Hashes, row => row.GetString(0), caseId);

            // Copies that were sealed while the case was erased are nobody's.
            if (now.Count < before.Count) ShelfSweep.Let(writing, before);
            if (!now.ToHashSet(StringComparer.Ordinal).SetEquals(before) || writing.Text("SELECT status FROM desk_case WHERE id = @1 AND erased IS NULL", caseId) is null or CaseStatus.Open) return false;
            writing.Do("UPDATE case_key SET sealed = @2 WHERE case_id = @1", caseId, writing.Now);
            ShelfSweep.Let(writing, now);
            writing.Audit("seal", caseId, $"{now.Count} files");
            return true;
        });
    }

    private List<string> Of(string caseId) => store.Read(reading => reading.All(Hashes, row => row.GetString(0), caseId));
}
