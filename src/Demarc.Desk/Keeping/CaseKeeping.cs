using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.Keeping;

/// <summary>
/// How long cases are kept: retention classes, legal hold, and erasing. An erased case keeps its number, its dates, its cause and the
/// hashes of its evidence, and its lines of the audit trail; words, names and bytes are gone.
/// </summary>
public sealed class CaseKeeping
{
    private readonly DeskStore _store;
    private readonly DeskSettings _settings;
    private readonly CaseEraser _eraser;
    private readonly CaseSealer _sealer;
    private readonly ArtifactShelf _shelf;

    /// <summary>Cases sealed in one round.</summary>
    private const int MostSealed = 50;

    /// <summary>A case that was closed is often opened again within a day.</summary>
    private static readonly TimeSpan SealedAfter = TimeSpan.FromDays(1);

    /// <summary>What nobody wrote to for so long was left by a kill.</summary>
    private static readonly TimeSpan HalfWrittenFor = TimeSpan.FromDays(1);

    /// <summary>How long a file that was opened to be read stays open.</summary>
    private static readonly TimeSpan StaysOpened = TimeSpan.FromHours(1);

    internal CaseKeeping(DeskStore store, DeskSettings settings, ArtifactShelf shelf, DeskKeys keys)
    {
        (_store, _settings, _shelf, Sweep) = (store, settings, shelf, new(store, shelf));
        _eraser = new(store, Sweep);
        var own = new CaseKeys(store, keys);
        _sealer = new(store, shelf, own);
        shelf.Sealed.KeyOf = own.Of;
    }

    internal ShelfSweep Sweep { get; }

    /// <summary>The classes with their durations.</summary>
    public IReadOnlyList<RetentionClass> Classes => RetentionClass.All(_settings);

    /// <summary>What is due is erased by the desk itself; off unless switched on (setting <c>retention</c>).</summary>
    public bool ErasesByItself => _settings.Get("retention") == "on";

    /// <summary>Changes how long a class is kept: a number of days, <c>never</c>, or null for what is built in.</summary>
    public void SetDays(Actor actor, string id, string? value)
    {
        RetentionClass.Check(id, value);
        _settings.Set(actor, RetentionClass.SettingOf(id), value);
    }

    /// <summary>How a case is kept.</summary>
    public KeptCase Of(string caseId) => _store.Read(reading => Of(reading, caseId)) ?? throw CaseBook.NoSuchCase(caseId);

    /// <summary>Gives a case another class.</summary>
    public void SetClass(Actor actor, string caseId, string id) => _store.Write(actor, writing =>
    {
        if (!RetentionClass.Ids.Contains(id)) throw RetentionClass.NoSuch(id);
        MustNotBeErased(writing, caseId);
        writing.Do("UPDATE desk_case SET retention = @2 WHERE id = @1", caseId, id);
        writing.Audit("retention", caseId, id);
    });

    /// <summary>Puts a case under legal hold: nothing of it is erased until it is released.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="why">Whose order, which proceeding.</param>
    public void Hold(Actor actor, string caseId, string why) => Set(actor, caseId, true, why, "hold");

    /// <summary>Ends the legal hold.</summary>
    public void Release(Actor actor, string caseId, string why) => Set(actor, caseId, false, why, "release");

    /// <summary>Closed cases whose time is over and that no hold keeps, the longest overdue first.</summary>
    public IReadOnlyList<KeptCase> Due(int most = 100) => _store.Read(reading => Due(reading, most));

    /// <summary>Erases a closed case because a person says so.</summary>
    public ErasedCase Erase(Actor actor, string caseId, string why)
    {
        if (string.IsNullOrWhiteSpace(why)) throw new DeskFault(DeskFaultKind.BadInput, new("say why it is erased: it stays in the audit trail", "请说明删除理由：将保留在审计记录中"));
        return _eraser.Erase(actor, caseId, why.Trim());
    }

