using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>
/// Address and port translation for IPv4, as Linux does it: a mapping for each flow, the port kept where it is free, quoted
/// packets in ICMP errors translated too, and nothing let in that nobody asked for.
/// </summary>
public sealed class NatBox : Box
{
    private const int MostFragments = 256;
    private const int FirstPort = 1024;
    private const int LastPort = 65535;
    private const int UsualTable = 50_000;
    private const long UsualIdle = 7_200_000_000_000;
    private readonly IReadOnlyList<UInt128> _addresses;
    private readonly NatTable _table;
    private readonly Refusal _whenFull;
    private readonly Dictionary<(UInt128 Source, ushort Id), UInt128> _fragments = [];

    private NatBox(IReadOnlyList<UInt128> addresses, NatTable table, Refusal whenFull) => (_addresses, _table, _whenFull) = (addresses, table, whenFull);

    /// <summary>The addresses it has on the right.</summary>
    public IReadOnlyList<UInt128> PublicAddresses => _addresses;

    /// <summary>The NAT of the plan.</summary>
    public static NatBox Usual()
    {
        UInt128[] addresses = [Addresses.Number(IPAddress.Parse(OfficePlan.NatAddress))];
        return new(addresses, new(addresses, FirstPort, LastPort, UsualTable, UsualIdle, preserves: true), new Refusal("drop", 64));
    }

    public static NatBox From(Parameters settings)
    {
        IReadOnlyList<IPAddress> written = settings.Addresses("address");
        UInt128[] addresses = [.. (written.Count > 0 ? written : [IPAddress.Parse(OfficePlan.NatAddress)]).Select(Addresses.Number)];
        var (first, last) = Ports(settings);
        var table = new NatTable(
            addresses, first, last,
            settings.Whole("table", UsualTable, 1, 1_000_000),
            settings.Time("idle") is { } idle ? BoxKinds.Nanoseconds(idle) : UsualIdle,
            settings.Flag("preserve", true));
        var full = new Refusal(settings.Choice("full", "drop", "host-unreachable"), 64);
        return new(addresses, table, full);
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (packet.IsV6 || !packet.IsIp) return true;
        if (packet.IsLaterFragment) return Fragment(packet);
        var flow = Flow.Of(packet);
        return packet.ToServer ? Out(packet, flow, site) : In(packet, flow);
    }

    private bool Out(Packet packet, Flow flow, IBoxSite site)
    {
        if (_addresses.Contains(packet.Source)) return true;
        var mapping = _table.FromInside(flow, packet.At);
        if (packet.IsIcmpError)
        {
            if (mapping is null || !Quote.TryRead(packet, out var quote)) return false;
            packet.Source = mapping.Outside.Client;
            NatQuote.Translate(packet, quote, sourceEnd: false, mapping.Outside.Client, mapping.Outside.ClientPort);
            return true;
        }

        mapping ??= _table.Add(flow, packet.At, site.Dice);
        if (mapping is null)
        {
            _whenFull.Answer(packet, site);
            return false;
        }

        mapping.See(packet);
        packet.Source = mapping.Outside.Client;
        if (packet.IsTcp || packet.IsUdp) packet.SourcePort = mapping.Outside.ClientPort;
        else if (packet.IsIcmp) NatQuote.SetIdentifier(packet, mapping.Outside.ClientPort);
        return true;
    }

    private bool In(Packet packet, Flow flow)
    {
        if (!_addresses.Contains(packet.Destination)) return true;
        if (_table.FromOutside(flow, packet.At) is not { } mapping) return packet.IsIcmp && packet.Transport[0] == 8;
        if (packet.IsIcmpError)
        {
            if (!Quote.TryRead(packet, out var quote)) return false;
            packet.Destination = mapping.Inside.Client;
            NatQuote.Translate(packet, quote, sourceEnd: true, mapping.Inside.Client, mapping.Inside.ClientPort);
            return true;
        }

        mapping.See(packet);
        Remember(packet, mapping.Inside.Client);
        packet.Destination = mapping.Inside.Client;
        if (packet.IsTcp || packet.IsUdp) packet.DestinationPort = mapping.Inside.ClientPort;
        else if (packet.IsIcmp) NatQuote.SetIdentifier(packet, mapping.Inside.ClientPort);
        return true;
    }

    /// <summary>Later fragments have no ports: on the way in they follow the first one.</summary>
    private bool Fragment(Packet packet)
    {
        if (packet.ToServer) packet.Source = _addresses[0];
        else if (_fragments.TryGetValue((packet.Source, packet.Word(4)), out var client)) packet.Destination = client;
        else return false;
        return true;
    }

    private void Remember(Packet packet, UInt128 client)
    {
        if ((packet.Word(6) & 0x2000) == 0) return;
        if (_fragments.Count >= MostFragments) _fragments.Clear();
        _fragments[(packet.Source, packet.Word(4))] = client;
    }

    private static (int First, int Last) Ports(Parameters settings)
    {
        if (settings.Text("ports") is not { } text) return (FirstPort, LastPort);
        var ends = text.Split('-');
        if (ends.Length == 2 && ushort.TryParse(ends[0], out var first) && ushort.TryParse(ends[1], out var last) && first > 0 && first <= last) return (first, last);
        settings.Fault(settings.LineOf("ports"), "ports is a range such as 40000-40099", "ports 应为范围，如 40000-40099");
        return (FirstPort, LastPort);
    }
}
