using System.Buffers.Binary;

namespace Demarc.Lab.Packets;

/// <summary>
/// The connection a packet belongs to, named from the left end (client) to the right (server) whichever way the packet
/// goes. For echoes the client port is the identifier. An ICMP error belongs to the flow of the packet it quotes.
/// </summary>
public readonly record struct Flow(UInt128 Client, UInt128 Server, byte Protocol, ushort ClientPort, ushort ServerPort)
{
    public static Flow Of(Packet packet)
    {
        var flow = packet.IsIcmpError && Quote.TryRead(packet, out var quote) ? quote.Flow(!packet.ToServer) : Plain(packet);
        return flow;
    }

    /// <summary>A number that stays the same for a flow; ICMP is told apart by addresses only, as many routers do.</summary>
    public uint Hash(uint salt)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ salt;
        hash = Mix(hash ^ (ulong)Client);
        hash = Mix(hash ^ (ulong)Server);
        hash = Mix(hash ^ Protocol);
        if (Protocol is IpProtocol.Tcp or IpProtocol.Udp) hash = Mix(hash ^ ((ulong)ClientPort << 16 | ServerPort));
        return (uint)(hash >> 32);
    }

    private static Flow Plain(Packet packet)
    {
        var (source, destination) = (packet.Source, packet.Destination);
        ushort from = 0, to = 0;
        if (packet.IsTcp || packet.IsUdp) (from, to) = (packet.SourcePort, packet.DestinationPort);
        else if (packet.IsIcmp)
        {
            var identifier = BinaryPrimitives.ReadUInt16BigEndian(packet.Transport[4..]);
            (from, to) = packet.ToServer ? (identifier, (ushort)0) : ((ushort)0, identifier);
        }

        return packet.ToServer ? new(source, destination, packet.Protocol, from, to) : new(destination, source, packet.Protocol, to, from);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        return value ^ value >> 31;
    }
}

/// <summary>The packet that an ICMP error quotes: where its parts lie in the error.</summary>
public readonly record struct Quote(int At, bool V6, byte Protocol, int TransportAt, UInt128 Source, UInt128 Destination, ushort SourcePort, ushort DestinationPort, bool HasPorts)
{
    public static bool TryRead(Packet error, out Quote quote)
    {
        quote = default;
        var at = error.TransportAt + 8;
        var octets = error.Octets[at..];
        if (error.IsV6)
        {
            if (Wire.Ipv6View.TryParse(octets, out var six) is { IsComplete: false }) return false;
            var transport = error.Length - six.Payload.Length;
            quote = new(at, true, six.Protocol, transport, BinaryPrimitives.ReadUInt128BigEndian(six.SourceOctets), BinaryPrimitives.ReadUInt128BigEndian(six.DestinationOctets), 0, 0, false);
        }
        else
        {
            if (Wire.Ipv4View.TryParse(octets, out var four) is { IsComplete: false }) return false;
            quote = new(at, false, four.Protocol, at + four.HeaderLength, Addresses.OfV4(BinaryPrimitives.ReadUInt32BigEndian(four.SourceOctets)), Addresses.OfV4(BinaryPrimitives.ReadUInt32BigEndian(four.DestinationOctets)), 0, 0, false);
        }

        if (error.Length < quote.TransportAt + 8) return true;
        var first = error.Word(quote.TransportAt);
        if (quote.Protocol is IpProtocol.Tcp or IpProtocol.Udp) quote = quote with { SourcePort = first, DestinationPort = error.Word(quote.TransportAt + 2), HasPorts = true };
        else if (quote.Protocol is IpProtocol.Icmp or IpProtocol.Icmpv6) quote = quote with { SourcePort = error.Word(quote.TransportAt + 4), DestinationPort = error.Word(quote.TransportAt + 4), HasPorts = true };
        return true;
    }

    /// <summary>The flow of the quoted packet, which went this way.</summary>
    public Flow Flow(bool toServer)
    {
        var icmp = Protocol is IpProtocol.Icmp or IpProtocol.Icmpv6;
        return toServer
            ? new(Source, Destination, Protocol, SourcePort, icmp ? (ushort)0 : DestinationPort)
            : new(Destination, Source, Protocol, DestinationPort, icmp ? (ushort)0 : SourcePort);
    }
}
