using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Engine;

/// <summary>One thing a packet meets on its way, from the left end of a segment to the right.</summary>
internal abstract class Stage;

/// <summary>A wire with a delay.</summary>
internal sealed class WireStage(long delay) : Stage
{
    public long Delay { get; } = delay;
}

/// <summary>A box at a place.</summary>
internal sealed class BoxStage(FittedBox box, Site site) : Stage
{
    public FittedBox Box { get; } = box;

    public Site Site { get; } = site;
}

/// <summary>The heart of a router: lowers the TTL, answers for its address, and decides where packets go.</summary>
internal sealed class HopStage(RouterSpec spec, int ordinal, long mplsDetour) : Stage
{
    public RouterSpec Spec { get; } = spec;

    /// <summary>Its number in the chain; -1 on a host's own way, where there is nothing to decide.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>How much later its errors arrive because they travel to the end of the label-switched path first.</summary>
    public long MplsDetour { get; } = mplsDetour;

    public UInt128[] Members { get; } = [.. spec.Addresses.Select(Addresses.Number)];

    public UInt128 Address6 { get; } = spec.Address6 is { } address ? Addresses.Number(address) : UInt128.Zero;

    public TokenBucket? IcmpLimit { get; } = spec.IcmpRate is { } rate ? new(rate, spec.IcmpBurst) : null;

    /// <summary>Hosts that hang at it.</summary>
    public List<Segment> Branches { get; } = [];

    /// <summary>The address a packet meets: that of the parallel member its flow takes.</summary>
    public UInt128 AddressFor(Packet packet)
    {
        if (packet.IsV6) return Address6;
        return Members.Length == 1 ? Members[0] : Members[(int)(Flow.Of(packet).Hash(0) % (uint)Members.Length)];
    }
}

/// <summary>Behind a router's boxes: where hosts hang that are beyond it.</summary>
internal sealed class ExitStage(int ordinal) : Stage
{
    public int Ordinal { get; } = ordinal;

    public List<Segment> Branches { get; } = [];
}

/// <summary>Stages in a row: the chain itself, or a host's own way to it.</summary>
internal sealed class Segment(string name)
{
    public string Name { get; } = name;

    public List<Stage> Stages { get; } = [];

    /// <summary>The host at its end; null for the chain.</summary>
    public HostSpec? Host { get; init; }

    /// <summary>Number of the host; -1 for the chain.</summary>
    public int HostIndex { get; init; } = -1;

    /// <summary>Where it joins the chain.</summary>
    public int JoinsAt { get; set; }

    /// <summary>The host is at the left end and the chain at the right one.</summary>
    public bool HostLeft => Host is { Vantage: true, Beyond: false };
}

/// <summary>A place with boxes: what they may do there.</summary>
internal sealed class Site(VirtualNetwork network, Segment segment, int stage, HopStage? hop, HostSpec? host, Dice dice) : IBoxSite
{
    private const byte HostTtl = 64;

    public Dice Dice { get; } = dice;

    public byte InitialTtl => hop is null ? HostTtl : (byte)hop.Spec.InitialTtl;

    public Packet New() => network.Pool.Rent();

    public Packet Copy(Packet packet) => network.Pool.Copy(packet);

    public void Send(Packet packet)
    {
        packet.Birthplace = hop;
        packet.Segment = segment;
        packet.Stage = stage + (packet.ToServer ? 1 : -1);
        network.Schedule(packet);
    }

    public void SendBack(Packet packet)
    {
        packet.ToServer = !packet.ToServer;
        packet.Birthplace = null;
        packet.Segment = segment;
        var own = hop is null ? stage : segment.Stages.IndexOf(hop);
        packet.Stage = packet.ToServer ? stage + 1 : own - 1;
        network.Schedule(packet);
    }

    public UInt128 Address(bool v6)
    {
        if (hop is not null) return v6 ? hop.Address6 : hop.Members[0];
        return host is null ? UInt128.Zero : Addresses.Number(v6 ? host.Address6 ?? host.Address : host.Address);
    }

    public UInt128 AddressOf(string name, bool v6) => network.AddressOf(name, v6);
}
