using System.Globalization;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Cases;

/// <summary>Opens cases, finds them, and changes what stands on their cover.</summary>
public sealed class CaseBook(DeskStore store)
{
    /// <summary>Opens a case.</summary>
    public CaseRecord Open(Actor actor, NewCase wanted) => store.Write(actor, writing => Open(writing, wanted));

    /// <summary>A case by its id or its number; of foreign numbers too, where exactly one case bears it.</summary>
    /// <exception cref="DeskFault">There is none.</exception>
    public CaseRecord Get(string name) => Find(name) ?? throw NoSuchCase(name);

    /// <inheritdoc cref="Get"/>
    public CaseRecord? Find(string name) => store.Read(reading => Find(reading, name));

    /// <summary>Cases by filter, the ones that changed last first.</summary>
    public IReadOnlyList<CaseLine> List(CaseFilter filter) => store.Read(reading => List(reading, filter));

    public IReadOnlyList<Party> Parties(string caseId) => store.Read(reading => Parties(reading, caseId));

    public IReadOnlyList<LogEntry> Log(string caseId) =>
        store.Read(reading => reading.All($"SELECT {LogEntry.Columns} FROM entry WHERE case_id = @1 ORDER BY COALESCE(at, found), id", LogEntry.Read, caseId));

    public IReadOnlyList<string> Tags(string caseId) => store.Read(reading => CaseTags.Of(reading, caseId));

    public IReadOnlyList<string> ForeignNumbers(string caseId) => store.Read(reading => reading.All("SELECT number FROM foreign_number WHERE case_id = @1 ORDER BY number", row => row.GetString(0), caseId));

    /// <summary>The audit trail of a case.</summary>
    public IReadOnlyList<AuditLine> Audit(string caseId) =>
        store.Read(reading => reading.All("SELECT at, actor, action, detail FROM audit WHERE case_id = @1 ORDER BY rowid", row => new AuditLine(row.TimeOf(0), row.GetString(1), row.GetString(2), row.TextOf(3)), caseId));

    /// <summary>Writes an entry into the log.</summary>
    public LogEntry Note(Actor actor, string caseId, string kind, string text, string? who = null, Moment? at = null, string? evidence = null)
    {
        if (!EntryKind.All.Contains(kind)) throw new DeskFault(DeskFaultKind.BadInput, new($"'{kind}' is no kind of log entry; there are {string.Join(", ", EntryKind.All)}", $"“{kind}”不是日志类别；可用：{string.Join("、", EntryKind.All)}"));
        if (string.IsNullOrWhiteSpace(text)) throw new DeskFault(DeskFaultKind.BadInput, new("a log entry needs some text", "日志条目需要内容"));
        return store.Write(actor, writing =>
        {
            MustBeWritable(writing, caseId);
            var entry = new LogEntry(store.NewId(), kind, text.Trim(), who ?? actor.Name, at?.Utc, at?.Text, ZoneText(at?.Zone), writing.Now, null, evidence);
            Add(writing, caseId, entry);
            Touch(writing, caseId);
            writing.Audit("log", caseId, kind);
            return entry;
        });
    }

    /// <summary>Changes one thing on the cover: <c>title waiting-for severity language country customer assignee scope tags</c>; tags are separated by commas.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="what">Which thing.</param>
    /// <param name="value">What it becomes.</param>
    /// <param name="expected">The <see cref="CaseRecord.Version"/> that was seen when the edit began; null to change it whatever it is.</param>
    /// <exception cref="DeskFault">Somebody changed the same thing meanwhile: who, and when.</exception>
    public void Set(Actor actor, string caseId, string what, string? value, long? expected = null) => Set(actor, caseId, [(what, value)], expected);

