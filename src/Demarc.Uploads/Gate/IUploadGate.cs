using Microsoft.AspNetCore.Http;

namespace Demarc.Uploads;

/// <summary>What the app decides: who may upload, and what becomes of a finished upload. One for the whole app (a singleton).</summary>
public interface IUploadGate
{
    /// <summary>Asked at the start of each request, and not again while its body flows.</summary>
    ValueTask<UploadDecision> DecideAsync(HttpContext context, UploadIntent intent, CancellationToken cancellationToken);

    /// <summary>
    /// Told of a finished upload, with all its octets durable on disk. Returning confirms it. After an exception or a crash it is told
    /// again, so it must do no harm twice: <see cref="UploadReceipt.Id"/> is the same each time. <see cref="UploadStore.TakeAsync"/> may be called here.
    /// </summary>
    /// <returns>Where its sender finds what became of it: a path of this server, told in the header <c>Upload-Became</c>. Null: nowhere.</returns>
    Task<string?> CompletedAsync(UploadReceipt receipt, CancellationToken cancellationToken);
}

/// <summary>What a request wants of the uploads of its scope.</summary>
public enum UploadIntent
{
    /// <summary>Ask what the server offers (OPTIONS).</summary>
    Describe,

    /// <summary>Begin an upload (POST).</summary>
    Create,

    /// <summary>Send more of one (PATCH).</summary>
    Continue,

    /// <summary>Ask how far one has come (HEAD).</summary>
    See,

    /// <summary>Give one up (DELETE).</summary>
    Delete,
}
