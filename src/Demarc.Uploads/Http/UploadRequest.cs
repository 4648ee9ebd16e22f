using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Demarc.Uploads;

/// <summary>One request with what the protocol and the gate make of it.</summary>
internal sealed record UploadRequest(HttpContext Context, string Method, string? Id, UploadPermit Permit)
{
    /// <summary>Whether a body may follow the headers.</summary>
    public bool HasBody => Context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? Context.Request.ContentLength is > 0;

    /// <summary>Whether the body is declared to be a part of an upload.</summary>
    public bool IsChunk
    {
        get
        {
            var type = Context.Request.ContentType.AsSpan();
            var end = type.IndexOf(';');
            return (end < 0 ? type : type[..end]).Trim().Equals(TusHeaders.ChunkType, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>A header's number of octets; null when it is absent or not one.</summary>
    public long? Octets(string header) =>
        long.TryParse(Context.Request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A header's text; null when absent.</summary>
    public string? Text(string header) => Context.Request.Headers.TryGetValue(header, out var value) ? value.ToString() : null;

    /// <summary>Until when an upload begun then may go on: its lifetime, but not past the permit's deadline and grace.</summary>
    public DateTimeOffset Expiry(DateTimeOffset started, UploadOptions options)
    {
        var own = started + options.Lifetime;
        if (Permit.Deadline is not { } deadline) return own;
        var last = DateTimeOffset.MaxValue - Permit.Grace < deadline ? DateTimeOffset.MaxValue : deadline + Permit.Grace;
        return last < own ? last : own;
    }

    /// <summary>Ends the request with a problem.</summary>
    public Task ProblemAsync(UploadProblem problem) => UploadReply.ProblemAsync(Context, problem, !HttpMethods.IsHead(Method));
}
