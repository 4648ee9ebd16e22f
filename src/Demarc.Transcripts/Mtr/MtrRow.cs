using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Traceroute;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// One row of an mtr table: <c>N.</c> (reports add <c>|--</c>), an AS number if asked for, a name or address, and the
/// figures; <c>???</c> or <c>(waiting for reply)</c> where nobody answered. Further addresses of the hop follow on
/// lines without number.
/// </summary>
internal static class MtrRow
{
    private const int MostTokens = 40;
    private const string Branch = "|--";
    private const string Waiting = "(waiting for reply)";

    /// <summary>Reads a row; null when the line is none. <paramref name="values"/> counts the figures it held.</summary>
    public static Hop? Parse(ReadOnlySpan<char> line, MtrColumns columns, out int values, out bool report)
    {
        (values, report) = (0, false);
        if (!Trace.TryTtl(line, out var ttl, out var at) || line[at] != '.') return null;
        var rest = line[(at + 1)..].TrimStart();
        if (rest.StartsWith(Branch, StringComparison.Ordinal) || rest.StartsWith("|-", StringComparison.Ordinal))
        {
            report = true;
            rest = rest.TrimStart("|-").TrimStart();
        }

        var hop = new Hop { Ttl = ttl };
        if (rest.StartsWith(Waiting, StringComparison.Ordinal)) return hop;
        var tokens = rest.ToString().Replace("%", "% ", StringComparison.Ordinal).Split([' ', '\t'], MostTokens, StringSplitOptions.RemoveEmptyEntries);
        var figures = FirstFigure(tokens);
        if (figures == 0) return null;
        List<double> read = [];
        for (var i = figures; i < tokens.Length && read.Count < columns.Count && MtrColumns.TryValue(tokens[i], out var value); i++) read.Add(value);
        values = read.Count;
        if (!TryHost(tokens.AsSpan(0, figures), out var responder, out var silent)) return null;
        if (values == 0 && !silent && !report) return null;
        if (responder is not null) hop = hop with { Responders = [responder] };
        return columns.Fill(hop, read);
    }

    /// <summary>Reads a further address (or MPLS label) of the hop above; null when the line is none.</summary>
    public static Hop? Continue(ReadOnlySpan<char> line, Hop hop)
    {
        var text = line.Trim();
        if (text.Length is 0 or > 200) return null;
        if (text.StartsWith("[MPLS:", StringComparison.Ordinal)) return hop with { Mpls = [.. hop.Mpls ?? [], text.Trim("[]").ToString()] };
        if (hop.Responders.Count == 0) return null;
        var tokens = text.ToString().Split([' ', '\t'], 5, StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length > 3 || !TryHost(tokens, out var responder, out _) || responder is null) return null;
        // A lone word could be anybody's; a name must be indented like a host and have a dot.
        if (responder.Address is null && (line.Length - line.TrimStart().Length < 4 || !text.Contains('.') || tokens.Length > 2 || text is [.., '.' or '。' or ':' or '：'])) return null;
        List<Responder> responders = [.. hop.Responders];
        Trace.AddOnce(responders, responder);
        return hop with { Responders = responders };
    }

    /// <summary>Index of the loss figure: the first token with a percent sign, or the first value behind the host (<c>???  100.0</c>).</summary>
    private static int FirstFigure(string[] tokens)
    {
        for (var i = 1; i < tokens.Length; i++)
        {
            if (tokens[i] is [.., '%'] && MtrColumns.TryValue(tokens[i], out _)) return i;
        }

        for (var i = 1; i < tokens.Length; i++)
        {
            if (MtrColumns.TryValue(tokens[i], out _)) return i;
        }

        return tokens.Length;
    }

    /// <summary>Reads <c>host</c>, <c>AS64500 host</c> or <c>name (address)</c>; a responder of null is a silent hop.</summary>
    private static bool TryHost(ReadOnlySpan<string> tokens, out Responder? responder, out bool silent)
    {
        (responder, silent) = (null, false);
        long? asn = null;
        if (tokens.Length > 1 && ProbeRow.IsAsn(tokens[0], out asn)) tokens = tokens[1..];
        if (tokens.Length is 0 or > 2) return false;
        var host = tokens[0];
        if (host == "???")
        {
            silent = true;
            return true;
        }

        if (tokens.Length == 2)
        {
            if (tokens[1] is not ['(', .. var address, ')'] || !AddressText.Is(address)) return false;
            responder = new Responder(address, string.Equals(host, address, StringComparison.OrdinalIgnoreCase) ? null : host, asn);
            return true;
        }

        responder = AddressText.Is(host) ? new Responder(host, null, asn) : new Responder(null, host, asn);
        return AddressText.Is(host) || IsName(host);
    }

    private static bool IsName(string host)
    {
        foreach (var c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '*' or '…')) return false;
        }

        return char.IsAsciiLetterOrDigit(host[0]) || host[0] is '_' or '*';
    }
}