    /// <summary>Erases what is due, a bounded number of cases, and what an erasure that was cut off left over.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="most">At most so many cases.</param>
    /// <param name="cancellationToken">Ends it between two cases.</param>
    public IReadOnlyList<ErasedCase> EraseDue(Actor actor, int most = 20, CancellationToken cancellationToken = default)
    {
        var erased = new List<ErasedCase>();
        foreach (var due in Due(most))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                erased.Add(_eraser.Erase(actor, due.Case.Id, $"retention {due.Class.Id}"));
            }
            catch (DeskFault fault) when (fault.Kind == DeskFaultKind.Conflict)
            {
                // Somebody opened it again or put it under hold meanwhile.
            }
        }

        Sweep.Run();
        return erased;
    }

    /// <summary>The chore of whoever hosts the desk: what is due goes where the settings say so, and what was cut off is finished either way.</summary>
    public IReadOnlyList<ErasedCase> Chore(CancellationToken cancellationToken = default)
    {
        _shelf.Tidy(HalfWrittenFor);
        SealClosed(cancellationToken);
        if (ErasesByItself) return EraseDue(Actor.Desk, cancellationToken: cancellationToken);
        Sweep.Run();
        return [];
    }

    /// <summary>Artifacts of closed cases are sealed with a key of their case; on unless switched off (setting <c>seal-closed</c>).</summary>
    public bool SealsClosed => _settings.Get("seal-closed") != "off";

    /// <summary>Seals cases that were closed more than a day ago, a bounded number, and closes what was opened to be read.</summary>
    /// <returns>How many were sealed.</returns>
    public int SealClosed(CancellationToken cancellationToken = default)
    {
        _shelf.Sealed.Close(StaysOpened);
        if (!SealsClosed) return 0;
        var count = 0;
        foreach (var caseId in _sealer.Waiting(_store.Clock.GetUtcNow() - SealedAfter, MostSealed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (_sealer.Seal(Actor.Desk, caseId, cancellationToken)) count++;
            }
            catch (InvalidDataException)
            {
                // A damaged piece is told of where it is read; the others wait for nothing.
            }
        }

        if (count > 0) Sweep.Run();
        return count;
    }

    internal static void MustNotBeErased(DeskReading reading, string caseId)
    {
        if (reading.Text("SELECT id FROM desk_case WHERE id = @1", caseId) is null) throw CaseBook.NoSuchCase(caseId);
        if (reading.Text("SELECT erased FROM desk_case WHERE id = @1", caseId) is not null) throw new DeskFault(DeskFaultKind.Conflict, new("the case was erased", "案例已删除"));
    }

    private void Set(Actor actor, string caseId, bool held, string why, string action)
    {
        if (string.IsNullOrWhiteSpace(why)) throw new DeskFault(DeskFaultKind.BadInput, new("say why: it stays in the audit trail", "请说明理由：将保留在审计记录中"));
        _store.Write(actor, writing =>
        {
            MustNotBeErased(writing, caseId);
            if (writing.Do("UPDATE desk_case SET legal_hold = @2, hold_why = @3 WHERE id = @1 AND legal_hold <> @2", caseId, held, held ? why.Trim() : null) > 0) writing.Audit(action, caseId, why.Trim());
        });
    }

    private List<KeptCase> Due(DeskReading reading, int most)
    {
        var (where, values) = (new List<string>(), new List<object?> { most });
        foreach (var kept in Classes.Where(it => it.Days is not null))
        {
            values.Add(kept.Id);
            values.Add(_store.Clock.GetUtcNow() - TimeSpan.FromDays(kept.Days!.Value));
            where.Add($"(retention = @{values.Count - 1} AND closed <= @{values.Count})");
        }

        if (where.Count == 0) return [];
        var ids = reading.All($"SELECT id FROM desk_case WHERE closed IS NOT NULL AND erased IS NULL AND status <> 'open' AND legal_hold = 0 AND ({string.Join(" OR ", where)}) ORDER BY closed, id LIMIT @1", row => row.GetString(0), [.. values]);
        return [.. ids.Select(id => Of(reading, id)!)];
    }

    private KeptCase? Of(DeskReading reading, string caseId)
    {
        if (CaseBook.Find(reading, caseId) is not { } found) return null;
        var (retention, held, why, erased) = reading.One(
            "SELECT retention, legal_hold, hold_why, erased FROM desk_case WHERE id = @1", row => Tuple.Create(row.GetString(0), row.GetInt64(1) != 0, row.TextOf(2), row.MaybeTimeOf(3)), found.Id)!;
        var kept = Classes.FirstOrDefault(it => it.Id == retention) ?? Classes.First(it => it.Id == RetentionClass.Default);
        return new(found, kept, held, why, erased, erased is null && !held && kept.Days is { } days ? found.Closed?.AddDays(days) : null);
    }
}

/// <summary>How a case is kept.</summary>
/// <param name="Case">The case.</param>
/// <param name="Class">Its retention class.</param>
/// <param name="Held">It is under legal hold.</param>
/// <param name="Why">Why it is.</param>
/// <param name="Erased">When it was erased; null while it is kept.</param>
/// <param name="Due">When it is due to be erased; null while it is open, held or kept for ever.</param>
public sealed record KeptCase(CaseRecord Case, RetentionClass Class, bool Held, string? Why, DateTimeOffset? Erased, DateTimeOffset? Due);

/// <summary>A case that was erased.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pieces">Pieces of evidence whose bytes are no longer the case's.</param>
/// <param name="Left">Files that are still there: another case holds the same bytes, or they were given again a moment ago. The chore looks again.</param>
public sealed record ErasedCase(string Number, int Pieces, int Left);
