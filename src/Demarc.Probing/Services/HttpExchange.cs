using System.Globalization;
using System.Text;

namespace Demarc.Probing.Services;

/// <summary>A request to send.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="RequestTarget">Path and query, or another form for proxies.</param>
/// <param name="Authority">The Host header.</param>
public sealed record HttpRequest(string Method, string RequestTarget, string Authority)
{
    /// <summary>Body octets wanted; what is beyond is not waited for.</summary>
    public long MostBody { get; init; } = 256 * 1024;

    /// <summary>Ask that the connection stay open.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>Zeros to send as body; 0 = none.</summary>
    public int BodyBytes { get; init; }

    /// <summary>Silence that counts as stalled.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Further header lines, each without its line end; they appear in no evidence.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The head as sent.</summary>
    public byte[] Head
    {
        get
        {
            var head = new StringBuilder($"{Method} {RequestTarget} HTTP/1.1\r\nHost: {Authority}\r\nUser-Agent: demarc\r\nAccept: */*\r\n");
            if (Method == "GET") head.Append("Accept-Encoding: identity\r\n");
            if (BodyBytes > 0) head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/octet-stream\r\nContent-Length: {BodyBytes}\r\n");
            foreach (var line in Headers) head.Append(line).Append("\r\n");
            head.Append(KeepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
            return Encoding.Latin1.GetBytes(head.ToString());
        }
    }
}

/// <summary>How an exchange went, with its times in ms from when the request began to leave.</summary>
public sealed record HttpFacts
{
    public required HttpReader Response { get; init; }

    /// <summary>What ended it: <c>done enough stalled late closed reset broken</c>. <c>late</c> = time ran out while bytes still came.</summary>
    public required string Ending { get; init; }

    /// <summary>When the first octet of an answer came; null where none did.</summary>
    public double? FirstByteMs { get; init; }

    public required double TotalMs { get; init; }

    /// <summary>Body octets handed to the system.</summary>
    public long SentBody { get; init; }

    /// <summary>The local time at the first octet, to hold a Date header against.</summary>
    public DateTimeOffset? FirstByteAt { get; init; }

    /// <summary>
    /// As observations word it: <c>ok error-status no-response reset stalled slow</c>. What is no HTTP counts as an error without
    /// status; a connection closed too early as reset.
    /// </summary>
    public string Outcome(double slowMs)
    {
        if (Response.State == HttpState.Broken) return "error-status";
        if (Response.State == HttpState.Head) return FirstByteMs is null ? Ending is "stalled" or "late" ? "no-response" : "reset" : Ending is "stalled" or "late" ? "stalled" : "reset";
        if (Response.Status >= 400) return "error-status";
        if (Ending is "done" or "enough") return FirstByteMs >= slowMs ? "slow" : "ok";
        return Ending switch { "stalled" => "stalled", "late" => "slow", _ => "reset" };
    }
}

/// <summary>
/// Sends one request on an open stream and reads the answer as far as wanted, never beyond the deadline: servers that never
/// end, trickle or talk nonsense are results.
/// </summary>
public static class HttpExchange
{
    private const int Buffer = 64 * 1024;
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    /// <summary>Makes one exchange. Time running out is told apart: silence for so long is a stall, else it was merely late.</summary>
    public static async Task<HttpFacts> RunAsync(Stream stream, HttpRequest request, Deadline deadline)
    {
        var bytes = new ByteExchange(stream);
        var response = new HttpReader(request.Method);
        var (mark, buffer) = (deadline.Mark(), new byte[Buffer]);
        var progress = new Progress(deadline);
        double? firstMs = null;
        DateTimeOffset? firstAt = null;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var sending = SendAsync(new ByteExchange(stream), request, progress, deadline);
        string? ending = null;
        while (ending is null)
        {
            // A read is never cancelled for silence alone: a secured stream does not survive that.
            var receiving = bytes.ReceiveAsync(buffer, deadline);
            while (!receiving.IsCompleted && ending is null)
            {
                var quiet = request.Stall - progress.Silence;
                if (quiet <= TimeSpan.Zero) ending = "stalled";
                else await Task.WhenAny(receiving, Task.Delay(quiet + TimeSpan.FromMilliseconds(5), deadline.Clock, done.Token));
            }

            if (ending is not null) break;
            var count = await receiving;
            if (count > 0)
            {
                firstMs ??= deadline.Since(mark);
                firstAt ??= deadline.Clock.GetUtcNow();
                progress.Note();
                response.Feed(buffer.AsSpan(0, count));
                if (response.State is HttpState.Done or HttpState.Broken) ending = "done";
                else if (response.BodyBytes >= request.MostBody) ending = "enough";
            }
            else if (bytes.Ended == "closed")
            {
                response.End();
                ending = response.State == HttpState.Done ? "done" : "closed";
            }
            else
            {
                var silent = firstMs is null || progress.Silence >= Noticeable;
                ending = bytes.Ended != "timeout" ? bytes.Ended ?? "broken" : silent ? "stalled" : "late";
            }
        }

        await done.CancelAsync();
        deadline.ThrowIfCancelled();
        _ = sending.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new() { Response = response, Ending = ending, FirstByteMs = firstMs, TotalMs = deadline.Since(mark), SentBody = progress.Sent, FirstByteAt = firstAt };
    }

    /// <summary>Sends head and body, noting how far it came.</summary>
    private static async Task SendAsync(ByteExchange bytes, HttpRequest request, Progress progress, Deadline deadline)
    {
        if (!await bytes.SendAsync(request.Head, deadline)) return;
        var zeros = new byte[Math.Min(request.BodyBytes, 16 * 1024)];
        while (progress.Sent < request.BodyBytes)
        {
            var part = zeros.AsMemory(0, (int)Math.Min(zeros.Length, request.BodyBytes - progress.Sent));
            if (!await bytes.SendAsync(part, deadline)) return;
            progress.Sent += part.Length;
            progress.Note();
        }
    }

    /// <summary>When something last moved, in either direction.</summary>
    private sealed class Progress(Deadline deadline)
    {
        private long _last = deadline.Mark();

        public long Sent { get; set; }

        public TimeSpan Silence => deadline.Clock.GetElapsedTime(Volatile.Read(ref _last));

        public void Note() => Volatile.Write(ref _last, deadline.Mark());
    }
}
