using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A bundle of equal links, of which some forward nothing: a flow whose hash falls on one fails each time. ICMP is often spared.</summary>
public sealed class BadMemberBox(uint members, IReadOnlyList<int> bad, bool icmpToo, uint salt) : Box
{
    public static Box From(Parameters settings)
    {
        var members = settings.Whole("members", 4, 1, 64);
        var bad = settings.Has("bad") ? settings.Wholes("bad", 0, 63) : [1];
        return new BadMemberBox((uint)members, bad, settings.Flag("icmp", false), (uint)settings.Whole("salt", 0, 0, int.MaxValue));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        var flow = Flow.Of(packet);
        if (!icmpToo && flow.Protocol is IpProtocol.Icmp or IpProtocol.Icmpv6) return true;
        return !bad.Contains((int)(flow.Hash(salt) % members));
    }
}
