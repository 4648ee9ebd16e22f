using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>ICMP errors, by the packet they quote (RFC 792, RFC 4443).</summary>
internal static class IcmpErrors
{
    /// <summary>Notes at its connection what an error says; nothing for other messages and for quotes of no known connection.</summary>
    public static void Add(ConnectionTable table, in Datagram datagram, int frame)
    {
        var v6 = datagram.Protocol == 58;
        if (!IcmpView.TryParse(datagram.Payload, out var message).IsComplete || Finding(v6, message.Type, message.Code) is not { } finding) return;
        if (!Datagram.TryRead(message.Body, 0, out var quoted) || quoted.Protocol != 6 || quoted.Payload.Length < 4) return;
        var source = new End(quoted.Source, BinaryPrimitives.ReadUInt16BigEndian(quoted.Payload));
        var destination = new End(quoted.Destination, BinaryPrimitives.ReadUInt16BigEndian(quoted.Payload[2..]));
        table.Find(source, destination)?.Note(finding, frame);
    }

    private static string? Finding(bool v6, byte type, byte code) => (v6, type, code) switch
    {
        (false, 3, 4) or (true, 2, _) => "need-to-frag",
        (false, 3, 9 or 10 or 13) or (true, 1, 1) => "admin-prohibited",
        (false, 3, 1 or 7 or 12) or (true, 1, 3) => "host-unreachable",
        (false, 3, 0 or 6 or 11) or (true, 1, 0) => "net-unreachable",
        _ => null,
    };
}
