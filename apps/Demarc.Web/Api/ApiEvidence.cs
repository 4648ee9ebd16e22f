using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Telling;
using Microsoft.Net.Http.Headers;

namespace Demarc.Web.Api;

/// <summary>Evidence in and out, the verdicts drawn from it, and the summary.</summary>
internal static class ApiEvidence
{
    /// <summary>How evidence came, as the record says it.</summary>
    public const string Channel = "api";

    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number}/evidence", static (HttpContext context, CaseDesk desk, string number) =>
            ApiRoute.Json(new ToldPieces([.. desk.Evidence.Of(context.Case(desk, number).Id).Select(CaseTelling.Tell)]), TellingJson.Readable.ToldPieces))
            .Says("listEvidence", new("Evidence of the case, with hashes", "列出案例证据及其哈希")).Gives<ToldPieces>();
        api.MapGet("/cases/{number}/evidence/{label}", static (HttpContext context, CaseDesk desk, string number, string label) =>
            ApiRoute.Json(CaseTelling.Tell(desk.Evidence.Get(context.Case(desk, number).Id, label)), TellingJson.Readable.ToldEvidence))
            .Says("showEvidence", new("One piece of evidence", "查看一份证据")).Gives<ToldEvidence>();
        api.MapGet("/cases/{number}/evidence/{label}/raw", Raw).Says("downloadEvidence", new("Its bytes as they came; ranges are served", "下载原始内容，支持分段")).GivesBytes(ApiRoute.BytesType);
        api.MapPut("/cases/{number}/files/{name}", Add).Says("addEvidence", new("Adds a file as evidence, of any size, as it streams in; the verdict is concluded anew", "以流方式添加任意大小的文件为证据，并重新得出结论"))
            .TakesBytes(ApiBodies.LargestFile, ApiRoute.BytesType, ApiRoute.AnyType).Gives<ToldEvidence>(StatusCodes.Status201Created);
        api.MapPost("/cases/{number}/mail", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Write);
            desk.AddMail(context.Actor(), found.Id, await Mail(context), context.RequestAborted);
            return ApiRoute.Json(new ToldCover(desk.Cases.Get(found.Id)), TellingJson.Readable.ToldCover);
        }).Says("addMail", new("Adds a mail to this case, whatever it says itself", "将一封邮件加入此案例，不论其自身如何标示")).TakesBytes(ApiBodies.LargestMail, ApiRoute.MailType, ApiRoute.AnyType).Gives<ToldCover>();
        api.MapGet("/cases/{number}/verdict", static (HttpContext context, CaseDesk desk, string number) =>
            Document(desk.Verdicts.Latest(context.Case(desk, number).Id)?.Document)).Says("latestVerdict", new("The latest verdict, demarc.verdict/1", "最新结论（demarc.verdict/1）")).Gives<JsonElement>();
        api.MapGet("/cases/{number}/verdicts/{id}", static (HttpContext context, CaseDesk desk, string number, string id) =>
            Document(desk.Verdicts.History(context.Case(desk, number).Id).FirstOrDefault(it => it.Id == id)?.Document)).Says("oneVerdict", new("A verdict as it was, demarc.verdict/1", "历史结论（demarc.verdict/1）")).Gives<JsonElement>();
        api.MapGet("/cases/{number}/summary.{format}", Summary).Says("summary", new("The summary as a person left it last, else the draft", "总结：最近保存的文本，否则为草稿"))
            .GivesBytes("text/markdown").Produces<Stream>(StatusCodes.Status200OK, "text/html", DocxType);
    }

    /// <summary>Whether what comes is a mail: it says so, or its name does.</summary>
    public static bool IsMail(HttpContext context, string name) =>
        Path.GetExtension(name).Equals(".eml", StringComparison.OrdinalIgnoreCase) || (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals(ApiRoute.MailType, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mail of the body.</summary>
    public static Task<byte[]> Mail(HttpContext context)
    {
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = ApiBodies.LargestMail;
        if (context.Request.ContentLength > ApiBodies.LargestMail) throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
        return context.Bytes();
    }

    private static async Task<IResult> Add(HttpContext context, CaseDesk desk, string number, string name)
    {
        var found = context.Case(desk, number, Right.Write);
        if (found.Status == Demarc.Desk.Cases.CaseStatus.Archived) throw new DeskFault(DeskFaultKind.Conflict, new("the case is archived and read only", "案例已归档，只读"));
        var person = context.Caller().Person;

        // A slash stays escaped in a path; of a name that has some, the last part counts.
        name = name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var (sha256, length) = await context.Shelve(desk);
        var added = desk.AddKept(person.Actor, found.Id, name, sha256, length, Channel, person.Name, null, context.RequestAborted);
        return ApiRoute.Made(context, $"/api/v1/cases/{found.Number}/evidence/{added.Label}", CaseTelling.Tell(desk.Evidence.Get(found.Id, added.Id)), TellingJson.Readable.ToldEvidence);
    }

    private static IResult Raw(HttpContext context, CaseDesk desk, string number, string label)
    {
        var piece = desk.Evidence.Get(context.Case(desk, number).Id, label);
        if (piece.Erased is not null) throw new DeskFault(DeskFaultKind.NotFound, new("the bytes were erased", "内容已删除"));
        return Results.File(desk.Evidence.Shelf.PathOf(piece.Sha256), ApiRoute.BytesType, piece.Name, entityTag: new($"\"{piece.Sha256}\""), enableRangeProcessing: true);
    }

    private static IResult Document(string? document) =>
        document is null ? throw new DeskFault(DeskFaultKind.NotFound, new("there is no such verdict", "没有此结论")) : Results.Text(document, ApiRoute.JsonType, Encoding.UTF8);

    private static IResult Summary(HttpContext context, CaseDesk desk, string number, string format, [Description("zh, en or both; the case's where not given")] string? language)
    {
        var found = context.Case(desk, number);
        var asked = language ?? (found.Language == "en" ? "en" : "zh");
        if (asked is not ("zh" or "en" or "both")) throw new DeskFault(DeskFaultKind.BadInput, new("language is zh, en or both", "language 为 zh、en 或 both"));
        switch (format)
        {
            case "md":
                return Results.File(Encoding.UTF8.GetBytes(desk.Summary(found, asked)), "text/markdown; charset=utf-8", found.Number + ".md");
            case "html":
                return Results.File(Encoding.UTF8.GetBytes(SummaryHtml.Write(desk.SummaryLaidOut(found, asked))), "text/html; charset=utf-8", found.Number + ".html");
            case "docx":
                var file = new MemoryStream();
                SummaryDocx.Write(desk.SummaryLaidOut(found, asked), file);
                return Results.File(file.ToArray(), DocxType, found.Number + ".docx");
            default:
                throw new DeskFault(DeskFaultKind.NotFound, new("a summary comes as md, html or docx", "总结格式为 md、html 或 docx"));
        }
    }
}
