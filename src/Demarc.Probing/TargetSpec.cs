using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Probing;

/// <summary>What is to be measured: a URL, a host, or a host with a port, taken apart once.</summary>
public sealed record TargetSpec
{
    private const int LongestText = 2000;

    /// <summary>As given, without user, password and query.</summary>
    public required string Text { get; init; }

    /// <summary>Host name in ASCII (IDNA 2008), or an address without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The port was given, or follows from a URL; else it is the usual one.</summary>
    public bool NamesPort { get; init; }

    /// <summary><c>https</c>, <c>http</c>, or null where only a port is known and nothing above TCP is expected.</summary>
    public string? Scheme { get; init; }

    /// <summary>Path and query to fetch.</summary>
    public string PathAndQuery { get; init; } = "/";

    /// <summary>The address, where the host is one.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    public bool Secure => Scheme == "https";

    /// <summary>The URL as evidence and reports name it, without the query; <c>tcp://</c> where nothing above TCP is expected.</summary>
    public string Url => Printable.Url($"{Scheme ?? "tcp"}://{Authority}{PathAndQuery}");

    /// <summary>Host, and port where it is not the scheme's own.</summary>
    public string Authority
    {
        get
        {
            var host = Address?.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Host}]" : Host;
            return (Scheme, Port) is ("https", 443) or ("http", 80) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
        }
    }

    /// <summary>Takes a target apart. <c>host</c> means HTTPS; <c>host:80</c> or <c>:8080</c> HTTP, <c>:8443</c> HTTPS; another port plain TCP.</summary>
    /// <returns>The target, or what is wrong with it.</returns>
    public static (TargetSpec? Target, Bilingual? Problem) Parse(string text)
    {
        var given = text.Trim();
        if (given.Length == 0) return (null, new("the target is empty", "目标为空"));
        if (given.Length > LongestText) return (null, new("the target is longer than 2000 characters", "目标超过 2000 个字符"));
        return given.Contains("://", StringComparison.Ordinal) ? OfUrl(given) : OfHost(given);
    }

    private static (TargetSpec?, Bilingual?) OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return (null, new($"'{text}' is not a URL", $"“{text}”不是有效的 URL"));
        if (uri.Scheme is not ("http" or "https"))
            return (null, new($"only http and https URLs can be measured, not '{uri.Scheme}'", $"只能测量 http 和 https 的 URL，而不是“{uri.Scheme}”"));
        if (Ascii(uri.IdnHost.Trim('[', ']')) is not { } host) return (null, BadHost(uri.Host));
        var target = new TargetSpec { Text = "", Host = host, Port = uri.Port, NamesPort = true, Scheme = uri.Scheme, PathAndQuery = uri.PathAndQuery };
        return (target with { Text = target.Url }, null);
    }

    private static (TargetSpec?, Bilingual?) OfHost(string text)
    {
        var (name, portText) = Split(text);
        var port = 443;
        if (portText is not null && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            return (null, new($"'{portText}' is not a port: 1 to 65535", $"“{portText}”不是端口号，应为 1 到 65535"));
        if (Ascii(name) is not { } host) return (null, BadHost(name));
        return (new() { Text = text, Host = host, Port = port, NamesPort = portText is not null, Scheme = port switch { 443 or 8443 => "https", 80 or 8080 => "http", _ => null } }, null);
    }

    /// <summary>Host and port; a bare IPv6 address has colons but no port.</summary>
    private static (string Name, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var close)
            return (text[1..close], close + 1 < text.Length && text[close + 1] == ':' ? text[(close + 2)..] : null);
        var colon = text.LastIndexOf(':');
        return colon < 0 || text.IndexOf(':', StringComparison.Ordinal) != colon ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static string? Ascii(string name)
    {
        if (IPAddress.TryParse(name, out var address)) return address.ToString();
        var host = name.TrimEnd('.');
        try
        {
            host = new IdnMapping { AllowUnassigned = false, UseStd3AsciiRules = false }.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return Uri.CheckHostName(host) is UriHostNameType.Dns && host.Length <= 253 ? host : null;
    }

    private static Bilingual BadHost(string name) => new($"'{name}' is not a host name or address", $"“{name}”不是有效的主机名或地址");
}
