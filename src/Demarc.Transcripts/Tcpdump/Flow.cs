using Demarc.Captures.Printed;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>The packets of one connection in a block, with their numbers as they were on the wire.</summary>
internal sealed class Flow(Endpoint first, Endpoint second, int line)
{
    private readonly Sender _one = new(first);
    private readonly Sender _two = new(second);
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private bool _flagsSeen;

    public int First { get; } = line;

    public int Last { get; private set; } = line;

    public Moment? Time { get; init; }

    public Endpoint One => _one.Endpoint;

    public Endpoint Two => _two.Endpoint;

    /// <summary>The end known to be a server by its SYN or SYN-ACK; null for connections joined midway.</summary>
    public Endpoint? KnownServer => Client() is { } client ? Other(client).Endpoint : null;

    /// <summary>An ICMP error on that line quotes it.</summary>
    public void Error(string finding, int line) => _errors.TryAdd(finding, line);

    /// <summary>A SYN with another number opens a new connection between the same ends.</summary>
    public bool IsReuse(in PacketLine packet, bool fromOne) =>
        (packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn && (fromOne ? _one : _two) is { } side
        && ((side.Numbers.Isn is { } isn && packet.Sequence is { } sequence && sequence != isn) || (side.Numbers.Isn is null && side.Packets > 0));

    /// <summary>Takes a packet. <paramref name="scaled"/>: its window is printed in octets, as Wireshark does once it knows the scale.</summary>
    public Kept Add(in PacketLine packet, bool fromOne, int line, bool scaled)
    {
        Last = line;
        var (from, to) = fromOne ? (_one, _two) : (_two, _one);
        _flagsSeen |= packet.HasFlags;
        from.Packets++;
        var isSyn = (packet.Flags & TcpFlags.Syn) != TcpFlags.None;
        var scale = (byte?)packet.Option("wscale ");
        if (isSyn)
        {
            from.Syns = true;
            from.AnsweredSyn |= (packet.Flags & TcpFlags.Ack) != TcpFlags.None;
            from.Scale = scale;
            from.Numbers.Syn(packet.Sequence);
        }

        var window = packet.Window ?? 0;
        if (scaled && !isSyn && from.Scale is { } shift && to.Scale is not null) window >>= shift;
        var taken = packet.Length + ((packet.Flags & TcpFlags.Fin) != TcpFlags.None ? 1 : 0);
        return new(
            this,
            fromOne,
            isSyn ? 0 : (packet.Flags & TcpFlags.Reset) != TcpFlags.None && packet.Sequence is { } at ? from.Numbers.Relative(at) : from.Numbers.Sent(packet.Sequence, taken),
            packet.Acknowledged is { } acknowledged ? to.Numbers.Acknowledged(acknowledged) : null,
            packet.Sack is { } sack ? (to.Numbers.Relative(sack.From), to.Numbers.Relative(sack.To)) : null,
            new()
            {
                Flow = 0,
                ByClient = false,
                Line = line,
                Flags = packet.Flags,
                Window = (ushort)Math.Clamp(window, 0, ushort.MaxValue),
                Length = packet.Length,
                Mss = packet.Option("mss ") is > 0 and <= ushort.MaxValue and var mss ? (ushort)mss : null,
                WindowScale = isSyn ? scale : null,
                SackPermitted = packet.Options.IndexOf("sackOK") >= 0,
                Timestamp = packet.Timestamp,
            });
    }

    /// <summary>What the analysis is told of the flow itself.</summary>
    /// <param name="context">The block.</param>
    /// <param name="servers">Ends that are servers elsewhere in it.</param>
    /// <param name="tool">The tool that printed it.</param>
    public PrintedFlow Told(BlockContext context, IReadOnlyList<Endpoint> servers, string tool)
    {
        var client = Client() ?? Likely(servers);
        ClientIsOne = client == _one;
        var time = Time ?? context.Time;
        return new(client.Endpoint.Host, client.Endpoint.ToString(), Other(client).Endpoint.ToString(), time, _flagsSeen, context.Cite(Kinds.TcpConnection, tool, First, Last, time: time), _errors);
    }

    /// <summary>Whether the end that spoke first in the text is the client; known once told.</summary>
    public bool ClientIsOne { get; private set; }

    private Sender? Client()
    {
        if (_one is { Syns: true, AnsweredSyn: false } || _two.AnsweredSyn) return _one;
        return _two is { Syns: true, AnsweredSyn: false } || _one.AnsweredSyn ? _two : null;
    }

    /// <summary>Joined midway: an end that is a server elsewhere in the block, else the lower port, else whoever spoke second.</summary>
    private Sender Likely(IReadOnlyList<Endpoint> servers)
    {
        if (servers.Contains(_one.Endpoint)) return _two;
        if (servers.Contains(_two.Endpoint)) return _one;
        return _one.Endpoint.ClientRank < _two.Endpoint.ClientRank ? _two : _one;
    }

    private Sender Other(Sender side) => side == _one ? _two : _one;

    /// <summary>One packet until all are read.</summary>
    /// <param name="Flow">The flow it belongs to.</param>
    /// <param name="FromOne">Sent by the end that spoke first.</param>
    /// <param name="Sequence">Number of its first octet, relative to its end's first; null before any was printed.</param>
    /// <param name="Acknowledged">The number it acknowledges, relative to the other end's first.</param>
    /// <param name="Sack">The block it reports, likewise.</param>
    /// <param name="Segment">The rest.</param>
    internal readonly record struct Kept(Flow Flow, bool FromOne, long? Sequence, long? Acknowledged, (long From, long To)? Sack, PrintedSegment Segment)
    {
        /// <summary>Its place among the rows of the clock.</summary>
        public int Row { get; init; }

        public PrintedSegment Finished(int flow, double? seconds, int line)
        {
            var (own, peer) = FromOne ? (Flow._one.Numbers, Flow._two.Numbers) : (Flow._two.Numbers, Flow._one.Numbers);
            return Segment with
            {
                Flow = flow,
                ByClient = FromOne == Flow.ClientIsOne,
                Seconds = seconds,
                Line = line,
                Sequence = own.OnTheWire(Sequence ?? own.Start),
                Acknowledgement = Acknowledged is { } acknowledged ? peer.OnTheWire(acknowledged) : 0,
                Sack = Sack is { } sack ? (peer.OnTheWire(sack.From), peer.OnTheWire(sack.To)) : null,
            };
        }
    }

    private sealed class Sender(Endpoint endpoint)
    {
        public Endpoint Endpoint { get; } = endpoint;

        public PrintedNumbers Numbers { get; } = new();

        public int Packets { get; set; }

        public bool Syns { get; set; }

        public bool AnsweredSyn { get; set; }

        public byte? Scale { get; set; }
    }
}
