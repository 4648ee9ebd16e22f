using Demarc.Desk.Evidence;
using Demarc.Desk.Store;

namespace Demarc.Desk.Keeping;

/// <summary>
/// Removes files from the shelf that nothing refers to any more. What is to go is written down in the change that let it go, so that a
/// stop in between is made up for by the next sweep. Whoever refers to it again meanwhile keeps it.
/// </summary>
internal sealed class ShelfSweep(DeskStore store, ArtifactShelf shelf)
{
    private const int Most = 1000;

    /// <summary>What stands for the words of an erased case, in the place of a hash.</summary>
    private const string Words = "words:";

    /// <summary>What still refers to plain bytes: evidence, mails that came, mails that went, mails that wait, of cases that are not sealed.</summary>
    private const string Referred = """
        SELECT (SELECT COUNT(*) FROM evidence e LEFT JOIN case_key k ON k.case_id = e.case_id WHERE e.sha256 = @1 AND e.erased IS NULL AND k.sealed IS NULL)
             + (SELECT COUNT(*) FROM message m LEFT JOIN case_key k ON k.case_id = m.case_id WHERE m.raw_sha256 = @1 AND k.sealed IS NULL)
             + (SELECT COUNT(*) FROM outgoing o JOIN desk_case c ON c.id = o.case_id LEFT JOIN case_key k ON k.case_id = c.id WHERE o.raw_sha256 = @1 AND c.erased IS NULL AND k.sealed IS NULL)
             + (SELECT COUNT(*) FROM quarantine WHERE raw_sha256 = @1 AND state = 'waiting')
        """;

    /// <summary>Whether a case that has its key still refers to bytes.</summary>
    private const string ReferredBy = """
        SELECT (SELECT COUNT(*) FROM case_key WHERE case_id = @2) *
             ((SELECT COUNT(*) FROM evidence WHERE sha256 = @1 AND case_id = @2 AND erased IS NULL)
             + (SELECT COUNT(*) FROM message WHERE raw_sha256 = @1 AND case_id = @2)
             + (SELECT COUNT(*) FROM outgoing WHERE raw_sha256 = @1 AND case_id = @2))
        """;

    /// <summary>Writes down that these bytes may go.</summary>
    public static void Let(DeskWriting writing, IEnumerable<string> hashes)
    {
        foreach (var sha256 in hashes.Distinct(StringComparer.Ordinal)) writing.Do("INSERT INTO erasure (sha256, since) VALUES (@1, @2) ON CONFLICT DO NOTHING", sha256, writing.Now);
    }

    /// <summary>Writes down that words were deleted, which the index of words and the log of changes still hold.</summary>
    public static void LetWords(DeskWriting writing, string id) => Let(writing, [Words + id]);

    /// <summary>Does something that refers to bytes on the shelf; where the desk refuses it, nobody refers to them, and they may go.</summary>
    public static T LetUnlessDone<T>(DeskStore store, Actor actor, IEnumerable<string> hashes, Func<T> change)
    {
        try
        {
            return change();
        }
        catch (DeskFault)
        {
            store.Write(actor, writing => Let(writing, hashes));
            throw;
        }
    }

    /// <summary>Removes what was written down. While one file goes nobody else writes, so nobody can begin to refer to it.</summary>
    public void Run()
    {
        var gone = 0;
        var due = store.Read(reading => reading.All($"SELECT sha256 FROM erasure ORDER BY since, sha256 LIMIT {Most}", row => row.GetString(0)));
        var words = due.Where(it => it.StartsWith(Words, StringComparison.Ordinal)).ToList();
        foreach (var sha256 in due.Except(words, StringComparer.Ordinal))
        {
            store.Write(Actor.Desk, writing =>
            {
                shelf.Sealed.Close(sha256);

                // Readings bear the name that a case gave the bytes; another case that holds them reads them again.
                shelf.Readings.Drop(sha256);
                foreach (var caseId in shelf.Sealed.Cases(sha256).Where(caseId => writing.Number(ReferredBy, sha256, caseId) == 0)) shelf.Sealed.Drop(sha256, caseId);
                if (writing.Number(Referred, sha256) == 0)
                {
                    if (!shelf.TryErase(sha256)) return;
                    gone++;
                }

                writing.Do("DELETE FROM erasure WHERE sha256 = @1", sha256);
            });
        }

        if (gone == 0 && words.Count == 0) return;
        if (!store.Database.Forget()) return;
        foreach (var done in words) store.Write(Actor.Desk, writing => writing.Do("DELETE FROM erasure WHERE sha256 = @1", done));
    }

    /// <summary>How many of these are still on the shelf.</summary>
    public int Left(IEnumerable<string> hashes) => hashes.Distinct(StringComparer.Ordinal).Count(shelf.Has);
}
