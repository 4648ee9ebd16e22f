using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Engine;

/// <summary>
/// The network itself, without devices and without a clock: packets are put in where a host sends, and come out where one
/// receives, at their own times. The same packets at the same times with the same seed come out the same.
/// </summary>
public sealed class VirtualNetwork
{
    /// <summary>Packets under way at most; more are lost, as in any queue.</summary>
    private const int MostUnderWay = 200_000;
    private const int MostSteps = 4096;
    private readonly PacketQueue _queue = new();
    private readonly NetworkMap _map;
    private long _now;

    public VirtualNetwork(Scenario scenario, ulong seed) => _map = NetworkMap.Build(this, scenario, seed);

    public PacketPool Pool { get; } = new();

    /// <summary>Hosts by number.</summary>
    public IReadOnlyList<HostSpec> Hosts => _map.Hosts;

    /// <summary>When something is due next; the end of time where nothing is.</summary>
    public long Due => _queue.Due;

    /// <summary>Packets that came in, came out, and were dropped for want of room.</summary>
    public (long In, long Out, long Overflowed) Counts { get; private set; }

    /// <summary>Called for each packet that reaches a host; the packet is the pool's again afterwards.</summary>
    public Action<int, Packet>? Delivered { get; set; }

    /// <summary>Puts a packet in that a host sends at the packet's time. The packet is the network's from here on.</summary>
    public void Put(int host, Packet packet)
    {
        Counts = (Counts.In + 1, Counts.Out, Counts.Overflowed);
        var segment = _map.OwnWays[host];
        if (!packet.Read())
        {
            Pool.Return(packet);
            return;
        }

        _now = Math.Max(_now, packet.At);
        packet.Segment = segment;
        packet.ToServer = segment.HostLeft;
        packet.Stage = segment.HostLeft ? 0 : segment.Stages.Count - 1;
        Walk(packet);
    }

    /// <summary>Moves everything that is due by this time.</summary>
    public void Advance(long now)
    {
        _now = Math.Max(_now, now);
        while (_queue.Due <= now) Walk(_queue.Take());
    }

    internal UInt128 AddressOf(string host, bool v6) => _map.AddressOf(host, v6);

    /// <summary>Takes a packet that a box sends.</summary>
    internal void Schedule(Packet packet)
    {
        if (_queue.Count < MostUnderWay)
        {
            _queue.Add(packet);
            return;
        }

        Counts = (Counts.In, Counts.Out, Counts.Overflowed + 1);
        Pool.Return(packet);
    }

    private void Walk(Packet packet)
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var segment = (Segment)packet.Segment!;
            if (packet.Stage < 0 || packet.Stage >= segment.Stages.Count)
            {
                if (!End(packet, segment)) return;
                continue;
            }

            var goesOn = segment.Stages[packet.Stage] switch
            {
                WireStage wire => Cross(packet, wire),
                BoxStage box => Through(packet, box),
                HopStage hop => Forward(packet, hop),
                ExitStage exit => Leave(packet, exit),
                _ => false,
            };
            if (!goesOn) return;
        }

        Pool.Return(packet);
    }

    private static bool Cross(Packet packet, WireStage wire)
    {
        packet.At += wire.Delay;
        return Step(packet);
    }

    private static bool Step(Packet packet)
    {
        packet.Stage += packet.ToServer ? 1 : -1;
        return true;
    }

    private bool Through(Packet packet, BoxStage stage)
    {
        if (!stage.Box.Concerns(packet)) return Step(packet);
        if (stage.Box.Inner.Timed && packet.At > _now) return Later(packet);
        if (stage.Box.Inner.Pass(packet, stage.Site)) return Step(packet);
        return Gone(packet);
    }

    /// <summary>At the end of a segment: out at a host, or from a host's own way into the chain.</summary>
    private bool End(Packet packet, Segment segment)
    {
        if (segment.Host is null) return Gone(packet);
        var atHost = segment.HostLeft == packet.Stage < 0;
        if (atHost)
        {
            if (packet.At > _now) return Later(packet);
            Counts = (Counts.In, Counts.Out + 1, Counts.Overflowed);
            Delivered?.Invoke(segment.HostIndex, packet);
            return Gone(packet);
        }

        if (_map.Neighbour(segment, packet.Destination) is { } neighbour)
        {
            Enter(packet, neighbour);
            return true;
        }

        packet.Segment = _map.Chain;
        packet.Stage = segment.JoinsAt;
        // Behind a router's boxes there is no router to ask which way to turn.
        if (_map.Chain.Stages[packet.Stage] is ExitStage exit && _map.Find(packet.Destination) is { } place) packet.ToServer = place.Ordinal > exit.Ordinal;
        return true;
    }

    private bool Later(Packet packet)
    {
        Schedule(packet);
        return false;
    }

    private bool Gone(Packet packet)
    {
        Pool.Return(packet);
        return false;
    }

    private static void Enter(Packet packet, Segment branch)
    {
        packet.Segment = branch;
        packet.ToServer = !branch.HostLeft;
        packet.Stage = branch.HostLeft ? branch.Stages.Count - 1 : 0;
    }

    private bool Forward(Packet packet, HopStage hop)
    {
        var own = packet.Destination is var to && (packet.IsV6 ? to == hop.Address6 : Array.IndexOf(hop.Members, to) >= 0 || _map.AnswersFor(hop, to));
        if (own) return RouterReplies.Answer(packet, hop, this) || Gone(packet);
        if (packet.Birthplace != hop)
        {
            var lower = packet.ToServer ? 1 : hop.Spec.TtlBack;
            if (packet.Ttl <= lower) return RouterReplies.TimeExceeded(packet, hop, this) || Gone(packet);
            packet.Ttl -= (byte)lower;
        }

        // Should it ever come back here, it has been away.
        packet.Birthplace = null;
        return Route(packet, hop);
    }

    /// <summary>Sends a packet on from a router: along the chain either way, or off to a host that hangs here.</summary>
    internal bool Route(Packet packet, HopStage hop)
    {
        if (hop.Ordinal < 0) return Step(packet);
        var place = _map.Find(packet.Destination);
        if (place is null)
        {
            if (hop.Ordinal == _map.Core) return Gone(packet);
            packet.ToServer = hop.Ordinal < _map.Core;
        }
        else if (place.Ordinal == hop.Ordinal && !place.Beyond && place.Segment is { } branch)
        {
            Enter(packet, branch);
            return true;
        }
        else packet.ToServer = place.Ordinal > hop.Ordinal || (place.Ordinal == hop.Ordinal && place.Beyond);

        return Step(packet);
    }

    private bool Leave(Packet packet, ExitStage exit)
    {
        var place = _map.Find(packet.Destination);
        if (place is { Beyond: true, Segment: { } branch } && place.Ordinal == exit.Ordinal && packet.Segment != branch)
        {
            Enter(packet, branch);
            return true;
        }

        return Step(packet);
    }
}
