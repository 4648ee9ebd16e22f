using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A second machine with the host's address gets its packets for a part of each period: it knows nothing of the host's connections and resets them.</summary>
public sealed class DuplicateAddressBox(long period, double share) : Box
{
    private const byte MachineTtl = 64;

    public override bool Timed => true;

    public static Box From(Parameters settings)
    {
        var period = settings.Time("period", TimeSpan.FromSeconds(6));
        if (period < TimeSpan.FromMilliseconds(100)) settings.Fault(settings.LineOf("period"), "period is at least 100ms", "period 至少为 100ms");
        return new DuplicateAddressBox(Math.Max(1, BoxKinds.Nanoseconds(period)), settings.Share("share", 0.5));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (packet.At % period >= period * share) return true;
        Refusal.TcpReset(packet, site, MachineTtl);
        return false;
    }
}
