using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Holds a share of the packets back, so that later ones overtake them.</summary>
public sealed class ReorderBox(double rate, long delay) : Box
{
    public static Box From(Parameters settings) =>
        new ReorderBox(settings.Share("rate", 0.1), BoxKinds.Nanoseconds(settings.Time("delay", TimeSpan.FromMilliseconds(5))));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (site.Dice.Chance(rate)) packet.At += delay;
        return true;
    }
}
