using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>The list, one case, and everything that is done to it.</summary>
internal static class CaseRoutes
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", static (HttpContext context, string? q, string? show, string? before, string? tag) =>
            Answers.Page<CaseListPage>(context, ("Query", string.IsNullOrWhiteSpace(q) ? null : q.Trim()), ("Filter", show ?? ""), ("Before", before), ("Tag", string.IsNullOrWhiteSpace(tag) ? null : tag)));
        routes.MapPost("/cases", Open);
        routes.MapGet("/cases/{number}", static (HttpContext context, CaseDesk desk, string number) => Answers.Page<CasePage>(context, ("Case", desk.Case(context, number))));
        routes.MapGet("/cases/{number}/events", static (HttpContext context, CaseDesk desk, IHostApplicationLifetime life, string number) =>
            TypedResults.ServerSentEvents(Changes(desk, SignedInReader.Of(context).Person!, desk.Case(context, number).Id, CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping).Token)));
        routes.MapGet("/cases/{number}/evidence/{label}", static (HttpContext context, CaseDesk desk, string number, string label, string? @in) =>
        {
            var found = desk.Case(context, number);
            var piece = desk.Evidence.Get(found.Id, label);
            return Answers.Page<EvidencePage>(context, ("Case", found), ("Piece", piece), ("Seen", desk.Evidence.Sight.Look(piece, @in, context.RequestAborted)));
        });
        routes.MapGet("/cases/{number}/evidence/{label}/raw", static (HttpContext context, CaseDesk desk, string number, string label) =>
        {
            var piece = desk.Evidence.Get(desk.Case(context, number).Id, label);
            if (piece.Erased is not null) throw new DeskFault(DeskFaultKind.NotFound, new("the bytes were erased", "内容已删除"));
            return Results.File(desk.Evidence.Shelf.PathOf(piece.Sha256), "application/octet-stream", piece.Name);
        });
        Change(routes, "log", Right.Write, static (desk, actor, found, form) =>
        {
            if (form["kind"] == "call") desk.Threads.Note(actor, found.Id, "call", form["text"].ToString(), null);
            else desk.Cases.Note(actor, found.Id, form["kind"].ToString(), form["text"].ToString());
            return "#log";
        });
        Change(routes, "notes", Right.Write, static (desk, actor, found, form) =>
        {
            desk.Threads.Note(actor, found.Id, form["channel"] == "call" ? "call" : "note", form["text"].ToString(), form["with"].ToString() is { Length: > 0 } with ? with : null);
            return "#thread";
        });
        Change(routes, "set", Right.Write, static (desk, actor, found, form) =>
        {
            desk.Cases.Set(actor, found.Id, form["what"].ToString(), form["value"].ToString());
            return "";
        });
        Change(routes, "cover", Right.Write, Cover);
        Change(routes, "close", Right.Close, static (desk, actor, found, form) =>
        {
            desk.Cases.Close(actor, found.Id, form["reason"].ToString(), form["cause"].ToString() is { Length: > 0 } cause ? cause : null, form["right"].ToString() is { Length: > 0 } right ? right : null, form["confirmed-by"].ToString() is { Length: > 0 } how ? how : null);
            return "#close";
        });
        Change(routes, "reopen", Right.Close, static (desk, actor, found, form) =>
        {
            desk.Cases.Reopen(actor, found.Id, form["why"].ToString());
            return "";
        });
        Change(routes, "archive", Right.Close, static (desk, actor, found, _) =>
        {
            desk.Cases.Archive(actor, found.Id);
            return "";
        });
    }

    /// <summary>A form of a case's page that changes it; back to the part of the page it names.</summary>
    internal static void Change(IEndpointRouteBuilder routes, string what, Right right, Func<CaseDesk, Actor, CaseRecord, IFormCollection, string> change) =>
        routes.MapPost("/cases/{number}/" + what, async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number, right);
            var to = change(desk, SignedInReader.Of(context).Person!.Actor, found, await context.Request.ReadFormAsync(context.RequestAborted));
            return Answers.Back($"/cases/{found.Number}{to}");
        });

    /// <summary>A case from files or pasted text; the first that is a mail or a thread names it.</summary>
    private static async Task<IResult> Open(HttpContext context, CaseDesk desk)
    {
        var person = Answers.Require(context, Right.Open);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var files = new List<(string Name, byte[] Content)>();
        foreach (var file in form.Files.Where(it => it.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, context.RequestAborted);
            files.Add((file.FileName, content.ToArray()));
        }

        if (form["text"].ToString() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text)) files.Add(("pasted.txt", Encoding.UTF8.GetBytes(text)));
        var title = form["title"].ToString().Trim();
        if (files.Count == 0 && title.Length == 0) throw new DeskFault(DeskFaultKind.BadInput, new("a case needs a title, a file or some text", "新建案例需要标题、文件或文本"));
        var opened = desk.OpenWithAll(person.Actor, title.Length > 0 ? title : null, SignedInReader.Of(context).IsChinese ? "zh" : "en", files, context.RequestAborted);
        desk.People.Access.GrantOpener(person, opened.Id);
        return Answers.Back("/cases/" + opened.Number);
    }

    private static string Cover(CaseDesk desk, Actor actor, CaseRecord found, IFormCollection form)
    {
        var changes = new List<(string What, string? Value)>();
        foreach (var (what, now) in new[] { ("title", found.Title), ("scope", found.Scope), ("severity", found.Severity), ("waiting-for", found.WaitingFor), ("tags", "") })
        {
            var wanted = form[what].ToString().ReplaceLineEndings("\n").Trim();
            if (wanted != (form[$"was-{what}"].ToString().ReplaceLineEndings("\n").Trim()) && (wanted.Length > 0 || what is "scope" or "tags")) changes.Add((what, wanted.Length == 0 ? null : wanted));
        }

        // Only what this person changed is set, and only where nobody else changed the same meanwhile.
        var seen = long.TryParse(form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : found.Version;
        if (changes.Count > 0) desk.Cases.Set(actor, found.Id, changes, seen);
        if (form["agreed"] == "yes" && desk.Cases.Get(found.Id) is { Scope: not null, ScopeAgreed: null }) desk.Cases.AgreeScope(actor, found.Id);
        return "#close";
    }

    /// <summary>Tells the page whenever the case has changed, for as long as its reader may see the case.</summary>
    private static async IAsyncEnumerable<SseItem<string>> Changes(CaseDesk desk, Person reader, string caseId, [EnumeratorCancellation] CancellationToken stop)
    {
        var known = desk.Cases.Get(caseId).Version;
        yield return new SseItem<string>("", "open");
        while (true)
        {
            try
            {
                await Task.Delay(Look, desk.Store.Clock, stop);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            if (desk.Cases.Find(caseId) is not { } now || now.Version == known) continue;
            if (desk.People.Find(reader.Login) is not { } person || !desk.People.MaySee(person, now)) yield break;
            known = now.Version;
            yield return new SseItem<string>(known.ToString(CultureInfo.InvariantCulture), "changed");
        }
    }
}
