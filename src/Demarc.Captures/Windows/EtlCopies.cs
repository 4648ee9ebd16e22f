using System.Buffers.Binary;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Windows;

/// <summary>
/// Windows shows one packet at every layer of its stack. Its sightings share a number, or, where the trace has none, their content
/// within a millisecond; two at the same layer are two packets. The one at the network card's driver is kept. A drop is a sighting
/// too, however late: it never is a packet more.
/// </summary>
internal sealed class EtlCopies(IReadOnlyList<EtlPacket> packets, EtlOctets octets, EtlNames names, long second)
{
    /// <summary>Octets of a packet that tell it from others: headers with all options, less where a capture kept less.</summary>
    private const int Telling = 94;
    private const int LongestLink = 34;
    private const int LeastTelling = 28;
    private const int LeastTellingSix = 48;

    private const int MostLooked = 64;
    private const int SharedSeconds = 10;
    private const int DropSeconds = 30;

    private readonly List<Group> _groups = [];
    private readonly Dictionary<ulong, int> _byContent = [];
    private readonly Dictionary<(ulong, ushort), int> _byNumber = [];
    private readonly int[] _sameGroup = new int[packets.Count];
    private readonly int _telling = Math.Min(Telling, packets.Where(it => it.Place.Count < it.Length && it.Place.Count >= LongestLink + LeastTelling).Select(it => it.Place.Count - LongestLink).DefaultIfEmpty(Telling).Min());

    /// <summary>Every packet once, in the order of time. They must come in it.</summary>
    public List<EtlPacket> Remove()
    {
        for (var i = 0; i < packets.Count; i++)
        {
            var content = 0UL;
            var found = packets[i].Group is { } number ? OfNumber(number, packets[i]) : OfContent(content = Content(packets[i]), packets[i]);
            if (found >= 0) Join(found, i);
            else Begin(i, content);
        }

        _groups.Sort((a, b) => a.Kept.CompareTo(b.Kept));
        return [.. _groups.Select(group => packets[group.Kept] with { DropReason = group.DropReason })];
    }

    private int OfNumber((ulong, ushort) number, in EtlPacket packet) =>
        _byNumber.TryGetValue(number, out var found) && packet.Timestamp - _groups[found].First <= SharedSeconds * second ? found : -1;

    /// <summary>The oldest packet with this content that was not yet seen at this layer; of a drop the newest, as a packet may wait before it is dropped.</summary>
    private int OfContent(ulong content, in EtlPacket packet)
    {
        var oldest = -1;
        if (!_byContent.TryGetValue(content, out var at)) return oldest;
        for (var looked = 0; at >= 0 && looked < MostLooked; looked++, at = _groups[at].Earlier)
        {
            var age = packet.Timestamp - _groups[at].First;
            if (packet.IsDrop ? age > DropSeconds * second : age > second / 1000) break;
            if (Holds(_groups[at].Last, packet)) continue;
            if (packet.IsDrop) return at;
            oldest = at;
        }

        return oldest;
    }

    private bool Holds(int member, in EtlPacket packet)
    {
        for (var looked = 0; member >= 0; member = _sameGroup[member])
        {
            if (++looked > MostLooked || (packets[member].Layer == packet.Layer && packets[member].IsDrop == packet.IsDrop)) return true;
        }

        return false;
    }

    private void Join(int group, int packet)
    {
        var it = _groups[group];
        _sameGroup[packet] = it.Last;
        _groups[group] = it with
        {
            Last = packet,
            Kept = Rank(packets[packet]) > Rank(packets[it.Kept]) ? packet : it.Kept,
            DropReason = it.DropReason != 0 ? it.DropReason : packets[packet].DropReason,
        };
    }

    private void Begin(int packet, ulong content)
    {
        var earlier = -1;
        if (packets[packet].Group is { } number) _byNumber[number] = _groups.Count;
        else
        {
            if (_byContent.TryGetValue(content, out var before)) earlier = before;
            _byContent[content] = _groups.Count;
        }

        _sameGroup[packet] = -1;
        _groups.Add(new(packets[packet].Timestamp, packet, packet, earlier, packets[packet].DropReason));
    }

    private int Rank(in EtlPacket packet) => packet.IsDrop ? 0 : names.IsMiniport(packet.Component) ? 2 : 1;

    /// <summary>A hash of the IP packet but for what a stack changes or leaves to the network card: hops left and checksums (FNV-1a).</summary>
    private ulong Content(in EtlPacket packet)
    {
        ReadOnlySpan<byte> all = octets[packet.Place];
        var network = LinkLayer.Network(packet.Link, all);
        var whole = network.Length >= 20;
        var hash = 14_695_981_039_346_656_037UL;
        if (!whole)
        {
            hash = Mix(hash, (uint)packet.Length);
            foreach (var octet in all[..Math.Min(all.Length, Telling)]) hash = Mix(hash, octet);
            return hash;
        }

        var six = network[0] >> 4 == 6;
        var end = Math.Min(six ? Math.Max(_telling, LeastTellingSix) : _telling, Math.Min(network.Length, six ? 40 + BinaryPrimitives.ReadUInt16BigEndian(network[4..]) : BinaryPrimitives.ReadUInt16BigEndian(network[2..]) is var total and > 0 ? total : int.MaxValue));
        var (header, protocol) = six ? (40, network[6]) : ((network[0] & 15) * 4, network[9]);
        var sum = protocol switch { 6 => header + 16, 17 => header + 6, _ => -2 };
        for (var i = 0; i < end; i++)
        {
            if (i - sum is 0 or 1 || (six ? i == 7 : i is 8 or 10 or 11)) continue;
            hash = Mix(hash, network[i]);
        }

        return hash;
    }

    private static ulong Mix(ulong hash, uint value) => (hash ^ value) * 1_099_511_628_211UL;

    /// <param name="First">When it was seen first.</param>
    /// <param name="Kept">The sighting that is kept.</param>
    /// <param name="Last">The sighting that joined last.</param>
    /// <param name="Earlier">The packet before it with the same content; -1 for none.</param>
    /// <param name="DropReason">Of the first drop among the sightings.</param>
    private readonly record struct Group(long First, int Kept, int Last, int Earlier, uint DropReason);
}
