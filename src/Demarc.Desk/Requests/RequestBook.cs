using System.Text.Json;
using System.Text.Json.Serialization;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>The requests of a case: made from what the verdict would like to know, ticked off when what was asked for has come.</summary>
public sealed class RequestBook(DeskStore store)
{
    /// <summary>Requests of a case, the newest first.</summary>
    public IReadOnlyList<RequestRecord> Of(string caseId) => store.Read(reading => Of(reading, caseId));

    /// <summary>Asks for a test that the verdict names. Asking again for what is still open changes nothing.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="test">A test of the latest verdict's next tests.</param>
    /// <param name="askedOf">The party's id; null for whoever opens the link.</param>
    /// <param name="scene">What is known of times and places.</param>
    public RequestRecord Ask(Actor actor, string caseId, string test, string? askedOf = null, RequestScene? scene = null) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        if (Of(writing, caseId).FirstOrDefault(it => it.Request.Test == test && it.IsOpen) is { } open) return open;
        var request = VerdictKeeper.Latest(writing, caseId) is { } latest ? RequestDraft.From(latest.Open(), scene).FirstOrDefault(it => it.Test == test) : null;
        if (request is null) throw new DeskFault(DeskFaultKind.BadInput, new($"the verdict does not ask for '{test}' now", $"当前结论并不需要“{test}”"));
        var id = store.NewId();
        writing.Add(
            "request", ("id", id), ("case_id", caseId), ("test", test), ("what", Text(request.What)), ("criteria", JsonSerializer.Serialize(request, RequestJson.Default.EvidenceRequest)), ("asked_of", askedOf), ("state", RequestRecord.Open), ("made", writing.Now),
            ("why", Text(request.Why)));
        CaseBook.Add(writing, caseId, new(store.NewId(), EntryKind.Request, $"{request.What.En} / {request.What.Zh}", actor.Name, writing.Now, null, "stated", writing.Now, null, null));
        writing.Do("UPDATE desk_case SET waiting_for = @2 WHERE id = @1 AND status = 'open'", caseId, WaitingFor.Customer);
        CaseBook.Touch(writing, caseId);
        writing.Audit("request", caseId, test);
        return Of(writing, caseId).First(it => it.Id == id);
    });

    /// <summary>Takes a request back.</summary>
    public void Withdraw(Actor actor, string caseId, string id) => store.Write(actor, writing =>
    {
        if (writing.Do("UPDATE request SET state = @3 WHERE case_id = @1 AND id = @2 AND state = 'open'", caseId, id, RequestRecord.Withdrawn) == 0) throw new DeskFault(DeskFaultKind.NotFound, new("there is no such open request", "没有这个未完成的请求"));
        CaseBook.Touch(writing, caseId);
        writing.Audit("request-withdrawn", caseId, id);
    });

    /// <summary>Holds what came against what was asked. Only evidence that came after the asking counts.</summary>
    internal static void TickOff(DeskStore store, DeskWriting writing, string caseId, CaseReport report, IReadOnlyList<EvidenceRecord> evidence)
    {
        foreach (var record in Of(writing, caseId).Where(it => it.IsOpen))
        {
            var fresh = evidence.Where(it => it.Received >= record.Made).ToList();
            var states = Acceptance.Met(record.Request.Criteria, fresh.SelectMany(report.From).Distinct());
            var progress = states.Select(it => new CriterionProgress(it.IsMet, it.Words, [.. it.By.Select(by => by.Evidence.Source.Split(' ')[0]).Distinct(StringComparer.Ordinal)])).ToArray();
            writing.Do("UPDATE request SET progress = @2 WHERE id = @1", record.Id, JsonSerializer.Serialize(progress, RequestJson.Default.CriterionProgressArray));
            if (states.Count == 0 || !states.All(it => it.IsMet)) continue;
            var by = string.Join(", ", progress.SelectMany(it => it.By).Distinct(StringComparer.Ordinal));
            writing.Do("UPDATE request SET state = @2, met = @3, met_by = @4 WHERE id = @1", record.Id, RequestRecord.Met, writing.Now, by);
            CaseBook.Add(writing, caseId, new(store.NewId(), EntryKind.Result, $"{record.Request.What.En} / {record.Request.What.Zh}: {by}", null, writing.Now, null, "stated", writing.Now, null, null));
            if (writing.Number("SELECT COUNT(*) FROM request WHERE case_id = @1 AND state = 'open'", caseId) == 0) writing.Do("UPDATE desk_case SET waiting_for = @2 WHERE id = @1 AND status = 'open'", caseId, WaitingFor.Us);
            CaseBook.Touch(writing, caseId);
        }
    }

    private static List<RequestRecord> Of(DeskReading reading, string caseId) => reading.All(
        "SELECT id, criteria, asked_of, state, made, met, met_by, progress FROM request WHERE case_id = @1 ORDER BY made DESC, id DESC",
        row => new RequestRecord(
            row.GetString(0), JsonSerializer.Deserialize(row.GetString(1), RequestJson.Default.EvidenceRequest)!, row.TextOf(2), row.GetString(3), row.TimeOf(4), row.MaybeTimeOf(5), row.TextOf(6),
            row.TextOf(7) is { } progress ? JsonSerializer.Deserialize(progress, RequestJson.Default.CriterionProgressArray)! : []),
        caseId);

    private static string Text(Bilingual text) => JsonSerializer.Serialize(text, RequestJson.Default.Bilingual);
}

/// <summary>A request as the case keeps it.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Request">What is asked.</param>
/// <param name="AskedOf">The party's id.</param>
/// <param name="State"><c>open met withdrawn</c>.</param>
/// <param name="Made">When it was asked.</param>
/// <param name="MetAt">When it was met.</param>
/// <param name="MetBy">Labels of the evidence that met it.</param>
/// <param name="Progress">How far each criterion is met.</param>
public sealed record RequestRecord(string Id, EvidenceRequest Request, string? AskedOf, string State, DateTimeOffset Made, DateTimeOffset? MetAt, string? MetBy, IReadOnlyList<CriterionProgress> Progress)
{
    public const string Open = "open";
    public const string Met = "met";
    public const string Withdrawn = "withdrawn";

    public bool IsOpen => State == Open;
}

/// <summary>How far one criterion is met.</summary>
/// <param name="IsMet">All of it is there.</param>
/// <param name="Words">The same for people.</param>
/// <param name="By">Labels of the evidence that counts.</param>
public sealed record CriterionProgress(bool IsMet, Bilingual Words, IReadOnlyList<string> By);

/// <summary>Requests as JSON in the store, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EvidenceRequest))]
[JsonSerializable(typeof(CriterionProgress[]))]
[JsonSerializable(typeof(Bilingual))]
internal sealed partial class RequestJson : JsonSerializerContext;
