namespace Demarc.Web.Hosting;

/// <summary>The path of a request as the log may tell it: links and invitations have their secret in it.</summary>
internal static class ToldPath
{
    public static string Of(HttpContext context) =>
        context.Request.RouteValues.ContainsKey("token") && context.GetEndpoint() is RouteEndpoint route ? route.RoutePattern.RawText ?? "/" : context.Request.Path.ToString();
}
