using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>A box with what every box may be told: the direction, which packets, and from when until when.</summary>
public sealed class FittedBox(Box inner, BoxDirection direction, PacketMatch? match, PacketMatch? except, long from, long until, ulong seed)
{
    /// <summary>What it does where it acts.</summary>
    public Box Inner { get; } = inner;

    /// <summary>Chance of this box alone.</summary>
    public Dice Dice { get; } = new(seed);

    /// <summary>Whether the box acts on this packet.</summary>
    public bool Concerns(Packet packet)
    {
        if (direction != BoxDirection.Both && packet.ToServer != (direction == BoxDirection.ToServer)) return false;
        if (packet.At < from || packet.At >= until) return false;
        return (match is null || match.Covers(packet)) && (except is null || !except.Covers(packet));
    }
}

/// <summary>Which way packets go that a box acts on.</summary>
public enum BoxDirection
{
    Both,
    ToServer,
    ToClient,
}
