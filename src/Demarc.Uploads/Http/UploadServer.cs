using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Demarc.Uploads;

/// <summary>
/// A request from its headers to the handler of its method: the version, then the gate, then what it is about. A fault of the disk
/// on the way is answered with 507.
/// </summary>
internal sealed partial class UploadServer
{
    private const string OnCollection = "OPTIONS, POST";
    private const string OnUpload = "OPTIONS, HEAD, PATCH, DELETE";

    private readonly IUploadGate gate;
    private readonly ILogger<UploadServer> logger;
    private readonly UploadCreation creation;
    private readonly UploadContinuation continuation;
    private readonly UploadInspection inspection;

    public UploadServer(UploadStore store, IUploadGate gate, UploadCompletion completion, IHostApplicationLifetime lifetime, ILogger<UploadServer> logger)
    {
        (this.gate, this.logger) = (gate, logger);
        var ending = new ChunkEnding(new ChunkReceiver(store, lifetime.ApplicationStopping), completion);
        creation = new(store, ending, completion);
        continuation = new(store, ending, completion);
        inspection = new(store, completion);
    }

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        UploadReply.Begin(context);
        var id = context.GetRouteValue(UploadEndpoints.IdParameter) as string;
        var method = context.Request.Headers[TusHeaders.MethodOverride].ToString() is { Length: > 0 } other ? other : context.Request.Method;
        var withBody = !HttpMethods.IsHead(method);
        try
        {
            if (IntentOf(method, id) is not { } intent)
            {
                context.Response.Headers.Allow = id is null ? OnCollection : OnUpload;
                await UploadReply.ProblemAsync(context, UploadProblem.Method, withBody).ConfigureAwait(false);
            }
            else if (intent != UploadIntent.Describe && context.Request.Headers[TusHeaders.Resumable] != TusHeaders.Version)
            {
                context.Response.Headers[TusHeaders.Versions] = TusHeaders.Version;
                await UploadReply.ProblemAsync(context, UploadProblem.Version, withBody).ConfigureAwait(false);
            }
            else
            {
                await DecideAsync(context, intent, method, id).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception fault) when (fault is (IOException and not BadHttpRequestException) or UnauthorizedAccessException)
        {
            LogFault(fault, method, id);
            if (context.Response.HasStarted) context.Abort();
            else await UploadReply.ProblemAsync(context, UploadProblem.Storage, withBody).ConfigureAwait(false);
        }
    }

    private static UploadIntent? IntentOf(string method, string? id) => (method, id) switch
    {
        ("OPTIONS", _) => UploadIntent.Describe,
        ("POST", null) => UploadIntent.Create,
        ("PATCH", not null) => UploadIntent.Continue,
        ("HEAD", not null) => UploadIntent.See,
        ("DELETE", not null) => UploadIntent.Delete,
        _ => null,
    };

    private async Task DecideAsync(HttpContext context, UploadIntent intent, string method, string? id)
    {
        var decision = await gate.DecideAsync(context, intent, context.RequestAborted).ConfigureAwait(false);
        if (decision is UploadDecision.Refused(var status, var english, var chinese))
        {
            await UploadReply.ProblemAsync(context, new(status, english, chinese), !HttpMethods.IsHead(method)).ConfigureAwait(false);
            return;
        }

        var request = new UploadRequest(context, method, id, ((UploadDecision.Allowed)decision).Permit);
        await (intent switch
        {
            UploadIntent.Create => creation.AnswerAsync(request),
            UploadIntent.Continue => continuation.AnswerAsync(request),
            UploadIntent.See => inspection.SeeAsync(request),
            UploadIntent.Delete => inspection.DeleteAsync(request),
            _ => Describe(request),
        }).ConfigureAwait(false);
    }

    private static Task Describe(UploadRequest request)
    {
        var response = request.Context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers[TusHeaders.Versions] = TusHeaders.Version;
        response.Headers[TusHeaders.Extension] = TusHeaders.Extensions;
        response.Headers[TusHeaders.ChecksumAlgorithm] = ChunkChecksum.Algorithms;
        if (request.Permit.MaxOctets is { } most) response.Headers[TusHeaders.MaxSize] = UploadReply.Number(most);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} of upload {Id} met a fault of the disk")]
    private partial void LogFault(Exception fault, string method, string? id);
}
