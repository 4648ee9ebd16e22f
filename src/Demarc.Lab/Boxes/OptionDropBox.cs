using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Drops SYNs that carry an option it does not like, or data.</summary>
public sealed class OptionDropBox(IReadOnlyList<TcpOptionKind> kinds, bool data) : Box
{
    public static Box From(Parameters settings)
    {
        var kinds = TcpOptionNames.Read(settings, "options");
        return new OptionDropBox(settings.Has("options") ? kinds : [TcpOptionKind.FastOpen], settings.Flag("data", false));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!TcpOptionNames.IsSyn(packet)) return true;
        if (data && TcpView.TryParse(packet.Transport, out var tcp).IsComplete && tcp.Payload.Length > 0) return false;
        foreach (var kind in kinds)
        {
            if (TcpOptionNames.Find(packet, kind) >= 0) return false;
        }

        return true;
    }
}
