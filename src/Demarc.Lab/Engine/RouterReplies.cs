using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;

namespace Demarc.Lab.Engine;

/// <summary>What a router says itself: that a TTL ran out, and answers to what is sent to its own address.</summary>
internal static class RouterReplies
{
    private const byte ServiceTtl = 64;

    /// <summary>Tells the sender that the TTL ran out, unless the router is mute or over its limit. False: nothing goes on.</summary>
    public static bool TimeExceeded(Packet packet, HopStage hop, VirtualNetwork network)
    {
        if (packet.IsIcmpError || packet.IsLaterFragment || hop.Spec.Silent) return false;
        if (hop.IcmpLimit is { } limit && !limit.Take(1, packet.At)) return false;
        var error = network.Pool.Rent();
        PacketWriting.IcmpError(error, packet, hop.AddressFor(packet), (byte)hop.Spec.InitialTtl, packet.IsV6 ? (byte)3 : (byte)11, 0, mplsLabel: hop.Spec.MplsLabel);
        error.At += BoxKinds.Nanoseconds(hop.Spec.IcmpDelay) + hop.MplsDetour;
        Send(error, packet, hop, network);
        return false;
    }

    /// <summary>Answers what is meant for the router itself: echoes, closed ports. False: nothing goes on.</summary>
    public static bool Answer(Packet packet, HopStage hop, VirtualNetwork network)
    {
        if (!packet.HasTransport || packet.IsIcmpError || hop.Spec.Silent) return false;
        var reply = network.Pool.Rent();
        if (packet.IsIcmp && packet.Transport[0] == (packet.IsV6 ? 128 : 8)) PacketWriting.EchoReply(reply, packet, (byte)hop.Spec.InitialTtl);
        else if (packet.IsTcp && (packet.Transport[13] & (byte)Wire.TcpFlags.Reset) == 0) PacketWriting.TcpReset(reply, packet, ServiceTtl);
        else if (packet.IsUdp) PacketWriting.IcmpError(reply, packet, packet.Destination, (byte)hop.Spec.InitialTtl, packet.IsV6 ? (byte)1 : (byte)3, packet.IsV6 ? (byte)4 : (byte)3);
        else
        {
            network.Pool.Return(reply);
            return false;
        }

        Send(reply, packet, hop, network);
        return false;
    }

    /// <summary>The reply starts at the router and is routed by it, which does not lower its TTL.</summary>
    private static void Send(Packet reply, Packet about, HopStage hop, VirtualNetwork network)
    {
        (reply.Birthplace, reply.Segment, reply.Stage) = (hop, about.Segment, about.Stage);
        network.Schedule(reply);
    }
}
