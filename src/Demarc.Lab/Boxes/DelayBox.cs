using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Adds a delay and jitter; packets keep their order unless told otherwise.</summary>
public sealed class DelayBox(long delay, long jitter, bool reorders) : Box
{
    private long _lastToServer;
    private long _lastToClient;

    public override bool Timed => true;

    public static Box From(Parameters settings) => new DelayBox(
        BoxKinds.Nanoseconds(settings.Time("delay", TimeSpan.Zero)),
        BoxKinds.Nanoseconds(settings.Time("jitter", TimeSpan.Zero)),
        settings.Flag("reorders", false));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        packet.At += delay + (jitter > 0 ? (long)(site.Dice.Share() * jitter) : 0);
        if (reorders) return true;
        ref var last = ref packet.ToServer ? ref _lastToServer : ref _lastToClient;
        packet.At = last = Math.Max(last, packet.At);
        return true;
    }
}
