using System.Buffers.Binary;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Windows;

/// <summary>
/// Turns the events of a trace into packets: the capture driver of Windows (netsh trace), packet monitor (pktmon), the virtual switch
/// and dial-up. Source: the providers' manifests, as etl2pcapng and etl-parser give them.
/// </summary>
internal sealed class EtlPackets(int mostPackets = EtlPackets.MostPackets)
{
    public const int MostPackets = 4_000_000;
    public static readonly Guid PacketMonitor = new("4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC");

    private const int MostKeys = 1000;
    private const ulong SwitchLayer = 1UL << 63;
    private const ulong DialLayer = 1UL << 62;

    private static readonly Guid NdisCapture = new("2ED6006E-4729-4609-B423-3EE7BCD678EF");
    private static readonly Guid DialCapture = new("D84521F7-2235-4237-A7C0-14E3A9676286");
    private static readonly Guid Schema = new("BBCCF6C1-6CD1-48C4-80FF-839482E37671");

    private readonly List<EtlPacket> _packets = [];
    private readonly EtlOctets _octets = new();
    private readonly EtlNames _names = new();
    private readonly EtlFragments _fragments = new();
    private readonly Dictionary<(uint Reason, ushort Component), int> _drops = [];
    private readonly Dictionary<(Guid, int), int> _unknown = [];
    private EtlHeader? _header;
    private bool _atMiniport;
    private int _beyond;
    private int _broken;

    /// <summary>Takes in one record.</summary>
    public void Add(in EtlRecord record)
    {
        switch (record.Kind)
        {
            case EtlKind.System:
                _header ??= EtlHeader.Of(record);
                break;
            case EtlKind.Classic when record.Provider == Schema:
                if (record.Opcode == 33) _names.AddMap(record.Data);
                break;
            case EtlKind.Event when record.Provider == PacketMonitor:
                Monitored(record);
                break;
            case EtlKind.Event when record.Provider == NdisCapture:
                Captured(record);
                break;
            case EtlKind.Event when record.Provider == DialCapture && record.Id is 5001 or 5002:
                Dialled(record);
                break;
            default:
                Unknown(record.Provider, record.Kind == EtlKind.Event ? record.Id : record.Opcode);
                break;
        }
    }

    /// <summary>All that was taken in.</summary>
    public EtlCapture Finish()
    {
        // Filters above the network card's driver see what it sees once more; where only they were captured, they have to do.
        if (_atMiniport) _packets.RemoveAll(it => it.AboveMiniport);
        var order = new int[_packets.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => _packets[a].Timestamp.CompareTo(_packets[b].Timestamp) is var by and not 0 ? by : a.CompareTo(b));
        var sorted = new EtlPacket[order.Length];
        for (var i = 0; i < order.Length; i++) sorted[i] = _packets[order[i]] with { Nanoseconds = _header?.Nanoseconds(_packets[order[i]].Timestamp) };
        _packets.Clear();
        var kept = new EtlCopies(sorted, _octets, _names, _header is { Frequency: > 0 and < 1L << 40 } clock ? clock.Frequency : 10_000_000).Remove();
        return new()
        {
            Packets = kept,
            Octets = _octets,
            Drops = [.. _drops.Select(it => new EtlDrop(it.Key.Reason, _names.Reason(it.Key.Reason), it.Key.Component, _names.Component(it.Key.Component), it.Value)).OrderByDescending(it => it.Count).ThenBy(it => it.Reason).ThenBy(it => it.Component)],
            Header = _header,
            Copies = sorted.Length - kept.Count,
            Sightings = sorted.Length,
            Beyond = _beyond,
            Broken = _broken + _fragments.Unfinished,
            UnknownEvents = _unknown,
            Names = _names,
        };
    }

    private void Monitored(in EtlRecord record)
    {
        switch (record.Id)
        {
            case 160 or 170:
                Packet(record);
                break;
            case 20:
                _names.AddComponent(record.Data);
                break;
            case 30 or 40 or 50 or 60 or 65 or 66 or 70 or 73 or 75 or 80 or 90 or 100 or 110:
                break;
            default:
                Unknown(record.Provider, record.Id);
                break;
        }
    }