    /// <summary>Changes several things on the cover: all of them or, where one was changed by somebody else meanwhile, none. What is as wanted already is left alone.</summary>
    public void Set(Actor actor, string caseId, IReadOnlyList<(string What, string? Value)> changes, long? expected) => store.Write(actor, writing =>
    {
        MustBeWritable(writing, caseId);
        foreach (var (what, value) in changes)
        {
            if (what == "tags")
            {
                var tags = CaseTags.Read(value);
                if (CaseTags.Of(writing, caseId).SequenceEqual(tags.Order(StringComparer.Ordinal), StringComparer.Ordinal)) continue;
                EditGuard.Check(writing, caseId, what, expected);
                CaseTags.Set(writing, caseId, tags);
                Touch(writing, caseId);
                writing.Audit("set", caseId, what);
                continue;
            }

            var column = Column(what);
            if (expected is not null && writing.Text($"SELECT {column} FROM desk_case WHERE id = @1", caseId) == value) continue;
            EditGuard.Check(writing, caseId, what, expected);
            CoverRules.Check(writing, caseId, what, value);
            writing.Do($"UPDATE desk_case SET {column} = @2 WHERE id = @1", caseId, value);
            if (column == "scope") writing.Do("UPDATE desk_case SET scope_agreed = NULL WHERE id = @1", caseId);
            if (column is "title" or "scope") writing.Index(caseId, $"{column}:{caseId}", value ?? "");
            Touch(writing, caseId);
            writing.Audit("set", caseId, what);
        }
    });

    private static string Column(string what) => what switch
    {
        "title" or "severity" or "language" or "country" or "customer" or "assignee" or "scope" => what,
        "waiting-for" => "waiting_for",
        _ => throw new DeskFault(DeskFaultKind.BadInput, new($"a case has no '{what}' to set", $"案例没有可设置的“{what}”")),
    };

    /// <summary>The customer agreed to the scope.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="expected">The version that was seen: agreed is the scope that stood there then.</param>
    public void AgreeScope(Actor actor, string caseId, long? expected = null) => store.Write(actor, writing =>
    {
        MustBeWritable(writing, caseId);
        EditGuard.Check(writing, caseId, "scope", expected);
        writing.Do("UPDATE desk_case SET scope_agreed = @2 WHERE id = @1 AND scope IS NOT NULL", caseId, writing.Now);
        Touch(writing, caseId);
        writing.Audit("scope-agreed", caseId);
    });

    /// <summary>Adds a party, or tells more of one that is there.</summary>
    public Party AddParty(Actor actor, string caseId, string? name, string? address, string role, string? salutation = null, string? language = null) =>
        store.Write(actor, writing =>
        {
            var party = AddParty(writing, caseId, name, address, role, salutation, language);
            writing.Audit("party", caseId, role);
            return party;
        });

    /// <summary>Closes a case.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="reason">One of <see cref="CloseReasons"/>.</param>
    /// <param name="cause">With a confirmed cause: which of the catalogue.</param>
    /// <param name="verdictRight">Whether the verdict was right, one of <see cref="VerdictRight"/>; null where nobody said.</param>
    /// <param name="confirmedBy">With a confirmed cause: how, one of <see cref="Confirmations"/>.</param>
    public void Close(Actor actor, string caseId, string reason, string? cause = null, string? verdictRight = null, string? confirmedBy = null) => store.Write(actor, writing =>
    {
        MustBeWritable(writing, caseId);
        if (!CloseReasons.All.Contains(reason)) throw new DeskFault(DeskFaultKind.BadInput, new($"'{reason}' is no reason to close; there are {string.Join(", ", CloseReasons.All)}", $"“{reason}”不是关闭原因；可用：{string.Join("、", CloseReasons.All)}"));
        if (reason == CloseReasons.CauseConfirmed && cause is null) throw new DeskFault(DeskFaultKind.BadInput, new("a confirmed cause needs its id of the catalogue ('demarc causes')", "原因已确认时需给出目录中的原因编号（见 demarc causes）"));
        var confirmed = reason == CloseReasons.CauseConfirmed;
        if (confirmed && (confirmedBy is null || !Confirmations.All.Contains(confirmedBy)))
        {
            throw new DeskFault(DeskFaultKind.BadInput, new(
                $"say how the cause was confirmed: {string.Join(", ", Confirmations.All)} (a change cured it and taking it back brought it back; its owner says so; the server's record proves it)",
                $"请说明原因如何确认：{string.Join("、", Confirmations.All)}（变更后恢复且回退后复现；所属方确认；服务器侧证据）"));
        }

        if (verdictRight is not null && !VerdictRight.All.Contains(verdictRight)) throw new DeskFault(DeskFaultKind.BadInput, new("whether the verdict was right is yes, partly or no", "结论是否正确：yes、partly 或 no"));
        writing.Do(
            "UPDATE desk_case SET status = @2, waiting_for = @3, closed = @4, close_reason = @5, cause_confirmed = @6, verdict_right = @7, confirmed_by = @8 WHERE id = @1",
            caseId, CaseStatus.Closed, WaitingFor.Nobody, writing.Now, reason, confirmed ? cause : null, verdictRight, confirmed ? confirmedBy : null);
        writing.Do("UPDATE reminder SET state = 'done' WHERE case_id = @1 AND state = 'open'", caseId);
        Touch(writing, caseId);
        writing.Audit("close", caseId, reason);
    });

