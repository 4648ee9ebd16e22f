using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Letters;
using Demarc.Desk.People;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Mail.Sending;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;
using Party = Demarc.Desk.Cases.Party;

namespace Demarc.Web.Routes;

/// <summary>Letters: written from a template, edited, held for a moment, called back.</summary>
internal static class MailRoutes
{
    private const string DefaultZone = "Asia/Shanghai";

    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/{number}/compose", Compose);
        routes.MapPost("/cases/{number}/mail", static async (HttpContext context, CaseDesk desk, Outbox outbox, string number) =>
        {
            var found = desk.Case(context, number, Right.Send);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var draft = Edited(outbox.Composer.ReplyAll(found.Id), form);
            try
            {
                outbox.Queue(SignedInReader.Of(context).Person!.Actor, draft);
            }
            catch (MessageFault fault)
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Answers.Page<ComposePage>(context, ("Case", found), ("Draft", draft), ("Fault", new Bilingual(fault.En, fault.Zh)));
            }

            return Answers.Back($"/cases/{found.Number}#thread");
        });
        routes.MapPost("/cases/{number}/mail/{id}/undo", static (HttpContext context, CaseDesk desk, Outbox outbox, string number, string id) =>
        {
            var found = desk.Case(context, number, Right.Send);
            if (outbox.Find(id) is not { } mail || mail.Case != found.Id) throw new DeskFault(DeskFaultKind.NotFound, new("no such mail", "没有这封邮件"));
            if (!outbox.Undo(SignedInReader.Of(context).Person!.Actor, id)) throw new DeskFault(DeskFaultKind.Conflict, new("the mail has left already", "邮件已经发出"));
            return Answers.Back($"/cases/{found.Number}#thread");
        });
    }

    private static async Task<IResult> Compose(HttpContext context, CaseDesk desk, Outbox outbox, ServerOptions options, string number)
    {
        var found = desk.Case(context, number, Right.Send);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var person = SignedInReader.Of(context).Person!;
        var party = desk.Cases.Parties(found.Id).FirstOrDefault(it => it.Id == form["for"].ToString());
        var draft = outbox.Composer.ReplyAll(found.Id);
        if (draft.To.Count == 0 && party?.Address is { } address) draft = outbox.Composer.To(found.Id, new Mailbox(address, party!.Name));
        if (form["template"].ToString() is { Length: > 0 } template)
        {
            var letter = Templates.Compose(template, Context(context, desk, options, found, person, party, form["link"] == "yes"));
            draft = draft with { Text = letter.Text };
        }

        return Answers.Page<ComposePage>(context, ("Case", found), ("Draft", draft), ("Undo", (int)outbox.Settings.UndoTime.TotalSeconds));
    }

    private static LetterContext Context(HttpContext context, CaseDesk desk, ServerOptions options, CaseRecord found, Person person, Party? party, bool withLink)
    {
        var home = options.PublicUrl?.ToString() ?? $"{context.Request.Scheme}://{context.Request.Host}/";
        var made = withLink ? desk.Portals.Make(person.Actor, found.Id, new(party?.Id)) : null;
        return new()
        {
            Case = found.Number,
            Title = found.Title,
            Party = new(party?.Name, party?.Salutation, (party?.Language ?? found.Language) == "en" ? Language.English : Language.Chinese, TimeZoneInfo.FindSystemTimeZoneById(desk.Settings.Get("time-zone") ?? DefaultZone)),
            Sender = new(person.Name, person.Name),
            Scope = found.Scope,
            Requests = [.. desk.Requests.Of(found.Id).Where(it => it.IsOpen).Select(it => it.Request)],
            Verdict = desk.Verdicts.Latest(found.Id)?.Open(),
            Portal = made is null ? null : new($"{home}u/{made.Token.Reveal()}", made.Code.Reveal()),
        };
    }

    private static Draft Edited(Draft draft, IFormCollection form)
    {
        try
        {
            return draft with { To = People(form["to"].ToString()), Cc = People(form["cc"].ToString()), Subject = form["subject"].ToString().ReplaceLineEndings(" ").Trim(), Text = form["text"].ToString().ReplaceLineEndings("\n") };
        }
        catch (MessageFault fault)
        {
            throw new DeskFault(DeskFaultKind.BadInput, new(fault.En, fault.Zh));
        }
    }

    /// <summary>Addresses as people type them: <c>Name &lt;address&gt;; address</c>.</summary>
    private static List<Mailbox> People(string text) =>
        [.. text.Split([';', '；', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(piece => piece.Contains('<', StringComparison.Ordinal) ? [piece] : piece.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(One)];

    private static Mailbox One(string piece)
    {
        var open = piece.LastIndexOf('<');
        return open >= 0 && piece.EndsWith('>') ? new(piece[(open + 1)..^1].Trim(), piece[..open].Trim().Trim('"') is { Length: > 0 } name ? name : null) : new(piece, null);
    }
}