    /// <summary>A packet that packet monitor saw, or saw dropped: 34 octets, then as much of it as is logged.</summary>
    private void Packet(in EtlRecord record)
    {
        const int header = 34;
        const int web = 4;
        var data = record.Data;
        if (data.Length < header || Half(data[32..]) is var logged && logged > data.Length - header)
        {
            _broken++;
            return;
        }

        var (kind, component, edge) = (Half(data[14..]), Half(data[16..]), Half(data[18..]));
        var reason = record.Id == 170 ? Number(data[22..]) : 0;
        if (record.Id == 170) Dropped(reason, component);
        if (kind == web) return;
        var payload = data.Slice(header, logged);
        var length = Math.Max(Half(data[30..]), logged);
        Add(new()
        {
            Timestamp = record.Timestamp,
            Link = EtlLink.Of(payload, length, kind switch { 1 => LinkLayer.Ethernet, 2 => LinkLayer.Wireless, 3 => LinkLayer.RawIp, _ => -1 }),
            Length = length,
            Place = default,
            Layer = (ulong)component << 16 | edge,
            Component = component,
            Edge = edge,
            DropReason = reason,
            IsDrop = record.Id == 170,
            Group = Half(data[10..]) > 0 ? ((ulong)Long(data), Half(data[8..])) : null,
        }, payload);
    }

    /// <summary>A piece of a packet that the capture driver saw: interface, the one below it, size, octets; or what the virtual switch saw.</summary>
    private void Captured(in EtlRecord record)
    {
        var data = record.Data;
        switch (record.Id)
        {
            case 1001:
                Piece(record, 8, 0);
                break;
            case 1003:
                var at = 12;
                for (var text = 0; text < 3 && at < data.Length; text++) at += EtlNames.Text(data[at..]).Length;
                if (at + 4 > data.Length || Number(data[at..]) is var targets && targets > (data.Length - at - 4) / 8) _broken++;
                else Piece(record, at + 4 + (int)targets * 8, SwitchLayer | Number(data[8..]));
                break;
            case 1002 or (>= 1011 and <= 1016) or (>= 2001 and <= 3002) or 5100 or 5101:
                break;
            default:
                Unknown(record.Provider, record.Id);
                break;
        }
    }

    private void Piece(in EtlRecord record, int at, ulong layer)
    {
        var data = record.Data;
        if (at + 4 > data.Length || Number(data[at..]) is var size && size > data.Length - at - 4)
        {
            _broken++;
            return;
        }

        var (miniport, lower) = (Number(data), Number(data[4..]));
        if (layer == 0) layer = ((ulong)miniport << 32 | lower) & ~(SwitchLayer | DialLayer);
        if (!_fragments.Add(record, layer, data.Slice(at + 4, (int)size), out var octets, out var time)) return;
        var above = record.Id == 1001 && miniport != lower;
        _atMiniport |= record.Id == 1001 && !above;
        Add(new() { Timestamp = time, Link = Link(record.Keywords, octets), Length = octets.Length, Place = default, Layer = layer, AboveMiniport = above }, octets);
    }

    private static int Link(ulong keywords, ReadOnlySpan<byte> octets) =>
        (keywords & 0x10000) != 0 ? LinkLayer.Wireless : (keywords & 0x8200) != 0 ? LinkLayer.RawIp : (keywords & 1) != 0 ? LinkLayer.Ethernet : EtlLink.Of(octets, octets.Length, LinkLayer.Ethernet);

    /// <summary>A packet of a dial-up or VPN interface: two texts, size, octets.</summary>
    private void Dialled(in EtlRecord record)
    {
        var data = record.Data;
        var at = EtlNames.Text(data).Length;
        at += EtlNames.Text(data[at..]).Length;
        if (at + 4 > data.Length || Number(data[at..]) is var size && size > data.Length - at - 4)
        {
            _broken++;
            return;
        }

        var octets = data.Slice(at + 4, (int)size);
        Add(new() { Timestamp = record.Timestamp, Link = EtlLink.Of(octets, octets.Length, -1), Length = octets.Length, Place = default, Layer = DialLayer | (uint)record.Id }, octets);
    }

    private void Add(EtlPacket packet, ReadOnlySpan<byte> octets)
    {
        if (_packets.Count >= mostPackets || _octets.Keep(octets) is not { } place)
        {
            _beyond++;
            return;
        }

        // Windows hands over what it has deciphered and leaves the mark of the cipher.
        if (packet.Link == LinkLayer.Wireless && octets.Length > 1) _octets[place][1] &= 0xBF;
        _packets.Add(packet with { Place = place });
    }

    private void Dropped(uint reason, ushort component)
    {
        if (_drops.Count < MostKeys || _drops.ContainsKey((reason, component))) _drops[(reason, component)] = _drops.GetValueOrDefault((reason, component)) + 1;
    }

    private void Unknown(Guid provider, int id)
    {
        if (_unknown.Count < MostKeys || _unknown.ContainsKey((provider, id))) _unknown[(provider, id)] = _unknown.GetValueOrDefault((provider, id)) + 1;
    }

    private static uint Number(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32LittleEndian(octets);

    private static ushort Half(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt16LittleEndian(octets);

    private static long Long(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadInt64LittleEndian(octets);
}
