using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Loses packets as Gilbert and Elliott describe it: a good and a bad state, each with a loss of its own and chances to change. Each direction has its own state.</summary>
public sealed class LossBox(double toBad, double toGood, double lossGood, double lossBad) : Box
{
    private bool _badToServer;
    private bool _badToClient;

    public static Box From(Parameters settings)
    {
        if (settings.Share("rate") is { } rate) return new LossBox(0, 1, rate, 1);
        if (!settings.Has("to-bad")) settings.Fault(settings.Line, "loss needs rate, or to-bad and to-good", "loss 需要 rate，或 to-bad 与 to-good");
        return new LossBox(settings.Share("to-bad", 0), settings.Share("to-good", 1), settings.Share("loss-good", 0), settings.Share("loss-bad", 1));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        ref var bad = ref packet.ToServer ? ref _badToServer : ref _badToClient;
        if (site.Dice.Chance(bad ? toGood : toBad)) bad = !bad;
        return !site.Dice.Chance(bad ? lossBad : lossGood);
    }
}
