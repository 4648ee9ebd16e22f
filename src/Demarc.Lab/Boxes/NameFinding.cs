using System.Buffers.Binary;
using System.Text;

namespace Demarc.Lab.Boxes;

/// <summary>Finds the name a client asks for: in a TLS ClientHello, in an HTTP request, in a DNS query. Null where there is none.</summary>
internal static class NameFinding
{
    private const int LongestName = 255;

    /// <summary>Whether a name is one of the listed, or below one.</summary>
    public static bool Matches(string? name, IReadOnlyList<string> listed)
    {
        if (name is null) return false;
        foreach (var each in listed)
        {
            if (name.Equals(each, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + each, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>The name in the first segment a client sends.</summary>
    public static string? InTcp(ReadOnlySpan<byte> payload) =>
        payload.Length > 5 && payload[0] == 0x16 ? InClientHello(payload) : InRequest(payload);

    /// <summary>server_name of a ClientHello (RFC 8446 4.1.2, RFC 6066 3), which may be cut behind it.</summary>
    private static string? InClientHello(ReadOnlySpan<byte> record)
    {
        var at = 5;
        if (record.Length < at + 38 || record[at] != 1) return null;
        at += 4 + 2 + 32;
        if (!Skip(record, ref at, 1) || !Skip(record, ref at, 2) || !Skip(record, ref at, 1)) return null;
        at += 2;
        while (at + 4 <= record.Length)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(record[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(record[(at + 2)..]);
            at += 4;
            if (type == 0)
            {
                if (at + 5 > record.Length) return null;
                var name = BinaryPrimitives.ReadUInt16BigEndian(record[(at + 3)..]);
                return name is 0 or > LongestName || at + 5 + name > record.Length ? null : Encoding.ASCII.GetString(record.Slice(at + 5, name));
            }

            at += length;
        }

        return null;
    }

    private static bool Skip(ReadOnlySpan<byte> octets, ref int at, int lengthOctets)
    {
        if (at + lengthOctets > octets.Length) return false;
        at += lengthOctets + (lengthOctets == 1 ? octets[at] : BinaryPrimitives.ReadUInt16BigEndian(octets[at..]));
        return at <= octets.Length;
    }

    private static string? InRequest(ReadOnlySpan<byte> payload)
    {
        var at = payload.IndexOf("\r\nHost:"u8);
        if (at < 0) at = payload.IndexOf("\r\nhost:"u8);
        if (at < 0) return null;
        var rest = payload[(at + 7)..];
        var end = rest.IndexOf((byte)'\r');
        if (end is < 0 or > LongestName) return null;
        var host = Encoding.ASCII.GetString(rest[..end]).Trim();
        var colon = host.LastIndexOf(':');
        return colon > 0 ? host[..colon] : host;
    }

    /// <summary>The name of a query's only question, and where the question ends; null for what is no query.</summary>
    public static (string Name, int End)? InQuery(ReadOnlySpan<byte> message)
    {
        if (message.Length < 17 || (message[2] & 0x80) != 0 || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1) return null;
        var name = new StringBuilder();
        var at = 12;
        while (at < message.Length && message[at] != 0)
        {
            int label = message[at];
            if (label > 63 || at + 1 + label >= message.Length || name.Length > LongestName) return null;
            if (name.Length > 0) name.Append('.');
            name.Append(Encoding.ASCII.GetString(message.Slice(at + 1, label)));
            at += 1 + label;
        }

        return at + 5 <= message.Length ? (name.ToString(), at + 5) : null;
    }
}
