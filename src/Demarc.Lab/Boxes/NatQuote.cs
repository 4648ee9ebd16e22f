using System.Buffers.Binary;
using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>Translates the packet that an ICMP error quotes, so that its receiver recognizes what it sent, and identifiers of echoes.</summary>
internal static class NatQuote
{
    /// <param name="sourceEnd">Whether the quoted source, and not its destination, is the end to change.</param>
    public static void Translate(Packet error, Quote quote, bool sourceEnd, UInt128 address, ushort port)
    {
        var at = quote.At + (sourceEnd ? 12 : 16);
        var transportSum = quote.Protocol switch
        {
            IpProtocol.Tcp => quote.TransportAt + 16,
            IpProtocol.Udp => quote.TransportAt + 6,
            IpProtocol.Icmp => quote.TransportAt + 2,
            _ => 0,
        };
        var quoted = transportSum > 0 && transportSum + 2 <= error.Length && !(quote.Protocol == IpProtocol.Udp && error.Word(transportSum) == 0);
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)address);
        for (var i = 0; i < 4; i += 2)
        {
            var (before, after) = (error.Word(at + i), BinaryPrimitives.ReadUInt16BigEndian(octets[i..]));
            error.Adjust(quote.At + 10, before, after);
            if (quoted && quote.Protocol != IpProtocol.Icmp) error.Adjust(transportSum, before, after);
            error.SetWord(at + i, after);
        }

        if (quote.HasPorts)
        {
            var portAt = quote.TransportAt + (quote.Protocol == IpProtocol.Icmp ? 4 : sourceEnd ? 0 : 2);
            if (quoted) error.Adjust(transportSum, error.Word(portAt), port);
            error.SetWord(portAt, port);
        }

        PacketWriting.Seal(error);
    }

    public static void SetIdentifier(Packet echo, ushort identifier)
    {
        echo.Adjust(echo.TransportAt + 2, echo.Word(echo.TransportAt + 4), identifier);
        echo.SetWord(echo.TransportAt + 4, identifier);
    }
}
