using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.Keeping;

/// <summary>A key for each case, kept wrapped by the desk's own. A case that is erased loses its key, and with it whatever was sealed by it, wherever a copy lies.</summary>
internal sealed class CaseKeys(DeskStore store, DeskKeys keys)
{
    /// <summary>The key of a case; null where it has none, or none any more.</summary>
    public byte[]? Of(string caseId) => store.Read(reading => Of(reading, caseId));

    /// <summary>The key of a case, made where it has none; null for a case that was erased.</summary>
    public byte[]? Make(string caseId) => Of(caseId) ?? store.Write(Actor.Desk, writing =>
    {
        writing.Do("INSERT INTO case_key (case_id, wrapped, made) SELECT id, @2, @3 FROM desk_case WHERE id = @1 AND erased IS NULL ON CONFLICT DO NOTHING", caseId, keys.NewWrapped(caseId), writing.Now);
        return Of(writing, caseId);
    });

    /// <summary>Destroys the key.</summary>
    public static void Destroy(DeskWriting writing, string caseId) => writing.Do("DELETE FROM case_key WHERE case_id = @1", caseId);

    private byte[]? Of(DeskReading reading, string caseId) => reading.Text("SELECT wrapped FROM case_key WHERE case_id = @1", caseId) is { } wrapped ? keys.Unwrapped(caseId, wrapped) : null;
}
