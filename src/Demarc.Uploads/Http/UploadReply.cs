using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Demarc.Uploads;

/// <summary>What answers have in common: the protocol's version, never cached, and a reason in the reader's language.</summary>
internal static class UploadReply
{
    /// <summary>Sets what every answer carries.</summary>
    public static void Begin(HttpContext context)
    {
        context.Response.Headers[TusHeaders.Resumable] = TusHeaders.Version;
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Ends a request with a problem. The id of the method decides whether there is a body.</summary>
    public static Task ProblemAsync(HttpContext context, UploadProblem problem, bool withBody)
    {
        context.Response.StatusCode = problem.Status;
        var text = PrefersChinese(context.Request.Headers.AcceptLanguage) ? problem.Chinese : problem.English;
        if (!withBody || text.Length == 0) return Task.CompletedTask;
        var octets = Encoding.UTF8.GetBytes(text + "\n");
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = octets.Length;
        return context.Response.Body.WriteAsync(octets, context.RequestAborted).AsTask();
    }

    /// <summary>Says how far the upload has come, until when it may go on, and once finished what its hash is.</summary>
    public static void Progress(HttpContext context, UploadState state, long offset, DateTimeOffset expires)
    {
        var headers = context.Response.Headers;
        headers[TusHeaders.Offset] = Number(offset);
        if (state.Finished is null) Expires(context, expires);
        else headers[TusHeaders.Sha256] = state.Sha256;
        if (state.Became is { } became) headers[TusHeaders.Became] = became;
    }

    /// <summary>Says until when an upload may go on.</summary>
    public static void Expires(HttpContext context, DateTimeOffset expires) =>
        context.Response.Headers[TusHeaders.Expires] = expires.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    /// <summary>A number as headers carry it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool PrefersChinese(StringValues languages)
    {
        foreach (var part in languages.ToString().Split(','))
        {
            var tag = part.AsSpan().Trim();
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return true;
            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return false;
        }

        return false;
    }
}
