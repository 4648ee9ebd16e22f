using System.Net;
using System.Net.Sockets;
using System.Text;
using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Services;

/// <summary>The smallest web server that measuring needs, inside this process: a page, N octets, a status, a slow answer, uploads.</summary>
public sealed class HttpService(int port) : ILabService
{
    private const int Backlog = 128;
    private const int LargestHead = 64 * 1024;
    private const int LargestAnswer = 200_000_000;
    private const int SlowMs = 3000;
    private static readonly TimeSpan LongestExchange = TimeSpan.FromMinutes(2);
    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;

    public static HttpService From(Parameters settings) => new(settings.Whole("port", 80, 1, 65535));

    public void Start(ServicePlace place)
    {
        _listener = NamespaceThread.Run(place.NamespacePath, Listen);
        _ = Accept(_listener);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener?.Dispose();
        _stop.Dispose();
    }

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen(Backlog);
        return listener;
    }

    private async Task Accept(Socket listener)
    {
        var stop = _stop.Token;
        try
        {
            while (true) _ = Serve(await listener.AcceptAsync(stop), stop);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The lab goes.
        }
    }

    private static async Task Serve(Socket client, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestExchange);
        try
        {
            client.NoDelay = true;
            await using var stream = new NetworkStream(client, ownsSocket: true);
            while (await Exchange(stream, limit.Token)) limit.CancelAfter(LongestExchange);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The client went, or took too long.
        }
    }

    /// <summary>One request and its answer; false where the connection ends.</summary>
    private static async Task<bool> Exchange(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[LargestHead];
        var (length, end) = (0, -1);
        while (end < 0)
        {
            if (length == buffer.Length) return false;
            var read = await stream.ReadAsync(buffer.AsMemory(length), stop);
            if (read == 0) return false;
            length += read;
            end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
        var request = lines[0].Split(' ');
        if (request.Length < 2) return false;
        if (lines.Any(line => line.StartsWith("Expect:", StringComparison.OrdinalIgnoreCase))) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stop);
        await Skip(stream, buffer, ContentLength(lines) - (length - end - 4), stop);
        var (status, size) = await Answer(request[1], stop);
        var head = $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Status")}\r\nServer: demarc-lab\r\nContent-Type: text/plain\r\nContent-Length: {size}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        if (request[0] != "HEAD") await Send(stream, size, stop);
        return !lines.Any(line => line.Equals("Connection: close", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(int Status, int Size)> Answer(string path, CancellationToken stop)
    {
        const int page = 612, big = 300_000;
        var parts = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["bytes", var count] && int.TryParse(count, out var size) && size is >= 0 and <= LargestAnswer) return (200, size);
        if (parts is ["status", var code] && int.TryParse(code, out var status) && status is >= 200 and <= 599) return (status, page);
        if (parts is ["slow"]) await Task.Delay(SlowMs, stop);
        return (200, parts is ["big"] ? big : page);
    }

    private static long ContentLength(string[] lines)
    {
        const string name = "Content-Length:";
        var line = lines.FirstOrDefault(each => each.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is not null && long.TryParse(line[name.Length..], out var length) && length > 0 ? length : 0;
    }

    private static async Task Skip(NetworkStream stream, byte[] buffer, long length, CancellationToken stop)
    {
        while (length > 0)
        {
            var read = await stream.ReadAsync(buffer, stop);
            if (read == 0) return;
            length -= read;
        }
    }

    private static async Task Send(NetworkStream stream, int size, CancellationToken stop)
    {
        var block = new byte[Math.Min(size, 64 * 1024)];
        Array.Fill(block, (byte)'x');
        for (var sent = 0; sent < size; sent += block.Length) await stream.WriteAsync(block.AsMemory(0, Math.Min(block.Length, size - sent)), stop);
    }
}
