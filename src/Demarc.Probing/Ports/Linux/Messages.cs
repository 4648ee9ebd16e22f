using System.Net;
using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>What a socket gave: octets, and what the kernel says about them.</summary>
internal ref struct Message
{
    public ReadOnlySpan<byte> Octets;

    /// <summary>Who sent it; for an error, where the packet it is about was going.</summary>
    public IPEndPoint? Peer;

    /// <summary>Kernel time of arrival, or of leaving for a stamp; null where there is none.</summary>
    public TimeSpan? At;

    /// <summary>TTL or hop limit of what arrived.</summary>
    public int? Ttl;

    /// <summary>What an entry of the error queue is; null for plain data.</summary>
    public QueuedError? Error;
}

/// <summary>struct sock_extended_err, with the offender's address.</summary>
internal readonly record struct QueuedError(int Number, int Origin, byte Type, byte Code, uint Info, uint Data, IPAddress? Offender)
{
    public bool IsStamp => Origin == Libc.ErrorOriginTimestamp;

    public bool IsLocal => Origin == Libc.ErrorOriginLocal;

    public bool IsIcmp => Origin is Libc.ErrorOriginIcmp or Libc.ErrorOriginIcmp6;

    /// <summary>Where RFC 4884 extensions begin, in the octets quoted; 0 where the kernel found none.</summary>
    public int ExtensionsAt => (int)(Data & 0xffff);
}

/// <summary>Reads and writes socket messages with their control data. One per port; one thread.</summary>
internal sealed unsafe class Messages(KernelClock clock) : IDisposable
{
    private const int Room = 65536 + 256;
    private const int ControlRoom = 1024;
    private readonly byte* _octets = (byte*)NativeMemory.Alloc(Room);
    private readonly byte* _control = (byte*)NativeMemory.Alloc(ControlRoom);

    /// <summary>Reads one message or one entry of the error queue; false when there is none. Valid until the next read.</summary>
    public bool TryRead(int fd, bool errors, out Message message)
    {
        message = default;
        var name = stackalloc byte[Libc.SocketAddress.Longest];
        var vector = new Libc.Vector { Base = _octets, Length = Room };
        var header = new Libc.MessageHeader
        {
            Name = name, NameLength = Libc.SocketAddress.Longest, Vectors = &vector, VectorCount = 1, Control = _control, ControlLength = ControlRoom,
        };
        var length = Libc.ReceiveMessage(fd, &header, Libc.MessageDontWait | (errors ? Libc.MessageErrorQueue : 0));
        if (length < 0) return false;
        message.Octets = new(_octets, Math.Min(length, Room));
        message.Peer = Libc.SocketAddress.Read(new(name, (int)Math.Min(header.NameLength, Libc.SocketAddress.Longest)));
        ReadControl((int)Math.Min(header.ControlLength, ControlRoom), ref message);
        return true;
    }

    /// <summary>Sends octets with a TTL of their own: 0, or the negative errno.</summary>
    /// <param name="to">Where to; null on a connected socket.</param>
    public static int Send(int fd, ReadOnlySpan<byte> octets, byte ttl, bool v6, Libc.SocketAddress? to = null)
    {
        var control = stackalloc byte[24];
        *(nuint*)control = 16 + sizeof(int);
        *(int*)(control + 8) = v6 ? Libc.SolIp6 : Libc.SolIp;
        *(int*)(control + 12) = v6 ? Libc.Ip6HopLimit : Libc.IpTtl;
        *(int*)(control + 16) = ttl;
        *(int*)(control + 20) = 0;
        fixed (byte* data = octets, name = to?.Octets)
        {
            var vector = new Libc.Vector { Base = data, Length = (nuint)octets.Length };
            var header = new Libc.MessageHeader
            {
                Name = name, NameLength = (uint)(to?.Octets.Length ?? 0), Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 24,
            };
            var result = Libc.SendMessage(fd, &header, Libc.MessageDontWait | Libc.MessageNoSignal);
            return result < 0 ? result : 0;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_octets);
        NativeMemory.Free(_control);
    }

    private void ReadControl(int length, ref Message message)
    {
        for (var at = 0; at + 16 <= length;)
        {
            var item = *(nuint*)(_control + at);
            if (item < 16 || item > (nuint)(length - at)) return;
            var data = new ReadOnlySpan<byte>(_control + at + 16, (int)item - 16);
            switch (*(int*)(_control + at + 8), *(int*)(_control + at + 12))
            {
                case (Libc.SolSocket, Libc.SoTimestamping) when data.Length >= 16:
                    var seconds = BitConverter.ToInt64(data);
                    if (seconds > 0) message.At = clock.At((seconds * TimeSpan.TicksPerSecond) + (BitConverter.ToInt64(data[8..]) / 100));
                    break;
                case (Libc.SolIp, Libc.IpTtl) or (Libc.SolIp6, Libc.Ip6HopLimit) when data.Length >= 4:
                    message.Ttl = BitConverter.ToInt32(data);
                    break;
                case (Libc.SolIp, Libc.IpReceiveErrors) or (Libc.SolIp6, Libc.Ip6ReceiveErrors) when data.Length >= 16:
                    message.Error = new(BitConverter.ToInt32(data), data[4], data[5], data[6], BitConverter.ToUInt32(data[8..]),
                        BitConverter.ToUInt32(data[12..]), Libc.SocketAddress.Read(data[16..])?.Address);
                    break;
            }

            at += (int)(item + 7 & ~(nuint)7);
        }
    }
}
