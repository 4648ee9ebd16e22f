using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>One connection's packets in a block, and what they amount to.</summary>
internal sealed class Flow(Endpoint first, Endpoint second, int line)
{
    private const int EthernetMss = 1460;

    // A TLS close_notify record with its overhead fits in this; anything longer is data the reset may have destroyed.
    private const int ClosingAlert = 64;
    private const double SynPatience = 1.0;

    private readonly FlowSide _one = new(first);
    private readonly FlowSide _two = new(second);
    private int _synRow = -1;
    private int _lastSynRow = -1;
    private int _establishedRow = -1;
    private FlowSide? _resetBy;
    private bool? _resetAfterClose;
    private bool _refused;
    private bool _missing;
    private bool _flagsSeen;

    public int First { get; } = line;

    public int Last { get; private set; } = line;

    public Moment? Time { get; init; }

    public Endpoint One => _one.Endpoint;

    public Endpoint Two => _two.Endpoint;

    /// <summary>ICMP errors that quote this connection, as finding ids.</summary>
    public HashSet<string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The end known to be a server by its SYN or SYN-ACK; null for connections joined midway.</summary>
    public Endpoint? KnownServer => Client() is { } client ? Other(client).Endpoint : null;

    /// <summary>A SYN with another number opens a new connection between the same ends.</summary>
    public bool IsReuse(in PacketLine packet, bool fromOne) =>
        (packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn && (fromOne ? _one : _two) is { } side
        && ((side.Isn is { } isn && packet.Sequence is { } sequence && sequence != isn) || (side.Isn is null && side.Packets > 0));

    public void Add(in PacketLine packet, bool fromOne, int line, int row)
    {
        Last = line;
        var (from, to) = fromOne ? (_one, _two) : (_two, _one);
        _flagsSeen |= packet.HasFlags;
        if ((packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn)
        {
            if (_synRow < 0) _synRow = row;
            _lastSynRow = row;
        }

        if ((packet.Flags & TcpFlags.Reset) != TcpFlags.None && _resetBy is null) Reset(packet, from, to);
        from.Add(packet, to);
        if (_establishedRow < 0 && from.Syns > 0 && !from.AnsweredSyn && to.AnsweredSyn && (packet.Flags & (TcpFlags.Syn | TcpFlags.Reset | TcpFlags.Ack)) == TcpFlags.Ack) _establishedRow = row;
    }

    public TcpConnection Observe(BlockContext context, PacketClock clock, int rows, IReadOnlyList<Endpoint> servers, long? dropped, string tool)
    {
        var client = Client() ?? Likely(servers);
        var server = Other(client);
        var unanswered = server.Packets == 0 && client.Syns > 0 && _resetBy is null && (client.Syns > 1 || clock.Between(_lastSynRow, rows - 1) >= SynPatience);
        var handshake = _establishedRow < 0 ? null : clock.Between(_synRow, _establishedRow) * 1000;
        var (both, time) = (client.Syns > 0 && server.Syns > 0, Time ?? context.Time);
        return new()
        {
            Tool = tool,
            Vantage = context.Vantage,
            Time = time,
            Target = server.Endpoint.ToString(),
            Client = client.Endpoint.ToString(),
            Server = server.Endpoint.ToString(),
            State = State(client, server, unanswered),
            HandshakeMs = handshake is { } ms ? Math.Round(ms, 3) : null,
            Mss = client.Mss is null && server.Mss is null ? null : new(client.Mss, server.Mss),
            WindowScale = client.WindowScale is null && server.WindowScale is null ? null : new(client.WindowScale, server.WindowScale),
            Timestamps = both ? client.Timestamps && server.Timestamps : null,
            Sack = both ? client.Sack && server.Sack : null,
            Counts = _flagsSeen ? new(null, Counts(client, server)) : null,
            Bytes = new(client.Bytes, server.Bytes),
            LargestSegment = new(client.Largest, server.Largest),
            ResetBy = _resetBy is null ? null : _resetBy == client ? "client" : "server",
            ResetAfterClose = _resetAfterClose,
            Findings = Findings(client, server, unanswered),
            Place = "unknown",
            Packets = client.Packets + server.Packets,
            DroppedByCapture = dropped,
            Evidence = context.Cite(Kinds.TcpConnection, tool, First, Last, time: time),
        };
    }

    private static SegmentCounts Counts(FlowSide client, FlowSide server) => new()
    {
        SynRetransmissions = client.Syns > 0 ? client.Syns - 1 : null,
        Retransmissions = new(client.Retransmissions, server.Retransmissions),
        ZeroWindow = new(client.ZeroWindows, server.ZeroWindows),
    };

    private void Reset(in PacketLine packet, FlowSide from, FlowSide to)
    {
        _resetBy = from;
        _refused = to is { Syns: > 0, AnsweredSyn: false } && from.Packets == 0;
        _missing = from.Isn is not null && packet.Sequence is { } sequence && sequence > 0 && from.Relative(sequence) > from.Highest;

        // The resetting end had said and got everything when its FIN was acknowledged and only a closing alert came after.
        var finished = from is { Fin: true, FinAcknowledged: true } && to.BytesAfterPeerFin <= ClosingAlert;
        _resetAfterClose = to.Fin || finished ? true : _missing ? null : false;
    }

    private string? State(FlowSide client, FlowSide server, bool unanswered)
    {
        if (unanswered) return "syn-unanswered";
        if (_resetBy is not null && _resetAfterClose != true) return "reset";
        if (_resetBy is not null || (client.Fin && server.Fin)) return "closed";
        if (client.Syns > 0 && server.Packets == 0) return null;
        if (client.Syns > 0 || server.Syns > 0) return "established";
        return _flagsSeen ? "midstream" : null;
    }

    private List<string> Findings(FlowSide client, FlowSide server, bool unanswered)
    {
        var findings = new List<string>();
        if (unanswered) findings.Add("syn-unanswered");
        if (client.Syns > 1) findings.Add("syn-retransmitted");
        var mss = (client.Mss, server.Mss) is ({ } a, { } b) ? Math.Min(a, b) : client.Mss ?? server.Mss ?? EthernetMss;
        if (Math.Max(client.Largest, server.Largest) > mss) findings.Add("segment-larger-than-mtu");
        if (client.Retransmissions + server.Retransmissions > 0) findings.Add("retransmissions");
        if (client.ZeroWindows + server.ZeroWindows > 0) findings.Add("zero-window");
        if (_refused) findings.Add("syn-reset");
        else if (_resetAfterClose == true) findings.Add("reset-after-close");
        else if (_resetAfterClose == false && client.Bytes + server.Bytes > 0) findings.Add("reset-after-data");
        if (_missing) findings.Add("packets-missing");
        findings.AddRange(Errors.Order(StringComparer.Ordinal));
        return findings;
    }

    private FlowSide? Client()
    {
        if (_one is { Syns: > 0, AnsweredSyn: false } || _two.AnsweredSyn) return _one;
        return _two is { Syns: > 0, AnsweredSyn: false } || _one.AnsweredSyn ? _two : null;
    }

    /// <summary>Joined midway: an end that is a server elsewhere in the block, else the lower port, else whoever spoke second.</summary>
    private FlowSide Likely(IReadOnlyList<Endpoint> servers)
    {
        if (servers.Contains(_one.Endpoint)) return _two;
        if (servers.Contains(_two.Endpoint)) return _one;
        return _one.Endpoint.ClientRank < _two.Endpoint.ClientRank ? _two : _one;
    }

    private FlowSide Other(FlowSide side) => side == _one ? _two : _one;
}