    /// <summary>What was said of the cause and of the verdict when the case was closed.</summary>
    public CaseClosing Closing(string caseId) => store.Read(reading => reading.One(
        "SELECT cause_confirmed, confirmed_by, verdict_right FROM desk_case WHERE id = @1", row => new CaseClosing(row.TextOf(0), row.TextOf(1), row.TextOf(2)), caseId)) ?? throw NoSuchCase(caseId);

    /// <summary>Opens a closed case again.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="why">Why: a line of the log, for the audit trail holds no words of people.</param>
    public void Reopen(Actor actor, string caseId, string why) => store.Write(actor, writing =>
    {
        Reopen(writing, caseId);
        if (!string.IsNullOrWhiteSpace(why)) Add(writing, caseId, new(store.NewId(), EntryKind.Decision, why.Trim(), actor.Name, null, null, ZoneText(null), writing.Now, null, null));
    });

    internal static void Reopen(DeskWriting writing, string caseId)
    {
        if (writing.Text("SELECT status FROM desk_case WHERE id = @1", caseId) != CaseStatus.Closed) throw new DeskFault(DeskFaultKind.Conflict, new("only a closed case can be opened again; an archived one is read only", "只有已关闭的案例可以重新打开；已归档的案例只读"));
        writing.Do("UPDATE desk_case SET status = @2, waiting_for = @3, closed = NULL, close_reason = NULL, cause_confirmed = NULL, verdict_right = NULL, confirmed_by = NULL WHERE id = @1", caseId, CaseStatus.Open, WaitingFor.Us);
        Touch(writing, caseId);
        writing.Audit("reopen", caseId);
    }

    /// <summary>Makes a closed case read only.</summary>
    public void Archive(Actor actor, string caseId) => store.Write(actor, writing =>
    {
        if (writing.Do("UPDATE desk_case SET status = @2 WHERE id = @1 AND status = @3", caseId, CaseStatus.Archived, CaseStatus.Closed) == 0) throw new DeskFault(DeskFaultKind.Conflict, new("only a closed case can be archived", "只有已关闭的案例可以归档"));
        writing.Audit("archive", caseId);
    });

