using System.Buffers.Binary;
using System.Net;
using Demarc.Captures.Decoding;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>ICMP errors, by the packet they quote (RFC 792, RFC 4443).</summary>
internal sealed class IcmpErrors
{
    private readonly Dictionary<string, IcmpCount> _counts = new(StringComparer.Ordinal);

    /// <summary>Errors of each sort, whether or not their packet belongs to a known connection.</summary>
    public IReadOnlyCollection<IcmpCount> Counts => _counts.Values;

    /// <summary>Counts an error and notes it at the connection it quotes; other messages are passed over.</summary>
    public void Add(ConnectionTable table, Ends ends, in Datagram datagram, int frame)
    {
        var v6 = datagram.Protocol == 58;
        if (!IcmpView.TryParse(datagram.Payload, out var message).IsComplete || Finding(v6, message.Type, message.Code) is not { } finding) return;
        _counts[finding] = _counts.TryGetValue(finding, out var known) ? known with { Count = known.Count + 1 } : new(finding, new IPAddress(datagram.Source).ToString(), 1, frame);
        if (!Datagram.TryRead(message.Body, 0, out var quoted) || quoted.Protocol != 6 || quoted.Payload.Length < 4) return;
        var source = ends.Of(quoted.Source, BinaryPrimitives.ReadUInt16BigEndian(quoted.Payload));
        var destination = ends.Of(quoted.Destination, BinaryPrimitives.ReadUInt16BigEndian(quoted.Payload[2..]));
        if (table.Find(source, destination) is var at and >= 0)
        {
            var oddities = table[at].Oddities ??= new();
            oddities.Note(finding, frame);
            if (finding == "need-to-frag") oddities.NextHopMtu ??= v6 ? (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(datagram.Payload[4..]), 65535) : BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload[6..]);
        }
    }

    private static string? Finding(bool v6, byte type, byte code) => (v6, type, code) switch
    {
        (false, 3, 4) or (true, 2, _) => "need-to-frag",
        (false, 3, 9 or 10 or 13) or (true, 1, 1) => "admin-prohibited",
        (false, 3, 1 or 7 or 12) or (true, 1, 3) => "host-unreachable",
        (false, 3, 0 or 6 or 11) or (true, 1, 0) => "net-unreachable",
        _ => null,
    };
}
