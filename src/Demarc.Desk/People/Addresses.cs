using System.Net;
using System.Net.Sockets;

namespace Demarc.Desk.People;

/// <summary>What counts as one place on the network when tries are counted: one IPv4 address, or the /64 that one IPv6 host can choose from.</summary>
internal static class Addresses
{
    private const int NetworkOctets = 8;

    public static string Key(IPAddress? address)
    {
        if (address is null) return "address:unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? "address:" + Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkOctets)) : $"address:{address}";
    }
}