    internal CaseRecord Open(DeskWriting writing, NewCase wanted)
    {
        var id = store.NewId();
        var year = writing.Now.Year.ToString(CultureInfo.InvariantCulture);
        writing.Do("INSERT INTO counter (name, value) VALUES (@1, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1", "case-" + year);
        var number = string.Create(CultureInfo.InvariantCulture, $"DM-{year}-{writing.Number("SELECT value FROM counter WHERE name = @1", "case-" + year):0000}");
        var title = wanted.Title.Trim() is { Length: > 0 } given ? given.Length > CoverRules.LongestTitle ? given[..CoverRules.LongestTitle] : given : "—";
        writing.Add(
            "desk_case", ("id", id), ("number", number), ("title", title), ("status", CaseStatus.Open), ("waiting_for", WaitingFor.Us), ("severity", wanted.Severity), ("language", wanted.Language), ("country", wanted.Country),
            ("customer", wanted.Customer), ("opened", writing.Now), ("retention", "default"), ("legal_hold", 0), ("version", 1));
        writing.Index(id, $"number:{id}", number);
        writing.Index(id, $"title:{id}", title);
        writing.Audit("open", id, number);
        return writing.One($"SELECT {CaseRecord.Columns} FROM desk_case WHERE id = @1", CaseRecord.Read, id)!;
    }

    internal Party AddParty(DeskWriting writing, string caseId, string? name, string? address, string role, string? salutation = null, string? language = null)
    {
        address = address?.Trim().ToLowerInvariant();
        name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        var known = address is not null
            ? writing.One($"SELECT {Party.Columns} FROM party WHERE case_id = @1 AND address = @2", Party.Read, caseId, address)
            : writing.One($"SELECT {Party.Columns} FROM party WHERE case_id = @1 AND name = @2", Party.Read, caseId, name);
        if (known is null && address is not null && name is not null)
        {
            // Somebody known by name so far shows an address.
            known = writing.One($"SELECT {Party.Columns} FROM party WHERE case_id = @1 AND name = @2 AND address IS NULL", Party.Read, caseId, name);
            if (known is not null) writing.Do("UPDATE party SET address = @2 WHERE id = @1", known.Id, address);
        }

        if (known is not null)
        {
            writing.Do("UPDATE party SET name = COALESCE(name, @2), salutation = COALESCE(@3, salutation), language = COALESCE(@4, language), removed = NULL WHERE id = @1", known.Id, name, salutation, language);
            return writing.One($"SELECT {Party.Columns} FROM party WHERE id = @1", Party.Read, known.Id)!;
        }

        var party = new Party(store.NewId(), name, address, role, salutation, language);
        writing.Add("party", ("id", party.Id), ("case_id", caseId), ("name", name), ("address", address), ("role", role), ("salutation", salutation), ("language", language), ("added", writing.Now));
        writing.Index(caseId, $"party:{party.Id}", $"{name} {address}");
        return party;
    }

    internal static void Add(DeskWriting writing, string caseId, LogEntry entry)
    {
        writing.Add(
            "entry", ("id", entry.Id), ("case_id", caseId), ("kind", entry.Kind), ("text", entry.Text), ("who", entry.Who), ("at", entry.At), ("at_text", entry.AtText), ("at_zone", entry.AtZone),
            ("found", entry.Found), ("turn_id", entry.Turn), ("evidence_id", entry.Evidence));
        writing.Index(caseId, $"entry:{entry.Id}", entry.Text);
    }

    internal static void Touch(DeskWriting writing, string caseId) => writing.Do("UPDATE desk_case SET version = version + 1 WHERE id = @1", caseId);

    internal static void MustBeWritable(DeskReading reading, string caseId)
    {
        switch (reading.Text("SELECT status FROM desk_case WHERE id = @1", caseId))
        {
            case null:
                throw NoSuchCase(caseId);
            case CaseStatus.Archived:
                throw new DeskFault(DeskFaultKind.Conflict, new("the case is archived and read only", "案例已归档，只读"));
        }
    }

    internal static CaseRecord? Find(DeskReading reading, string name)
    {
        var found = reading.One($"SELECT {CaseRecord.Columns} FROM desk_case WHERE id = @1 OR number = @2", CaseRecord.Read, name, name.Trim().ToUpperInvariant());
        if (found is not null) return found;
        var foreign = reading.All("SELECT case_id FROM foreign_number WHERE number = @1", row => row.GetString(0), name.Trim().ToUpperInvariant());
        return foreign.Count == 1 ? Find(reading, foreign[0]) : null;
    }

