using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>
/// Something that acts on packets at one place. Works on octets, the packet's own time and seeded chance only, so a box is
/// tested without a network. A box that holds a packet back moves its <see cref="Packet.At"/>.
/// </summary>
public abstract class Box
{
    /// <summary>Packets must come in order of time: it keeps a queue or measures rates.</summary>
    public virtual bool Timed => false;

    /// <summary>Acts on a packet.</summary>
    /// <returns>Whether the packet goes on; where not, it is gone.</returns>
    public abstract bool Pass(Packet packet, IBoxSite site);
}

/// <summary>The place a box is at, and what it may do there beside letting packets pass.</summary>
public interface IBoxSite
{
    /// <summary>Chance of this box alone: other traffic does not shift it.</summary>
    Dice Dice { get; }

    /// <summary>A packet to fill.</summary>
    Packet New();

    Packet Copy(Packet packet);

    /// <summary>Sends a packet from this place, the way its <see cref="Packet.ToServer"/> says, at its own time.</summary>
    void Send(Packet packet);

    /// <summary>Sends a packet back to the router before, as a wrong route does, without asking this one again.</summary>
    void SendBack(Packet packet);

    /// <summary>The address the place has, as the source of ICMP errors.</summary>
    UInt128 Address(bool v6);

    /// <summary>TTL of what the place sends itself.</summary>
    byte InitialTtl { get; }

    /// <summary>The address of a host of the lab.</summary>
    UInt128 AddressOf(string host, bool v6);
}
