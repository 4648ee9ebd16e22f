using System.Net.Sockets;

namespace Demarc.Probing.Ports.Linux;

/// <summary>Linux error numbers the port acts on, and what .NET calls them.</summary>
internal static class Errno
{
    public const int Perm = 1, Interrupted = 4, Again = 11, Access = 13, TooManyFiles = 24, MessageSize = 90, AddressInUse = 98, AddressNotAvailable = 99,
        NetUnreachable = 101, TimedOut = 110, Refused = 111, HostUnreachable = 113, InProgress = 115;

    /// <summary>The name of an error, from its number or its negative.</summary>
    public static SocketError Name(int number) => Math.Abs(number) switch
    {
        Perm or Access => SocketError.AccessDenied,
        22 => SocketError.InvalidArgument,
        23 or TooManyFiles => SocketError.TooManyOpenSockets,
        MessageSize => SocketError.MessageSize,
        92 => SocketError.ProtocolOption,
        93 => SocketError.ProtocolNotSupported,
        97 => SocketError.AddressFamilyNotSupported,
        AddressInUse => SocketError.AddressAlreadyInUse,
        AddressNotAvailable => SocketError.AddressNotAvailable,
        100 => SocketError.NetworkDown,
        NetUnreachable => SocketError.NetworkUnreachable,
        104 => SocketError.ConnectionReset,
        105 => SocketError.NoBufferSpaceAvailable,
        TimedOut => SocketError.TimedOut,
        Refused => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        HostUnreachable => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };

    /// <summary>An ICMP error that waited on the socket makes the next call fail with one of these, and nothing is sent.</summary>
    public static bool MayBePending(int number) => -number is Refused or HostUnreachable or NetUnreachable or MessageSize or 71 or 92 or 95 or 112;
}
