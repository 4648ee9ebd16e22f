using System.Text;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Summaries;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>The closing summary: the draft, what a person made of it, and files to take along; the pack for a carrier or vendor.</summary>
internal static class SummaryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/summary", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number);
            var saved = desk.Summaries.Latest(found.Id, Asked(context, found));
            return Answers.Page<SummaryPage>(context, ("Case", found), ("In", Asked(context, found)), ("Text", saved?.Text ?? SummaryMarkdown.Write(Draft(context, desk, found))), ("Saved", saved?.At));
        });
        routes.MapPost("/cases/{number}/summary", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number, Right.Write);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            desk.Summaries.Save(SignedInReader.Of(context).Person!.Actor, found.Id, Asked(context, found), form["text"].ToString().ReplaceLineEndings("\n"));
            return Answers.Back($"/cases/{found.Number}/summary?in={Asked(context, found)}");
        });
        routes.MapGet("/cases/{number}/summary.md", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number);
            var text = desk.Summaries.Latest(found.Id, Asked(context, found))?.Text ?? SummaryMarkdown.Write(Draft(context, desk, found));
            return Results.File(Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8", found.Number + ".md");
        });
        routes.MapGet("/cases/{number}/summary.html", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number);
            return Results.File(Encoding.UTF8.GetBytes(SummaryHtml.Write(Document(context, desk, found))), "application/octet-stream", found.Number + ".html");
        });
        routes.MapGet("/cases/{number}/escalation.zip", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number);
            var file = new MemoryStream();
            EscalationPack.Write(EscalationSource.Of(desk, found), file, Languages(Asked(context, found)));
            return Results.File(file.ToArray(), "application/zip", found.Number + "-escalation.zip");
        });
        routes.MapGet("/cases/{number}/summary.docx", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number);
            var file = new MemoryStream();
            SummaryDocx.Write(Document(context, desk, found), file);
            return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", found.Number + ".docx");
        });
    }

    /// <summary>What a person made of the summary, else its draft.</summary>
    private static SummaryDocument Document(HttpContext context, CaseDesk desk, CaseRecord found) =>
        desk.Summaries.Latest(found.Id, Asked(context, found)) is { } saved ? SummaryReader.Read(saved.Text) : Draft(context, desk, found);

    private static SummaryDocument Draft(HttpContext context, CaseDesk desk, CaseRecord found) => CaseSummary.Draft(SummarySource.Of(desk, found), Languages(Asked(context, found)));

    private static Language[] Languages(string asked) => asked switch
    {
        "en" => [Language.English],
        "both" => [Language.Chinese, Language.English],
        _ => [Language.Chinese],
    };

    private static string Asked(HttpContext context, CaseRecord found) => context.Request.Query["in"].ToString() is "zh" or "en" or "both" ? context.Request.Query["in"].ToString() : found.Language == "en" ? "en" : "zh";
}
