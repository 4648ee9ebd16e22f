using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Lets through what is between a listed client and a listed server, and refuses the rest.</summary>
public sealed class AllowListBox(IReadOnlyList<IPNetwork> clients, IReadOnlyList<IPNetwork> servers, Refusal refusal) : Box
{
    public static Box From(Parameters settings)
    {
        if (!settings.Has("clients") && !settings.Has("servers")) settings.Fault(settings.Line, "allow-list needs clients or servers", "allow-list 需要 clients 或 servers");
        return new AllowListBox(settings.Prefixes("clients"), settings.Prefixes("servers"), Refusal.Read(settings));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        var flow = Flow.Of(packet);
        if (PacketMatch.Within(clients, flow.Client) && PacketMatch.Within(servers, flow.Server)) return true;
        refusal.Answer(packet, site);
        return false;
    }
}
