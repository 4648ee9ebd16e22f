using System.Text.Json.Serialization.Metadata;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>What is done to a case. Each change answers with the case's cover as it is now.</summary>
internal static class ApiChanges
{
    public static void Map(RouteGroupBuilder api)
    {
        Change(api, "log", "writeLog", new("Writes into the log", "写日志"), Right.Write, TellingJson.Readable.LogInput, static (desk, actor, found, input) =>
            desk.Cases.Note(actor, found.Id, input.Kind ?? EntryKind.Report, input.Text, input.By));
        Change(api, "claim", "claim", new("Writes down what somebody holds for the cause", "记录某人的判断"), Right.Write, TellingJson.Readable.ClaimInput, static (desk, actor, found, input) =>
            desk.Cases.Note(actor, found.Id, EntryKind.Hypothesis, input.Text, input.By));
        Change(api, "set", "setCover", new("Changes one thing on the cover", "修改封面上的一项"), Right.Write, TellingJson.Readable.SetInput, static (desk, actor, found, input) =>
        {
            if (input.Value is null && input.What is not ("customer" or "assignee")) throw new DeskFault(DeskFaultKind.BadInput, new($"'{input.What}' needs a value", $"“{input.What}”需要取值"));
            desk.Cases.Set(actor, found.Id, input.What, input.Value, input.Version);
        });
        Change(api, "scope", "setScope", new("Writes the scope, and that the customer agreed to it", "填写问题范围，以及客户是否确认"), Right.Write, TellingJson.Readable.ScopeInput, static (desk, actor, found, input) =>
        {
            if (input.Text is { } text) desk.Cases.Set(actor, found.Id, "scope", text.Trim(), input.Version);
            if (input.Agreed) desk.Cases.AgreeScope(actor, found.Id, input.Text is null ? input.Version : null);
        });
        Change(api, "close", "closeCase", new("Closes the case", "关闭案例"), Right.Close, TellingJson.Readable.CloseInput, static (desk, actor, found, input) =>
        {
            if (input.Cause is { } cause && desk.Verdicts.Engine.Catalogue.Find(cause) is null) throw new DeskFault(DeskFaultKind.BadInput, new($"no cause '{cause}'; 'demarc causes' lists them", $"没有原因“{cause}”；可用 demarc causes 查看"));
            desk.Cases.Close(actor, found.Id, input.Reason, input.Cause, input.VerdictRight, input.ConfirmedBy);
        });
        Change(api, "reopen", "reopenCase", new("Opens a closed case again", "重新打开案例"), Right.Close, TellingJson.Readable.ReopenInput, static (desk, actor, found, input) => desk.Cases.Reopen(actor, found.Id, input.Why));
        api.MapPost("/cases/{number}/archive", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Close);
            desk.Cases.Archive(context.Actor(), found.Id);
            return Cover(desk, found);
        }).Says("archiveCase", new("Makes a closed case read only", "归档已关闭的案例")).Gives<ToldCover>();
        Requests(api);
    }

    private static void Requests(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/requests", static (HttpContext context, CaseDesk desk, string number) =>
            ApiRoute.Json(new ToldRequests([.. desk.Requests.Of(context.Case(desk, number).Id).Select(CaseTelling.Tell)]), TellingJson.Readable.ToldRequests))
            .Says("listRequests", new("What was asked for, and how far it has come", "列出取证请求及进展")).Gives<ToldRequests>();
        api.MapPost("/cases/{number}/requests", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Write);
            var input = await context.Json(TellingJson.Readable.RequestInput);
            if (input.AskedOf is { } party && desk.Cases.Parties(found.Id).All(it => it.Id != party)) throw new DeskFault(DeskFaultKind.BadInput, new("the case has no such party", "案例没有该参与方"));
            var asked = desk.Requests.Ask(context.Actor(), found.Id, input.Test, input.AskedOf);
            return ApiRoute.Made(context, $"/api/v1/cases/{found.Number}/requests", CaseTelling.Tell(asked), TellingJson.Readable.ToldRequest);
        }).Says("request", new("Asks for one of the verdict's next tests", "就结论的一项下一步测试提出请求")).Takes<RequestInput>().Gives<ToldRequest>(StatusCodes.Status201Created);
        api.MapPost("/cases/{number}/requests/{id}/withdraw", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Write);
            desk.Requests.Withdraw(context.Actor(), found.Id, id);
            return Cover(desk, found);
        }).Says("withdrawRequest", new("Takes a request back", "撤回请求")).Gives<ToldCover>();
    }

    private static void Change<TInput>(RouteGroupBuilder api, string path, string name, Bilingual what, Right right, JsonTypeInfo<TInput> shape, Action<CaseDesk, Actor, CaseRecord, TInput> change)
        where TInput : class =>
        api.MapPost("/cases/{number}/" + path, async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, right);
            change(desk, context.Actor(), found, await context.Json(shape));
            return Cover(desk, found);
        }).Says(name, what).Takes<TInput>().Gives<ToldCover>();

    private static IResult Cover(CaseDesk desk, CaseRecord found) => ApiRoute.Json(new ToldCover(desk.Cases.Get(found.Id)), TellingJson.Readable.ToldCover);
}
