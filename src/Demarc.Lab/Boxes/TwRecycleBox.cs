using System.Buffers.Binary;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>
/// A server with <c>tcp_tw_recycle</c>, as kernels before 4.12 had it: the last time stamp of each address is kept when a
/// connection closes, and a SYN from there with an older one is ignored for a minute. Behind a NAT that hits the neighbours.
/// </summary>
public sealed class TwRecycleBox(long window) : Box
{
    private const int MostAddresses = 10_000;
    private readonly Dictionary<UInt128, (uint Stamp, long At)> _lastStamps = [];

    public static Box From(Parameters settings) => new TwRecycleBox(BoxKinds.Nanoseconds(settings.Time("window", TimeSpan.FromSeconds(60))));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        var at = TcpOptionNames.Find(packet, TcpOptionKind.Timestamps);
        if (at < 0 || at + 4 > packet.Length) return true;
        var stamp = BinaryPrimitives.ReadUInt32BigEndian(packet.Octets[at..]);
        var source = packet.Source;
        if (TcpOptionNames.IsSyn(packet))
            return !(_lastStamps.TryGetValue(source, out var last) && packet.At - last.At < window && (int)(last.Stamp - stamp) > 1);
        if ((TcpOptionNames.Flags(packet) & TcpFlags.Fin) == TcpFlags.None) return true;
        if (_lastStamps.Count >= MostAddresses) _lastStamps.Clear();
        _lastStamps[source] = (stamp, packet.At);
        return true;
    }
}
