using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A link of a rate with a queue before it, each direction its own: what does not fit is lost, what fits waits.</summary>
public sealed class QueueBox(double octetsPerSecond, long size) : Box
{
    private long _freeToServer;
    private long _freeToClient;

    public override bool Timed => true;

    public static Box From(Parameters settings)
    {
        if (!settings.Has("rate")) settings.Fault(settings.Line, "rate is missing", "缺少 rate");
        return new QueueBox(settings.DataRate("rate") ?? 500_000, settings.Size("size") ?? 600_000);
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        ref var free = ref packet.ToServer ? ref _freeToServer : ref _freeToClient;
        var begins = Math.Max(free, packet.At);
        if ((begins - packet.At) / 1e9 * octetsPerSecond > size) return false;
        packet.At = free = begins + (long)(packet.Length / octetsPerSecond * 1e9);
        return true;
    }
}
