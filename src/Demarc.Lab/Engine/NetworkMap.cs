using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Engine;

/// <summary>Where an address lives: at which router of the chain, and on whose own way.</summary>
/// <param name="Segment">The host's own way; null for a router.</param>
internal sealed record AddressPlace(int Ordinal, bool Beyond, Segment? Segment);

/// <summary>The network laid out: the chain and the hosts' own ways as stages in a row, and where every address lives.</summary>
internal sealed class NetworkMap
{
    private readonly Dictionary<UInt128, AddressPlace> _places = [];
    private readonly Dictionary<UInt128, HopStage> _natAt = [];

    private NetworkMap(Scenario scenario) => Hosts = scenario.Network.Hosts;

    public Segment Chain { get; } = new("chain");

    public IReadOnlyList<HostSpec> Hosts { get; }

    public List<Segment> OwnWays { get; } = [];

    /// <summary>The router as far as which packets to nobody come.</summary>
    public int Core { get; private set; }

    public static NetworkMap Build(VirtualNetwork network, Scenario scenario, ulong seed)
    {
        var map = new NetworkMap(scenario);
        new Layout(map, network, scenario, seed).Build();
        return map;
    }

    public AddressPlace? Find(UInt128 address) => _places.GetValueOrDefault(address);

    public bool AnswersFor(HopStage hop, UInt128 address) => _natAt.GetValueOrDefault(address) == hop;

    /// <summary>The own way of a host on the same local network; null for any other destination.</summary>
    public Segment? Neighbour(Segment from, UInt128 destination)
    {
        if (!from.HostLeft || from.Host!.Via.Count > 0) return null;
        var place = Find(destination);
        return place is { Segment: { HostLeft: true, Host.Via.Count: 0 } other } && other != from && other.JoinsAt == from.JoinsAt ? other : null;
    }

    public UInt128 AddressOf(string host, bool v6)
    {
        var spec = Hosts.FirstOrDefault(each => each.Name == host);
        if (spec is null) return UInt128.Zero;
        return Addresses.Number(v6 && spec.Address6 is { } six ? six : spec.Address);
    }

    private sealed class Layout(NetworkMap map, VirtualNetwork network, Scenario scenario, ulong seed)
    {
        private readonly NetworkSpec _spec = scenario.Network;
        private ulong _boxes;

        public void Build()
        {
            var exits = new List<ExitStage>();
            for (var i = 0; i < _spec.Chain.Count; i++)
            {
                var router = _spec.Chain[i];
                if (i > 0) map.Chain.Stages.Add(new WireStage(BoxKinds.Nanoseconds(router.Delay)));
                var hop = new HopStage(router, i, Detour(router, i));
                map.Chain.Stages.Add(hop);
                foreach (var member in hop.Members) map._places[member] = new(i, Beyond: false, null);
                if (_spec.Ipv6 && router.Address6 is not null) map._places[hop.Address6] = new(i, Beyond: false, null);
                AddBoxes(map.Chain, router.Name, hop, null);
                AddMtu(map.Chain, router, hop);
                exits.Add(new(i));
                map.Chain.Stages.Add(exits[i]);
            }

            map.Core = Math.Max(0, _spec.Chain.ToList().FindIndex(router => router.Name == OfficePlan.Core));
            if (_spec.Chain.All(router => router.Name != OfficePlan.Core)) map.Core = _spec.Chain.Count / 2;
            for (var i = 0; i < _spec.Hosts.Count; i++) AddHost(_spec.Hosts[i], i, exits);
        }

