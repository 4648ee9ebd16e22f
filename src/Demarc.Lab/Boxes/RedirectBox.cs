using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Hands TCP flows to a machine nearby, which answers in the server's name: a transparent proxy, or a portal with a real page.</summary>
public sealed class RedirectBox(string host, ushort port, IReadOnlyList<int> ports, IReadOnlyList<IPNetwork> servers) : Box
{
    private readonly FlowTable<(UInt128 Server, ushort Port)> _asked = new();

    public static Box From(Parameters settings)
    {
        var to = settings.Needed("to");
        var colon = to.LastIndexOf(':');
        ushort port = 0;
        if (to.Length > 0 && (colon <= 0 || !ushort.TryParse(to[(colon + 1)..], out port))) settings.Fault(settings.LineOf("to"), "to is host:port", "to 应为 host:port");
        var ports = settings.Wholes("ports", 1, 65535);
        return new RedirectBox(colon > 0 ? to[..colon] : "", port, ports.Count > 0 ? ports : [80], settings.Prefixes("servers"));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!packet.IsTcp) return true;
        var proxy = site.AddressOf(host, packet.IsV6);
        if (packet.ToServer)
        {
            var asked = (packet.Destination, packet.DestinationPort);
            if (asked.Destination == proxy || !ports.Contains(asked.DestinationPort) || !PacketMatch.Within(servers, asked.Destination)) return true;
            packet.Destination = proxy;
            packet.DestinationPort = port;
            _asked.Set(Flow.Of(packet), asked);
        }
        else if (packet.Source == proxy && _asked.TryGet(Flow.Of(packet), out var server))
        {
            packet.Source = server.Server;
            packet.SourcePort = server.Port;
        }

        return true;
    }
}
