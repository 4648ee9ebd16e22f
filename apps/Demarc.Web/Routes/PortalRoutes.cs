using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Portals;
using Demarc.Desk.Portals.Qr;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;
using Demarc.Web.Parts;

namespace Demarc.Web.Routes;

/// <summary>The customer's portal, and the requests and links that lead there.</summary>
internal static class PortalRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/u/{token}", static (HttpContext context, CaseDesk desk, string token) =>
        {
            var view = desk.Portals.Open(token);
            var reader = SignedInReader.Of(context);
            if (!context.Request.Cookies.ContainsKey(SignedInReader.LanguageCookie)) context.Items[typeof(Reader)] = reader with { Language = view.Language };
            return Answers.Page<PortalPage>(context, ("Token", token), ("View", view));
        });
        routes.MapGet("/u/{token}/checklist", static (HttpContext context, CaseDesk desk, string token) =>
        {
            var view = desk.Portals.Open(token);
            return Results.Text(OfflineChecklist.Of("", view.Asked, SignedInReader.Of(context).Language), "text/plain; charset=utf-8");
        });
        routes.MapGet("/p", static (HttpContext context) => Answers.Page<PortalCodePage>(context));
        routes.MapPost("/p", static async (HttpContext context, CaseDesk desk) =>
        {
            var code = (await context.Request.ReadFormAsync(context.RequestAborted))["code"].ToString();
            try
            {
                return Answers.Back("/u/" + desk.Portals.OpenByCode(code, context.Connection.RemoteIpAddress).Token.Reveal());
            }
            catch (DeskFault fault)
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Answers.Page<PortalCodePage>(context, ("Fault", fault.Text));
            }
        });
        routes.MapPost("/cases/{number}/requests", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number, Right.Write);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            desk.Requests.Ask(SignedInReader.Of(context).Person!.Actor, found.Id, form["test"].ToString());
            return Answers.Back($"/cases/{found.Number}#requests");
        });
        routes.MapPost("/cases/{number}/requests/{id}/withdraw", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = desk.Case(context, number, Right.Write);
            desk.Requests.Withdraw(SignedInReader.Of(context).Person!.Actor, found.Id, id);
            return Answers.Back($"/cases/{found.Number}#requests");
        });
        routes.MapPost("/cases/{number}/portals", static async (HttpContext context, CaseDesk desk, ServerOptions options, string number) =>
        {
            var found = desk.Case(context, number, Right.Send);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var made = desk.Portals.Make(SignedInReader.Of(context).Person!.Actor, found.Id, new(form["for"].ToString() is { Length: > 0 } party ? party : null));
            var home = options.Site(context.Request);
            var link = $"{home}u/{made.Token.Reveal()}";

            // Shown in the answer itself: a link that was passed on by a redirect would stand in logs and histories.
            return Answers.Page<CasePage>(context, ("Case", desk.Cases.Get(found.Id)), ("Made", new ShownPortal(link, made.Code.Reveal(), home + "p", QrSvg.Of(QrCode.Of(link), SignedInReader.Of(context).Say("The link as a QR code", "链接的二维码")))));
        });
        routes.MapPost("/cases/{number}/portals/{id}/revoke", static (HttpContext context, CaseDesk desk, string number, string id) =>
        {
            var found = desk.Case(context, number, Right.Send);
            desk.Portals.Revoke(SignedInReader.Of(context).Person!.Actor, found.Id, id);
            return Answers.Back($"/cases/{found.Number}#requests");
        });
    }
}
