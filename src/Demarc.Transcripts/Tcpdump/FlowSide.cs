namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// What one end of a connection sent. Sequence numbers are kept relative to its SYN; tcpdump prints them relative
/// after the first packet it saw and absolute before (and always with <c>-S</c>, and for resets).
/// </summary>
internal sealed class FlowSide(Endpoint endpoint)
{
    // A printed number this far beyond what was sent cannot be relative.
    private const long Far = 1L << 26;

    private long? _base;

    public Endpoint Endpoint { get; } = endpoint;

    public int Packets { get; private set; }

    public int Syns { get; private set; }

    /// <summary>Initial sequence number; null while no SYN was seen.</summary>
    public long? Isn { get; private set; }

    public bool AnsweredSyn { get; private set; }

    public int? Mss { get; private set; }

    public int? WindowScale { get; private set; }

    public bool Timestamps { get; private set; }

    public bool Sack { get; private set; }

    /// <summary>Highest relative number sent, a FIN counted as one.</summary>
    public long Highest { get; private set; }

    /// <summary>Payload bytes, each counted once.</summary>
    public long Bytes { get; private set; }

    /// <summary>Payload bytes sent after the other end's FIN had been seen.</summary>
    public long BytesAfterPeerFin { get; private set; }

    public int Largest { get; private set; }

    public int Retransmissions { get; private set; }

    public int ZeroWindows { get; private set; }

    public bool Fin { get; private set; }

    /// <summary>The other end acknowledged the FIN.</summary>
    public bool FinAcknowledged { get; private set; }

    public void Add(in PacketLine packet, FlowSide peer)
    {
        Packets++;
        if ((packet.Flags & TcpFlags.Syn) != TcpFlags.None)
        {
            Syn(packet);
            return;
        }

        if ((packet.Flags & TcpFlags.Reset) != TcpFlags.None) return;
        if (packet is { HasFlags: true, Window: 0 }) ZeroWindows++;
        if (packet.Length > 0)
        {
            Largest = Math.Max(Largest, packet.Length);
            if (peer.Fin) BytesAfterPeerFin += packet.Length;
            Payload(packet);
        }

        if ((packet.Flags & TcpFlags.Fin) != TcpFlags.None && !Fin)
        {
            Fin = true;
            if (packet.Length == 0 && packet.Sequence is { } at) Highest = Math.Max(Highest, Relative(at));
            Highest++;
        }

        if (peer.Fin && packet.Acknowledged is { } acknowledged && peer.Relative(acknowledged) >= peer.Highest) peer.FinAcknowledged = true;
    }

    /// <summary>A printed number relative to this end's first.</summary>
    public long Relative(long printed)
    {
        if (_base is not { } start || printed <= Highest + Far) return printed;
        var relative = (printed - start) & 0xFFFFFFFF;
        return relative <= Highest + Far ? relative : printed;
    }

    private void Syn(in PacketLine packet)
    {
        Syns++;
        Isn = packet.Sequence ?? Isn;
        _base = Isn;
        Highest = 1;
        AnsweredSyn |= (packet.Flags & TcpFlags.Ack) != TcpFlags.None;
        Mss = packet.Option("mss ") ?? Mss;
        WindowScale = packet.Option("wscale ") ?? WindowScale;
        Timestamps |= packet.Options.IndexOf("TS val") >= 0;
        Sack |= packet.Options.IndexOf("sackOK") >= 0;
    }

    private void Payload(in PacketLine packet)
    {
        if (packet.Sequence is not { } printed)
        {
            Bytes += packet.Length;
            return;
        }

        // The first packet of a connection joined midway prints absolute numbers; later ones count from it.
        if (_base is null)
        {
            _base = printed > Far ? printed : 0;
            if (Highest == 0 && printed <= Far) Highest = printed;
        }

        var from = _base is > 0 && Isn is null && printed == _base ? 0 : Relative(printed);
        var end = from + packet.Length;
        if (end <= Highest)
        {
            if (packet.Length > 1 || from != Highest - 1) Retransmissions++;
            return;
        }

        Bytes += end - Math.Max(from, Highest);
        Highest = end;
    }
}
