using System.Globalization;
using System.Net;

namespace Demarc.Probing.Services;

/// <summary>A service as a person names it: a URL, <c>host</c> or <c>host:port</c>.</summary>
public sealed record ServiceTarget
{
    private static readonly IdnMapping Idn = new();

    /// <summary>As written, without user and query.</summary>
    public required string Written { get; init; }

    /// <summary><c>https</c>, <c>http</c>, or null for a bare TCP service.</summary>
    public required string? Scheme { get; init; }

    /// <summary>Name in ASCII (IDNA) or address, without brackets.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Path and query to ask for.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The address, where the host is one.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    public bool Secure => Scheme == "https";

    /// <summary>The host as a Host header names it, with the port where it is not the scheme's own.</summary>
    public string Authority
    {
        get
        {
            var host = Host.Contains(':') ? $"[{Host}]" : Host;
            return Port == (Secure ? 443 : 80) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
        }
    }

    /// <summary>The URL without the query, as evidence and observations name it.</summary>
    public string Url => Printable.Url($"{Scheme ?? "tcp"}://{Authority}{Path}");

    /// <summary>
    /// Reads a target; null where it names no host. A host alone is its web service over TLS; a port alone tells the scheme
    /// where it is a well-known one.
    /// </summary>
    public static ServiceTarget? Parse(string text)
    {
        var written = text.Trim();
        if (written.Length is 0 or > 2000 || written.Any(char.IsControl)) return null;
        var split = written.IndexOf("://", StringComparison.Ordinal);
        var scheme = split < 0 ? null : written[..split].ToLowerInvariant();
        if (scheme is not (null or "http" or "https" or "tcp")) return null;
        var rest = split < 0 ? written : written[(split + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var path = end < 0 ? "/" : rest[end..].Split('#')[0];
        if (!path.StartsWith('/')) path = "/" + path;
        var authority = end < 0 ? rest : rest[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (!Authorities(authority, out var host, out var port)) return null;
        if (scheme is null) scheme = port switch { null or 443 or 8443 => "https", 80 or 8080 => "http", _ => null };
        if (scheme == "tcp") scheme = null;
        return (port ?? (scheme switch { "https" => 443, "http" => 80, _ => (int?)null })) is { } number
            ? new() { Written = Printable.Url(written), Scheme = scheme, Host = host, Port = number, Path = Ascii(path) }
            : null;
    }

    private static bool Authorities(string authority, out string host, out int? port)
    {
        (host, port) = ("", null);
        string? number = null;
        if (authority.StartsWith('['))
        {
            var close = authority.IndexOf(']');
            if (close < 0 || !IPAddress.TryParse(authority[1..close], out var v6)) return false;
            host = v6.ToString();
            if (close + 1 < authority.Length) number = authority[(close + 1)..].StartsWith(':') ? authority[(close + 2)..] : "x";
        }
        else if (IPAddress.TryParse(authority, out var plain) && authority.Count(c => c == ':') > 1)
        {
            host = plain.ToString();
        }
        else
        {
            var colon = authority.LastIndexOf(':');
            host = colon < 0 ? authority : authority[..colon];
            if (colon >= 0) number = authority[(colon + 1)..];
            if (!Name(ref host)) return false;
        }

        if (number is null) return true;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > 65535) return false;
        port = value;
        return true;
    }

    private static bool Name(ref string host)
    {
        try
        {
            host = Idn.GetAscii(host.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        return host.Length is > 0 and <= 253 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }

    private static string Ascii(string path) => path.All(c => c is > ' ' and < '\x7f') ? path : Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
