using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Which packets something concerns: protocol, port and addresses, named from client to server.</summary>
public sealed class PacketMatch(IReadOnlyList<byte> protocols, IReadOnlyList<int> ports, IReadOnlyList<IPNetwork> servers, IReadOnlyList<IPNetwork> clients)
{
    /// <summary>Reads <c>match</c> or <c>except</c>; null where the key is absent.</summary>
    public static PacketMatch? Read(Parameters settings, string key)
    {
        if (settings.Inner(key) is not { } inner) return null;
        var protocols = new List<byte>();
        foreach (var word in inner.Texts("protocol"))
        {
            if (word == "tcp") protocols.Add(IpProtocol.Tcp);
            else if (word == "udp") protocols.Add(IpProtocol.Udp);
            else if (word == "icmp") protocols.AddRange([IpProtocol.Icmp, IpProtocol.Icmpv6]);
            else inner.Fault(inner.LineOf("protocol"), $"protocol is tcp, udp or icmp, not '{word}'", $"protocol 应为 tcp、udp 或 icmp，而不是“{word}”");
        }

        var match = new PacketMatch(protocols, inner.Wholes("port", 1, 65535), inner.Prefixes("server"), inner.Prefixes("client"));
        inner.Done();
        return match;
    }

    public bool Covers(Packet packet)
    {
        var flow = Flow.Of(packet);
        return (protocols.Count == 0 || protocols.Contains(flow.Protocol))
            && (ports.Count == 0 || (flow.Protocol is IpProtocol.Tcp or IpProtocol.Udp && ports.Contains(flow.ServerPort)))
            && Within(servers, flow.Server) && Within(clients, flow.Client);
    }

    /// <summary>Whether an address lies in one of the prefixes, or there are none.</summary>
    public static bool Within(IReadOnlyList<IPNetwork> prefixes, UInt128 number)
    {
        if (prefixes.Count == 0) return true;
        var address = Addresses.Address(number);
        foreach (var prefix in prefixes)
        {
            if (prefix.Contains(address)) return true;
        }

        return false;
    }
}
