using System.Globalization;

namespace Demarc.Transcripts.Curl;

/// <summary>What a line of curl's verbose output carries.</summary>
internal enum CurlMark
{
    /// <summary>Not curl's own: body, progress, prose.</summary>
    Other,
    Blank,

    /// <summary><c>* text</c> or <c>== Info: text</c>.</summary>
    Info,

    /// <summary><c>&gt; text</c>: sent header.</summary>
    Sent,

    /// <summary><c>&lt; text</c>: received header.</summary>
    Received,

    /// <summary><c>{ [5 bytes data]</c> and <c>} …</c>.</summary>
    Payload,

    /// <summary>A header line without a mark, as <c>-i</c> prints.</summary>
    Plain,

    /// <summary><c>curl: (n) text</c>.</summary>
    Error,
}

/// <summary>
/// One line with its direction mark taken off. The mark of a sent header is a quote mark to everybody else, so it
/// shows as a quote depth one above the block's own.
/// </summary>
internal readonly record struct CurlLine(CurlMark Mark, string Text)
{
    public static CurlLine At(EvidenceText text, int index, int depth)
    {
        var line = text[index].TrimStart();
        if (text.QuoteDepth(index) > depth) return new(CurlMark.Sent, line);
        if (line.Length == 0) return new(CurlMark.Blank, "");
        if (line == ">") return new(CurlMark.Sent, "");
        if (ErrorCode(line, out _, out _)) return new(CurlMark.Error, line);
        if (line.StartsWith("== Info:", StringComparison.Ordinal)) return new(CurlMark.Info, line[8..].TrimStart());
        if (line is ['*', ' ' or '\t', ..]) return new(CurlMark.Info, line[1..].TrimStart());
        if (line == "<") return new(CurlMark.Received, "");
        if (line is ['<', ' ', ..]) return new(CurlMark.Received, line[2..]);
        if (line is ['{' or '}', ' ', '[', ..] && line.EndsWith("data]", StringComparison.Ordinal)) return new(CurlMark.Payload, line);
        if (IsStatus(line, out _) || IsHeader(line)) return new(CurlMark.Plain, line);
        return new(CurlMark.Other, line);
    }

    /// <summary><c>HTTP/1.1 200 OK</c>, <c>HTTP/2 200</c>.</summary>
    public static bool IsStatus(ReadOnlySpan<char> line, out int status)
    {
        status = 0;
        if (!line.StartsWith("HTTP/", StringComparison.Ordinal)) return false;
        var space = line.IndexOf(' ');
        if (space is < 6 or > 8 || line.Length < space + 4) return false;
        return int.TryParse(line.Slice(space + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out status)
            && status is >= 100 and < 600 && (line.Length == space + 4 || line[space + 4] == ' ');
    }

    /// <summary><c>GET /path HTTP/1.1</c>.</summary>
    public static bool IsRequest(string line, out string method, out string path)
    {
        (method, path) = ("", "");
        var first = line.IndexOf(' ');
        var last = line.LastIndexOf(" HTTP/", StringComparison.Ordinal);
        if (first is < 3 or > 10 || last <= first) return false;
        foreach (var c in line.AsSpan(0, first))
        {
            if (!char.IsAsciiLetterUpper(c)) return false;
        }

        (method, path) = (line[..first], line[(first + 1)..last]);
        return true;
    }

    /// <summary><c>Name: value</c> with a header's name.</summary>
    public static bool IsHeader(string line)
    {
        var colon = line.IndexOf(':');
        if (colon is < 2 or > 60 || (colon + 1 < line.Length && line[colon + 1] != ' ')) return false;
        foreach (var c in line.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return char.IsAsciiLetter(line[0]);
    }

    /// <summary><c>curl: (28) text</c>.</summary>
    public static bool ErrorCode(ReadOnlySpan<char> line, out int code, out string text)
    {
        (code, text) = (0, "");
        if (!line.StartsWith("curl: (", StringComparison.Ordinal)) return false;
        var close = line.IndexOf(')');
        if (close is < 8 or > 10 || !int.TryParse(line[7..close], NumberStyles.None, CultureInfo.InvariantCulture, out code)) return false;
        text = line[(close + 1)..].Trim().ToString();
        return true;
    }
}
