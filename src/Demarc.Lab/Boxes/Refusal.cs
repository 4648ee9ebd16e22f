using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>What is done with a packet that is not let through: dropped, or answered with an error or a reset.</summary>
public sealed class Refusal(string action, byte resetTtl)
{
    /// <summary>Reads <c>action</c> and <c>reset-ttl</c>.</summary>
    public static Refusal Read(Parameters settings) => new(
        settings.Choice("action", "drop", "admin-prohibited", "net-unreachable", "host-unreachable", "port-unreachable", "tcp-reset"),
        (byte)settings.Whole("reset-ttl", 64, 1, 255));

    /// <summary>Answers as asked. The packet itself is to be dropped.</summary>
    public void Answer(Packet packet, IBoxSite site)
    {
        if (action == "tcp-reset") TcpReset(packet, site, resetTtl);
        else if (action != "drop") Unreachable(packet, site, action, 0);
    }

    public static void TcpReset(Packet packet, IBoxSite site, byte ttl)
    {
        if (!packet.IsTcp || (packet.Transport[13] & (byte)Wire.TcpFlags.Reset) != 0) return;
        var reset = site.New();
        PacketWriting.TcpReset(reset, packet, ttl);
        site.Send(reset);
    }

    /// <summary>Sends an ICMP error from the site, some time later.</summary>
    public static void Unreachable(Packet packet, IBoxSite site, string reason, long after)
    {
        if (packet.IsIcmpError || packet.IsLaterFragment) return;
        var (type, code) = (reason, packet.IsV6) switch
        {
            ("net-unreachable", false) => (3, 0),
            ("host-unreachable", false) => (3, 1),
            ("port-unreachable", false) => (3, 3),
            (_, false) => (3, 13),
            ("net-unreachable", true) => (1, 0),
            ("host-unreachable", true) => (1, 3),
            ("port-unreachable", true) => (1, 4),
            (_, true) => (1, 1),
        };
        var error = site.New();
        PacketWriting.IcmpError(error, packet, site.Address(packet.IsV6), site.InitialTtl, (byte)type, (byte)code);
        error.At += after;
        site.Send(error);
    }
}
