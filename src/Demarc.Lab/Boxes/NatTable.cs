using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>The mappings of a NAT, found from either side, with a limit on their number and on the ports.</summary>
internal sealed class NatTable(IReadOnlyList<UInt128> addresses, int firstPort, int lastPort, int most, long idle, bool preserves)
{
    private const long ShortIdle = 30_000_000_000;
    private readonly Dictionary<Flow, NatMapping> _byInside = [];
    private readonly Dictionary<Flow, NatMapping> _byOutside = [];

    public NatMapping? FromInside(Flow flow, long now) => Live(_byInside.GetValueOrDefault(flow), now);

    public NatMapping? FromOutside(Flow flow, long now) => Live(_byOutside.GetValueOrDefault(flow), now);

    /// <summary>A new mapping, or null where the table or the ports are used up.</summary>
    public NatMapping? Add(Flow inside, long now, Dice dice)
    {
        if (_byInside.Count >= most) Sweep(now);
        if (_byInside.Count >= most) return null;
        // Linux chooses among several addresses by a hash of the client's.
        var address = addresses[(int)(new Flow(inside.Client, 0, 0, 0, 0).Hash(0) % (uint)addresses.Count)];
        if (FreePort(inside, address, now, dice) is not { } port) return null;
        var mapping = new NatMapping(inside, inside with { Client = address, ClientPort = port });
        if (_byOutside.Remove(mapping.Outside, out var expired)) _byInside.Remove(expired.Inside);
        _byInside[inside] = mapping;
        _byOutside[mapping.Outside] = mapping;
        return mapping;
    }

    private ushort? FreePort(Flow inside, UInt128 address, long now, Dice dice)
    {
        if (inside.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Icmp)) return 0;
        var range = lastPort - firstPort + 1;
        var kept = preserves && inside.ClientPort >= firstPort && inside.ClientPort <= lastPort;
        var start = kept ? inside.ClientPort - firstPort : dice.Below(range);
        for (var i = 0; i < range; i++)
        {
            var port = (ushort)(firstPort + (start + i) % range);
            if (FromOutside(inside with { Client = address, ClientPort = port }, now) is null) return port;
        }

        return null;
    }

    private NatMapping? Live(NatMapping? mapping, long now)
    {
        if (mapping is null || !mapping.Expired(now, Idle(mapping))) return mapping;
        _byInside.Remove(mapping.Inside);
        _byOutside.Remove(mapping.Outside);
        return null;
    }

    private void Sweep(long now)
    {
        foreach (var mapping in _byInside.Values.ToArray()) Live(mapping, now);
    }

    private long Idle(NatMapping mapping) => mapping.Inside.Protocol == IpProtocol.Tcp ? idle : Math.Min(idle, ShortIdle);
}
