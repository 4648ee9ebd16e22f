using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// The rows of Windows ping in any language: recognised by address, <c>TTL=</c> and the order of numbers, which no
/// translation changes; words serve only where a row has no number.
/// </summary>
internal static class WindowsPingRows
{
    private const int LongestRow = 300;
    private const int LongestLead = 30;         // words before the address of a row, in the wordiest language

    private static readonly string[] ReplyWords = ["回复", "回覆", "応答", "응답", "Reply", "Réponse", "Reponse", "Antwort", "Respuesta", "Resposta", "Ответ", "Odpowied", "Risposta", "cevap", "yanıt"];
    private static readonly string[] HeaderWords = ["ping", "Disparando", "Обмен пакетами", "Badanie"];

    public readonly record struct Reply(string? From, int? Bytes, double Ms, int? Ttl);

    /// <summary>An echo reply: address, bytes, time and, over IPv4, the TTL.</summary>
    public static bool TryReply(ReadOnlySpan<char> line, out Reply reply)
    {
        reply = default;
        line = LineShape.Unmarked(line.Trim());
        if (line.Length is 0 or > LongestRow) return false;
        var ttlAt = line.IndexOf("TTL=");
        int? ttl = null;
        if (ttlAt > 0)
        {
            if (!Figures.TryLeading(line[(ttlAt + 4)..], out var value, out _) || value > 255) return false;
            ttl = value;
        }

        var head = ttlAt > 0 ? line[..ttlAt] : line;
        string? from = null;
        var after = 0;
        if (AddressText.Find(head, out var start, out var length, glued: true) && start <= LongestLead)
        {
            from = head.Slice(start, length).ToString();
            after = start + length;
        }
        else if (ttlAt > 0 && TryMasked(head, out from, out after))
        {
        }
        else return false;

        if (ttlAt < 0 && !from!.Contains(':')) return false;
        if (!TryTime(head[after..], out var ms, out var timeAt)) return false;
        int? bytes = FirstAssigned(head[after..][..timeAt]);
        if (ttlAt > 0 && bytes is null) return false;
        reply = new(from, bytes, ms, ttl);
        return true;
    }

    /// <summary>A row in place of a reply. Strict enough to open a block only with a reply word or standing alone.</summary>
    public static bool TryFailure(ReadOnlySpan<char> line, out string code, out string? from, out bool opens)
    {
        (code, from, opens) = ("", null, false);
        line = LineShape.Unmarked(line.Trim());
        if (line.Length is 0 or > LongestRow || line.Contains("TTL=", StringComparison.Ordinal)) return false;
        var phrase = PingFailures.TryFind(line, out code, out var start, out var end);
        if (phrase && start <= 12 && !line[..start].ContainsAnyInRange('0', '9'))
        {
            var rest = line[end..].Trim(" .。!");
            opens = rest.IsEmpty;
            return rest.Length <= 60 && code != PingFailures.Unresolved;
        }

        var lead = phrase ? line[..start] : line;
        if (AddressText.Find(lead, out var at, out var length, glued: true) && at <= LongestLead) from = lead.Slice(at, length).ToString();
        else if (!TryMasked(lead, out from, out at)) return false;
        if (!phrase && line.Contains("TTL", StringComparison.Ordinal) && !line.Contains('=')) (phrase, code) = (true, PingFailures.TtlExpired);
        if (!phrase || line.IndexOfAny(":：") < 0) return false;
        foreach (var word in ReplyWords) opens |= line.Contains(word, StringComparison.Ordinal);
        return code is not (PingFailures.Timeout or PingFailures.Unresolved);
    }

    /// <summary>The opening line: a target, a size, and a colon at the end.</summary>
    public static bool TryHeader(ReadOnlySpan<char> line, bool named, out string? target, out string? address, out int size)
    {
        (target, address, size) = (null, null, 0);
        line = line.Trim();
        if (line.Length is < 10 or > LongestRow || line.Contains('=')) return false;
        if (line[^1] is not (':' or '：') && !line.StartsWith("Pinging ")) return false;
        if (named && !HasHeaderWord(line)) return false;
        if (!PingTargets.TryFind(line, out target, out address, out var from, out var to)) return false;
        return TrySize(line[to..], out size) || TrySize(line[..from], out size);
    }

