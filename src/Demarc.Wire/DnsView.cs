using System.Buffers.Binary;
using System.Net;

namespace Demarc.Wire;

/// <summary>Record types that matter here (IANA, DNS Parameters); others keep their number.</summary>
public enum DnsType : ushort
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Opt = 41,
    Https = 65,
}

/// <summary>Where in a message a record stands.</summary>
public enum DnsSection : byte
{
    Answer,
    Authority,
    Additional,
}

/// <summary>A DNS message (RFC 1035). The header must be whole; the question and the records are read on the way.</summary>
public readonly ref struct DnsView
{
    public const int HeaderLength = 12;
    private readonly ReadOnlySpan<byte> _octets;

    private DnsView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_octets);

    public bool IsResponse => (_octets[2] & 0x80) != 0;

    public int Opcode => (_octets[2] >> 3) & 0xf;

    public bool Authoritative => (_octets[2] & 4) != 0;

    /// <summary>The answer did not fit: ask again over TCP.</summary>
    public bool Truncated => (_octets[2] & 2) != 0;

    public bool RecursionDesired => (_octets[2] & 1) != 0;

    public bool RecursionAvailable => (_octets[3] & 0x80) != 0;

    /// <summary>Response code of the header; an OPT record may carry higher bits (RFC 6891), which are rare.</summary>
    public int Rcode => _octets[3] & 0xf;

    public int QuestionCount => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    public int AnswerCount => BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    public int AuthorityCount => BinaryPrimitives.ReadUInt16BigEndian(_octets[8..]);

    public int AdditionalCount => BinaryPrimitives.ReadUInt16BigEndian(_octets[10..]);

    /// <summary>The name and type asked for; false where the message holds no single readable question.</summary>
    public bool TryQuestion(out string name, out DnsType type, out int next)
    {
        type = DnsType.None;
        if (QuestionCount != 1 || !DnsNames.TryRead(_octets, HeaderLength, out name, out next).IsComplete || next + 4 > _octets.Length)
        {
            (name, next) = ("", HeaderLength);
            return false;
        }

        type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(_octets[next..]);
        next += 4;
        return true;
    }

    /// <summary>The records of all sections; none where the question cannot be read.</summary>
    public DnsRecords Records => QuestionCount switch
    {
        0 => new(_octets, HeaderLength, AnswerCount, AuthorityCount, AdditionalCount),
        1 when TryQuestion(out _, out _, out var next) => new(_octets, next, AnswerCount, AuthorityCount, AdditionalCount),
        _ => new(_octets, _octets.Length, 0, 0, 0),
    };

    /// <summary>Reads a message whose header must be whole.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out DnsView message)
    {
        message = default;
        if (octets.Length < HeaderLength) return ParseStatus.Truncated(octets.Length);
        message = new DnsView(octets);
        return ParseStatus.Complete;
    }

    /// <summary>A response code by its name, such as <c>NXDOMAIN</c>.</summary>
    public static string RcodeName(int rcode) => rcode switch
    {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        6 => "YXDOMAIN",
        8 => "NXRRSET",
        9 => "NOTAUTH",
        10 => "NOTZONE",
        16 => "BADVERS",
        _ => $"RCODE{rcode}",
    };

    /// <summary>A record type by its name, such as <c>AAAA</c>.</summary>
    public static string TypeName(DnsType type) => Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : $"TYPE{(int)type}";
}

/// <summary>The records of a message, one after the other: <c>while (records.Next(out var record))</c>. Ends at the first that cannot be read.</summary>
public ref struct DnsRecords(ReadOnlySpan<byte> message, int start, int answers, int authorities, int additionals)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at = start;
    private int _read;

    /// <summary>Whether all records so far were whole; the counts of a header prove nothing.</summary>
    public ParseStatus Status { get; private set; } = ParseStatus.Complete;

    /// <summary>The next record; false at the end or where the bytes make no sense, which <see cref="Status"/> tells.</summary>
    public bool Next(out DnsRecord record)
    {
        record = default;
        if (!Status.IsComplete || _read >= answers + authorities + additionals) return false;
        Status = DnsNames.TryRead(_message, _at, out var name, out var at);
        if (!Status.IsComplete) return false;
        if (at + 10 > _message.Length) return Stop(ParseStatus.Truncated(_message.Length));
        int length = BinaryPrimitives.ReadUInt16BigEndian(_message[(at + 8)..]);
        if (at + 10 + length > _message.Length) return Stop(ParseStatus.Truncated(_message.Length));
        var section = _read < answers ? DnsSection.Answer : _read < answers + authorities ? DnsSection.Authority : DnsSection.Additional;
        record = new DnsRecord(_message, at, length, name, section);
        _at = at + 10 + length;
        _read++;
        return true;
    }

    private bool Stop(ParseStatus status)
    {
        Status = status;
        return false;
    }
}

/// <summary>One resource record.</summary>
public readonly ref struct DnsRecord
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _at;
    private readonly int _length;

    internal DnsRecord(ReadOnlySpan<byte> message, int at, int length, string name, DnsSection section)
    {
        _message = message;
        (_at, _length, Name, Section) = (at, length, name, section);
    }

    public string Name { get; }

    public DnsSection Section { get; }

    public DnsType Type => (DnsType)BinaryPrimitives.ReadUInt16BigEndian(_message[_at..]);

    /// <summary>The class; of an OPT record the sender's UDP size (RFC 6891).</summary>
    public ushort Class => BinaryPrimitives.ReadUInt16BigEndian(_message[(_at + 2)..]);

    /// <summary>Seconds to keep; above 2^31 counts as 0 (RFC 2181, 8).</summary>
    public int Ttl => BinaryPrimitives.ReadInt32BigEndian(_message[(_at + 4)..]) is >= 0 and var ttl ? ttl : 0;

    public ReadOnlySpan<byte> Data => _message.Slice(_at + 10, _length);

    /// <summary>The address of an A or AAAA record of the right length; null otherwise.</summary>
    public IPAddress? Address => (Type, _length) is (DnsType.A, 4) or (DnsType.Aaaa, 16) ? new IPAddress(Data) : null;

    /// <summary>The name a CNAME, NS or PTR record leads to; null otherwise.</summary>
    public string? LeadsTo => Type is DnsType.Cname or DnsType.Ns or DnsType.Ptr && DnsNames.TryRead(_message, _at + 10, out var name, out _).IsComplete ? name : null;

    /// <summary>The primary server a start of authority names; null for other records.</summary>
    public string? SoaServer => Type == DnsType.Soa && DnsNames.TryRead(_message, _at + 10, out var name, out _).IsComplete ? name : null;
}
