using Demarc.Desk;
using Demarc.Desk.Keeping;
using Demarc.Desk.People;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>Everybody's own tokens and sessions; accounts and settings, for those whose role allows it.</summary>
internal static class SettingsRoutes
{
    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["mail"] = ["mailboxes", "own-domains", "smtp-host", "smtp-port", "smtp-security", "smtp-login", "undo-seconds", "mail-folder"],
        ["desk"] = ["country", "time-zone", "reopen-days"],
        ["field"] = ["field-priors"],
        ["keeping"] = ["retention", .. RetentionClass.Ids.Select(RetentionClass.SettingOf)],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings", static (HttpContext context, CaseDesk desk) => Settings(context, desk));
        routes.MapPost("/settings", static async (HttpContext context, CaseDesk desk, Outbox outbox) =>
        {
            var person = Answers.Require(context, Right.Settings);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!Groups.TryGetValue(form["group"].ToString(), out var names)) return Answers.Back("/settings");
            if (form["time-zone"].ToString() is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Settings(context, desk, ("Fault", new Bilingual($"there is no time zone '{zone}'; use a name such as Asia/Shanghai. Nothing was saved", $"没有时区“{zone}”；请用 Asia/Shanghai 这样的名称。未保存")));
            }

            if (Faulty(form, names) is { } fault)
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Settings(context, desk, ("Fault", fault));
            }

            foreach (var name in names.Where(name => (desk.Settings.Get(name) ?? "") != form[name].ToString().Trim())) desk.Settings.Set(person.Actor, name, form[name].ToString());
            if (form["smtp-password"].ToString() is { Length: > 0 } password) outbox.Settings.SetPassword(person.Actor, password);
            return Answers.Back($"/settings#{form["group"]}");
        });
        routes.MapPost("/settings/invite", static async (HttpContext context, CaseDesk desk, ServerOptions options) =>
        {
            var person = Answers.Require(context, Right.ManagePeople);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var made = desk.People.Invitations.Invite(person.Actor, form["role"].ToString());
            return Settings(context, desk, ("Invitation", $"{options.PublicUrl?.ToString() ?? $"{context.Request.Scheme}://{context.Request.Host}/"}welcome/{made.Token.Reveal()}"));
        });
        routes.MapPost("/settings/people/{id}", static async (HttpContext context, CaseDesk desk, string id) =>
        {
            var person = Answers.Require(context, Right.ManagePeople);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (form["disabled"].ToString() is { Length: > 0 } disabled) desk.People.SetDisabled(person.Actor, id, disabled == "yes");
            else desk.People.SetRole(person.Actor, id, form["role"].ToString());
            return Answers.Back("/settings#accounts");
        });
        routes.MapPost("/settings/tokens", static async (HttpContext context, CaseDesk desk) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            try
            {
                // Shown in the answer itself and nowhere else: a redirect would have to carry it.
                var days = DemarcServer.Number(form["days"]) ?? 90;
                return Settings(context, desk, ("Made", desk.People.ApiTokens.Make(Own(context).Actor, form["name"].ToString(), form["scope"].ToString(), TimeSpan.FromDays(Math.Min(days, 100_000)))));
            }
            catch (DeskFault fault) when (fault.Kind is DeskFaultKind.BadInput or DeskFaultKind.Conflict)
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Settings(context, desk, ("Fault", fault.Text));
            }
        });
        routes.MapPost("/settings/tokens/{id}/revoke", static (HttpContext context, CaseDesk desk, string id) =>
        {
            desk.People.ApiTokens.Revoke(Own(context).Actor, Own(context).Id, id);
            return Answers.Back("/settings#tokens");
        });
        routes.MapPost("/settings/sessions/{id}/revoke", static (HttpContext context, CaseDesk desk, string id) =>
        {
            desk.People.Sessions.Revoke(Own(context).Actor, Own(context).Id, id);
            return Answers.Back("/settings#sessions");
        });
        routes.MapPost("/settings/sessions/revoke-others", static (HttpContext context, CaseDesk desk) =>
        {
            desk.People.Sessions.RevokeAll(Own(context).Actor, Own(context).Id, Session(context, desk));
            return Answers.Back("/settings#sessions");
        });
    }

    /// <summary>What is wrong with the retentions of a form: one that means nothing would fall back in silence, and cases would go too early.</summary>
    private static Bilingual? Faulty(IFormCollection form, string[] names)
    {
        try
        {
            foreach (var id in RetentionClass.Ids.Where(id => names.Contains(RetentionClass.SettingOf(id)))) RetentionClass.Check(id, form[RetentionClass.SettingOf(id)].ToString().Trim() is { Length: > 0 } days ? days : null);
            return null;
        }
        catch (DeskFault fault)
        {
            return fault.Text;
        }
    }

    private static Person Own(HttpContext context) => SignedInReader.Of(context).Person!;

    private static string? Session(HttpContext context, CaseDesk desk) => desk.People.Authenticate(context.Request.Cookies[SignedInReader.SessionCookie])?.Session;

    private static IResult Settings(HttpContext context, CaseDesk desk, params (string Name, object? Value)[] values) => Answers.Page<SettingsPage>(context, [("Session", Session(context, desk)), .. values]);
}
