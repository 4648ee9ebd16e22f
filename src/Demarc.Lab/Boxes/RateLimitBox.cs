using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Refuses what comes faster than a rate, counted for each client address or for all together.</summary>
public sealed class RateLimitBox(double perSecond, int burst, bool perClient, bool syns, Refusal refusal) : Box
{
    private const int MostClients = 10_000;
    private readonly Dictionary<UInt128, TokenBucket> _buckets = [];

    public override bool Timed => true;

    public static Box From(Parameters settings)
    {
        if (!settings.Has("rate")) settings.Fault(settings.Line, "rate is missing", "缺少 rate");
        return new RateLimitBox(settings.EventRate("rate") ?? 2, settings.Whole("burst", 4, 1, 100_000), settings.Choice("per", "client", "all") == "client", settings.Choice("what", "syn", "packet") == "syn", Refusal.Read(settings));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (syns && (!packet.IsTcp || ((TcpFlags)packet.Transport[13] & (TcpFlags.Syn | TcpFlags.Ack)) != TcpFlags.Syn)) return true;
        var key = perClient ? Flow.Of(packet).Client : UInt128.Zero;
        if (_buckets.Count >= MostClients) _buckets.Clear();
        if (!_buckets.TryGetValue(key, out var bucket)) _buckets[key] = bucket = new(perSecond, burst);
        if (bucket.Take(1, packet.At)) return true;
        refusal.Answer(packet, site);
        return false;
    }
}
