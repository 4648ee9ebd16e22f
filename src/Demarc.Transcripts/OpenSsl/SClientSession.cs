using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Curl;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.OpenSsl;

/// <summary>
/// One session of s_client while its lines are read. <c>Verify return code: 0 (ok)</c> and a protocol are printed even where
/// no certificate came, so they count only for a handshake that was completed.
/// </summary>
internal sealed class SClientSession
{
    private const int MostCertificates = 20;
    private const string Tool = "openssl";

    private readonly List<Certificate> _chain = [];
    private readonly List<(SClientError Error, int Line)> _errors = [];
    private (string? Subject, string? Issuer, string? From, string? Until, string? Fingerprint) _leaf;
    private (int Line, string Address)? _connecting;
    private int? _connected;
    private string? _version, _protocol, _cipher, _verifyWords, _verify;
    private bool _none, _finished, _pem, _stopped;
    private long? _readBytes;
    private DateTimeOffset? _start;
    private string? _startText;

    /// <summary>Takes a line; false where it is none of the session's.</summary>
    public bool Take(string line, int index)
    {
        var text = line.Trim();
        if (_pem && (text.StartsWith("-----END ", StringComparison.Ordinal) || !text.Contains(' ')))
        {
            _pem = !text.StartsWith("-----END ", StringComparison.Ordinal);
            return true;
        }

        _pem = text.StartsWith("-----BEGIN ", StringComparison.Ordinal);
        if (_pem) return true;
        if (text.StartsWith("CONNECTED(", StringComparison.Ordinal)) return Begin(index);
        if (SClientError.Parse(text) is { } error)
        {
            if (_errors.Count < 20) _errors.Add((error, index));
            return true;
        }

        if (text is "^C" && _connected is not null) return _stopped = true;
        return Certificate(text) || Verification(text) || Connection(text, index) || IsOther(line, text);
    }

    /// <summary>What the session says, in the order it happened.</summary>
    public IEnumerable<Observation> Observe(BlockContext context, SClientCommand? asked, int last)
    {
        var address = _connecting?.Address ?? (AddressText.Is(asked?.Host) ? asked!.Host : null);
        foreach (var (error, line) in _errors)
        {
            if (error.IsUnresolved || (error is { Library: "SSL routines", AlertName: null } && CurlHandshake.OutcomeOf(error.Reason) is null && !_finished)) yield return Text(error).Placed(context, Tool, line, line);
        }

        var failed = _connected is null ? _errors.FirstOrDefault(each => each.Error.Connecting is not null) : default;
        if (failed.Error?.Connecting is var (outcome, code))
        {
            yield return new Connect { Evidence = Rows.Unplaced, Target = asked?.Host, TargetAddress = address, Port = asked?.Port, Outcome = outcome, Code = code }.Placed(context, Tool, failed.Line, failed.Line);
        }
        else if (_connected is { } connected && asked?.Port is { } port)
        {
            yield return new Connect { Evidence = Rows.Unplaced, Target = asked.Host, TargetAddress = address, Port = port, Outcome = "ok" }.Placed(context, Tool, connected, connected);
        }

        if (Handshake() is { } tls)
        {
            var time = _start is null ? null : new Moment(_startText!, _start, ZoneKnowledge.Stated);
            yield return (tls with { Target = asked?.Host, TargetAddress = address, Port = asked?.Port, Sni = asked?.Sni }).Placed(context, Tool, context.First, last, time);
        }
    }

    private Tls? Handshake()
    {
        if (_chain.Count == 0 && (_leaf.Subject ?? _leaf.Until) is not null) _chain.Add(new(_leaf.Subject, _leaf.Issuer, _leaf.From, _leaf.Until, _leaf.Fingerprint));
        else if (_chain.Count > 0 && _leaf.Until is not null) _chain[0] = _chain[0] with { NotBefore = _leaf.From, NotAfter = _leaf.Until, Fingerprint = _leaf.Fingerprint };
        var done = _cipher is not null;
        var verify = _none || (!done && _chain.Count == 0 && _verify == "ok") ? null : _verify;
        var alert = _errors.Select(each => each.Error.AlertName).FirstOrDefault(name => name is not null);
        var broken = _connected is not null || _readBytes is not null;
        var outcome = alert is not null ? "alert"
            : _errors.Select(each => each.Error.Library == "SSL routines" ? CurlHandshake.OutcomeOf(each.Error.Reason) : null).FirstOrDefault(each => each is not null) is { } words && !done ? words
            : !done && broken && (_errors.Exists(each => each.Error.IsBroken) || _readBytes == 0) ? "reset"
            : verify is not (null or "ok") ? "verify-failed"
            : done ? "ok"
            : _stopped && _readBytes is null && _chain.Count == 0 ? "timeout" : null;
        if (outcome is null && verify is null && _chain.Count == 0) return null;
        return new Tls
        {
            Evidence = Rows.Unplaced,
            Outcome = outcome,
            Version = done ? _protocol ?? _version : null,
            Cipher = _cipher,
            Alert = alert,
            Verify = verify,
            Chain = _none ? [] : _chain.Count == 0 ? null : _chain,
        };
    }

    private static ErrorText Text(SClientError error) => new()
    {
        Evidence = Rows.Unplaced,
        Product = Tool,
        Code = error.Code,
        Text = Secrets.MaskAndCut(error.Line, 300),
        Meaning = error.IsUnresolved ? "could-not-resolve" : null,
    };

    private bool Begin(int index)
    {
        if (_connected is not null || _finished) return false;
        _connected = index;
        return true;
    }

