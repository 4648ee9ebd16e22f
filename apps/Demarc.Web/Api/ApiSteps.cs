using System.ComponentModel;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>Steps of working a case: trials, reminders, the pack for a carrier, cloud or vendor.</summary>
internal static class ApiSteps
{
    private const int FarthestDay = 400;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/trials", static (HttpContext context, CaseDesk desk, string number) => Trials(desk, context.Case(desk, number)))
            .Says("listTrials", new("With which settings the symptom came, and with which not", "列出试验：哪些设置下出现现象")).Gives<ToldTrials>();
        api.MapPost("/cases/{number}/trials", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Write);
            var input = await context.Json(TellingJson.Readable.TrialInput);
            desk.Trials.Add(context.Actor(), found.Id, input.Factors, input.Symptom, input.Repeats);
            desk.Verdicts.Renew(context.Actor(), found.Id, context.RequestAborted);
            return Trials(desk, found);
        }).Says("addTrial", new("Writes a trial down; the verdict is concluded anew", "记录一次试验，并重新得出结论")).Takes<TrialInput>().Gives<ToldTrials>();
        api.MapPost("/cases/{number}/trials/{id}/remove", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Write);
            desk.Trials.Remove(context.Actor(), found.Id, id);
            desk.Verdicts.Renew(context.Actor(), found.Id, context.RequestAborted);
            return Trials(desk, found);
        }).Says("removeTrial", new("Strikes out a trial that was written down wrongly", "删去误记的试验")).Gives<ToldTrials>();
        api.MapGet("/cases/{number}/reminders", static (HttpContext context, CaseDesk desk, string number) => Reminders(desk, context.Case(desk, number)))
            .Says("listReminders", new("Reminders that nobody has done yet", "列出未完成的提醒")).Gives<ToldReminders>();
        api.MapPost("/cases/{number}/reminders", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Write);
            var input = await context.Json(TellingJson.Readable.RemindInput);
            if (input.BusinessDays is < 0 or > FarthestDay) throw new DeskFault(DeskFaultKind.BadInput, new($"'{input.BusinessDays}' is no number of business days from 0 to {FarthestDay}", $"“{input.BusinessDays}”不是 0 到 {FarthestDay} 的工作日数"));
            desk.Reminders.Add(context.Actor(), found.Id, input.Text, desk.Timing.InBusinessDays(found, input.BusinessDays), null);
            return Reminders(desk, found);
        }).Says("remind", new("Reminds of something in so many business days", "若干工作日后提醒")).Takes<RemindInput>().Gives<ToldReminders>();
        api.MapPost("/cases/{number}/reminders/{id}/done", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Write);
            desk.Reminders.Done(context.Actor(), found.Id, id);
            return Reminders(desk, found);
        }).Says("settleReminder", new("It was done", "标记提醒已完成")).Gives<ToldReminders>();
        api.MapGet("/cases/{number}/escalation.zip", static (HttpContext context, CaseDesk desk, string number, [Description("zh or en; the caller's where not given")] string? language) =>
        {
            var found = context.Case(desk, number);
            if (language is not (null or "zh" or "en")) throw new DeskFault(DeskFaultKind.BadInput, new("language is zh or en", "language 为 zh 或 en"));
            var pack = new MemoryStream();
            EscalationPack.Write(EscalationSource.Of(desk, found), pack, language is null ? ApiAsk.LanguageOf(context) : language == "zh" ? Language.Chinese : Language.English);
            return Results.File(pack.ToArray(), "application/zip", found.Number + "-escalation.zip");
        }).Says("escalation", new("What a carrier, cloud or vendor needs to look for itself, as a zip", "供运营商、云或厂商自行排查的资料包（zip）")).GivesBytes("application/zip");
    }

    private static IResult Trials(CaseDesk desk, CaseRecord found) => ApiRoute.Json(ToldTrials.Of(desk, found.Id), TellingJson.Readable.ToldTrials);

    private static IResult Reminders(CaseDesk desk, CaseRecord found) => ApiRoute.Json(ToldReminders.Of(desk, found.Id), TellingJson.Readable.ToldReminders);
}
