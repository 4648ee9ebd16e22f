using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Demarc.Lab.Packets;

/// <summary>Addresses of both versions as one number: IPv4 in the mapped form ::ffff:0:0/96.</summary>
public static class Addresses
{
    private static readonly UInt128 Mapped = (UInt128)0xffff << 32;

    public static UInt128 OfV4(uint address) => Mapped | address;

    public static bool IsV4(UInt128 address) => address >> 32 == 0xffff;

    public static UInt128 Number(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(octets, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(octets);
    }

    public static IPAddress Address(UInt128 number)
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, number);
        return IsV4(number) ? new IPAddress(octets[12..]) : new IPAddress(octets);
    }
}

/// <summary>Numbers of the protocols the lab looks into (IANA, Protocol Numbers).</summary>
public static class IpProtocol
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Icmpv6 = 58;
}
