using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Demarc.Probing.Services;

/// <summary>
/// <c>recvmsg</c> of Linux with its control messages, which .NET does not offer: the TTL of a datagram, and from the error queue
/// who reported a destination unreachable and how. No privilege is needed.
/// </summary>
internal static unsafe partial class LinuxMessages
{
    private const int IpLevel = 0;
    private const int Ipv6Level = 41;
    private const int ErrorQueue = 0x2000;
    private const int DoNotWait = 0x40;
    private const int FromIcmp = 2;
    private const int FromIcmpv6 = 3;

    public static bool Available => OperatingSystem.IsLinux() && sizeof(nint) == 8;

    /// <summary>Asks for TTLs with datagrams, and for reports in the error queue.</summary>
    public static void Enable(Socket socket, bool ttl, bool errors)
    {
        if (!Available) return;
        var v6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        try
        {
            if (ttl) Set(socket, v6 ? Ipv6Level : IpLevel, v6 ? 51 : 12, 1);
            if (errors) Set(socket, v6 ? Ipv6Level : IpLevel, v6 ? 25 : 11, 1);
        }
        catch (SocketException)
        {
            // Without them a measurement says less and is still right.
        }
    }

    /// <summary>Reports no more: on an open connection a passing report must not end it.</summary>
    public static void DisableErrors(Socket socket)
    {
        if (!Available) return;
        var v6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        try
        {
            Set(socket, v6 ? Ipv6Level : IpLevel, v6 ? 25 : 11, 0);
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>The next datagram, if one is here, with its TTL.</summary>
    public static int Receive(Socket socket, Span<byte> into, out int? ttl)
    {
        var report = Read(socket, into, DoNotWait, out var length);
        ttl = report.Ttl;
        return length;
    }

    /// <summary>The next report in the error queue; null where there is none.</summary>
    public static IcmpReport? NextReport(Socket socket)
    {
        if (!Available) return null;
        Span<byte> quote = stackalloc byte[512];
        var report = Read(socket, quote, ErrorQueue | DoNotWait, out var length);
        return length >= 0 && report.Origin is FromIcmp or FromIcmpv6 ? report : null;
    }

    /// <summary>The local end while a connection is still being opened, which .NET does not tell; null where there is none.</summary>
    public static IPEndPoint? LocalEnd(Socket socket)
    {
        if (!Available) return null;
        var name = stackalloc byte[128];
        var length = 128;
        try
        {
            if (getsockname((int)socket.SafeHandle.DangerousGetHandle(), name, &length) != 0) return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        var octets = new ReadOnlySpan<byte>(name, length);
        var port = length >= 4 ? (octets[2] << 8) | octets[3] : 0;
        return port > 0 && Address(octets) is { } address ? new(address, port) : null;
    }

    private static IcmpReport Read(Socket socket, Span<byte> into, int flags, out int length)
    {
        const int ControlSize = 512;
        var control = stackalloc byte[ControlSize];
        var name = stackalloc byte[128];
        var report = new IcmpReport();
        try
        {
            fixed (byte* buffer = into)
            {
                var vector = new Vector { Base = buffer, Length = (nuint)into.Length };
                var header = new Header { Name = name, NameLength = 128, Vectors = &vector, Count = 1, Control = control, ControlLength = ControlSize };
                length = (int)recvmsg((int)socket.SafeHandle.DangerousGetHandle(), &header, flags);
                if (length < 0) return report;
                for (nuint at = 0; at + 16 <= header.ControlLength;)
                {
                    var size = *(nuint*)(control + at);
                    if (size < 16 || at + size > header.ControlLength) break;
                    Control(*(int*)(control + at + 8), *(int*)(control + at + 12), new ReadOnlySpan<byte>(control + at + 16, (int)size - 16), ref report);
                    at += (size + 7) & ~(nuint)7;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            length = -1;
        }

        return report;
    }

    private static void Control(int level, int type, ReadOnlySpan<byte> data, ref IcmpReport report)
    {
        if ((level, type) is (IpLevel, 2) or (Ipv6Level, 52) && data.Length >= 4)
        {
            report = report with { Ttl = BitConverter.ToInt32(data) };
        }
        else if ((level, type) is (IpLevel, 11) or (Ipv6Level, 25) && data.Length >= 16)
        {
            report = report with { Origin = data[4], Type = data[5], Code = data[6], From = Address(data[16..]) };
        }
    }

    private static IPAddress? Address(ReadOnlySpan<byte> address) => address.Length < 2 ? null : BitConverter.ToInt16(address) switch
    {
        2 when address.Length >= 8 => new IPAddress(address.Slice(4, 4)),
        10 when address.Length >= 24 => new IPAddress(address.Slice(8, 16)),
        _ => null,
    };

    private static void Set(Socket socket, int level, int option, int value) => socket.SetRawSocketOption(level, option, BitConverter.GetBytes(value));

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvmsg(int socket, Header* message, int flags);

    [LibraryImport("libc")]
    private static partial int getsockname(int socket, byte* name, int* length);

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint Count;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }
}

/// <summary>An ICMP error as the kernel hands it on.</summary>
internal readonly record struct IcmpReport
{
    public byte Origin { get; init; }

    public byte Type { get; init; }

    public byte Code { get; init; }

    public IPAddress? From { get; init; }

    public int? Ttl { get; init; }

    /// <summary>What it means: the outcome's code and words. A TCP port that is merely closed resets, so "port unreachable" comes from a filter.</summary>
    public (string? Code, string Words) Meaning => (Origin, Type, Code) switch
    {
        (2, 3, 0) or (3, 1, 0) => ("net", "net unreachable"),
        (2, 3, 1) or (3, 1, 3) => ("host", "host unreachable"),
        (2, 3, 3) or (3, 1, 4) => ("admin", "port unreachable, as filters say it"),
        (2, 3, 9 or 10 or 13) or (3, 1, 1 or 5 or 6) => ("admin", "administratively prohibited"),
        (2, 3, 6 or 11) => ("net", "net unreachable"),
        (2, 3, _) or (3, 1, _) => ("host", $"unreachable, code {Code}"),
        (2, 11, _) or (3, 3, _) => ("host", "time to live exceeded"),
        _ => (null, $"icmp type {Type} code {Code}"),
    };
}
