using System.ComponentModel;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>Finding cases, opening them, reading them.</summary>
internal static class ApiCases
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;
    private const int MostFound = 50;
    private const int LongestQuery = 500;

    private static readonly string[] Statuses = [CaseStatus.Open, CaseStatus.Closed, CaseStatus.Archived, "all"];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases", List).Says("listCases", new("Cases the token may see, the newest first, page by page", "列出令牌可见的案例，按新旧分页")).Gives<ToldCases>();
        api.MapGet("/search", Search).Says("searchCases", new("Cases whose texts hold all words, the best first", "搜索包含全部词语的案例")).Gives<ToldFound>();
        api.MapPost("/cases", Open).Says("openCase", new("Opens a case by its title", "以标题新建案例")).Takes<OpenInput>().Gives<ToldCover>(StatusCodes.Status201Created);
        api.MapPost("/cases/from-file", OpenFrom).Says("openCaseFromFile", new("Opens a case from a file; a mail, a thread or a note names it and becomes its thread", "由文件新建案例；邮件、往来或笔记将作为标题与往来内容"))
            .TakesBytes(ApiBodies.LargestFile, ApiRoute.BytesType, ApiRoute.MailType, ApiRoute.AnyType).Gives<ToldCover>(StatusCodes.Status201Created);
        api.MapGet("/cases/{number}", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number);
            return ApiRoute.Json(desk.Tell(found, other => desk.People.MaySee(context.Caller().Person, other)), TellingJson.Readable.ToldCase);
        }).Says("showCase", new("All of a case: cover, parties, turns, log, evidence, requests, verdicts", "查看案例全部内容：封面、参与方、往来、日志、证据、请求、结论")).Gives<ToldCase>();
    }

    /// <summary>Opens a case from what lies on the shelf already, named by its text where that is a thread or a note.</summary>
    private static CaseRecord OpenFromKept(CaseDesk desk, Actor actor, string name, string sha256, long length, string? title, CancellationToken cancellationToken)
    {
        var wanted = title is null ? null : new NewCase(title) { Country = desk.Settings.Country };
        if (length <= CaseDesk.LongestThread) return desk.OpenWith(actor, name, desk.Evidence.Shelf.Read(sha256), wanted, cancellationToken);

        // Longer than any thread: its name is all there is to call the case by.
        var opened = desk.Cases.Open(actor, wanted ?? new(Path.GetFileNameWithoutExtension(name), "en") { Country = desk.Settings.Country });
        desk.AddKept(actor, opened.Id, name, sha256, length, ApiEvidence.Channel, actor.Name, null, cancellationToken);
        return opened;
    }

    private static IResult List(
        HttpContext context, CaseDesk desk,
        [Description("open, closed, archived or all; open where not given")] string? status,
        [Description("us, customer, third-party or nobody")] string? waitingFor,
        [Description("a, b, c or d")] string? severity,
        [Description("Account that works on it")] string? assignee,
        [Description("One of its tags")] string? tag,
        [Description("How many at most; 50 where not given, 200 is the most")] int? limit,
        [Description("next of the page before")] string? cursor)
    {
        var caller = context.MustRead();
        status ??= CaseStatus.Open;
        if (!Statuses.Contains(status)) throw new DeskFault(DeskFaultKind.BadInput, new($"status is one of {string.Join(", ", Statuses)}", $"status 可为 {string.Join("、", Statuses)}"));
        if (cursor is not null && (cursor.Length != 32 || !cursor.All(char.IsAsciiHexDigitLower))) throw new DeskFault(DeskFaultKind.BadInput, new("cursor is the 'next' of the page before", "cursor 应为上一页的 next"));
        var most = Math.Clamp(limit ?? UsualPage, 1, LargestPage);

        // One more than the page tells whether there is another.
        var filter = new CaseFilter(status == "all" ? null : status, waitingFor, severity, assignee, cursor, Most: most + 1, Tag: tag);
        var lines = desk.Seen.List(caller.Person, filter);
        var page = lines.Take(most).ToList();
        return ApiRoute.Json(new ToldCases([.. page.Select(line => new ToldCaseLine(line))], lines.Count > most ? page[^1].Case.Id : null), TellingJson.Readable.ToldCases);
    }

    private static IResult Search(HttpContext context, CaseDesk desk, [Description("Words, addresses, numbers; all must be there")] string? q)
    {
        var caller = context.MustRead();
        if (string.IsNullOrWhiteSpace(q) || q.Length > LongestQuery) throw new DeskFault(DeskFaultKind.BadInput, new($"q takes words to search for, {LongestQuery} characters at most", $"q 应为搜索词，最多 {LongestQuery} 个字符"));
        var found = desk.Seen.Search(caller.Person, q, MostFound);
        return ApiRoute.Json(new ToldFound([.. found.Select(it => new ToldFoundCase(it))]), TellingJson.Readable.ToldFound);
    }

    private static async Task<IResult> Open(HttpContext context, CaseDesk desk)
    {
        var caller = context.Must(Right.Open);
        var input = await context.Json(TellingJson.Readable.OpenInput);
        if (string.IsNullOrWhiteSpace(input.Title)) throw new DeskFault(DeskFaultKind.BadInput, new("a case needs a title", "新建案例需要标题"));
        if (input.Language is not (null or "zh" or "en")) throw new DeskFault(DeskFaultKind.BadInput, new("language is zh or en", "language 为 zh 或 en"));
        if (input.Severity is not (null or "a" or "b" or "c" or "d")) throw new DeskFault(DeskFaultKind.BadInput, new("severity is a, b, c or d", "严重程度为 a、b、c 或 d"));
        var language = input.Language ?? (ApiAsk.LanguageOf(context) == Language.Chinese ? "zh" : "en");
        return Opened(context, desk, desk.Cases.Open(caller.Person.Actor, new(input.Title, language, input.Severity ?? "c", desk.Settings.Country, input.Customer)));
    }

    private static async Task<IResult> OpenFrom(
        HttpContext context, CaseDesk desk,
        [Description("Name of the file; one that ends in .eml is a mail")] string name,
        [Description("What the case is called; where not given, the file says it")] string? title)
    {
        var actor = context.Must(Right.Open).Person.Actor;
        if (!ApiEvidence.IsMail(context, name))
        {
            var (sha256, length) = await context.Shelve(desk);
            return Opened(context, desk, OpenFromKept(desk, actor, name, sha256, length, title, context.RequestAborted));
        }

        if (!name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase)) name += ".eml";
        return Opened(context, desk, desk.OpenWithAll(actor, title, "zh", [(name, await ApiEvidence.Mail(context))], context.RequestAborted));
    }

    private static IResult Opened(HttpContext context, CaseDesk desk, CaseRecord opened)
    {
        desk.People.Access.GrantOpener(context.Caller().Person, opened.Id);
        return ApiRoute.Made(context, $"/api/v1/cases/{opened.Number}", new ToldCover(desk.Cases.Get(opened.Id)), TellingJson.Readable.ToldCover);
    }
}
