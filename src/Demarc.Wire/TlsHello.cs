using System.Buffers.Binary;
using System.Text;

namespace Demarc.Wire;

/// <summary>Extensions that are read here (IANA, TLS ExtensionType Values).</summary>
public enum TlsExtension : ushort
{
    ServerName = 0,
    Alpn = 16,
    SupportedVersions = 43,
}

/// <summary>What a client offers first (RFC 8446 4.1.2), in the clear and thus visible to whoever is on the path.</summary>
public sealed record TlsClientHello
{
    /// <summary>The name the client asks for; null when it names none.</summary>
    public string? ServerName { get; private init; }

    /// <summary>Versions offered, as offered.</summary>
    public IReadOnlyList<ushort> Versions { get; private init; } = [];

    /// <summary>Cipher suites offered, as offered.</summary>
    public IReadOnlyList<ushort> Ciphers { get; private init; } = [];

    /// <summary>Application protocols offered, such as <c>h2</c>.</summary>
    public IReadOnlyList<string> Alpn { get; private init; } = [];

    /// <summary>Reads the body of a client hello.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> body, out TlsClientHello hello)
    {
        hello = new();
        var reader = new TlsReader(body);
        var legacy = reader.Word();
        reader.Skip(32);
        reader.Vector(1);
        var suites = reader.Vector(2);
        reader.Vector(1);
        if (!reader.Good) return ParseStatus.Truncated(body.Length);
        var extensions = TlsExtensions.Read(reader.Rest);
        hello = new()
        {
            Ciphers = Words(suites),
            ServerName = extensions.TryGetValue(TlsExtension.ServerName, out var names) ? Name(names) : null,
            Alpn = extensions.TryGetValue(TlsExtension.Alpn, out var protocols) ? TlsExtensions.Protocols(protocols) : [],
            Versions = extensions.TryGetValue(TlsExtension.SupportedVersions, out var versions) && versions.Length > 0 ? Words(versions.AsSpan(1)) : [legacy],
        };
        return ParseStatus.Complete;
    }

    private static string? Name(byte[] names)
    {
        var list = new TlsReader(new TlsReader(names).Vector(2));
        while (list.Good && list.Rest.Length > 0)
        {
            var type = list.Octet();
            var name = list.Vector(2);
            if (list.Good && type == 0 && name.Length is > 0 and <= 255) return TlsExtensions.Text(name);
        }

        return null;
    }

    private static ushort[] Words(ReadOnlySpan<byte> octets)
    {
        var words = new ushort[octets.Length / 2];
        for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt16BigEndian(octets[(i * 2)..]);
        return words;
    }
}

/// <summary>What a server chose (RFC 8446 4.1.3).</summary>
public sealed record TlsServerHello
{
    private static readonly byte[] RetryRandom = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");

    public ushort Version { get; private init; }

    public ushort Cipher { get; private init; }

    /// <summary>The application protocol, where it is in the clear (TLS 1.2).</summary>
    public string? Alpn { get; private init; }

    /// <summary>Not a choice yet: the client is to offer another key share.</summary>
    public bool Retry { get; private init; }

    /// <summary>Reads the body of a server hello.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> body, out TlsServerHello hello)
    {
        hello = new();
        var reader = new TlsReader(body);
        var version = reader.Word();
        var random = reader.Take(32);
        reader.Vector(1);
        var cipher = reader.Word();
        reader.Skip(1);
        if (!reader.Good) return ParseStatus.Truncated(body.Length);
        var extensions = TlsExtensions.Read(reader.Rest);
        hello = new()
        {
            Version = extensions.TryGetValue(TlsExtension.SupportedVersions, out var chosen) && chosen.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(chosen) : version,
            Cipher = cipher,
            Alpn = extensions.TryGetValue(TlsExtension.Alpn, out var data) && TlsExtensions.Protocols(data) is { Count: > 0 } protocols ? protocols[0] : null,
            Retry = random.SequenceEqual(RetryRandom),
        };
        return ParseStatus.Complete;
    }
}

/// <summary>The certificates of a TLS 1.2 certificate message (RFC 5246 7.4.2), which passes in the clear.</summary>
public static class TlsCertificates
{
    private const int Most = 32;

    /// <summary>DER of each certificate as sent, leaf first; as many as are whole.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> body, out IReadOnlyList<byte[]> certificates)
    {
        List<byte[]> found = [];
        certificates = found;
        var reader = new TlsReader(body);
        var list = new TlsReader(reader.Vector(3));
        if (!reader.Good) return ParseStatus.Truncated(body.Length);
        while (list.Rest.Length > 0 && found.Count < Most)
        {
            var one = list.Vector(3);
            if (!list.Good) return ParseStatus.Malformed(body.Length - list.Rest.Length, "certificate longer than its list");
            found.Add(one.ToArray());
        }

        return ParseStatus.Complete;
    }
}

/// <summary>Extensions of a hello by type; the first of a type counts.</summary>
internal static class TlsExtensions
{
    private const int MostProtocols = 32;

    public static Dictionary<TlsExtension, byte[]> Read(ReadOnlySpan<byte> rest)
    {
        Dictionary<TlsExtension, byte[]> found = [];
        if (rest.IsEmpty) return found;
        var list = new TlsReader(new TlsReader(rest).Vector(2));
        while (list.Good && list.Rest.Length > 0)
        {
            var type = (TlsExtension)list.Word();
            var data = list.Vector(2);
            if (list.Good && Enum.IsDefined(type)) found.TryAdd(type, data.ToArray());
        }

        return found;
    }

    public static IReadOnlyList<string> Protocols(ReadOnlySpan<byte> data)
    {
        List<string> protocols = [];
        var list = new TlsReader(new TlsReader(data).Vector(2));
        while (list.Good && list.Rest.Length > 0 && protocols.Count < MostProtocols)
        {
            var name = list.Vector(1);
            if (list.Good && name.Length > 0) protocols.Add(Text(name));
        }

        return protocols;
    }

    /// <summary>Printable ASCII; any other octet as a question mark.</summary>
    public static string Text(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        foreach (var octet in octets) text.Append(octet is > 0x20 and < 0x7f ? (char)octet : '?');
        return text.ToString();
    }
}

/// <summary>Reads numbers and vectors; past the end it is no longer <see cref="Good"/> and gives zeros.</summary>
internal ref struct TlsReader(ReadOnlySpan<byte> octets)
{
    public ReadOnlySpan<byte> Rest { get; private set; } = octets;

    public bool Good { get; private set; } = true;

    public byte Octet() => Take(1) is { Length: 1 } octet ? octet[0] : (byte)0;

    public ushort Word() => Take(2) is { Length: 2 } word ? BinaryPrimitives.ReadUInt16BigEndian(word) : (ushort)0;

    public void Skip(int count) => Take(count);

    /// <summary>A vector behind a length of 1 to 3 octets.</summary>
    public ReadOnlySpan<byte> Vector(int lengthOctets)
    {
        var length = 0;
        foreach (var octet in Take(lengthOctets)) length = (length << 8) | octet;
        return Take(length);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (!Good || count > Rest.Length)
        {
            Good = false;
            return [];
        }

        var taken = Rest[..count];
        Rest = Rest[count..];
        return taken;
    }
}
