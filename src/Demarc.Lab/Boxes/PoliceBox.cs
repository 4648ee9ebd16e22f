using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A policer: what exceeds a token bucket is dropped at once, and nothing waits.</summary>
public sealed class PoliceBox(double octetsPerSecond, double burst) : Box
{
    private readonly TokenBucket _toServer = new(octetsPerSecond, burst);
    private readonly TokenBucket _toClient = new(octetsPerSecond, burst);

    public override bool Timed => true;

    public static Box From(Parameters settings)
    {
        if (!settings.Has("rate")) settings.Fault(settings.Line, "rate is missing", "缺少 rate");
        return new PoliceBox(settings.DataRate("rate") ?? 250_000, settings.Size("burst") ?? 15_000);
    }

    public override bool Pass(Packet packet, IBoxSite site) => (packet.ToServer ? _toServer : _toClient).Take(packet.Length, packet.At);
}
