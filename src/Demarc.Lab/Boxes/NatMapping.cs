using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>One translated flow: as it is on the left, as it is on the right, and how long it lives unused.</summary>
internal sealed class NatMapping(Flow inside, Flow outside)
{
    /// <summary>Life after a TCP connection was closed or reset.</summary>
    private const long Closed = 10_000_000_000;

    public Flow Inside { get; } = inside;

    public Flow Outside { get; } = outside;

    public long LastSeen { get; private set; }

    public bool Ended { get; private set; }

    public bool Expired(long now, long idle) => now - LastSeen > (Ended ? Math.Min(idle, Closed) : idle);

    /// <summary>Notes a packet of the flow.</summary>
    public void See(Packet packet)
    {
        LastSeen = Math.Max(LastSeen, packet.At);
        if (!packet.IsTcp) return;
        var flags = (Wire.TcpFlags)packet.Transport[13];
        if ((flags & (Wire.TcpFlags.Fin | Wire.TcpFlags.Reset)) != Wire.TcpFlags.None) Ended = true;
        else if ((flags & Wire.TcpFlags.Syn) != Wire.TcpFlags.None) Ended = false;
    }
}