    internal static IReadOnlyList<Party> Parties(DeskReading reading, string caseId) =>
        reading.All($"SELECT {Party.Columns} FROM party WHERE case_id = @1 AND removed IS NULL ORDER BY added, id", Party.Read, caseId);

    internal static string ZoneText(ZoneKnowledge? zone) => zone is { } known ? known.ToString().ToLowerInvariant() : "unknown";

    private static List<CaseLine> List(DeskReading reading, CaseFilter filter)
    {
        var (where, values) = (new List<string>(), new List<object?>());
        void Equal(string column, string? value)
        {
            if (value is null) return;
            values.Add(value);
            where.Add(string.Create(CultureInfo.InvariantCulture, $"c.{column} = @{values.Count}"));
        }

        Equal("status", filter.Status);
        Equal("waiting_for", filter.WaitingFor);
        Equal("severity", filter.Severity);
        Equal("assignee", filter.Assignee);
        if (filter.Tag is { } tag)
        {
            values.Add(tag);
            where.Add(string.Create(CultureInfo.InvariantCulture, $"c.id IN (SELECT case_id FROM tag WHERE name = @{values.Count})"));
        }

        if (filter.Before is { } before)
        {
            values.Add(before);
            where.Add(string.Create(CultureInfo.InvariantCulture, $"c.id < @{values.Count}"));
        }

        if (filter.Cases is { } only)
        {
            var names = only.Take(CaseFilter.MostNamed).Select(id =>
            {
                values.Add(id);
                return string.Create(CultureInfo.InvariantCulture, $"@{values.Count}");
            });
            where.Add($"c.id IN ({string.Join(", ", names)})");
        }

        var condition = where.Count == 0 ? "" : " WHERE " + string.Join(" AND ", where);
        var columns = string.Join(", ", CaseRecord.Columns.Split(", ").Select(name => "c." + name));
        return reading.All(
            $"SELECT {columns}, v.side, v.cause, v.confidence FROM (SELECT * FROM desk_case c{condition} ORDER BY c.id DESC LIMIT {filter.Most.ToString(CultureInfo.InvariantCulture)}) c LEFT JOIN verdict v ON v.id = (SELECT id FROM verdict WHERE case_id = c.id ORDER BY at DESC, id DESC LIMIT 1) ORDER BY c.id DESC",
            row => new CaseLine(CaseRecord.Read(row), row.TextOf(16), row.TextOf(17), row.IsDBNull(18) ? null : row.GetDouble(18)),
            [.. values]);
    }

    internal static DeskFault NoSuchCase(string name) => new(DeskFaultKind.NotFound, new($"no case '{name}'", $"没有案例“{name}”"));
}

/// <summary>A case to be opened.</summary>
public sealed record NewCase(string Title, string Language = "zh", string Severity = "c", string Country = "cn", string? Customer = null);

/// <summary>Which cases to list.</summary>
/// <param name="Status">Only these.</param>
/// <param name="WaitingFor">Only these.</param>
/// <param name="Severity">Only these.</param>
/// <param name="Assignee">Only these.</param>
/// <param name="Before">The page after this id.</param>
/// <param name="Cases">Only these ids.</param>
/// <param name="Most">At most so many.</param>
/// <param name="Tag">Only those with this tag.</param>
public sealed record CaseFilter(string? Status = null, string? WaitingFor = null, string? Severity = null, string? Assignee = null, string? Before = null, IReadOnlyCollection<string>? Cases = null, int Most = 50, string? Tag = null)
{
    public const int MostNamed = 200;
}

/// <summary>A line of the list: the case and what its latest verdict says.</summary>
public sealed record CaseLine(CaseRecord Case, string? Side, string? Cause, double? Confidence);

/// <summary>A line of the audit trail.</summary>
public sealed record AuditLine(DateTimeOffset At, string Actor, string Action, string? Detail);
