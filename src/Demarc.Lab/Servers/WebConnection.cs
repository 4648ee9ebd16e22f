using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Demarc.Lab.Servers;

/// <summary>One connection of a <see cref="WebServer"/>: the opening, TLS, and requests until either side has enough.</summary>
internal sealed class WebConnection(Socket socket, Manner manner, WebPlan plan, Func<bool> mayPass, TimeProvider clock) : IAsyncDisposable
{
    private const int LongestHead = 32_768;
    private const int MostRequests = 100;
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private static readonly byte[] AlertVersion = [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46];
    private static readonly byte[] AlertHandshake = [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28];
    private static readonly byte[] HalfRecord = [0x16, 0x03, 0x03, 0x00];
    private readonly NetworkStream _wire = new(socket, ownsSocket: true);

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    /// <summary>Serves it to its end.</summary>
    public async Task ServeAsync(SslStreamCertificateContext? certificate, CancellationToken end)
    {
        if (!await OpenAsync(end).ConfigureAwait(false)) return;
        if (certificate is null || manner.Fault == WebFault.Plaintext)
        {
            await TalkAsync(_wire, end).ConfigureAwait(false);
            return;
        }

        if (manner.TlsDelay > TimeSpan.Zero) await Task.Delay(manner.TlsDelay, clock, end).ConfigureAwait(false);
        await using var tls = new SslStream(_wire, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificateContext = certificate, EnabledSslProtocols = SslProtocols.None, ApplicationProtocols = [SslApplicationProtocol.Http11] },
            end).ConfigureAwait(false);
        await TalkAsync(tls, end).ConfigureAwait(false);
    }

    /// <summary>The faults that strike before anything is understood.</summary>
    /// <returns>Whether the conversation goes on.</returns>
    private async Task<bool> OpenAsync(CancellationToken end)
    {
        switch (manner.Fault)
        {
            case WebFault.HangAfterAccept:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, end).ConfigureAwait(false);
                return false;
            case WebFault.ResetAfterAccept:
                Reset();
                return false;
            case WebFault.CloseAfterAccept:
                return false;
            case WebFault.StallHandshake:
                await SayAfterHearingAsync(HalfRecord, end).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, end).ConfigureAwait(false);
                return false;
            case WebFault.AlertProtocolVersion:
                await SayAfterHearingAsync(AlertVersion, end).ConfigureAwait(false);
                await PartAsync(end).ConfigureAwait(false);
                return false;
            case WebFault.AlertHandshakeFailure:
                await SayAfterHearingAsync(AlertHandshake, end).ConfigureAwait(false);
                await PartAsync(end).ConfigureAwait(false);
                return false;
            case WebFault.Rubbish:
                await SayAfterHearingAsync("\u0001\u0002@@ 0xDEAD not a protocol \u0003\u0004\r\n"u8.ToArray(), end).ConfigureAwait(false);
                await PartAsync(end).ConfigureAwait(false);
                return false;
            default:
                return true;
        }
    }

    private async Task TalkAsync(Stream stream, CancellationToken end)
    {
        var head = new byte[LongestHead];
        var held = 0;
        for (var round = 0; round < MostRequests; round++)
        {
            var (headLength, read) = await ReadHeadAsync(stream, head, held, end).ConfigureAwait(false);
            if (headLength <= 0)
            {
                if (read > 0) await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), end).ConfigureAwait(false);
                break;
            }

            var request = WebRequest.Read(Encoding.Latin1.GetString(head, 0, headLength));
            var answer = WebAnswer.To(request, manner, plan, mayPass(), clock);
            if (manner.Fault == WebFault.HangAfterRequest || (manner.Fault == WebFault.StopReading && request.BodyLength > 0)) await Task.Delay(Timeout.InfiniteTimeSpan, clock, end).ConfigureAwait(false);
            if (manner.Fault == WebFault.ResetAfterRequest)
            {
                Reset();
                return;
            }

            var early = Math.Min(read - headLength, request.BodyLength);
            if (!answer.RefusesBody) await SkipAsync(stream, request.BodyLength - early, end).ConfigureAwait(false);
            if (manner.Delay > TimeSpan.Zero) await Task.Delay(manner.Delay, clock, end).ConfigureAwait(false);
            if (!await SendAsync(stream, request, answer, end).ConfigureAwait(false) || answer.Closes) break;
            held = read - headLength - (int)early;
            head.AsSpan(headLength + (int)early, held).CopyTo(head);
        }

        await PartAsync(stream, end).ConfigureAwait(false);
    }

    /// <summary>Sends head and body as the manner has it.</summary>
    /// <returns>Whether the connection lives on.</returns>
    private async Task<bool> SendAsync(Stream stream, WebRequest request, WebAnswer answer, CancellationToken end)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Head), end).ConfigureAwait(false);
        if (request.Method == "HEAD") return true;
        var sent = 0L;
        var started = clock.GetTimestamp();
        var endless = manner.Fault == WebFault.Endless;
        while (endless || sent < answer.Body.Length)
        {
            var piece = endless ? answer.Body : answer.Body[(int)sent..Math.Min(answer.Body.Length, (int)sent + Piece())];
            if (manner.Fault is WebFault.ResetMidBody or WebFault.StallMidBody && sent + piece.Length > manner.AfterBytes)
            {
                await stream.WriteAsync(piece[..(int)Math.Max(0, Math.Min(piece.Length, manner.AfterBytes - sent))], end).ConfigureAwait(false);
                await stream.FlushAsync(end).ConfigureAwait(false);
                if (manner.Fault == WebFault.StallMidBody) await Task.Delay(Timeout.InfiniteTimeSpan, clock, end).ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, end).ConfigureAwait(false);
                Reset();
                return false;
            }

            await stream.WriteAsync(piece, end).ConfigureAwait(false);
            sent += piece.Length;
            if (manner.BytesPerSecond <= 0) continue;
            var due = TimeSpan.FromSeconds((double)sent / manner.BytesPerSecond) - clock.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due, clock, end).ConfigureAwait(false);
        }

        return true;
    }

    private int Piece() => manner.BytesPerSecond > 0 ? Math.Max(1, manner.BytesPerSecond / 10) : 16_384;

    private static async Task<(int Head, int Read)> ReadHeadAsync(Stream stream, byte[] buffer, int held, CancellationToken end)
    {
        var read = held;
        while (true)
        {
            var at = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            if (at >= 0) return (at + 4, read);

            // What is no HTTP is answered at once: a ClientHello on a plain port, for one.
            if (read > 0 && buffer[0] is < (byte)'A' or > (byte)'Z') return (0, read);
            if (read == buffer.Length) return (0, read);
            var n = await stream.ReadAsync(buffer.AsMemory(read), end).ConfigureAwait(false);
            if (n == 0) return (0, 0);
            read += n;
        }
    }

    private static async Task SkipAsync(Stream stream, long length, CancellationToken end)
    {
        var waste = new byte[65_536];
        while (length > 0)
        {
            var n = await stream.ReadAsync(waste.AsMemory(0, (int)Math.Min(waste.Length, length)), end).ConfigureAwait(false);
            if (n == 0) return;
            length -= n;
        }
    }

    private async Task SayAfterHearingAsync(byte[] bytes, CancellationToken end)
    {
        var heard = new byte[4096];
        if (await _wire.ReadAsync(heard, end).ConfigureAwait(false) > 0) await _wire.WriteAsync(bytes, end).ConfigureAwait(false);
    }

    private async Task PartAsync(Stream stream, CancellationToken end)
    {
        if (stream is SslStream tls) await tls.ShutdownAsync().ConfigureAwait(false);
        await PartAsync(end).ConfigureAwait(false);
    }

    /// <summary>Closes in order: FIN, then what the client still sends is read, so that no reset spoils the answer.</summary>
    private async Task PartAsync(CancellationToken end)
    {
        socket.Shutdown(SocketShutdown.Send);
        using var patience = new CancellationTokenSource(Goodbye, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, end);
        try
        {
            var waste = new byte[4096];
            while (await _wire.ReadAsync(waste, both.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            // The client keeps its side open; enough waited.
        }

        if (manner.ResetAtEnd) Reset();
    }

    private void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}

/// <summary>What is needed of a request.</summary>
internal sealed record WebRequest(string Method, string Path, string Host, long BodyLength, int HeadLength)
{
    private const long LongestBody = 1L << 30;

    public static WebRequest Read(string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        var host = "";
        var length = 0L;
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var value = line[(colon + 1)..].Trim();
            if (line.AsSpan(0, colon).Equals("host", StringComparison.OrdinalIgnoreCase)) host = value;
            if (line.AsSpan(0, colon).Equals("content-length", StringComparison.OrdinalIgnoreCase) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
                length = Math.Min(n, LongestBody);
        }

        return new(words[0], words.ElementAtOrDefault(1) ?? "/", host, length, head.Length);
    }
}
