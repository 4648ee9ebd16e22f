using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>What an answer that is an error means, in the three vocabularies that observations use.</summary>
public static class IcmpMeaning
{
    /// <summary>The answer is an "unreachable" about a port: of a UDP probe from the target it is arrival.</summary>
    public static bool IsPortUnreachable(Reply reply) =>
        reply.Kind == ReplyKind.Unreachable && reply.IcmpCode == (IsV6(reply) ? (byte)4 : (byte)3);

    /// <summary>The mark traceroute prints, such as <c>!H !N !P !F !X</c> or <c>!&lt;code&gt;</c>; null for what needs none.</summary>
    public static string? Mark(Reply reply) => reply.Kind switch
    {
        ReplyKind.TooBig => reply.Mtu is { } mtu ? $"!F-{mtu}" : "!F",
        ReplyKind.Unreachable when IsV6(reply) => reply.IcmpCode switch
        {
            0 => "!N",
            1 => "!X",
            2 => "!S",
            3 => "!H",
            4 => "!4",
            5 or 6 => "!X",
            { } code => $"!{code}",
            null => "!U",
        },
        ReplyKind.Unreachable => reply.IcmpCode switch
        {
            0 or 6 or 8 or 11 => "!N",
            1 or 7 or 12 => "!H",
            2 => "!P",
            4 => "!F",
            5 => "!S",
            9 or 10 or 13 => "!X",
            14 => "!V",
            15 => "!C",
            { } code => $"!{code}",
            null => "!U",
        },
        _ => null,
    };

    /// <summary>The code a ping observation gives it.</summary>
    public static string PingError(Reply reply) => reply.Kind switch
    {
        ReplyKind.TimeExceeded => "ttl-expired",
        ReplyKind.TooBig => "too-big",
        ReplyKind.SendFailed when reply.Error == SocketError.MessageSize => "too-big",
        ReplyKind.SendFailed => "transmit-failed",
        _ when IsPortUnreachable(reply) => "port-unreachable",
        _ => Mark(reply) switch
        {
            "!N" => "net-unreachable",
            "!H" => "host-unreachable",
            "!P" => "protocol-unreachable",
            "!X" => "admin-prohibited",
            _ => "unreachable",
        },
    };

    /// <summary>The code a connect observation gives it: <c>host</c>, <c>net</c> or <c>admin</c>; null for any other.</summary>
    public static string? ConnectCode(Reply reply) => reply.Kind == ReplyKind.SendFailed
        ? reply.Error switch { SocketError.NetworkUnreachable => "net", SocketError.HostUnreachable => "host", _ => null }
        : Mark(reply) switch { "!N" => "net", "!H" => "host", "!X" => "admin", _ => null };

    private static bool IsV6(Reply reply) => reply.From is { } from
        ? from.AddressFamily == AddressFamily.InterNetworkV6 && !from.IsIPv4MappedToIPv6
        : reply.IcmpType == 1;
}
