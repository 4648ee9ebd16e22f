using System.Buffers.Binary;
using System.Net;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Answers a query for a name before the resolver can, with an address of its choice; the true answer comes second, or never.</summary>
public sealed class DnsForgeBox(IReadOnlyList<string> names, IPAddress address, bool noSuchName, byte ttl, long after, bool replaces) : Box
{
    private const ushort DnsPort = 53;
    private const int AnswerTtlSeconds = 199;

    public static Box From(Parameters settings)
    {
        if (!settings.Has("names")) settings.Fault(settings.Line, "names is missing", "缺少 names");
        return new DnsForgeBox(
            settings.Texts("names"),
            settings.Address("address") ?? IPAddress.Parse("192.0.2.99"),
            settings.Choice("answer", "address", "nxdomain") == "nxdomain",
            (byte)settings.Whole("ttl", 199, 1, 255),
            BoxKinds.Nanoseconds(settings.Time("after", TimeSpan.Zero)),
            settings.Flag("replace", false));
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!packet.ToServer || !packet.IsUdp || packet.DestinationPort != DnsPort || !UdpView.TryParse(packet.Transport, out var udp).IsComplete) return true;
        if (NameFinding.InQuery(udp.Payload) is not { } question || !NameFinding.Matches(question.Name, names)) return true;
        var forged = site.New();
        PacketWriting.UdpDatagram(forged, packet, new(packet.Destination, packet.Source, DnsPort, packet.SourcePort), ttl, Answer(udp.Payload, question.End));
        forged.At += after;
        site.Send(forged);
        return !replaces;
    }

    private byte[] Answer(ReadOnlySpan<byte> query, int end)
    {
        var type = BinaryPrimitives.ReadUInt16BigEndian(query[(end - 4)..]);
        var octets = address.GetAddressBytes();
        var answers = !noSuchName && type == (octets.Length == 4 ? 1 : 28);
        var message = new byte[end + (answers ? 12 + octets.Length : 0)];
        query[..end].CopyTo(message);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(noSuchName ? 0x8183 : 0x8180));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), answers ? (ushort)1 : (ushort)0);
        message.AsSpan(8, 4).Clear();
        if (!answers) return message;
        var record = message.AsSpan(end);
        BinaryPrimitives.WriteUInt16BigEndian(record, 0xc00c);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], type);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(record[6..], AnswerTtlSeconds);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)octets.Length);
        octets.CopyTo(record[12..]);
        return message;
    }
}
