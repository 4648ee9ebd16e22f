using System.Net;
using System.Net.Sockets;
using Demarc.Probing;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

/// <summary>What the tests of services share: a log, a deadline, and servers on loopback that misbehave as told.</summary>
internal static class Local
{
    public static ProbeLog Log() => new("here", TimeProvider.System);

    public static Deadline Within(double seconds) => new(TimeProvider.System, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>A port of loopback nobody listens at.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

/// <summary>Serves each connection with a script; a script that fails, such as when the client leaves, ends its connection only.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, Stream, CancellationToken, Task> _script;

    public ScriptedServer(Func<Socket, Stream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _ = AcceptAsync();
    }

    public IPEndPoint At => (IPEndPoint)_listener.LocalEndpoint;

    public int Port => At.Port;

    /// <summary>Connections accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>A server that reads the head of a request and sends these bytes, then closes.</summary>
    public static ScriptedServer Answering(params string[] parts) => new(async (_, stream, cancelled) =>
    {
        await ReadHeadAsync(stream, cancelled);
        foreach (var part in parts) await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(part), cancelled);
    });

    /// <summary>The head of a request as text.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancelled)
    {
        var (head, octet) = (new List<byte>(), new byte[1]);
        while (head.Count < 65536 && await stream.ReadAsync(octet, cancelled) == 1)
        {
            head.Add(octet[0]);
            if (head is [.., 13, 10, 13, 10]) break;
        }

        return System.Text.Encoding.Latin1.GetString([.. head]);
    }

    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(stop);
                Accepted++;
                _ = ServeAsync(socket, stop);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await _script(socket, stream, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
    }
}

/// <summary>A datagram server on loopback: answers each datagram with what the script makes of it.</summary>
internal sealed class DatagramServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<byte[], IEnumerable<byte[]>> _answers;

    public DatagramServer(Func<byte[], IEnumerable<byte[]>> answers, int port = 0)
    {
        _answers = answers;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _ = ServeAsync();
    }

    public IPEndPoint At => (IPEndPoint)_socket.LocalEndPoint!;

    public int Received { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var (buffer, stop) = (new byte[4096], _stop.Token);
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
                Received++;
                foreach (var answer in _answers(buffer[..got.ReceivedBytes])) await _socket.SendToAsync(answer, SocketFlags.None, got.RemoteEndPoint, stop);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