        private void AddHost(HostSpec host, int index, List<ExitStage> exits)
        {
            var ordinal = Math.Max(0, _spec.Chain.ToList().FindIndex(router => router.Name == host.At));
            var segment = new Segment(host.Name) { Host = host, HostIndex = index };
            var hop = map.Chain.Stages.OfType<HopStage>().First(stage => stage.Ordinal == ordinal);
            segment.JoinsAt = map.Chain.Stages.IndexOf(host.Beyond ? exits[ordinal] : hop);
            // The wire to the first router of the chain is the one that router's delay speaks of.
            var first = host.Delay + (ordinal == 0 && segment.HostLeft ? _spec.Chain[0].Delay : TimeSpan.Zero);
            if (segment.HostLeft) LayFromHost(segment, host, first);
            else LayFromChain(segment, host, first);
            map.OwnWays.Add(segment);
            (host.Beyond ? exits[ordinal].Branches : hop.Branches).Add(segment);
            var place = new AddressPlace(ordinal, host.Beyond, segment);
            foreach (var address in host.Aliases.Prepend(host.Address)) map._places[Addresses.Number(address)] = place;
            if (_spec.Ipv6 && host.Address6 is { } six) map._places[Addresses.Number(six)] = place;
            foreach (var stage in segment.Stages.OfType<HopStage>())
            {
                foreach (var address in stage.Members) map._places.TryAdd(address, place);
                if (_spec.Ipv6 && stage.Spec.Address6 is not null) map._places.TryAdd(stage.Address6, place);
            }
        }

        private void LayFromHost(Segment segment, HostSpec host, TimeSpan first)
        {
            AddBoxes(segment, host.Name, null, host);
            segment.Stages.Add(new WireStage(BoxKinds.Nanoseconds(first)));
            foreach (var router in host.Via)
            {
                var hop = new HopStage(router, -1, 0);
                segment.Stages.Add(hop);
                AddBoxes(segment, router.Name, hop, null);
                segment.Stages.Add(new WireStage(BoxKinds.Nanoseconds(router.Delay)));
            }
        }

        private void LayFromChain(Segment segment, HostSpec host, TimeSpan first)
        {
            foreach (var router in host.Via.Reverse())
            {
                segment.Stages.Add(new WireStage(BoxKinds.Nanoseconds(router.Delay)));
                var hop = new HopStage(router, -1, 0);
                segment.Stages.Add(hop);
                AddBoxes(segment, router.Name, hop, null);
            }

            segment.Stages.Add(new WireStage(BoxKinds.Nanoseconds(first)));
            AddBoxes(segment, host.Name, null, host);
        }

        private void AddBoxes(Segment segment, string place, HopStage? hop, HostSpec? host)
        {
            var specs = scenario.Boxes.Where(box => box.At == place).ToList();
            foreach (var spec in specs)
            {
                if (BoxKinds.Make(spec, Seed()) is { } box) Add(segment, box, hop, host);
            }

            // The plan's NAT, unless the scenario says how the one at its place is, or there is another chain.
            if (place == OfficePlan.NatAt && segment == map.Chain && _spec.Chain.Any(router => router.Name == OfficePlan.Core) && specs.TrueForAll(spec => spec.Kind != "nat"))
                Add(segment, new(NatBox.Usual(), BoxDirection.Both, null, null, long.MinValue, long.MaxValue, Seed()), hop, host);
        }

        private void AddMtu(Segment segment, RouterSpec router, HopStage hop)
        {
            if (router.Mtu is { } mtu) Add(segment, new(new MtuBox(mtu, signals: true, dropsUnfragmented: false), BoxDirection.Both, null, null, long.MinValue, long.MaxValue, Seed()), hop, null);
        }

        private void Add(Segment segment, FittedBox box, HopStage? hop, HostSpec? host)
        {
            segment.Stages.Add(new BoxStage(box, new Site(network, segment, segment.Stages.Count, hop, host, box.Dice)));
            if (hop is null || box.Inner is not NatBox nat) return;
            foreach (var address in nat.PublicAddresses)
            {
                map._places[address] = new(hop.Ordinal, Beyond: false, null);
                map._natAt[address] = hop;
            }
        }

        /// <summary>Every box draws from a seed of its own, so that one more box elsewhere changes nothing here.</summary>
        private ulong Seed() => new Dice(seed * 1_000_003 + ++_boxes).Next();

        private long Detour(RouterSpec router, int ordinal)
        {
            if (router.MplsUntil is not { } until) return 0;
            var there = 0L;
            for (var i = ordinal + 1; i < _spec.Chain.Count; i++)
            {
                there += BoxKinds.Nanoseconds(_spec.Chain[i].Delay);
                if (_spec.Chain[i].Name == until) return there * 2;
            }

            return 0;
        }
    }
}
