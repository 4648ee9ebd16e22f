using System.Net;
using System.Text;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>
/// A captive portal: accepts every connection to its ports in the server's name, whatever the address, and answers any
/// request with a redirect to itself. Other TCP is dropped or reset. It keeps no state: a sequence number follows from the flow.
/// </summary>
public sealed class PortalBox(byte[] page, IReadOnlyList<int> ports, string others, bool dropsUdp, IReadOnlyList<IPNetwork> admitted) : Box
{
    private const byte Ttl = 64;
    private const ushort Window = 64000;
    private const uint SequenceSalt = 0x504f5254;

    public static Box From(Parameters settings)
    {
        var location = settings.Text("location", "http://portal.lab.example/login");
        var status = settings.Whole("status", 302, 200, 599);
        const string body = "<html><head><title>Log in</title></head><body>Please log in to use this network.</body></html>\n";
        var head = $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Found")}\r\nLocation: {location}\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        var ports = settings.Wholes("ports", 1, 65535);
        var others = settings.Choice("others", "drop", "reset", "pass");
        return new PortalBox(Encoding.ASCII.GetBytes(head + body), ports.Count > 0 ? ports : [80], others, settings.Choice("others-udp", "pass", "drop") == "drop", settings.Prefixes("admitted"));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (admitted.Count > 0 && PacketMatch.Within(admitted, packet.Destination)) return true;
        if (packet.IsUdp) return !dropsUdp || packet.DestinationPort == 53;
        if (!packet.IsTcp || !TcpView.TryParse(packet.Transport, out var tcp).IsComplete) return true;
        if (!ports.Contains(tcp.DestinationPort))
        {
            if (others == "reset") Refusal.TcpReset(packet, site, Ttl);
            return others == "pass";
        }

        Answer(packet, tcp, site);
        return false;
    }

    private void Answer(Packet packet, TcpView tcp, IBoxSite site)
    {
        if ((tcp.Flags & TcpFlags.Reset) != TcpFlags.None) return;
        var first = Flow.Of(packet).Hash(SequenceSalt);
        var data = (uint)tcp.Payload.Length;
        if ((tcp.Flags & TcpFlags.Syn) != TcpFlags.None) Send(packet, site, TcpFlags.Syn | TcpFlags.Ack, first, tcp.Sequence + 1, []);
        else if (data > 0) Send(packet, site, TcpFlags.Push | TcpFlags.Fin | TcpFlags.Ack, first + 1, tcp.Sequence + data, page);
        else if ((tcp.Flags & TcpFlags.Fin) != TcpFlags.None) Send(packet, site, TcpFlags.Ack, tcp.Acknowledgement, tcp.Sequence + 1, []);
    }

    private static void Send(Packet packet, IBoxSite site, TcpFlags flags, uint sequence, uint acknowledgement, ReadOnlySpan<byte> payload)
    {
        var answer = site.New();
        PacketWriting.TcpSegment(answer, packet, new(packet.Destination, packet.Source, packet.DestinationPort, packet.SourcePort), Ttl, flags, sequence, acknowledgement, Window, payload);
        site.Send(answer);
    }
}
