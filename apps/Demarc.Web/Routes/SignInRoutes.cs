using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>Signing in and out, the first account, the language of pages.</summary>
internal static class SignInRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => "ok");
        routes.MapGet("/sign-in", static (HttpContext context) => Answers.Page<SignInPage>(context));
        routes.MapPost("/sign-in", static async (HttpContext context, CaseDesk desk, ServerOptions options) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var outcome = desk.People.SignIn(form["login"].ToString(), form["password"].ToString(), context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString());
            switch (outcome)
            {
                case SignInOutcome.Welcome welcome:
                    SignedInReader.Remember(context, welcome.Token.Reveal(), options);
                    var back = context.Request.Query["back"].ToString();
                    return Answers.Back(back.Length > 0 ? back : "/");
                case SignInOutcome.Wait wait:
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    return Answers.Page<SignInPage>(context, ("Fault", wait.Text));
                default:
                    context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                    return Answers.Page<SignInPage>(context, ("Fault", ((SignInOutcome.Refused)outcome).Text));
            }
        });
        routes.MapPost("/sign-out", static (HttpContext context, CaseDesk desk) =>
        {
            if (context.Request.Cookies[SignedInReader.SessionCookie] is { } token) desk.People.Sessions.SignOut(token);
            context.Response.Cookies.Delete(SignedInReader.SessionCookie);
            return Answers.Back("/sign-in");
        });
        routes.MapGet("/welcome/{token}", static (HttpContext context, CaseDesk desk, string token) =>
            desk.People.Invitations.Look(token) is null ? Answers.Page<FaultPage>(context, ("Title", new Bilingual("This link is not valid any more", "此链接已失效")), ("Text", new Bilingual("It works once and for a limited time. Ask for a new one, or restart the server for a first account.", "链接仅可使用一次且有时限。请索取新链接；若尚无账户，请重启服务器。")))
                : Answers.Page<SignInPage>(context, ("Invitation", token)));
        routes.MapPost("/welcome/{token}", static async (HttpContext context, CaseDesk desk, ServerOptions options, string token) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            try
            {
                desk.People.AcceptInvitation(token, form["login"].ToString(), form["name"].ToString(), form["password"].ToString(), SignedInReader.Of(context).IsChinese ? "zh" : "en");
            }
            catch (DeskFault fault) when (fault.Kind == DeskFaultKind.BadInput)
            {
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Answers.Page<SignInPage>(context, ("Invitation", token), ("Fault", fault.Text));
            }

            if (desk.People.SignIn(form["login"].ToString(), form["password"].ToString(), context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString()) is SignInOutcome.Welcome welcome) SignedInReader.Remember(context, welcome.Token.Reveal(), options);
            return Answers.Back("/");
        });
        routes.MapGet("/language/{language}", static (HttpContext context, string language) =>
        {
            if (language is "zh" or "en") context.Response.Cookies.Append(SignedInReader.LanguageCookie, language, new CookieOptions { SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(400), Path = "/" });
            return Answers.Back(context.Request.Query["back"].ToString());
        });
    }
}
