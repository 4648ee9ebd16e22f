using System.Buffers;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Pinging;

/// <summary>The lines around the rows of a Unix ping: header, statistics, and what macOS adds to an error.</summary>
internal static class UnixPingFrame
{
    private static readonly SearchValues<char> HexOrBlank = SearchValues.Create("0123456789abcdef ");

    /// <param name="FirstSeq">Number of the first probe where the header's style tells: iputils counts from 1, BSD and busybox from 0.</param>
    public readonly record struct Header(string? Target, string? Address, int? Size, int? FirstSeq);

    public readonly record struct Counts(int? Sent, int? Received, int? Duplicates);

    /// <summary><c>PING name (address) 56(84) bytes of data.</c> and its kin.</summary>
    public static bool TryHeader(ReadOnlySpan<char> line, out Header header)
    {
        header = default;
        line = LineShape.Unmarked(line.Trim());
        if (line.Length > 400) return false;
        if (line.StartsWith("PING6("))
        {
            var sizes = line[6..];
            var plus = sizes.LastIndexOf('+');
            if (plus < 0 || !Figures.TryLeading(sizes[(plus + 1)..], out var payload, out _)) return false;
            var arrow = line.IndexOf("--> ");
            if (arrow < 0) return false;
            var to = line[(arrow + 4)..].Trim().ToString();
            header = new(to, AddressText.Is(to) ? to : null, payload, 0);
            return true;
        }

        if (!line.StartsWith("PING ") && !line.StartsWith("Ping ")) return false;
        var rest = line[5..];
        if (!AddressText.Find(rest, out var start, out var length, glued: true)) return false;
        var address = rest.Slice(start, length).ToString();
        var end = rest.IndexOfAny('(', ' ');
        var target = (end < 0 ? rest : rest[..end]).TrimEnd(":");
        if (target.IsEmpty && start > 3) return false;
        var tail = rest[(start + length)..];
        if (!TrySize(tail, out var size, out var after)) return false;
        if (line[0] == 'P' && line[1] == 'i' && !line.Contains("break", StringComparison.Ordinal)) return false;
        int? first = after is ['(', ..] ? 1 : tail.TrimStart(")") is [':', ..] ? 0 : null;
        header = new(target.IsEmpty ? null : target.ToString(), address, size, line.Contains("break", StringComparison.Ordinal) ? null : first);
        return true;
    }

    /// <summary><c>--- name ping statistics ---</c> in any language.</summary>
    public static bool IsSummaryHeader(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.StartsWith("^C")) line = line[2..];
        return line.StartsWith("---") && line.EndsWith("---") && line.Contains("ping", StringComparison.OrdinalIgnoreCase) && !IsHping(line);
    }

    /// <summary>The heading above hping's statistics, which count like ping's but of TCP or UDP probes.</summary>
    public static bool IsHping(ReadOnlySpan<char> line) => line.Contains("hping statistic", StringComparison.Ordinal);

    /// <summary><c>5 packets transmitted, 4 received, +1 duplicates, 20% packet loss, time 4005ms</c>; numbers in that order in any language.</summary>
    public static bool TryCounts(ReadOnlySpan<char> line, out Counts counts)
    {
        counts = default;
        line = line.Trim();
        if (line.Length > 200 || !line.Contains('%')) return false;
        int? sent = null, received = null, duplicates = null;
        foreach (var range in line.SplitAny(",，、"))
        {
            var part = line[range].Trim();
            var digits = part.IndexOfAnyInRange('0', '9');
            if (digits < 0 || !Figures.TryLeading(part[digits..], out var value, out _)) continue;
            if (part.Contains('%')) break;
            if (part[0] == '+')
            {
                if (part.Contains("dup", StringComparison.OrdinalIgnoreCase) || part.Contains('重')) duplicates = value;
            }
            else if (sent is null) sent = value;
            else received ??= value;
        }

        counts = new(sent, received, duplicates);
        return sent is not null && received is not null;
    }

    /// <summary>One of the counts of a device that prints each on its own line: <c>5 packet(s) transmitted</c>.</summary>
    public static bool TryCount(ReadOnlySpan<char> line, out int value, out bool sent)
    {
        line = line.Trim();
        sent = line.EndsWith("transmitted", StringComparison.OrdinalIgnoreCase);
        return Figures.TryLeading(line, out value, out var length) && length > 0 && line.Length < 40
            && line[length..].TrimStart().StartsWith("packet") && (sent || line.EndsWith("received", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A line of the statistics that holds no count: times, or the percentage alone.</summary>
    public static bool IsSummaryRest(ReadOnlySpan<char> line) =>
        line.Contains("min/avg/max", StringComparison.Ordinal) || line.Contains('=') && line.Count('/') >= 2 && line.Contains(" ms", StringComparison.Ordinal)
        || line.Trim().EndsWith("% packet loss") && line.Trim().Length < 24;

    /// <summary>The dump of the IP header below a BSD error, and a timeout row that was cut.</summary>
    public static bool IsBesideRows(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.StartsWith("Vr HL TOS")) return true;
        if (line.Length >= 8 && "Request timeout for icmp_seq".AsSpan().StartsWith(line)) return true;
        if (line.Length is < 30 or > 100 || !line.StartsWith("4 ")) return false;
        return AddressText.Find(line[2..], out var start, out _, glued: true) && !line[2..(start + 2)].ContainsAnyExcept(HexOrBlank);
    }

    private static bool TrySize(ReadOnlySpan<char> text, out int size, out ReadOnlySpan<char> after)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var free = i > 0 && text[i - 1] == ' ';
            if (Figures.TryLeading(text[i..], out size, out var length) && free && (i + length == text.Length || text[i + length] is ' ' or '(' || text[i + length] > '\x7F'))
            {
                after = text[(i + length)..];
                return true;
            }

            while (i + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[i + 1]) || text[i + 1] is '.' or ':')) i++;
        }

        size = 0;
        after = default;
        return false;
    }
}
