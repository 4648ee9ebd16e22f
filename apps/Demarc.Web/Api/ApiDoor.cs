using System.Text.Json;
using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Demarc.Web.Api;

/// <summary>
/// Everything under <c>/api</c> passes here: the token says who asks (a cookie says nothing, so no other site's page can act in a person's
/// name), how often and how much is limited, and whatever goes wrong is told as <c>application/problem+json</c>.
/// </summary>
internal sealed partial class ApiDoor(RequestDelegate next, CaseDesk desk, ApiLimits limits, ILogger<ApiDoor> logger)
{
    public const string Root = "/api";

    private const string Scheme = "Bearer ";

    /// <summary>Bodies of routes that name no other limit.</summary>
    private const long LargestBody = 1 << 20;

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = endpoint?.Metadata.GetMetadata<BodyLimit>()?.Octets ?? LargestBody;
        try
        {
            if (limits.OfAddress(context.Connection.RemoteIpAddress) is { } wait) throw TooOften(context, wait);
            if (endpoint?.Metadata.GetMetadata<OpenToAll>() is null) Enter(context);
            else if (limits.OfStranger(context.Connection.RemoteIpAddress) is { } pause) throw TooOften(context, pause);
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null }) await Problems.Write(context, context.Response.StatusCode);
        }
        catch (DeskFault fault) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, Problems.StatusOf(fault.Kind), fault.Text);
        }
        catch (ApiFault fault) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, fault.Status, fault.Text);
        }
        catch (JsonException fault) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, StatusCodes.Status400BadRequest, Problems.BadJson(fault));
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, fault.StatusCode);
        }
        catch (InvalidDataException fault) when (!context.Response.HasStarted)
        {
            Failed(logger, fault, ToldPath.Of(context));
            await Problems.Write(context, StatusCodes.Status422UnprocessableEntity, new("what is stored here, or what was sent, is damaged; nothing was changed", "存储或发送的内容已损坏；未作任何更改"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
#pragma warning disable CA1031 // Whatever was not foreseen is a defect, told as one.
        catch (Exception defect) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Failed(logger, defect, ToldPath.Of(context));
            await Problems.Write(context, StatusCodes.Status500InternalServerError);
        }
    }

    private void Enter(HttpContext context)
    {
        // A token in a query would stand in logs and histories: it is not looked for there.
        var header = context.Request.Headers.Authorization.ToString();
        var caller = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? desk.People.AuthenticateApi(header[Scheme.Length..].Trim()) : null;
        if (caller is null)
        {
            if (limits.OfStranger(context.Connection.RemoteIpAddress) is { } pause) throw TooOften(context, pause);
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"demarc\"";
            throw new ApiFault(StatusCodes.Status401Unauthorized, new("this needs a token that holds: 'Authorization: Bearer demarc_…'; the settings page makes one", "需要有效的令牌：Authorization: Bearer demarc_…；可在设置页面生成"));
        }

        if (limits.OfToken(caller.Token) is { } wait) throw TooOften(context, wait);
        context.Items[typeof(ApiCaller)] = caller;
    }

    private static ApiFault TooOften(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return new(StatusCodes.Status429TooManyRequests, new($"too many requests; try again in {seconds} s", $"请求过于频繁，请在 {seconds} 秒后重试"));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    private static partial void Failed(ILogger logger, Exception fault, string path);
}

/// <summary>What a route takes at most, in octets.</summary>
internal sealed record BodyLimit(long Octets);

/// <summary>A route that needs no token.</summary>
internal sealed record OpenToAll;

/// <summary>What the desk has no word for: a status and its reason.</summary>
internal sealed class ApiFault(int status, Bilingual text) : Exception(text.En)
{
    public int Status { get; } = status;

    public Bilingual Text { get; } = text;
}
