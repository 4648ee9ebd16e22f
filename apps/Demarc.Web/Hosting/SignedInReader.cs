using Demarc.Desk;
using Demarc.Desk.People;

namespace Demarc.Web.Hosting;

/// <summary>
/// Finds out who asks and in which language, and lets nothing through that a signed-in person did not mean: whatever changes something
/// needs the session's secret in a field or a header, so that no other site's page can do it.
/// </summary>
internal sealed class SignedInReader(RequestDelegate next, CaseDesk desk, ServerOptions options)
{
    public const string SessionCookie = "demarc-session";
    public const string LanguageCookie = "demarc-language";

    /// <summary>Paths that need no account: signing in, and the customer's portal with its own tokens.</summary>
    private static readonly string[] Open = ["/sign-in", "/welcome", "/language", "/assets", "/u", "/p", "/health", "/favicon.ico"];

    public async Task InvokeAsync(HttpContext context)
    {
        var signedIn = desk.People.Authenticate(context.Request.Cookies[SessionCookie]);
        var reader = new Reader(LanguageOf(context, signedIn?.Person), signedIn?.Person, signedIn?.Csrf.Reveal() ?? "", context.Request.Path + context.Request.QueryString, context.Request.Cookies["demarc-theme"] is "light" or "dark" ? context.Request.Cookies["demarc-theme"] : null);
        context.Items[typeof(Reader)] = reader;
        if (Open.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            if (IsCrossSite(context)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
            else await next(context);
            return;
        }

        if (signedIn is null)
        {
            if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)) context.Response.Redirect("/sign-in?back=" + Uri.EscapeDataString(reader.Path));
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !await IsMeant(context, signedIn))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    }

    /// <summary>The reader of a request.</summary>
    public static Reader Of(HttpContext context) => (Reader)context.Items[typeof(Reader)]!;

    /// <summary>Keeps a session in the browser.</summary>
    public void Remember(HttpContext context, string token) => Remember(context, token, options);

    public static void Remember(HttpContext context, string token, ServerOptions options) =>
        context.Response.Cookies.Append(SessionCookie, token, new CookieOptions { HttpOnly = true, Secure = options.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });

    /// <summary>A tus request cannot be made by another site's page without asking us first, which we never allow; all else shows the secret.</summary>
    private static async Task<bool> IsMeant(HttpContext context, SignedIn signedIn)
    {
        if (IsCrossSite(context)) return false;
        if (context.Request.Headers.ContainsKey("Tus-Resumable")) return true;
        if (signedIn.Sent(context.Request.Headers["X-Csrf"])) return true;
        if (!context.Request.HasFormContentType) return false;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return signedIn.Sent(form["csrf"]);
    }

    /// <summary>The browser says that another site's page sent it.</summary>
    private static bool IsCrossSite(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            || (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority != context.Request.Host.Value));

    private static Language LanguageOf(HttpContext context, Person? person)
    {
        var chosen = context.Request.Cookies[LanguageCookie] ?? person?.Language;
        if (chosen is "zh") return Language.Chinese;
        if (chosen is "en") return Language.English;
        foreach (var wanted in context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(it => it.Quality ?? 1))
        {
            if (wanted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return Language.Chinese;
            if (wanted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return Language.English;
        }

        return Language.English;
    }
}
