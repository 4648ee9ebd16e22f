using System.Buffers.Binary;
using System.Net;

namespace Demarc.Captures.Decoding;

/// <summary>An IP address as a value, so that looking up a connection allocates nothing.</summary>
internal readonly record struct Host(UInt128 Value, bool IsV6)
{
    /// <summary>Of 4 or 16 octets.</summary>
    public static Host Of(ReadOnlySpan<byte> octets) =>
        octets.Length == 4 ? new(BinaryPrimitives.ReadUInt32BigEndian(octets), false) : new(BinaryPrimitives.ReadUInt128BigEndian(octets), true);

    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Value);
        return new IPAddress(IsV6 ? octets : octets[12..]).ToString();
    }
}

/// <summary>A host and a port.</summary>
internal readonly record struct End(Host Host, ushort Port)
{
    /// <summary><c>192.0.2.1:443</c>, <c>[2001:db8::1]:443</c>.</summary>
    public override string ToString() => Host.IsV6 ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
