using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>Mail that comes in, and mail that waits for a person to say where it belongs.</summary>
internal static class ApiMail
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/mail", static async (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Intake);
            return ApiRoute.Json(CaseTelling.Tell(desk.Intake.Receive(await ApiEvidence.Mail(context), context.RequestAborted)), TellingJson.Readable.ToldIntake);
        }).Says("mailIn", new("Takes in a mail as a mail server hands it over: it joins its case, opens one, or waits", "收取邮件服务器递交的邮件：并入案例、新建案例或待处理")).TakesBytes(ApiBodies.LargestMail, ApiRoute.MailType, ApiRoute.AnyType).Gives<ToldIntake>();
        api.MapGet("/quarantine", static (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Write);
            return ApiRoute.Json(new ToldQuarantine([.. desk.Intake.Quarantine().Select(CaseTelling.Tell)]), TellingJson.Readable.ToldQuarantine);
        }).Says("listQuarantine", new("Mails that wait", "列出待处理邮件")).Gives<ToldQuarantine>();
        api.MapPost("/quarantine/{id}/accept", static async (HttpContext context, CaseDesk desk, string id) =>
        {
            var person = context.Must(Right.Write).Person;
            var input = await context.JsonOr(TellingJson.Readable.AcceptInput, new());
            var filed = desk.Intake.Accept(person.Actor, id, input.Case is { } into ? context.Case(desk, into).Id : null, context.RequestAborted);
            if (input.Case is null) desk.People.Access.GrantOpener(person, filed.Id);
            return ApiRoute.Json(new ToldCover(desk.Cases.Get(filed.Id)), TellingJson.Readable.ToldCover);
        }).Says("acceptMail", new("Lets a waiting mail into a case, or opens one with it", "将待处理邮件并入案例，或据此新建案例")).Takes<AcceptInput>(optional: true).Gives<ToldCover>();
        api.MapPost("/quarantine/{id}/reject", static (HttpContext context, CaseDesk desk, string id) =>
        {
            desk.Intake.Reject(context.Must(Right.Write).Person.Actor, id);
            return Results.NoContent();
        }).Says("rejectMail", new("Turns a waiting mail away; it stays kept", "拒绝待处理邮件；邮件仍保留")).Produces(StatusCodes.Status204NoContent);
    }
}
