using System.Buffers.Binary;
using Demarc.Captures.Applications;
using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Captures.Formats;
using Demarc.Wire;

namespace Demarc.Captures;

/// <summary>All that is kept of a capture while its packets pass: each is decoded once and goes to whom it concerns.</summary>
internal class Scene
{
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Icmp = 1;
    private const int Icmp6 = 58;

    private readonly long _from;
    private readonly long _to;
    private readonly byte[]? _host;
    private readonly int? _port;
    private readonly Copies _copies = new();
    private readonly Copies _copiesOfLookups = new();
    private readonly Dictionary<int, long> _links = [];

    public Scene(CaptureWishes wishes)
    {
        (_from, _to) = (Nanoseconds(wishes.From) ?? long.MinValue, Nanoseconds(wishes.To) ?? long.MaxValue);
        (_host, _port) = (wishes.Host?.GetAddressBytes(), wishes.Port);
    }

    public Ends Ends { get; } = new();
    public ConnectionTable Table { get; } = new();
    public IcmpErrors Errors { get; } = new();
    public DnsLedger Lookups { get; } = new();
    public ArpLedger Addresses { get; } = new();
    public EchoLedger Pings { get; } = new();
    public long Packets { get; private set; }
    public long Bytes { get; private set; }
    public long Datagrams { get; private set; }
    public long Segments { get; private set; }

    /// <summary>Segments with neither SYN nor FIN nor RST.</summary>
    public long Plain { get; private set; }
    public long Copied => _copies.Removed;
    public long First { get; private set; } = long.MaxValue;
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Link types that nothing here can look into, with their packets.</summary>
    public IReadOnlyDictionary<int, long> UnknownLinks => _links;

    /// <summary>Takes the next packet. <paramref name="judged"/>: what <see cref="Judge"/> said of it, 0 where it was not asked.</summary>
    public void Add(in CapturedPacket packet, long judged = 0)
    {
        if (packet.Nanoseconds is { } time && (time < _from || time > _to)) return;
        Packets++;
        Bytes += packet.Length;
        if (packet.Nanoseconds is { } now) (First, Last) = (Math.Min(First, now), Math.Max(Last, now));
        var network = LinkLayer.Network(packet.Link, packet.Octets);
        if (network.IsEmpty && LinkLayer.Arp(packet.Link, packet.Octets) is { IsEmpty: false } arp) Addresses.Add(arp, packet.Frame);
        if (network.IsEmpty && !LinkLayer.IsKnown(packet.Link)) _links[packet.Link] = _links.GetValueOrDefault(packet.Link) + 1;
        if (!Datagram.TryRead(network, packet.Length - (packet.Octets.Length - network.Length), out var datagram)) return;
        if (_host is not null && !datagram.Source.SequenceEqual(_host) && !datagram.Destination.SequenceEqual(_host) && datagram.Protocol is not (Icmp or Icmp6)) return;
        Datagrams++;
        switch (datagram.Protocol)
        {
            case Tcp:
                AddSegment(datagram, packet.Frame, packet.Nanoseconds, judged);
                break;
            case Udp:
                AddDatagram(datagram, packet.Frame, packet.Nanoseconds);
                break;
            case Icmp or Icmp6:
                Errors.Add(Table, Ends, datagram, packet.Frame);
                AddEcho(datagram, packet.Frame, packet.Nanoseconds);
                break;
        }
    }

    /// <summary>
    /// Hears of a packet in the order of the file, of which it will be told in another: it is judged as Wireshark does, and belongs to the
    /// connection that is open then. What it returns is to be given with the packet.
    /// </summary>
    public long Judge(in CapturedPacket packet)
    {
        if (packet.Nanoseconds is { } time && (time < _from || time > _to)) return ConnectionTable.Nobody;
        var network = LinkLayer.Network(packet.Link, packet.Octets);
        if (!Datagram.TryRead(network, packet.Length - (packet.Octets.Length - network.Length), out var datagram) || datagram.Protocol != Tcp) return ConnectionTable.Nobody;
        if (_host is not null && !datagram.Source.SequenceEqual(_host) && !datagram.Destination.SequenceEqual(_host)) return ConnectionTable.Nobody;
        if (!Segment.TryRead(datagram, packet.Frame, packet.Nanoseconds, out var segment)) return ConnectionTable.Nobody;
        var (sourcePort, destinationPort) = (BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload), BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload[2..]));
        if (_port is { } port && sourcePort != port && destinationPort != port) return ConnectionTable.Nobody;
        return Table.Judge(segment, Ends.Of(datagram.Source, sourcePort), Ends.Of(datagram.Destination, destinationPort));
    }

    private void AddSegment(in Datagram datagram, int frame, long? time, long judged)
    {
        if (!Segment.TryRead(datagram, frame, time, out var segment)) return;
        var (sourcePort, destinationPort) = (BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload), BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload[2..]));
        if (_port is { } port && sourcePort != port && destinationPort != port) return;
        Segments++;
        if (!segment.Is(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Reset)) Plain++;
        var (source, destination) = (Ends.Of(datagram.Source, sourcePort), Ends.Of(datagram.Destination, destinationPort));
        Take(segment, source, destination, _copies.Has(segment, source, destination), judged);
    }

    /// <summary>A segment, whether it was captured before, and whose it was judged to be.</summary>
    protected virtual void Take(in Segment segment, ulong source, ulong destination, bool copy, long judged)
    {
        if (judged == 0) Table.Add(segment, source, destination, copy);
        else Table.Take(judged, segment, source, destination, copy);
    }

    private void AddEcho(in Datagram datagram, int frame, long? time)
    {
        if (!IcmpView.TryParse(datagram.Payload, out var message).IsComplete || message.Type is not (0 or 8 or 128 or 129)) return;
        Pings.Add(message.Type is 8 or 128, Ends.Of(datagram.Source, 0), Ends.Of(datagram.Destination, 0), message.Identifier, message.Sequence, datagram.Ttl, datagram.PayloadLength - IcmpView.HeaderLength, frame, time ?? Segment.NoTime);
    }

    private void AddDatagram(in Datagram datagram, int frame, long? time)
    {
        if (_port is not null || !UdpView.TryParse(datagram.Payload, out var udp).IsComplete || (udp.SourcePort != DnsLedger.Port && udp.DestinationPort != DnsLedger.Port)) return;
        var (source, destination) = (Ends.Of(datagram.Source, udp.SourcePort), Ends.Of(datagram.Destination, udp.DestinationPort));
        if (_copiesOfLookups.Has(Likeness(udp.Payload, datagram.Identification), time ?? Segment.NoTime, datagram.Identification, datagram.Ttl, source, destination, repeats: false)) return;
        Lookups.Add(udp.Payload, source, destination, frame, time ?? Segment.NoTime);
    }

    /// <summary>What a copy of a datagram shares and one sent again does not: its octets and its identification.</summary>
    private static ulong Likeness(ReadOnlySpan<byte> octets, ushort? identification)
    {
        var mixed = 0xCBF2_9CE4_8422_2325 ^ (identification ?? 0U);
        foreach (var octet in octets) mixed = (mixed ^ octet) * 0x0000_0100_0000_01B3;
        return mixed;
    }

    private static long? Nanoseconds(DateTimeOffset? time) => time is { } at ? (at - DateTimeOffset.UnixEpoch).Ticks * 100 : null;
}
