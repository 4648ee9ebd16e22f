using System.Buffers;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>Host names and ends (<c>name:port</c>) as error texts write them.</summary>
internal static class Hostname
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t,;'\"()<>|‘’“”、，。");

    /// <summary>Host of a URL or end; the text itself where it is neither.</summary>
    public static string Of(string target)
    {
        var text = target.AsSpan();
        if (text.IndexOf("://") is >= 0 and var scheme) text = text[(scheme + 3)..];
        if (text.IndexOfAny('/', '?', '#') is >= 0 and var end) text = text[..end];
        if (text.LastIndexOf('@') is >= 0 and var at) text = text[(at + 1)..];
        return Split(text, out var host, out _) ? host : text.ToString();
    }

    /// <summary>The first URL of a text; null when none.</summary>
    public static string? Url(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf("http://");
        var secure = text.IndexOf("https://");
        if (secure >= 0 && (at < 0 || secure < at)) at = secure;
        if (at < 0) return null;
        text = text[at..];
        var end = text.IndexOfAny(Ends);
        text = (end < 0 ? text : text[..end]).TrimEnd(".:]\\");
        return text.Length > 10 ? text.ToString() : null;
    }

    /// <summary>The end right behind a marker; false when the marker is not there, or nothing like an end follows.</summary>
    public static bool After(ReadOnlySpan<char> text, ReadOnlySpan<char> marker, out string host, out int? port)
    {
        (host, port) = ("", null);
        var at = text.IndexOf(marker);
        if (at < 0) return false;
        text = text[(at + marker.Length)..].TrimStart(" '\"‘“");
        var end = text.IndexOfAny(Ends);
        return Split((end < 0 ? text : text[..end]).TrimEnd(".:"), out host, out port);
    }

    /// <summary>A name or address of its own or with a port: <c>name</c>, <c>name:443</c>, <c>[2001:db8::1]:443</c>, <c>name/192.0.2.1:443</c>.</summary>
    public static bool Split(ReadOnlySpan<char> text, out string host, out int? port)
    {
        (host, port) = ("", null);
        if (text.Length is 0 or > 300) return false;
        if (text.IndexOf('/') is > 0 and var slash && text[(slash + 1)..].IndexOf(':') is > 0 and var behind)
        {
            port = Figures.Port(text[(slash + 1 + behind + 1)..]);
            text = text[..slash];
        }
        else if (text[0] == '[' && text.IndexOf(']') is > 1 and var close)
        {
            port = text[(close + 1)..] is [':', .. var number] ? Figures.Port(number) : null;
            text = text[1..close];
        }
        else if (text.LastIndexOf(':') is > 0 and var colon && text.IndexOf(':') == colon && Figures.Port(text[(colon + 1)..]) is { } named)
        {
            text = text[..colon];
            port = named;
        }

        if (!Is(text) && !AddressText.Is(text)) return false;
        host = text.ToString();
        return true;
    }

    /// <summary>The first host name or IPv4 address among the words of a sentence, whatever script stands around it.</summary>
    public static bool First(ReadOnlySpan<char> text, out string host, out int? port)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i])) continue;
            var end = i;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or ':' or '_')) end++;
            if (Split(text[i..end].TrimEnd(".:-"), out host, out port) && host.Contains('.')) return true;
            i = end;
        }

        (host, port) = ("", null);
        return false;
    }

    /// <summary>Labels of letters, digits and hyphens; the last one is no number.</summary>
    private static bool Is(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253 || !char.IsAsciiLetterOrDigit(text[0]) || text.IndexOf("..") >= 0) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
        }

        var last = text[(text.LastIndexOf('.') + 1)..];
        return last.Length > 1 && char.IsAsciiLetter(last[0]);
    }
}
