using System.Globalization;
using Demarc.Transcripts.Curl;

namespace Demarc.Transcripts.OpenSsl;

/// <summary>
/// A line of OpenSSL's error queue, <c>140379806160640:error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake
/// failure:file:1458:SSL alert number 40</c>, or the <c>connect:errno=111</c> s_client prints below it.
/// </summary>
/// <param name="Code">The error's code in hex, or the system's number.</param>
/// <param name="Reason">Its words; empty for a bare number.</param>
internal sealed record SClientError(string Code, string Library, string Reason)
{
    private const string Alert = " alert ";

    /// <summary>Whole line, because the number of an alert stands at its end.</summary>
    public required string Line { get; init; }

    public static SClientError? Parse(string line)
    {
        var text = line.Trim();
        foreach (var call in (ReadOnlySpan<string>)["connect:errno=", "write:errno=", "read:errno="])
        {
            if (text.StartsWith(call, StringComparison.Ordinal) && int.TryParse(text.AsSpan(call.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return new(text[call.Length..], call[..call.IndexOf(':')], "") { Line = text };
        }

        var mark = text.IndexOf(":error:", StringComparison.Ordinal);
        if (mark is < 4 or > 20 || text.AsSpan(0, mark).ContainsAnyExcept(Hex)) return null;
        var parts = text[(mark + 7)..].Split(':');
        return parts.Length < 4 || parts[0].Length is < 6 or > 8 || parts[0].AsSpan().ContainsAnyExcept(Hex) ? null : new(parts[0], parts[1], parts[3]) { Line = text };
    }

    /// <summary>Only its number is told.</summary>
    public bool IsBare => Reason.Length == 0;

    /// <summary>The far end sent an alert; its name without what stands before it (<c>sslv3 alert</c>).</summary>
    public string? AlertName => !Line.Contains("SSL alert number ", StringComparison.Ordinal) && !Reason.Contains(Alert, StringComparison.Ordinal) ? null
        : Reason.IndexOf(Alert, StringComparison.Ordinal) is >= 0 and var at ? Reason[(at + Alert.Length)..]
        : Reason.IndexOf(' ') is > 0 and var blank ? Reason[(blank + 1)..] : Reason;

    public bool IsUnresolved => Has("Name or service not known") || Has("nodename nor servname") || Has("No such host") || Has("No address associated") || Has("name resolution");

    /// <summary>How a TCP connection failed; null where this says nothing of it.</summary>
    public (string Outcome, string? Code)? Connecting
    {
        get
        {
            if (Library is "connect") return FromNumber(int.Parse(Code, NumberStyles.None, CultureInfo.InvariantCulture));
            if (Library is not "system library") return null;
            if (CurlErrors.Connecting(Reason) is ({ } outcome, var code)) return (outcome, code);
            return int.TryParse(Code.AsSpan(Math.Max(0, Code.Length - 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? FromNumber(number) : null;
        }
    }

    /// <summary>The connection broke while it was read or written: any number but 0, or 0 for an end without a word.</summary>
    public bool IsBroken => Library is "write" or "read";

    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private bool Has(string words) => Line.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Numbers of Linux, macOS and Windows, as far as no two of them mean different things.</summary>
    private static (string Outcome, string? Code)? FromNumber(int number) => number switch
    {
        111 or 61 or 10061 => ("refused", null),
        110 or 60 or 10060 => ("timeout", null),
        113 or 65 or 10065 => ("unreachable", "host"),
        101 or 51 or 10051 => ("unreachable", "net"),
        104 or 54 or 10054 => ("reset", null),
        _ => null,
    };
}
