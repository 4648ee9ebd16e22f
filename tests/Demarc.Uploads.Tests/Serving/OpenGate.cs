using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>A gate that lets everybody into the scope of the address, and remembers what it was told.</summary>
internal sealed class OpenGate : IUploadGate
{
    /// <summary>What each permit says beside its scope.</summary>
    public Func<UploadPermit, UploadPermit> Terms { get; set; } = permit => permit;

    /// <summary>Refuses instead, when it says so.</summary>
    public Func<HttpContext, UploadIntent, UploadDecision?> Refusal { get; set; } = (_, _) => null;

    /// <summary>What the app does with a finished upload.</summary>
    public Func<UploadReceipt, Task> OnCompleted { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every receipt, in the order it was told.</summary>
    public ConcurrentQueue<UploadReceipt> Told { get; } = new();

    /// <summary>Every intent that was asked about.</summary>
    public ConcurrentQueue<UploadIntent> Asked { get; } = new();

    public ValueTask<UploadDecision> DecideAsync(HttpContext context, UploadIntent intent, CancellationToken cancellationToken)
    {
        Asked.Enqueue(intent);
        var decision = Refusal(context, intent) ?? UploadDecision.Allow(Terms(new((string)context.GetRouteValue("scope")!)));
        return ValueTask.FromResult(decision);
    }

    /// <summary>What it says became of an upload.</summary>
    public Func<UploadReceipt, string?> Became { get; set; } = _ => null;

    public async Task<string?> CompletedAsync(UploadReceipt receipt, CancellationToken cancellationToken)
    {
        Told.Enqueue(receipt);
        await OnCompleted(receipt);
        return Became(receipt);
    }
}
