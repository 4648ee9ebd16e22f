using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>Numbers of the Linux interface, the same on x64 and arm64 (uapi/linux/in.h, in6.h, net_tstamp.h, errqueue.h).</summary>
internal static unsafe partial class Libc
{
    public const int Inet = 2, Inet6 = 10;
    public const int SockStream = 1, SockDatagram = 2, SockRaw = 3, SockNonBlock = 0x800, SockCloseOnExec = 0x80000;
    public const int ProtocolIcmp = 1, ProtocolTcp = 6, ProtocolUdp = 17, ProtocolIcmp6 = 58;
    public const int SolSocket = 1, SolIp = 0, SolTcp = 6, SolIp6 = 41, SolRaw = 255;
    public const int SoReuseAddress = 2, SoError = 4, SoReceiveBuffer = 8, SoLinger = 13, SoAttachFilter = 26, SoTimestamping = 37;
    public const int IpTtl = 2, IpMtuDiscover = 10, IpReceiveErrors = 11, IpReceiveTtl = 12, IpMinTtl = 21, IpReceiveErrorsRfc4884 = 26;
    public const int Ip6Only = 26, Ip6UnicastHops = 16, Ip6MtuDiscover = 23, Ip6ReceiveErrors = 25, Ip6ReceiveErrorsRfc4884 = 31;
    public const int Ip6PacketOptions2292 = 6, Ip6HopLimit2292 = 8, Ip6ReceiveHopLimit = 51, Ip6HopLimit = 52, Ip6DontFragment = 62, Ip6MinHops = 73;
    public const int DiscoverProbe = 3, DiscoverOmit = 5;
    public const int TcpInfo = 11, TcpSynCount = 7;
    public const int MessageErrorQueue = 0x2000, MessageDontWait = 0x40, MessageNoSignal = 0x4000;
    public const int PollIn = 1, PollOut = 4;
    public const int ClockRealTime = 0, ClockMonotonic = 1;
    public const int EpollAdd = 1, EpollDelete = 2;
    private const int EpollCloseOnExec = 0x80000;

    /// <summary>Kernel stamps on sending and receiving, in software, numbered, without the packet itself.</summary>
    public const int StampAll = 2 | 8 | 16 | 128 | 1024 | 2048;

    /// <summary>Kernel stamps on receiving only, as TCP allows.</summary>
    public const int StampReceive = 8 | 16;

    public const int ErrorOriginLocal = 1, ErrorOriginIcmp = 2, ErrorOriginIcmp6 = 3, ErrorOriginTimestamp = 4;

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;

        public readonly long Ticks => (Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100);
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Fd;
        public short Events;
        public short Happened;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary>struct msghdr of 64-bit systems; the compiler pads after the name's length and after the flags.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct sockaddr_in or sockaddr_in6 as octets.</summary>
    public readonly struct SocketAddress
    {
        public const int Longest = 28;

        public byte[] Octets { get; }

        public SocketAddress(IPAddress address, int port)
        {
            var v6 = address.AddressFamily == AddressFamily.InterNetworkV6;
            Octets = new byte[v6 ? Longest : 16];
            BitConverter.TryWriteBytes(Octets, (ushort)(v6 ? Inet6 : Inet));
            BinaryPrimitives.WriteUInt16BigEndian(Octets.AsSpan(2), (ushort)port);
            address.TryWriteBytes(Octets.AsSpan(v6 ? 8 : 4), out _);
            if (v6) BitConverter.TryWriteBytes(Octets.AsSpan(24), (uint)address.ScopeId);
        }

        /// <summary>Reads what the kernel wrote; null where it is no address.</summary>
        public static IPEndPoint? Read(ReadOnlySpan<byte> octets)
        {
            if (octets.Length < 16) return null;
            int port = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
            return BitConverter.ToUInt16(octets) switch
            {
                Inet => new(new IPAddress(octets.Slice(4, 4)), port),
                Inet6 when octets.Length >= 24 => new(new IPAddress(octets.Slice(8, 16), octets.Length >= Longest ? BitConverter.ToUInt32(octets[24..]) : 0), port),
                _ => null,
            };
        }
    }
}
