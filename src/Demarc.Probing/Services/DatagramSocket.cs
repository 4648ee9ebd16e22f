using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Services;

/// <summary>A connected datagram socket: the kernel drops what other peers send and hands on "port unreachable".</summary>
internal sealed class DatagramSocket : IDatagrams
{
    private const int Largest = 4096;
    private readonly Socket? _socket;
    private readonly string? _broken;

    public DatagramSocket(IPEndPoint peer)
    {
        try
        {
            _socket = new Socket(peer.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            LinuxMessages.Enable(_socket, ttl: true, errors: false);
            _socket.Connect(peer);
        }
        catch (SocketException e)
        {
            _socket?.Dispose();
            (_socket, _broken) = (null, Words(e.SocketErrorCode));
        }
    }

    /// <inheritdoc/>
    public string? Send(ReadOnlySpan<byte> datagram)
    {
        if (_socket is null) return _broken;
        try
        {
            _socket.Send(datagram);
            return null;
        }
        catch (SocketException e)
        {
            return Words(e.SocketErrorCode);
        }
    }

    /// <inheritdoc/>
    public async Task<Datagram?> ReceiveAsync(Deadline deadline)
    {
        if (_socket is null) return new([], null, _broken);
        var buffer = new byte[Largest];
        try
        {
            while (true)
            {
                if (!LinuxMessages.Available)
                {
                    var received = await _socket.ReceiveAsync(buffer, SocketFlags.None, deadline.Token);
                    return new(buffer[..received], null);
                }

                // Peeking waits without taking, so that the datagram can be read with its TTL.
                await _socket.ReceiveAsync(buffer.AsMemory(0, 1), SocketFlags.Peek, deadline.Token);
                if (LinuxMessages.Receive(_socket, buffer, out var ttl) is >= 0 and var length) return new(buffer[..length], ttl);
            }
        }
        catch (OperationCanceledException)
        {
            deadline.ThrowIfCancelled();
            return null;
        }
        catch (SocketException e)
        {
            return new([], null, Words(e.SocketErrorCode));
        }
    }

    public void Dispose() => _socket?.Dispose();

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => "port unreachable",
        SocketError.HostUnreachable => "host unreachable",
        SocketError.NetworkUnreachable => "net unreachable",
        SocketError.AccessDenied => "forbidden by this host",
        _ => error.ToString(),
    };
}
