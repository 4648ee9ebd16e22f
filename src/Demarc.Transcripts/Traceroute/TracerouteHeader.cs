using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Traceroute;

/// <summary>
/// The header line of the traceroute family: <c>traceroute to NAME (ADDRESS), N hops max, …</c>, IOS's
/// <c>Tracing the route to …</c>, and tcptraceroute's <c>Tracing the path to … on TCP port N</c>.
/// </summary>
/// <param name="Target">Name as typed, or the address.</param>
/// <param name="Address">The address traced to.</param>
/// <param name="MaxHops">Highest hop, where stated.</param>
/// <param name="Protocol">Where the wording tells; else null.</param>
/// <param name="Port">Destination port, where stated.</param>
internal sealed record TracerouteHeader(string? Target, string? Address, int? MaxHops, string? Protocol, int? Port)
{
    private static readonly string[] Starts = ["traceroute to ", "traceroute6 to ", "Tracing the route to "];
    public const string TcpStart = "Tracing the path to ";

    /// <summary>Whether the line holds a header of traceroute or IOS.</summary>
    public static bool IsOne(ReadOnlySpan<char> line)
    {
        foreach (var start in Starts)
        {
            if (line.Contains(start, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Reads a header of traceroute or IOS; null when the line is none.</summary>
    public static TracerouteHeader? Parse(string line)
    {
        foreach (var start in Starts)
        {
            var at = line.IndexOf(start, StringComparison.Ordinal);
            if (at < 0) continue;
            // NextTrace words its header alike and prints other rows.
            if (line.EndsWith(" mode", StringComparison.Ordinal) || line.Contains(" payload", StringComparison.Ordinal)) return null;
            var cisco = start[0] == 'T';
            var fortios = line.Contains("probe packets per hop", StringComparison.Ordinal);
            return Rest(line.AsSpan(at + start.Length), cisco || fortios ? "udp" : null, null);
        }

        return null;
    }

    /// <summary>Reads a header of tcptraceroute; null when the line is none.</summary>
    public static TracerouteHeader? ParseTcp(string line)
    {
        var at = line.IndexOf(TcpStart, StringComparison.Ordinal);
        if (at < 0) return null;
        var rest = line.AsSpan(at + TcpStart.Length);
        return Rest(rest, "tcp", NumberAfter(rest, "port "));
    }

    private static TracerouteHeader Rest(ReadOnlySpan<char> rest, string? protocol, int? port)
    {
        var open = rest.IndexOf('(');
        var end = rest.IndexOfAny(' ', ',', '(');
        var name = (end < 0 ? rest : rest[..end]).Trim();
        string? address = null;
        if (open >= 0 && rest[open..].IndexOf(')') is > 1 and var close)
        {
            var inside = rest[(open + 1)..(open + close)].Trim();
            if (AddressText.Is(inside)) address = inside.ToString();
        }

        if (address is null && AddressText.Is(name)) address = name.ToString();
        var max = rest.IndexOf(" hops max", StringComparison.Ordinal);
        int? hops = null;
        if (max > 0)
        {
            var start = rest[..max].LastIndexOf(' ') + 1;
            if (int.TryParse(rest[start..max], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= Trace.LastTtl) hops = value;
        }

        return new TracerouteHeader(name.Length == 0 ? address : name.ToString(), address, hops, protocol, port);
    }

    private static int? NumberAfter(ReadOnlySpan<char> text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0) return null;
        text = text[(at + word.Length)..];
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 65535 ? value : null;
    }
}
