using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>An ICMP or ICMPv6 message (RFC 792, RFC 4443), with the packet it quotes where it is an error.</summary>
public readonly ref struct IcmpView
{
    public const int HeaderLength = 8;
    private readonly ReadOnlySpan<byte> _octets;

    private IcmpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public byte Type => _octets[0];

    public byte Code => _octets[1];

    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Identifier of an echo.</summary>
    public ushort Identifier => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    /// <summary>Sequence number of an echo.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    /// <summary>The second header word; the next-hop MTU is in it (RFC 1191 section 4; ICMPv6 packet too big).</summary>
    public uint Rest => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    /// <summary>What follows the header: the quoted packet of an error, the data of an echo.</summary>
    public ReadOnlySpan<byte> Body => _octets[HeaderLength..];

    /// <summary>
    /// Octets of the quoted packet, and where RFC 4884 extensions begin in <see cref="Body"/>; -1 where there are none.
    /// The length field counts 32-bit words for ICMP, 64-bit words for ICMPv6; without one, extensions may follow 128 octets.
    /// </summary>
    public (int QuoteLength, int ExtensionsAt) Quote(bool v6)
    {
        var stated = v6 ? _octets[4] * 8 : _octets[5] * 4;
        if (stated >= 128 || (stated > 0 && Body.Length > stated)) return stated < Body.Length ? (stated, stated) : (Body.Length, -1);
        return stated == 0 && Body.Length > 128 + 4 && Body[128] >> 4 == 2 ? (128, 128) : (Body.Length, -1);
    }

    /// <summary>Reads a message whose header must be whole.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out IcmpView message)
    {
        message = default;
        if (octets.Length < HeaderLength) return ParseStatus.Truncated(octets.Length);
        message = new IcmpView(octets);
        return ParseStatus.Complete;
    }
}
