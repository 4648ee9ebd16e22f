using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Sends a share of the packets twice.</summary>
public sealed class DuplicateBox(double rate, long delay) : Box
{
    public static Box From(Parameters settings) =>
        new DuplicateBox(settings.Share("rate", 0.1), BoxKinds.Nanoseconds(settings.Time("delay", TimeSpan.Zero)));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!site.Dice.Chance(rate)) return true;
        var second = site.Copy(packet);
        second.At += delay;
        site.Send(second);
        return true;
    }
}
