using Demarc.Desk.Cases;
using Demarc.Desk.Wording;
using Demarc.Model;
using Demarc.Reporting;

namespace Demarc.Desk.Summaries;

/// <summary>Gathers what a summary is drafted from out of the desk's own record.</summary>
public static class SummarySource
{
    private const string DefaultZone = "Asia/Shanghai";
    private const int LongestLine = 300;

    public static SummaryFacts Of(CaseDesk desk, CaseRecord it)
    {
        var (history, log, latest) = (desk.Verdicts.History(it.Id), desk.Cases.Log(it.Id), desk.Verdicts.Latest(it.Id)?.Open());
        var conclusion = log.LastOrDefault(entry => entry.Kind == EntryKind.Decision)?.Text;
        return new()
        {
            Case = it.Number,
            Title = it.Title,
            Scope = it.Scope,
            Target = latest?.Subject.Target,
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(desk.Settings.Get("time-zone") ?? DefaultZone, out var zone) ? zone : TimeZoneInfo.Utc,
            Opened = it.Opened,
            Closed = it.Closed,
            Parties = [.. desk.Cases.Parties(it.Id).Where(party => party.Name is not null || party.Address is not null).Select(party => new SummaryParty(party.Name ?? party.Address!, null, DeskWords.Role(party.Role)))],
            Timeline = [.. desk.Threads.Turns(it.Id).Where(turn => turn.Automatic is null).Select(turn => new TimelineEntry(turn.At, turn.Author, Line(turn.Body)))],
            Requests = [.. desk.Requests.Of(it.Id).Reverse().Select(request => new RequestOutcome(request.Made, request.Request.What, request.Request.Where.Words, request.State == Requests.RequestRecord.Met, Came(request)))],
            Verdicts = [.. history.Reverse().Where(step => Sides.TryParse(step.Side, out _)).Select(step => new VerdictStep(step.At, Sides.TryParse(step.Side, out var side) ? side : Side.Undetermined, step.Standing, step.Confidence, new(step.MovedBy ?? "", step.MovedBy ?? "")))],
            Claims = [.. (latest?.Claims ?? []).Select(claim => new ClaimOutcome(Demarc.Model.Claims.Find(claim.Claim)?.Name ?? new(claim.Claim, claim.Claim), claim.By, claim.Status, new(claim.En, claim.Zh)))],
            Trials = [.. desk.Trials.Of(it.Id).Select(trial => new TrialRow(trial.Factors, trial.Symptom, trial.Repeats))],
            Changes = [.. log.Where(entry => entry.Kind == EntryKind.Change).Select(entry => new ChangeRow(entry.At, Line(entry.Text), entry.Who, null))],
            Conclusion = conclusion is not null ? new(conclusion, conclusion) : latest?.Verdict.Summary,
            OpenPoints = [.. (latest?.NextTests ?? []).Take(it.IsOpen ? 3 : 0).Select(test => new Bilingual(test.En, test.Zh))],
        };
    }

    private static Bilingual Came(Requests.RequestRecord request) => request.MetBy is { } by
        ? new($"came with {by}", $"已收到 {by}")
        : request.Progress.FirstOrDefault(progress => !progress.IsMet)?.Words ?? new("nothing yet", "尚未收到");

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestLine ? line : line[..(char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine)] + "…";
    }
}
