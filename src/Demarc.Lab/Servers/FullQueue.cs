using System.Net;
using System.Net.Sockets;

namespace Demarc.Lab.Servers;

/// <summary>
/// A program that listens and does not accept: its queue is filled by connections of its own machine, and the kernel
/// then ignores further SYNs.
/// </summary>
public sealed class FullQueue : IDisposable
{
    private readonly Socket _listener;
    private readonly List<Socket> _held = [];
    private readonly IPlace _place;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();

    private FullQueue(Socket listener, IPlace place) => (_listener, _place) = (listener, place);

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Listens with a queue of a given length and fills it.</summary>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public static FullQueue Start(IPEndPoint at, int backlog, IPlace place)
    {
        var listener = place.Inside(() =>
        {
            var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(at);
            socket.Listen(backlog);
            return socket;
        });
        var queue = new FullQueue(listener, place);

        // Linux lets one more wait than was asked for.
        for (var i = 0; i <= backlog; i++) queue.Fill();
        return queue;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        lock (_gate)
        {
            foreach (var each in _held) each.Dispose();
            _held.Clear();
        }
    }

    private void Fill()
    {
        var socket = _place.Inside(() => new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        lock (_gate) _held.Add(socket);
        _ = ConnectAsync(socket);
    }

    /// <summary>Not waited for: once the queue is full, the kernel itself repeats the SYN until there is room.</summary>
    private async Task ConnectAsync(Socket socket)
    {
        try
        {
            await socket.ConnectAsync(EndPoint, _end.Token).ConfigureAwait(false);
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The queue is full, which is the point.
        }
    }
}
