using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Curl;

/// <summary>
/// The TLS handshake of one connection as curl's info lines tell it, in the words of OpenSSL, LibreSSL, GnuTLS and
/// Schannel. It counts as finished with <c>SSL connection using</c>; only what comes before can break it.
/// </summary>
internal sealed class CurlHandshake(int first)
{
    private string? _subject;
    private string? _issuer;
    private string? _start;
    private string? _expire;
    private int _levels;
    private string? _version;
    private string? _cipher;
    private string? _alert;
    private string? _verify;
    private string? _lastMessage;

    public int First { get; } = first;

    public int Last { get; private set; } = first;

    /// <summary>The handshake was completed.</summary>
    public bool Done { get; private set; }

    /// <summary>How it failed, as <see cref="Tls.Outcome"/>; null while it has not.</summary>
    public string? Failure { get; private set; }

    /// <summary>The line is part of a handshake.</summary>
    public static bool Belongs(string text) =>
        text.Contains("TLS handshake,", StringComparison.Ordinal) || text.Contains("TLS alert,", StringComparison.Ordinal)
        || text.StartsWith("SSL connection using", StringComparison.Ordinal) || text.StartsWith("SSL certificate ", StringComparison.Ordinal)
        || text.StartsWith("server certificate ", StringComparison.Ordinal) || text == "Server certificate:"
        || text.StartsWith("SSL: ", StringComparison.Ordinal) || text.StartsWith("schannel: ", StringComparison.Ordinal)
        || text.StartsWith("TLS connect error", StringComparison.Ordinal) || text.Contains("SSL_connect", StringComparison.Ordinal)
        || text.StartsWith("gnutls_handshake()", StringComparison.Ordinal) || text.StartsWith("SSL connection timeout", StringComparison.Ordinal)
        || text.StartsWith("error:", StringComparison.Ordinal);

    public void Add(string text, int line)
    {
        Last = line;
        if (Message(text)) return;
        if (text.StartsWith("SSL connection using ", StringComparison.Ordinal))
        {
            Done = true;
            var parts = text[21..].Split(" / ");
            _version = parts[0].Trim();
            _cipher = parts.Length > 1 ? parts[1].Trim() : null;
        }
        else if (text is "SSL certificate verify ok." or "server certificate verification OK" || text.StartsWith("SSL certificate verified", StringComparison.Ordinal))
        {
            _verify ??= "ok";
        }
        else if (text.StartsWith("SSL certificate verify result: ", StringComparison.Ordinal))
        {
            _verify = CurlErrors.Verification(text) ?? Words(text[31..]);
        }
        else if (CurlErrors.Verification(text) is { } verdict)
        {
            _verify = verdict;
            if (!text.StartsWith("server certificate ", StringComparison.Ordinal)) Failure ??= "verify-failed";
        }
        else Fail(text, line);
    }

    /// <summary>The certificate's own lines, indented below <c>Server certificate:</c>; false when the line is none.</summary>
    public bool Certificate(string text, int line)
    {
        if (text.StartsWith("subject: ", StringComparison.Ordinal)) _subject ??= text[9..];
        else if (text.StartsWith("issuer: ", StringComparison.Ordinal)) _issuer ??= text[8..];
        else if (text.StartsWith("start date: ", StringComparison.Ordinal)) _start ??= text[12..];
        else if (text.StartsWith("expire date: ", StringComparison.Ordinal)) _expire ??= text[13..];
        else if (text.StartsWith("Certificate level ", StringComparison.Ordinal) && text.Length > 18 && char.IsAsciiDigit(text[18])) _levels = Math.Max(_levels, text[18] - '0' + 1);
        else if (!text.StartsWith("common name: ", StringComparison.Ordinal) && !text.StartsWith("subjectAltName: ", StringComparison.Ordinal)) return false;
        Last = line;
        return true;
    }

    /// <summary>A failure in words while the handshake runs; false when they say nothing of it.</summary>
    public bool Fail(string text, int line)
    {
        var verdict = CurlErrors.Verification(text);
        var outcome = verdict is not null ? "verify-failed" : OutcomeOf(text);
        if (outcome is null) return false;
        _verify = verdict ?? _verify;
        if (Failure is null) Last = Math.Max(Last, line);
        Failure ??= outcome;
        return true;
    }

    /// <summary>What a failure's words mean for a handshake; null when nothing.</summary>
    public static string? OutcomeOf(string text)
    {
        if (CurlErrors.Has(text, "wrong version number") || CurlErrors.Has(text, "packet length too long") || CurlErrors.Has(text, "unknown protocol")
            || CurlErrors.Has(text, "record too long") || CurlErrors.Has(text, "http request")) return "plaintext";
        if (CurlErrors.Has(text, "certificate verification failed") || CurlErrors.Has(text, "certificate problem")) return "verify-failed";
        if (CurlErrors.Has(text, " alert ") || CurlErrors.Has(text, "alert received")) return "alert";
        if (CurlErrors.IsReset(text) || CurlErrors.Has(text, "SSL_ERROR_SYSCALL") || CurlErrors.Has(text, "unexpected eof") || CurlErrors.Has(text, "non-properly terminated")) return "reset";
        if (CurlErrors.Has(text, "timed out") || CurlErrors.Has(text, "timeout")) return "timeout";
        return null;
    }

    /// <summary>The observation; null when the text neither shows it finished nor how it failed.</summary>
    public Tls? Observe(Func<string, int, int, Evidence> cite) => !Done && Failure is null && _subject is null ? null : new Tls
    {
        Outcome = Failure ?? (Done ? "ok" : null),
        Version = _version,
        Cipher = _cipher,
        Alert = _alert,
        Verify = _verify,
        Chain = Chain(),
        StalledAfter = Failure is "timeout" or "reset" ? _lastMessage : null,
        Evidence = cite(Kinds.Tls, First, Last),
    };

    private List<Certificate>? Chain()
    {
        if (_subject is null && _issuer is null) return null;
        var chain = new List<Certificate> { new(_subject, _issuer, _start, _expire) };
        while (chain.Count < _levels) chain.Add(new(null, null, null, null));
        return chain;
    }

    private bool Message(string text)
    {
        if (After(text, "TLS handshake, ") is { } message)
        {
            _lastMessage = message;
            return true;
        }

        if (After(text, "TLS alert, ") is not { } alert) return false;
        if (alert is not "close notify" && !Done)
        {
            _alert ??= alert;
            if (text.Contains("(IN)", StringComparison.Ordinal)) Failure ??= "alert";
        }

        return true;
    }

    private static string? After(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : Words(text[(at + mark.Length)..]);
    }

    /// <summary>The words without the number in parentheses and what follows it.</summary>
    private static string Words(string text)
    {
        var open = text.LastIndexOf(" (", StringComparison.Ordinal);
        return (open > 0 && open + 2 < text.Length && int.TryParse(text.AsSpan(open + 2, 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text[..open] : text).TrimEnd(':', ' ');
    }
}
