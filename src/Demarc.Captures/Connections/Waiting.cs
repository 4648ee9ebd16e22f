namespace Demarc.Captures.Connections;

/// <summary>
/// Who waited for whom, summed while packets pass. An answer takes the way there and back, which the soonest answer of that end has
/// shown, and what its application needed beyond it. An end that acknowledges at once and answers late has a slow application; one
/// that is late even to acknowledge has a slow way or a slow host, which cannot be told apart except from its own side.
/// Source: the handshake method (captures.md, section 1); delayed acknowledgements: RFC 9293, 3.8.6.3.
/// </summary>
internal struct Waiting
{
    /// <summary>Acknowledgements are held back so long at most by the systems in use; RFC 9293 allows 500 ms.</summary>
    private const long DelayedAck = 250_000_000;

    /// <summary>A wait from here on is long enough to be held back on purpose.</summary>
    public const long LongWait = 5_000_000_000;

    /// <summary>Waits that a timer ends differ by this share at most.</summary>
    public const double Alike = 0.05;

    private long _sentAt;
    private long _resentAt;
    private long _ackedAt;
    private int _sentFrame;
    private bool _began;
    private bool _clientSpoke;
    private bool _serverSpoke;

    /// <summary>The ends speak in no turns any more (HTTP's 101 Switching Protocols): who is silent has nothing to say, and nobody waits for it.</summary>
    public bool InNoTurns;

    /// <summary>Soonest answers of each end as seen here, 0 while there was none: the way there and back.</summary>
    public long ClientTrip;
    public long ServerTrip;

    public long ClientApp;
    public long ServerApp;
    public long Network;
    public long Undetermined;

    /// <summary>Longest time each application took, and the frames it lies between.</summary>
    public Longest SlowestClient;
    public Longest SlowestServer;

    /// <summary>The longest of the server's long waits, and how many of them were about as long.</summary>
    public long Ceiling;
    public int CeilingHits;

    /// <summary>What held each end back while it went on sending.</summary>
    public Held ClientHeld;
    public Held ServerHeld;

    /// <summary>The client spoke last and nothing came back.</summary>
    public readonly bool ServerOwes => _clientSpoke && !InNoTurns;
    public readonly long OwedSince => Math.Max(_sentAt, _resentAt);
    public readonly int OwedFrame => _sentFrame;
    public readonly bool OwedAcknowledged => _ackedAt >= _sentAt && _ackedAt != 0;

    public void SynAnswered(long firstSyn, long lastSyn, long now)
    {
        Undetermined += Math.Max(0, lastSyn - firstSyn);
        ServerTrip = Soonest(ServerTrip, now - lastSyn);
        Network += Math.Max(0, now - lastSyn);
    }

    public void Established(long synAck, in Segment segment)
    {
        ClientTrip = Soonest(ClientTrip, segment.Time - synAck);
        Network += Math.Max(0, segment.Time - synAck);
        (_sentAt, _sentFrame, _began) = (segment.Time, segment.Frame, true);
    }

    /// <summary>An end acknowledged all that the other had sent, and said nothing with it: what rides with an answer waited for the answer.</summary>
    public void Acknowledged(bool byClient, long now)
    {
        if (byClient ? !_serverSpoke : !_clientSpoke) return;
        if (_ackedAt >= _sentAt && _ackedAt != 0) return;
        _ackedAt = now;
        if (_resentAt > _sentAt) return;
        if (byClient) ClientTrip = Soonest(ClientTrip, now - _sentAt);
        else ServerTrip = Soonest(ServerTrip, now - _sentAt);
    }

    public void Resent(long now) => _resentAt = now;

    /// <summary>New octets from one end.</summary>
    /// <param name="fromClient">Which.</param>
    /// <param name="segment">The segment that brings them.</param>
    /// <param name="outstanding">Whether that end had octets on the way that were not acknowledged.</param>
    /// <param name="peerClosed">Whether the other end's window was closed, or too small for a full segment with nothing on the way.</param>
    /// <param name="filled">Whether what it sent last filled the other end's window.</param>
    public void Data(bool fromClient, in Segment segment, bool outstanding, bool peerClosed, bool filled)
    {
        var again = fromClient ? _clientSpoke : _serverSpoke;
        if (_began && segment.Time >= _sentAt)
        {
            if (again) Goes(fromClient, segment, outstanding, peerClosed, filled);
            else Answers(fromClient, segment);
        }

        (_sentAt, _sentFrame, _began, _clientSpoke, _serverSpoke, _ackedAt) = (segment.Time, segment.Frame, true, fromClient, !fromClient, 0);
    }

    private void Answers(bool fromClient, in Segment segment)
    {
        var first = !_clientSpoke && !_serverSpoke;
        var asked = Math.Max(_sentAt, Math.Min(_resentAt, segment.Time));
        Network += asked - _sentAt;
        var gap = segment.Time - asked;
        var trip = first && fromClient ? 0 : fromClient ? ClientTrip : ServerTrip;
        var way = Math.Min(gap, trip);
        if (_ackedAt >= asked && _ackedAt != 0)
        {
            way = _ackedAt - asked;
            var held = way - trip;
            if (held <= DelayedAck && held > trip / 2) way = trip;
        }

        Network += way;
        if (!fromClient && gap - way >= LongWait) Long(gap - way);
        Takes(fromClient, gap - way, segment);
    }

    private void Long(long wait)
    {
        if (wait > Ceiling * (1 + Alike)) CeilingHits = 0;
        else if (wait * (1 + Alike) < Ceiling) return;
        (Ceiling, CeilingHits) = (Math.Max(Ceiling, wait), CeilingHits + 1);
    }

    /// <summary>The same end goes on: what held it back is its own application, the other's full buffer, or what was still on the way.</summary>
    private void Goes(bool fromClient, in Segment segment, bool outstanding, bool peerClosed, bool filled)
    {
        var pause = segment.Time - _sentAt;
        ref var held = ref fromClient ? ref ClientHeld : ref ServerHeld;
        if (peerClosed || filled) held.ByReceiver += pause;
        if (peerClosed) Takes(!fromClient, pause, segment);
        else if (outstanding || filled)
        {
            Network += pause;
            if (!filled) held.ByNetwork += pause;
        }
        else
        {
            var way = Math.Min(pause, Math.Max(ServerTrip, ClientTrip));
            Network += way;
            held.ByNetwork += way;
            if (!InNoTurns) held.BySender += pause - way;
            Takes(fromClient, pause - way, segment);
        }
    }

    private void Takes(bool client, long time, in Segment segment)
    {
        if (InNoTurns) return;
        if (client)
        {
            ClientApp += time;
            if (time > SlowestClient.Nanoseconds) SlowestClient = new(time, _sentFrame, segment.Frame);
        }
        else
        {
            ServerApp += time;
            if (time > SlowestServer.Nanoseconds) SlowestServer = new(time, _sentFrame, segment.Frame);
        }
    }

    private static long Soonest(long known, long now) => now < 0 ? known : known == 0 ? now : Math.Min(known, now);

    /// <summary>Nanoseconds in which a sender waited for its own application, for room at the receiver, or for what was on the way.</summary>
    internal struct Held
    {
        public long BySender;
        public long ByReceiver;
        public long ByNetwork;
    }

    internal readonly record struct Longest(long Nanoseconds, int From, int To);
}
