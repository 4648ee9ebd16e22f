using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// A row of Wireshark's packet list or of tshark: <c>2 0.048124 192.0.2.1 → 192.0.2.9 TCP 66 443 → 56951 [SYN, ACK] Seq=0 …</c>, put
/// into tcpdump's words, so that both meet the same analysis. Wireshark's own remarks are passed over: it judged packets in the
/// order captured.
/// </summary>
internal static partial class PacketTableRow
{
    private const int LongestRow = 600;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The row as tcpdump's line; null when the line is no row of TCP with its ports.</summary>
    public static string? AsPacketLine(ReadOnlySpan<char> line)
    {
        if (line.Length > LongestRow || line.IndexOf(" Seq=") < 0) return null;
        var row = Row.Match(line.ToString());
        if (!row.Success || Flags(row.Groups["flags"].Value) is not { } flags) return null;
        var rest = row.Groups["rest"].Value;
        var (sequence, length) = (Value(rest, "Seq="), Value(rest, "Len=") ?? 0);
        var options = new List<string>();
        if (Value(rest, "MSS=") is { } mss) options.Add($"mss {mss}");
        if (Value(rest, "WS=") is > 0 and < 1 << 15 and var factor) options.Add($"wscale {BitOperations.Log2((uint)factor)}");
        if (rest.Contains("SACK_PERM", StringComparison.Ordinal)) options.Add("sackOK");
        if (Value(rest, "TSval=") is { } stamp) options.Add($"TS val {stamp}");
        if (Value(rest, "SLE=") is { } left && Value(rest, "SRE=") is { } right) options.Add($"sack 1 {{{left}:{right}}}");
        return string.Create(CultureInfo.InvariantCulture, $"{row.Groups["time"].Value} IP {row.Groups["source"].Value}.{row.Groups["from"].Value} > {row.Groups["target"].Value}.{row.Groups["to"].Value}: Flags {$"[{flags}]"}, seq {sequence}{(length > 0 ? $":{sequence + length}" : "")}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{(Value(rest, "Ack=") is { } ack ? $"ack {ack}, " : "")}win {Value(rest, "Win=") ?? 0}, options [{string.Join(',', options)}], length {length}");
    }

    /// <summary>Any row of the list, whatever its protocol.</summary>
    public static bool IsRow(ReadOnlySpan<char> line) => line.Length <= LongestRow && AnyRow.IsMatch(line);

    private static string? Flags(string names)
    {
        var flags = "";
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            switch (name)
            {
                case "SYN" or "FIN" or "RST" or "PSH":
                    flags += name[0];
                    break;
                case "ACK":
                    flags += '.';
                    break;
                case "ECN" or "ECE" or "CWR" or "NS" or "AE" or "URG" or "<None>":
                    break;
                default:
                    return null;
            }
        }

        return flags;
    }

    private static long? Value(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return null;
        var digits = text.AsSpan(at + name.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return Figures.Count(end < 0 ? digits : digits[..end]);
    }

    [GeneratedRegex(@"^\W{0,3}(<[a-z]{1,6}>){0,4}\s{0,12}\d{1,9}\s{1,6}(?<time>\d{1,10}\.\d{1,9})\s{1,6}([\d:]{5,8}\.\d{1,9}\s{1,6})?(?<source>\S{2,64})\s{1,30}((→|->|-&gt;)\s{1,6})?(?<target>\S{2,64})\s{1,30}[A-Z][A-Za-z0-9./]{1,15}\s{1,10}\d{1,6}\s{1,8}(\[[^\]]{1,60}\]\s{0,2}){0,3}(?<from>[\w-]{1,40})\s{1,3}(→|>|-&gt;|&gt;)\s{1,3}(?<to>[\w-]{1,40})\s\[(?<flags>[A-Z, <>a-z]{2,40})\](?<rest> Seq=.{0,400})$", Options, 100)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"^\s{0,12}\d{1,9}\s{1,6}\d{1,10}\.\d{1,9}\s{1,6}([\d:]{5,8}\.\d{1,9}\s{1,6})?\S{2,64}\s{1,30}((→|->)\s{1,6})?\S{2,64}\s{1,30}[A-Z][A-Za-z0-9./]{1,15}\s{1,10}\d{1,6}\s", Options, 100)]
    private static partial Regex AnyRow { get; }
}
