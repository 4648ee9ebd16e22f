using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Post;
using Demarc.Desk.Telling;
using Demarc.Mail.Sending;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>Letters: written from a template, edited, held for a moment, called back.</summary>
internal static class MailRoutes
{
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
            outbox.CallBack(SignedInReader.Of(context).Person!.Actor, found.Id, id);
            return Answers.Back($"/cases/{found.Number}#thread");
        });
    }

    private static async Task<IResult> Compose(HttpContext context, CaseDesk desk, Outbox outbox, ServerOptions options, string number)
    {
        var found = desk.Case(context, number, Right.Send);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var person = SignedInReader.Of(context).Person!;
        var writer = new LetterWriter(desk, outbox.Composer);
        var party = form["for"].ToString() is { Length: > 0 } id ? id : null;
        var template = form["template"].ToString() is { Length: > 0 } chosen ? chosen : null;
        var draft = writer.Begin(found, person.Name, party, template, form["link"] == "yes" ? () => writer.Link(person.Actor, found, party, options.Site(context.Request)).Told : null);
        return Answers.Page<ComposePage>(context, ("Case", found), ("Draft", draft), ("Undo", (int)outbox.Settings.UndoTime.TotalSeconds));
    }

    private static Draft Edited(Draft draft, IFormCollection form) =>
        new LetterInput([form["to"].ToString()], form["subject"].ToString().ReplaceLineEndings(" ").Trim(), form["text"].ToString(), [form["cc"].ToString()]).Over(draft);
}
