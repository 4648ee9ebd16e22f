using System.Net;
using System.Net.Sockets;

namespace Demarc.Reasoning;

/// <summary>Reads hosts and addresses out of targets as people write them.</summary>
public static class Hosts
{
    /// <summary>Host of a URL, <c>host:port</c> or host, lower-case; null for none.</summary>
    public static string? HostOf(string? target)
    {
        if (string.IsNullOrWhiteSpace(target)) return null;
        var text = target.Trim().Replace("\\:", ":").ToLowerInvariant();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) text = text[(scheme + 3)..];
        var end = text.IndexOfAny(['/', '?', '#']);
        if (end >= 0) text = text[..end];
        var at = text.LastIndexOf('@');
        if (at >= 0) text = text[(at + 1)..];
        if (text.StartsWith('[') && text.IndexOf(']') is > 0 and var close) return text[1..close];
        if (text.Count(c => c == ':') == 1) text = text[..text.IndexOf(':')];
        return text.TrimEnd('.') is { Length: > 0 } host && IsHostLike(host) ? host : null;
    }

    /// <summary>A name of dotted labels, an address, or localhost; a service called by its everyday name is none.</summary>
    private static bool IsHostLike(string text)
    {
        if (text == "localhost" || IsAddress(text)) return true;
        if (!text.Contains('.') || text.StartsWith('.')) return false;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_' or '*')) return false;
        }

        return !text.Contains("..", StringComparison.Ordinal);
    }

    /// <summary>Port a target names or its scheme implies; null when neither.</summary>
    public static int? PortOf(string? target)
    {
        if (target is null) return null;
        var text = target.Replace("\\:", ":");
        var host = HostOf(text);
        var rest = host is null ? "" : text[(text.IndexOf(host, StringComparison.OrdinalIgnoreCase) + host.Length)..].TrimStart(']');
        if (rest.StartsWith(':') && int.TryParse(rest[1..].Split('/', '?', '#')[0], out var port) && port is > 0 and < 65536) return port;
        if (text.StartsWith("https", StringComparison.OrdinalIgnoreCase)) return 443;
        return text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? 80 : null;
    }

    /// <summary>The text is an IP address.</summary>
    public static bool IsAddress(string? text) => text is not null && IPAddress.TryParse(text, out _) && (text.Contains('.') || text.Contains(':'));

    /// <summary>RFC 1918, RFC 6598 (100.64/10), link-local or unique-local.</summary>
    public static bool IsPrivate(string? text)
    {
        if (!IPAddress.TryParse(text, out var address)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        var b = address.GetAddressBytes();
        return b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128) || (b[0] == 169 && b[1] == 254);
    }

    /// <summary>Both are IPv4 addresses of one /16: most likely one operator's.</summary>
    public static bool SameSlash16(string? one, string? other) => SameStart(one, other, 2);

    /// <summary>Both are IPv4 addresses of one /24: most likely one segment's.</summary>
    public static bool SameSlash24(string? one, string? other) => SameStart(one, other, 3);

    private static bool SameStart(string? one, string? other, int bytes)
    {
        if (!IPAddress.TryParse(one, out var a) || !IPAddress.TryParse(other, out var b)) return false;
        if (a.AddressFamily != AddressFamily.InterNetwork || b.AddressFamily != AddressFamily.InterNetwork) return false;
        return a.GetAddressBytes().AsSpan(0, bytes).SequenceEqual(b.GetAddressBytes().AsSpan(0, bytes));
    }
}
