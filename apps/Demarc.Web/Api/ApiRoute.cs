using System.Text.Json.Serialization.Metadata;

namespace Demarc.Web.Api;

/// <summary>How routes say what they are, for the description of the API, and answer.</summary>
internal static class ApiRoute
{
    public const string JsonType = "application/json";
    public const string BytesType = "application/octet-stream";
    public const string MailType = "message/rfc822";

    /// <summary>Bytes are bytes, whatever a program calls them.</summary>
    public const string AnyType = "*/*";

    /// <summary>What the route does, and its name.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string name, Bilingual what) => route.WithName(name).WithSummary($"{what.En} / {what.Zh}");

    /// <summary>What it answers.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status, JsonType);

    /// <summary>What it answers, where it is no JSON of ours.</summary>
    public static RouteHandlerBuilder GivesBytes(this RouteHandlerBuilder route, string type) => route.Produces<Stream>(StatusCodes.Status200OK, type);

    /// <summary>What it takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, bool optional = false)
        where T : notnull => optional ? route.Accepts<T>(true, JsonType, AnyType) : route.Accepts<T>(JsonType);

    /// <summary>What it takes, where it is bytes: of that type, and so many at most.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder route, long most, string type, params string[] others) => route.Accepts<Stream>(type, others).WithMetadata(new BodyLimit(most));

    public static IResult Json<T>(T document, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) => Results.Json(document, shape, JsonType, status);

    /// <summary>Something new, and where it is.</summary>
    public static IResult Made<T>(HttpContext context, string path, T document, JsonTypeInfo<T> shape)
    {
        context.Response.Headers.Location = path;
        return Json(document, shape, StatusCodes.Status201Created);
    }
}
