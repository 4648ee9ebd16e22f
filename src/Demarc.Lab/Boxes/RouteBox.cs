using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A router whose route to the server leads nowhere: into a black hole, back where packets came from, or to a machine that does not answer.</summary>
public sealed class RouteBox(string to, IReadOnlyList<IPNetwork> servers) : Box
{
    /// <summary>How long a router asks for a neighbour before it gives up; packets that come meanwhile wait as long as is left.</summary>
    private const long Asking = 3_000_000_000;
    private const int Waiting = 101;
    private long _askedSince = long.MinValue;
    private int _waiting;

    public static Box From(Parameters settings) =>
        new RouteBox(settings.Choice("to", "black-hole", "net-unreachable", "host-unreachable", "loop", "host-down"), settings.Prefixes("server"));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!PacketMatch.Within(servers, packet.ToServer ? packet.Destination : packet.Source)) return true;
        if (to == "loop") site.SendBack(site.Copy(packet));
        else if (to == "host-down") Ask(packet, site);
        else if (to != "black-hole") Refusal.Unreachable(packet, site, to, 0);

        return false;
    }

    private void Ask(Packet packet, IBoxSite site)
    {
        if (_askedSince == long.MinValue || packet.At - _askedSince >= Asking) (_askedSince, _waiting) = (packet.At, 0);
        if (++_waiting <= Waiting) Refusal.Unreachable(packet, site, "host-unreachable", _askedSince + Asking - packet.At);
    }
}
