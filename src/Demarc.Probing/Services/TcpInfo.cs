using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace Demarc.Probing.Services;

/// <summary>What the Linux kernel knows of a connection (<c>struct tcp_info</c>); null fields are beyond what this kernel gives.</summary>
public sealed record TcpInfo
{
    private const int TcpLevel = 6;
    private const int Option = 11;

    /// <summary>Segments sent again so far, SYNs included.</summary>
    public long Retransmits { get; private init; }

    /// <summary>Times the retransmission timer has fired for the segment that waits now.</summary>
    public int Backoff { get; private init; }

    public double RttMs { get; private init; }

    /// <summary>Largest segment sent, in octets.</summary>
    public int SendMss { get; private init; }

    /// <summary>Largest segment received, in octets, as the kernel estimates it.</summary>
    public int ReceiveMss { get; private init; }

    /// <summary>Path MTU as the kernel has learned it.</summary>
    public int PathMtu { get; private init; }

    public int Unacknowledged { get; private init; }

    public int Lost { get; private init; }

    /// <summary>Octets the peer has acknowledged.</summary>
    public long? Acknowledged { get; private init; }

    /// <summary>Milliseconds the peer's window kept this end from sending.</summary>
    public double? WindowLimitedMs { get; private init; }

    /// <summary>Segments received out of order: something before them was lost on the way here.</summary>
    public long? OutOfOrder { get; private init; }

    /// <summary>The peer's window as last announced, in octets.</summary>
    public long? PeerWindow { get; private init; }

    /// <summary>The window announced to the peer.</summary>
    public long? OwnWindow { get; private init; }

    /// <summary>Reads it; null where the system has none or the socket is gone.</summary>
    public static TcpInfo? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> octets = stackalloc byte[256];
        try
        {
            return socket.GetRawSocketOption(TcpLevel, Option, octets) is >= 104 and var length ? Read(octets[..length]) : null;
        }
        catch (SocketException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>As evidence words it.</summary>
    public string Text
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"tcp: retransmits {Retransmits}, rtt {RttMs:0.0} ms, mss {SendMss}, pmtu {PathMtu}");
            if (Backoff > 0) text += string.Create(CultureInfo.InvariantCulture, $", backoff {Backoff}");
            if (Lost > 0) text += string.Create(CultureInfo.InvariantCulture, $", lost {Lost}");
            if (OutOfOrder > 0) text += string.Create(CultureInfo.InvariantCulture, $", received out of order {OutOfOrder}");
            if (WindowLimitedMs >= 1) text += string.Create(CultureInfo.InvariantCulture, $", limited by the peer's window {WindowLimitedMs:0} ms");
            if (PeerWindow == 0) text += ", peer's window zero";
            if (OwnWindow == 0) text += ", own window zero";
            return text;
        }
    }

    private static TcpInfo Read(ReadOnlySpan<byte> octets) => new()
    {
        Retransmits = Word(octets, 100) ?? 0,
        Backoff = octets[2],
        RttMs = (Word(octets, 68) ?? 0) / 1000.0,
        SendMss = (int)(Word(octets, 16) ?? 0),
        ReceiveMss = (int)(Word(octets, 20) ?? 0),
        PathMtu = (int)(Word(octets, 60) ?? 0),
        Unacknowledged = (int)(Word(octets, 24) ?? 0),
        Lost = (int)(Word(octets, 32) ?? 0),
        Acknowledged = octets.Length >= 128 ? (long)BinaryPrimitives.ReadUInt64LittleEndian(octets[120..]) : null,
        WindowLimitedMs = octets.Length >= 184 ? BinaryPrimitives.ReadUInt64LittleEndian(octets[176..]) / 1000.0 : null,
        OutOfOrder = Word(octets, 224),
        PeerWindow = Word(octets, 228),
        OwnWindow = Word(octets, 232),
    };

    private static long? Word(ReadOnlySpan<byte> octets, int at) => octets.Length >= at + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]) : null;
}
