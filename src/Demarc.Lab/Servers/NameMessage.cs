using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Lab.Servers;

/// <summary>Just enough of DNS (RFC 1035) to answer a question about addresses.</summary>
internal static class NameMessage
{
    private const int HeaderLength = 12;
    private const int LongestName = 255;
    private const ushort A = 1;
    private const ushort Aaaa = 28;
    private const ushort InternetClass = 1;

    /// <summary>The first question of a query; null when it is none.</summary>
    public static (string Name, ushort Type, int End)? Question(ReadOnlySpan<byte> query)
    {
        if (query.Length < HeaderLength || (query[2] & 0x80) != 0 || BinaryPrimitives.ReadUInt16BigEndian(query[4..]) < 1) return null;
        var name = new StringBuilder();
        var at = HeaderLength;
        while (at < query.Length && query[at] != 0)
        {
            var length = query[at];
            if (length > 63 || at + 1 + length >= query.Length || name.Length + length > LongestName) return null;
            if (name.Length > 0) name.Append('.');
            name.Append(Encoding.Latin1.GetString(query.Slice(at + 1, length)));
            at += 1 + length;
        }

        if (at + 5 > query.Length) return null;
        return (name.ToString(), BinaryPrimitives.ReadUInt16BigEndian(query[(at + 1)..]), at + 5);
    }

    /// <summary>The answer: the question repeated, and the addresses of the type asked for.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> query, int questionEnd, ushort type, int code, IReadOnlyList<IPAddress> addresses, int ttl)
    {
        var family = type switch { A => AddressFamily.InterNetwork, Aaaa => AddressFamily.InterNetworkV6, _ => AddressFamily.Unspecified };
        IPAddress[] fitting = [.. addresses.Where(address => address.AddressFamily == family)];
        var answer = new byte[questionEnd + fitting.Sum(address => 12 + address.GetAddressBytes().Length)];
        query[..questionEnd].CopyTo(answer);
        answer[2] = (byte)(0x84 | (query[2] & 0x01));
        answer[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), (ushort)fitting.Length);
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(8), 0);
        var at = questionEnd;
        foreach (var address in fitting)
        {
            var octets = address.GetAddressBytes();
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(at), 0xC000 | HeaderLength);
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(at + 2), type);
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(at + 4), InternetClass);
            BinaryPrimitives.WriteInt32BigEndian(answer.AsSpan(at + 6), ttl);
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(at + 10), (ushort)octets.Length);
            octets.CopyTo(answer, at + 12);
            at += 12 + octets.Length;
        }

        return answer;
    }
}
