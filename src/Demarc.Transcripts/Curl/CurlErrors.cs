using System.Globalization;

namespace Demarc.Transcripts.Curl;

/// <summary>What curl's error numbers and their words mean (libcurl-errors), as stable ids; null where nothing sure can be said.</summary>
internal static class CurlErrors
{
    public static string? Meaning(int code, string text) => code switch
    {
        5 => "could-not-resolve-proxy",
        6 => "could-not-resolve",
        7 => Connecting(text) switch
        {
            ("refused", _) => "connection-refused",
            ("timeout", _) => "connect-timeout",
            ("unreachable", "net") => "network-unreachable",
            ("unreachable", _) => "host-unreachable",
            ("reset", _) => "connection-reset",
            _ => "connect-failed",
        },
        16 or 92 => "http2-error",
        18 => "transfer-cut-short",
        22 => "http-error",
        28 => Timeout(text),
        35 => "tls-handshake",
        51 or 60 => "certificate-verify-failed",
        52 => "empty-reply",
        55 => IsReset(text) ? "connection-reset" : "send-failed",
        56 => IsReset(text) ? "connection-reset" : Has(text, "from proxy") || Has(text, "CONNECT tunnel") ? "proxy-refused" : "receive-failed",
        77 => "ca-file-unreadable",
        97 => "proxy-handshake",
        _ => null,
    };

    /// <summary>Outcome and code of a failed connect from the system's words.</summary>
    public static (string? Outcome, string? Code) Connecting(string text)
    {
        if (Has(text, "refused")) return ("refused", null);
        if (Has(text, "timed out") || Has(text, "Timeout was reached") || Has(text, "connect timeout") || Has(text, "Connection timeout")) return ("timeout", null);
        if (Has(text, "No route to host") || Has(text, "Host is down") || Has(text, "Host is unreachable")) return ("unreachable", "host");
        if (Has(text, "Network is unreachable") || Has(text, "Network unreachable")) return ("unreachable", "net");
        if (Has(text, "reset by peer")) return ("reset", null);
        if (Has(text, "Permission denied") || Has(text, "not permitted") || Has(text, "Cannot assign") || Has(text, "Bad access")) return ("local-error", null);
        return (null, null);
    }

    /// <summary>A timeout's phase: resolving, connecting, TLS, waiting for the answer, or in the body.</summary>
    public static string Timeout(string text)
    {
        if (Has(text, "Resolving timed out") || Has(text, "name lookup timed out")) return "resolve-timeout";
        if (Has(text, "SSL connection timeout")) return "tls-timeout";
        if (Has(text, "too slow")) return "transfer-slow";
        if (Received(text, out var got, out _)) return got > 0 ? "transfer-stalled" : "no-response";
        return Has(text, "onnect") ? "connect-timeout" : "timeout";
    }

    /// <summary><c>with 10 out of 300 bytes received</c>, <c>with 0 bytes received</c>; expected is null where 0 or not told.</summary>
    public static bool Received(string text, out long got, out long? expected)
    {
        (got, expected) = (0, null);
        var with = text.IndexOf(" with ", StringComparison.Ordinal);
        if (with < 0 || !text.Contains("bytes received", StringComparison.Ordinal)) return false;
        var words = text[(with + 6)..].Split(' ', 6);
        if (!long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out got)) return false;
        if (words.Length > 3 && words[1] == "out" && long.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var all) && all > 0) expected = all;
        return true;
    }

    /// <summary>The number before the words, as in <c>after 2013 ms</c>; null when not told.</summary>
    public static double? AfterMs(string text)
    {
        var at = text.IndexOf("after ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var from = at + 6;
        var end = from;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == from || !text.AsSpan(end).TrimStart().StartsWith("m", StringComparison.Ordinal)) return null;
        return double.TryParse(text.AsSpan(from, end - from), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? ms : null;
    }

    /// <summary>What certificate verification said, in the ids of the contract, or the tool's words; null when it says nothing of it.</summary>
    public static string? Verification(string text)
    {
        if (Has(text, "has expired") || Has(text, "CERT_E_EXPIRED") || Has(text, "SEC_E_CERT_EXPIRED") || Has(text, "expiration date FAILED")) return "expired";
        if (Has(text, "not yet valid") || Has(text, "activation date FAILED")) return "not-yet";
        if (Has(text, "self signed") || Has(text, "self-signed")) return "self-signed";
        if (Has(text, "unable to get local issuer") || Has(text, "unable to verify the first") || Has(text, "unable to get issuer")
            || Has(text, "UNTRUSTED_ROOT") || Has(text, "unknown CA") || Has(text, "issuer is unknown")) return "unknown-issuer";
        if (Has(text, "no alternative certificate subject name") || Has(text, "does not match target host") || Has(text, "WRONG_PRINCIPAL") || Has(text, "ostname mismatch")) return "name";
        return null;
    }

    /// <summary>The other end reset the connection, or it broke.</summary>
    public static bool IsReset(string text) => Has(text, "reset by peer") || Has(text, "Connection was reset") || Has(text, "Broken pipe") || Has(text, "Connection was aborted");

    public static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