    /// <summary>The line above the counts: "ping", an address and a colon, but no size.</summary>
    public static bool IsSummaryHeader(ReadOnlySpan<char> line, out string? address)
    {
        address = null;
        line = line.Trim();
        if (line.Length is < 8 or > 120 || line[^1] is not (':' or '：') || line.Contains('=')) return false;
        if (!line.Contains("ping", StringComparison.OrdinalIgnoreCase)) return false;
        return PingTargets.TryFind(line, out _, out address, out _, out _) && !TryHeader(line, named: true, out _, out _, out _);
    }

    /// <summary>Sent, received and lost: three numbers after equals signs, none with a unit.</summary>
    public static bool TryCounts(ReadOnlySpan<char> line, out int sent, out int received)
    {
        Span<int> values = stackalloc int[3];
        var found = Assigned(line, values, units: false);
        (sent, received) = (values[0], values[1]);
        return found == 3 && sent >= received;
    }

    /// <summary>Least, greatest and mean time: three numbers after equals signs, each with a unit.</summary>
    public static bool IsTimes(ReadOnlySpan<char> line) => Assigned(line, stackalloc int[3], units: true) == 3;

    public static bool IsInterrupt(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.SequenceEqual("^C") || line.StartsWith("Control-C");
    }

    private static bool HasHeaderWord(ReadOnlySpan<char> line)
    {
        foreach (var word in HeaderWords)
        {
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>A hidden address in brackets: <c>[their address]</c>.</summary>
    private static bool TryMasked(ReadOnlySpan<char> line, out string? from, out int end)
    {
        (from, end) = (null, 0);
        var open = line.IndexOf('[');
        if (open is < 0 or > LongestLead) return false;
        var close = line[open..].IndexOf(']');
        if (close is < 2 or > 60) return false;
        (from, end) = (line[(open + 1)..(open + close)].ToString(), open + close + 1);
        return true;
    }

    /// <summary>The last <c>=12ms</c>, <c>=12 ms</c> or <c>&lt;1ms</c> of the text; below a bound reads as half of it.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out double ms, out int at)
    {
        (ms, at) = (0, 0);
        text = text.TrimEnd();
        var end = text.Length;
        while (end > 0 && text.Length - end < 12 && !char.IsAsciiDigit(text[end - 1]))
        {
            if (text[end - 1] is '=' or '<' or '(' or ')') return false;
            end--;
        }

        var digits = end;
        while (digits > 0 && (char.IsAsciiDigit(text[digits - 1]) || text[digits - 1] is '.')) digits--;
        if (digits == end || end == text.Length || !double.TryParse(text[digits..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out ms)) return false;
        at = digits;
        while (at > 0 && text[at - 1] == ' ') at--;
        if (at == 0 || text[at - 1] is not ('=' or '<' or '＝' or '＜')) return false;
        at--;
        if (text[at] is '<' or '＜') ms /= 2;
        return ms < 1_000_000;
    }

    private static int? FirstAssigned(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny('=', '＝');
        return at >= 0 && Figures.TryLeading(text[(at + 1)..].TrimStart(), out var value, out _) ? value : null;
    }

    private static int Assigned(ReadOnlySpan<char> line, Span<int> values, bool units)
    {
        var found = 0;
        if (line.Length > LongestRow) return 0;
        for (var i = 0; i < line.Length && found < values.Length; i++)
        {
            if (line[i] is not ('=' or '＝')) continue;
            var rest = line[(i + 1)..].TrimStart();
            if (!Figures.TryLeading(rest, out values[found], out var length)) return 0;
            rest = rest[length..].TrimStart();
            if (units != (!rest.IsEmpty && char.IsLetter(rest[0]))) return 0;
            found++;
        }

        return found;
    }

    private static bool TrySize(ReadOnlySpan<char> text, out int size)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var free = i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1]) && text[i - 1] is not ('.' or ':' or '-' or '/');
            if (Figures.TryLeading(text[i..], out size, out var length) && free && (i + length == text.Length || !char.IsAsciiLetterOrDigit(text[i + length]) && text[i + length] is not '.')) return true;
            i += Math.Max(length - 1, 0);
        }

        size = 0;
        return false;
    }
}