    /// <summary>Rows of <c>Certificate chain</c>, and the lines of the server's own certificate.</summary>
    private bool Certificate(string text)
    {
        if (text.IndexOf(" s:", StringComparison.Ordinal) is > 0 and <= 3 and var at && int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            if (_chain.Count < MostCertificates) _chain.Add(new(text[(at + 3)..], null, null, null));
            return true;
        }

        if (text.StartsWith("i:", StringComparison.Ordinal) && _chain.Count > 0) _chain[^1] = _chain[^1] with { Issuer = text[2..] };
        else if (text.StartsWith("v:NotBefore: ", StringComparison.Ordinal) && _chain.Count > 0)
        {
            var dates = text[13..].Split("; NotAfter: ");
            _chain[^1] = _chain[^1] with { NotBefore = dates[0], NotAfter = dates.Length > 1 ? dates[1] : null };
        }
        else if (text.StartsWith("subject=", StringComparison.Ordinal)) _leaf.Subject ??= text[8..].Trim();
        else if (text.StartsWith("issuer=", StringComparison.Ordinal)) _leaf.Issuer ??= text[7..].Trim();
        else if (text.StartsWith("notBefore=", StringComparison.Ordinal)) _leaf.From ??= text[10..];
        else if (text.StartsWith("notAfter=", StringComparison.Ordinal)) _leaf.Until ??= text[9..];
        else if (text.IndexOf(" Fingerprint=", StringComparison.Ordinal) is > 2 and < 8 and var finger) _leaf.Fingerprint ??= text[(finger + 13)..];
        else if (text == "no peer certificate available") _none = true;
        else return false;
        return true;
    }

    private bool Verification(string text)
    {
        if (text.StartsWith("Verify return code: ", StringComparison.Ordinal))
        {
            _finished = true;
            var open = text.IndexOf('(');
            _verifyWords = (open > 0 ? text.AsSpan(open + 1).TrimEnd(')') : text.AsSpan(20)).ToString();
        }
        else if (text.StartsWith("Verification error: ", StringComparison.Ordinal)) _verifyWords = text[20..];
        else if (text.StartsWith("verify error:num=", StringComparison.Ordinal)) _verifyWords = text.AsSpan(text.IndexOf(':', 17) + 1).ToString();
        else return text == "Verification: OK" || text.StartsWith("verify return:", StringComparison.Ordinal) || text.StartsWith("verify depth is ", StringComparison.Ordinal);
        _verify = _verifyWords == "ok" ? "ok" : CurlErrors.Verification(_verifyWords) ?? _verifyWords;
        return true;
    }

    private bool Connection(string text, int index)
    {
        if (text.StartsWith("New, ", StringComparison.Ordinal) || text.StartsWith("Reused, ", StringComparison.Ordinal))
        {
            var parts = text.Split(", ");
            var cipher = parts is [_, _, var named] && named.StartsWith("Cipher is ", StringComparison.Ordinal) ? named[10..] : null;
            if (cipher is null or "(NONE)") return true;
            (_cipher, _version) = (cipher, parts[1] == "TLSv1/SSLv3" ? null : parts[1]);
        }
        else if (text.StartsWith("Protocol", StringComparison.Ordinal) && text.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 14 and var colon) _protocol = text[(colon + 2)..];
        else if (text.StartsWith("SSL handshake has read ", StringComparison.Ordinal)) _readBytes = Figures.Count(text.AsSpan(23, Math.Max(0, text.IndexOf(" bytes", StringComparison.Ordinal) - 23)));
        else if (text.StartsWith("Start Time: ", StringComparison.Ordinal) && Figures.Count(text.AsSpan(12)) is { } seconds and < 4_000_000_000) (_start, _startText) = (DateTimeOffset.FromUnixTimeSeconds(seconds), text[12..]);
        else if (text.StartsWith("Connecting to ", StringComparison.Ordinal) && AddressText.Is(text.AsSpan(14))) return _connecting is null && Note(index, text[14..]);
        else return false;
        return true;
    }

    private bool Note(int index, string address)
    {
        _connecting = (index, address);
        return true;
    }

    private static readonly string[] Others =
    [
        "---", "depth=", "Certificate chain", "Server certificate", "No client certificate CA names", "Acceptable client certificate", "Client Certificate Types", "Requested Signature",
        "Shared Requested", "Shared Elliptic", "Requested Elliptic", "Peer sign", "Server Temp Key", "Peer Temp Key", "Negotiated TLS", "Server public key", "Secure Renegotiation", "This TLS version forbids",
        "Compression:", "Expansion:", "No ALPN", "ALPN protocol", "Early data", "SSL-Session:", "Post-Handshake", "read R BLOCK", "closed", "DONE", "OCSP", "SCT", "Can't use SSL_get_servername",
        "didn't found", "didn't find", "Warning:", "a:PKEY", "Verification", "serial=", "QUIC", "SSL_connect", "SSL3 alert", "SSL-", "DANE", "SRTP", "Keying material", "shutting down", "Extended master", "Max Early Data",
    ];

    /// <summary>Lines of s_client that say nothing we keep: fixed beginnings, indented lines of the session, names of authorities.</summary>
    private static bool IsOther(string line, string text)
    {
        foreach (var begin in Others)
        {
            if (text.StartsWith(begin, StringComparison.Ordinal)) return true;
        }

        if (line[0] is ' ' or '\t' && (text.Contains(" - ", StringComparison.Ordinal) || text.Contains(':'))) return true;
        var equals = text.IndexOf('=');
        return equals is > 0 and < 5 && char.IsAsciiLetterUpper(text[text[0] == '/' ? 1 : 0]);
    }
}
