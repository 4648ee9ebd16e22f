using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;
using Demarc.Web.Hosting;

namespace Demarc.Web.Api;

/// <summary>Who takes part, letters to them, and the links they upload by.</summary>
internal static class ApiPost
{
    public static void Map(RouteGroupBuilder api)
    {
        Parties(api);
        Letters(api);
        Links(api);
    }

    private static void Parties(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/parties", static (HttpContext context, CaseDesk desk, string number) => Told(desk, context.Case(desk, number).Id))
            .Says("listParties", new("Who takes part in the case", "列出参与方")).Gives<ToldParties>();
        api.MapPost("/cases/{number}/parties", static (HttpContext context, CaseDesk desk, string number) => Set(context, desk, number, null))
            .Says("addParty", new("Adds somebody who takes part", "添加参与方")).Takes<PartyInput>().Gives<ToldParties>();
        api.MapPost("/cases/{number}/parties/{id}", static (HttpContext context, CaseDesk desk, string number, string id) => Set(context, desk, number, id))
            .Says("setParty", new("Changes all that is known of a party", "修改参与方的全部信息")).Takes<PartyInput>().Gives<ToldParties>();
        api.MapPost("/cases/{number}/parties/{id}/remove", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Write);
            desk.Parties.Remove(context.Actor(), found.Id, id);
            return Told(desk, found.Id);
        }).Says("removeParty", new("Takes a party out; what they said stays", "移除参与方，其言论保留")).Gives<ToldParties>();
    }

    private static void Letters(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/letters", static (HttpContext context, CaseDesk desk, Outbox outbox, string number) => ApiRoute.Json(ToldLetters.Of(outbox, context.Case(desk, number).Id), TellingJson.Readable.ToldLetters))
            .Says("listLetters", new("Letters of the case and how they stand", "列出信件及其状态")).Gives<ToldLetters>();
        api.MapPost("/cases/{number}/letters/draft", static async (HttpContext context, CaseDesk desk, Outbox outbox, ServerOptions options, string number) =>
        {
            var found = context.Case(desk, number, Right.Send);
            var input = await context.JsonOr(TellingJson.Readable.DraftInput, new());
            var writer = new LetterWriter(desk, outbox.Composer);
            var draft = writer.Begin(found, context.Actor().Name, input.For, input.Template, input.Link ? () => writer.Link(context.Actor(), found, input.For, options.Site(context.Request)).Told : null);
            return ApiRoute.Json(ToldDraft.Of(draft), TellingJson.Readable.ToldDraft);
        }).Says("draftLetter", new("Begins a letter from a template: an answer to everybody of the last message; nothing is sent", "由模板起草信件（答复全部收件人），不发送")).Takes<DraftInput>(optional: true).Gives<ToldDraft>();
        api.MapPost("/cases/{number}/letters", static async (HttpContext context, CaseDesk desk, Outbox outbox, string number) =>
        {
            var found = context.Case(desk, number, Right.Send);
            var input = await context.Json(TellingJson.Readable.LetterInput);
            return ApiRoute.Made(context, $"{ApiV1.Path}/cases/{found.Number}/letters", ToldLetter.Of(outbox.Queue(context.Actor(), input.Over(outbox.Composer.ReplyAll(found.Id)))), TellingJson.Readable.ToldLetter);
        }).Says("sendLetter", new("Queues a letter; until it is due it can be called back", "将信件加入待发队列，到时前可撤回")).Takes<LetterInput>().Gives<ToldLetter>(StatusCodes.Status201Created);
        api.MapPost("/cases/{number}/letters/{id}/undo", static (HttpContext context, CaseDesk desk, Outbox outbox, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Send);
            outbox.CallBack(context.Actor(), found.Id, id);
            return ApiRoute.Json(ToldLetters.Of(outbox, found.Id), TellingJson.Readable.ToldLetters);
        }).Says("undoLetter", new("Calls a letter back before it leaves", "在发出前撤回信件")).Gives<ToldLetters>();
    }

    private static void Links(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/links", static (HttpContext context, CaseDesk desk, string number) => ApiRoute.Json(ToldLinks.Of(desk, context.Case(desk, number).Id), TellingJson.Readable.ToldLinks))
            .Says("listLinks", new("Upload links of the case and how they stand; not their addresses", "列出上传链接及其状态，不含地址")).Gives<ToldLinks>();
        api.MapPost("/cases/{number}/links", static async (HttpContext context, CaseDesk desk, Outbox outbox, ServerOptions options, string number) =>
        {
            var found = context.Case(desk, number, Right.Send);
            var input = await context.JsonOr(TellingJson.Readable.LinkInput, new());
            var site = options.Site(context.Request);
            var (made, _) = new LetterWriter(desk, outbox.Composer).Link(context.Actor(), found, input.For, site);
            return ApiRoute.Made(context, $"{ApiV1.Path}/cases/{found.Number}/links", ToldMadeLink.Of(made, site), TellingJson.Readable.ToldMadeLink);
        }).Says("makeLink", new("Makes an upload link; its address and code are told once", "生成上传链接，地址与代码仅显示一次")).Takes<LinkInput>(optional: true).Gives<ToldMadeLink>(StatusCodes.Status201Created);
        api.MapPost("/cases/{number}/links/{id}/revoke", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = context.Case(desk, number, Right.Send);
            desk.Portals.Revoke(context.Actor(), found.Id, id);
            return ApiRoute.Json(ToldLinks.Of(desk, found.Id), TellingJson.Readable.ToldLinks);
        }).Says("revokeLink", new("Makes an upload link useless at once", "立即停用上传链接")).Gives<ToldLinks>();
    }

    private static async Task<IResult> Set(HttpContext context, CaseDesk desk, string number, string? id)
    {
        var found = context.Case(desk, number, Right.Write);
        var input = await context.Json(TellingJson.Readable.PartyInput);
        desk.Parties.Set(context.Actor(), found.Id, id, input.Name, input.Address, input.Role, input.Salutation, input.Language);
        return Told(desk, found.Id);
    }

    private static IResult Told(CaseDesk desk, string caseId) => ApiRoute.Json(ToldParties.Of(desk, caseId), TellingJson.Readable.ToldParties);
}
