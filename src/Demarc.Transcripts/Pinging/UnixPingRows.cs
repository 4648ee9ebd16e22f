using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// The rows of Unix ping (iputils, BSD and macOS, busybox, Huawei and H3C devices): every row about a probe carries its
/// sequence number, in any language.
/// </summary>
internal static class UnixPingRows
{
    private const int LongestRow = 400;
    private static readonly string[] Marks = ["icmp_seq=", "icmp_seq ", " seq=", "Sequence="];

    /// <summary>What a row says about one probe.</summary>
    /// <param name="Code">Null for an echo reply.</param>
    public readonly record struct Row(int? Seq, string? Code, string? From, double? Ms, int? Ttl, int? Bytes, bool Duplicate, int? Mtu);

    public static bool TryRow(ReadOnlySpan<char> line, out Row row)
    {
        row = default;
        line = line.Trim();
        if (line.StartsWith("^C")) line = line[2..];
        if (line.Length is 0 or > LongestRow) return false;
        foreach (var mark in Marks)
        {
            var at = line.IndexOf(mark);
            if (at < 0 || at > 160 || !Figures.TryLeading(line[(at + mark.Length)..], out var seq, out var length)) continue;
            return TryProbe(line[..at], line[(at + mark.Length + length)..], seq, out row);
        }

        return TryUnnumbered(line, out row);
    }

    /// <summary>An error row that names no probe: <c>36 bytes from gateway: Destination Net Unreachable</c>, <c>ping: sendto: …</c>.</summary>
    private static bool TryUnnumbered(ReadOnlySpan<char> line, out Row row)
    {
        row = default;
        if (line.SequenceEqual("Request time out") || line.SequenceEqual("Request timed out"))
        {
            row = new(null, PingFailures.Timeout, null, null, null, null, false, null);
            return true;
        }

        if (!PingFailures.TryFind(line, out var code, out var start, out _) || start < 5 || code == PingFailures.Unresolved) return false;
        if (line.StartsWith("ping: ") || line.StartsWith("ping6: ") || line.StartsWith("connect: "))
        {
            row = new(null, code, null, null, null, null, false, Mtu(line));
            return true;
        }

        if (!line.StartsWith("From ") && !(char.IsAsciiDigit(line[0]) && line.Contains(" bytes from ", StringComparison.Ordinal))) return false;
        if (line[..start].TrimEnd() is not [.., ':']) return false;
        var lead = line[..start].TrimEnd(": ");
        var sender = lead[(lead.IndexOf("rom ") + 4)..];
        if (sender.Contains(' ') && !sender.EndsWith(")")) return false;
        row = new(null, code, Sender(lead), null, null, null, false, Mtu(line));
        return row.From is not null;
    }

    private static bool TryProbe(ReadOnlySpan<char> before, ReadOnlySpan<char> after, int seq, out Row row)
    {
        int? ttl = null;
        double? ms = null;
        foreach (var part in after.Split(' '))
        {
            var word = after[part];
            var equals = word.IndexOfAny('=', '<');
            if (equals < 1) continue;
            var value = word[(equals + 1)..];
            if (word[..equals].SequenceEqual("ttl") || word[..equals].SequenceEqual("hlim"))
            {
                if (Figures.TryLeading(value, out var number, out _) && number <= 255) ttl = number;
            }
            else if (ms is null && ttl is not null && TryDecimal(value, out var time)) ms = word[equals] == '<' ? time / 2 : time;
        }

        var from = Sender(before);
        if (ttl is not null || ms is not null)
        {
            int? bytes = TryFirst(before, out var size) ? size : null;
            row = new(seq, null, from, ms, ttl, bytes, after.Contains("(DUP", StringComparison.Ordinal), null);
            return from is not null;
        }

        if (PingFailures.TryFind(after, out var code, out _, out _))
        {
            row = new(seq, code, from, null, null, null, false, Mtu(after));
            return true;
        }

        row = new(seq, PingFailures.Timeout, null, null, null, null, false, null);
        return from is null && before.Length < 60;
    }

    /// <summary>Who answered: the address in brackets or alone, else the name after "from".</summary>
    private static string? Sender(ReadOnlySpan<char> text)
    {
        if (text.LastIndexOf('(') is >= 0 and var open && text[open..].IndexOf(')') is > 1 and var close)
        {
            var inside = text[(open + 1)..(open + close)];
            if (AddressText.Is(inside)) return inside.ToString();
        }

        if (AddressText.Find(text, out var start, out var length, glued: true)) return text.Slice(start, length).ToString();
        var from = text.IndexOf("from ", StringComparison.OrdinalIgnoreCase);
        if (from < 0) return null;
        var name = text[(from + 5)..].TrimStart();
        var end = name.IndexOfAny(" :");
        name = end < 0 ? name : name[..end];
        return name.IsEmpty ? null : name.ToString();
    }

    private static int? Mtu(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf("mtu", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && Figures.TryLeading(text[(at + 3)..].TrimStart(" =:"), out var value, out _) && value is >= 68 and <= 65535 ? value : null;
    }

    private static bool TryFirst(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        text = text.TrimStart();
        return !text.IsEmpty && char.IsAsciiDigit(text[0]) && Figures.TryLeading(text, out value, out var length) && text[length..] is [' ', ..];
    }

    private static bool TryDecimal(ReadOnlySpan<char> text, out double value)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.')) length++;
        return double.TryParse(text[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value < 10_000_000;
    }
}
