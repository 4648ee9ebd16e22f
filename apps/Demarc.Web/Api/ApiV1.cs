using Demarc.Desk.Telling;
using Microsoft.AspNetCore.Routing.Template;

namespace Demarc.Web.Api;

/// <summary>The API, version 1: its parts, and what all of its routes have in common.</summary>
internal static class ApiV1
{
    public const string Path = ApiDoor.Root + "/v1";

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ApiLimits>();
        ApiDescription.AddTo(services);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Path);
        foreach (var status in Problems.Statuses) api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ToldProblem), [Problems.ContentType]));
        ApiCases.Map(api.MapGroup("").WithTags("cases"));
        ApiChanges.Map(api.MapGroup("").WithTags("changes"));
        ApiEvidence.Map(api.MapGroup("").WithTags("evidence"));
        ApiSteps.Map(api.MapGroup("").WithTags("steps"));
        ApiPost.Map(api.MapGroup("").WithTags("post"));
        ApiKeeping.Map(api.MapGroup("").WithTags("keeping"));
        ApiMail.Map(api.MapGroup("").WithTags("mail"));
        ApiCatalogue.Map(api.MapGroup("").WithTags("catalogue"));
        ApiDescription.Map(routes);
        routes.MapFallback(ApiDoor.Root + "/{**rest}", Nothing);
    }

    /// <summary>What no route took: there is none, or there is one for another method or another type of body.</summary>
    private static Task Nothing(HttpContext context, EndpointDataSource routes)
    {
        var there = routes.Endpoints.OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText is { } pattern && pattern.StartsWith(Path + "/", StringComparison.Ordinal)
            && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(context.Request.Path, [])).SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (there.Count == 0) return Problems.Write(context, StatusCodes.Status404NotFound);
        if (there.Contains(context.Request.Method)) return Problems.Write(context, StatusCodes.Status415UnsupportedMediaType);
        context.Response.Headers.Allow = string.Join(", ", there);
        return Problems.Write(context, StatusCodes.Status405MethodNotAllowed);
    }
}
