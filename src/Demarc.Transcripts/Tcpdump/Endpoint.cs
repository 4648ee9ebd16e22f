using System.Globalization;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>One end of a connection as tcpdump writes it, <c>192.0.2.80.443</c> or <c>host.example.https</c>.</summary>
internal sealed record Endpoint(string Host, string Port)
{
    /// <summary>Splits at the last dot and turns well-known port names into numbers.</summary>
    public static Endpoint Parse(ReadOnlySpan<char> text)
    {
        var dot = text.LastIndexOf('.');
        var port = text[(dot + 1)..].ToString();
        return new(text[..dot].TrimEnd(':').ToString(), Number(port)?.ToString(CultureInfo.InvariantCulture) ?? port);
    }

    /// <summary>A name put in place of an address by hand, so it may stand for any address.</summary>
    public bool Masked => Host.AsSpan().ContainsAny('<', '*', '[') || Host.Contains("xx", StringComparison.OrdinalIgnoreCase);

    /// <summary>How much the port looks like a client's: services rank 0, numbers from 1024 up by value.</summary>
    public int ClientRank => int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port < 1024 ? 0 : port : 0;

    public bool SameAs(Endpoint other) => Port == other.Port && (Host == other.Host || Masked || other.Masked);

    /// <summary><c>address:port</c>, IPv6 addresses in brackets.</summary>
    public override string ToString() => Host.Contains(':') && !Host.Contains('<') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static int? Number(string port) => port switch
    {
        "ftp" => 21,
        "ssh" => 22,
        "telnet" => 23,
        "smtp" => 25,
        "domain" => 53,
        "http" => 80,
        "pop3" => 110,
        "imap" or "imap2" => 143,
        "ldap" => 389,
        "https" => 443,
        "microsoft-ds" => 445,
        "ldaps" => 636,
        "imaps" => 993,
        "pop3s" => 995,
        "mysql" => 3306,
        "ms-wbt-server" => 3389,
        "postgresql" => 5432,
        "http-alt" or "webcache" => 8080,
        _ => null,
    };
}
