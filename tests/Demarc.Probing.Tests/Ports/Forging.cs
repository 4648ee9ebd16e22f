using System.Buffers.Binary;
using System.Net;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Packets a router or a forger would send.</summary>
internal static class Forging
{
    /// <summary>One MPLS label (RFC 4950): 16001, bottom of stack, TTL 1.</summary>
    public static byte[] Labels { get; } = Extension([0, 8, 1, 1, 0x03, 0xe8, 0x11, 0x01]);

    /// <summary>An ICMP error from a router to whoever sent a packet, quoting as much of it as asked for.</summary>
    /// <param name="extension">An extension structure, behind a quote padded to 128 octets.</param>
    /// <param name="stated">The ICMP header states the length of the quote (RFC 4884); older routers do not.</param>
    public static byte[] Error(IPAddress router, byte[] packet, byte type, byte code, int quote = 10_000, byte[]? extension = null, bool stated = true, uint rest = 0)
    {
        var quoted = packet[..Math.Min(packet.Length, quote)];
        if (extension is not null)
        {
            Array.Resize(ref quoted, 128);
            if (stated) rest |= 128 / 4 << 16;
        }

        byte[] icmp = [type, code, 0, 0, 0, 0, 0, 0, .. quoted, .. extension ?? []];
        BinaryPrimitives.WriteUInt32BigEndian(icmp.AsSpan(4), rest);
        BinaryPrimitives.WriteUInt16BigEndian(icmp.AsSpan(2), Checksum.Of(icmp));
        return Ip(router, new IPAddress(packet.AsSpan(12, 4)), 1, 61, icmp);
    }

    public static byte[] Ip(IPAddress from, IPAddress to, byte protocol, byte ttl, byte[] payload)
    {
        byte[] packet = [0x45, 0, 0, 0, 0, 0, 0, 0, ttl, protocol, 0, 0, .. from.GetAddressBytes(), .. to.GetAddressBytes(), .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum.Of(packet.AsSpan(0, 20)));
        return packet;
    }

    /// <summary>A copy with a 16-bit field changed.</summary>
    public static byte[] With(byte[] packet, int at, ushort value)
    {
        var copy = packet.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), value);
        return copy;
    }

    private static byte[] Extension(byte[] objects)
    {
        byte[] extension = [0x20, 0, 0, 0, .. objects];
        BinaryPrimitives.WriteUInt16BigEndian(extension.AsSpan(2), Checksum.Of(extension));
        return extension;
    }
}
