using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Tracert;

/// <summary>
/// One hop row of tracert: a hop number, up to three cells (<c>&lt;N unit</c>, <c>N unit</c>, <c>*</c>) and the rest,
/// which is an address, <c>name [address]</c>, the words for "timed out", or an error. Never read by columns.
/// </summary>
internal sealed record TracertRow
{
    private const int CellsOfARow = 3;
    private static readonly string[] Units = ["毫秒", "мсек", "мс", "ms"];

    public required Hop Hop { get; init; }

    /// <summary>The row is whole: three cells and what belongs after them, or an error row.</summary>
    public bool Whole { get; init; }

    /// <summary>The row breaks off; what it holds is kept.</summary>
    public bool Broken { get; init; }

    /// <summary>The tool gives up after this row.</summary>
    public bool Ends { get; init; }

    /// <summary>Code of a failed transmission as printed (a Windows error number), or null.</summary>
    public string? SendError { get; init; }

    /// <summary>Three cells and a responder: the shape no other tool prints.</summary>
    public bool Certain => Whole && Hop.Sent == CellsOfARow && Hop.Responders.Count > 0;

    /// <summary>Reads a row; null when the line is none.</summary>
    public static TracertRow? Parse(ReadOnlySpan<char> line)
    {
        if (!Trace.TryTtl(line, out var ttl, out var at)) return null;
        if (line[at] is not (' ' or '\t')) return null;
        List<double?> cells = [];
        while (cells.Count < CellsOfARow && TryCell(line, ref at, out var ms)) cells.Add(ms);
        var rest = line[at..].Trim();
        var lost = cells.Count(cell => cell is null);
        var hop = new Hop { Ttl = ttl, Sent = cells.Count, Lost = lost, RttMs = cells };
        return cells.Count switch
        {
            CellsOfARow when lost == CellsOfARow => Silent(hop, rest),
            CellsOfARow => Answered(hop, rest),
            0 when rest.Length == 0 => null,
            _ => Short(hop, cells, rest),
        };
    }

    /// <summary>All stars: the rest is words that no locale shares. Digits or paths there mean another kind of line.</summary>
    private static TracertRow? Silent(Hop hop, ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0) return new TracertRow { Hop = hop };
        return char.IsLetter(rest[0]) ? new TracertRow { Hop = hop, Whole = true } : null;
    }

    private static TracertRow? Answered(Hop hop, ReadOnlySpan<char> rest)
    {
        if (TryResponder(rest, out var responder, out _)) return new TracertRow { Hop = hop with { Responders = [responder] }, Whole = true };
        // Without a bracketed address, "192.0.2.7 name" may be the torn half of a PTR name: no address is taken from it.
        return new TracertRow { Hop = hop, Broken = true };
    }

    private static TracertRow? Short(Hop hop, List<double?> cells, ReadOnlySpan<char> rest)
    {
        if (TryResponder(rest, out var responder, out var tail))
        {
            if (tail.Length == 0)
            {
                return cells.Count > 0 && hop.Lost < cells.Count ? new TracertRow { Hop = hop with { Responders = [responder] }, Whole = true } : null;
            }

            if (!tail.ContainsAny(':', '：') && TracertWords.Code(tail) is null) return null;
            // The address of such a report is most often the tracing machine's own, so it is no hop that answered.
            var code = TracertWords.Code(tail);
            return new TracertRow
            {
                Hop = hop with { Sent = cells.Count + 1, Codes = code is null ? null : [code] },
                Whole = true,
                Broken = code is null,
                Ends = true,
            };
        }

        if (cells.Count == 0 || hop.Lost == cells.Count)
        {
            var number = SendErrorNumber(rest);
            if (number is not null || TracertWords.IsSendFailure(rest))
            {
                return new TracertRow { Hop = hop with { Sent = null, Lost = null, RttMs = null, Codes = ["transmit-failed"] }, Whole = true, Ends = true, SendError = number };
            }
        }

        return cells.Count > 0 ? new TracertRow { Hop = hop, Broken = true } : null;
    }

    /// <summary>The number that ends "…: code 1231"; null when the text has not that shape.</summary>
    private static string? SendErrorNumber(ReadOnlySpan<char> rest)
    {
        if (rest.Length is 0 or > 80 || !char.IsLetter(rest[0]) || !rest.ContainsAny(':', '：')) return null;
        rest = rest.TrimEnd(".。 ");
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[^(digits + 1)])) digits++;
        if (digits is < 2 or > 5 || digits == rest.Length || rest[^(digits + 1)] != ' ') return null;
        return rest[^digits..].ToString();
    }

    /// <summary>Reads <c>*</c>, <c>12 ms</c> or <c>&lt;1 毫秒</c>; a bound reads as its half.</summary>
    private static bool TryCell(ReadOnlySpan<char> line, ref int at, out double? ms)
    {
        ms = null;
        var i = at;
        SkipBlanks(line, ref i);
        if (i < line.Length && line[i] == '\\' && i + 1 < line.Length && line[i + 1] == '*') i++;
        if (i < line.Length && line[i] == '*')
        {
            if (i + 1 < line.Length && line[i + 1] is not (' ' or '\t')) return false;
            at = i + 1;
            return true;
        }

        var below = false;
        if (i < line.Length && line[i] is '<' or '＜') (below, i) = (true, i + 1);
        else if (line[i..].StartsWith("&lt;", StringComparison.Ordinal)) (below, i) = (true, i + 4);
        if (below) SkipBlanks(line, ref i);
        var start = i;
        while (i < line.Length && char.IsAsciiDigit(line[i])) i++;
        if (i == start || !int.TryParse(line[start..i], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 99999) return false;
        SkipBlanks(line, ref i);
        foreach (var unit in Units)
        {
            if (!line[i..].StartsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            i += unit.Length;
            if (i < line.Length && char.IsLetter(line[i])) return false;
            at = i;
            ms = below ? value / 2.0 : value;
            return true;
        }

        return false;
    }

    /// <summary>Reads <c>address</c>, <c>name [address]</c>, or the scanned <c>192.0.2.59 name [address]</c> whose first dot became a blank.</summary>
    private static bool TryResponder(ReadOnlySpan<char> rest, out Responder responder, out ReadOnlySpan<char> tail)
    {
        responder = null!;
        tail = default;
        var open = rest.IndexOf('[');
        var close = rest.IndexOf(']');
        var first = rest[..Blank(rest)];
        if (open >= 0 && close > open + 1)
        {
            var address = rest[(open + 1)..close].Trim();
            var before = rest[..open].Trim();
            var real = AddressText.Is(address);
            tail = rest[(close + 1)..].Trim();
            if (before.Length == 0 && real) responder = new Responder(address.ToString());
            else if (before.Length > 0 && Blank(before) == before.Length && (real || !AddressText.Is(before))) responder = new Responder(address.ToString(), before.ToString());
            else if (real && TornName(before) is { } name) responder = new Responder(address.ToString(), name);
            if (responder is not null) return true;
            if (real) return false;
        }

        if (!AddressText.Is(first) || open >= 0 && close <= open) return false;
        tail = rest[first.Length..].Trim();
        if (open < 0 && tail.Length > 0 && tail[..Blank(tail)].Contains('.') && char.IsAsciiLetter(tail[0])) return false;
        responder = new Responder(first.ToString());
        return true;
    }

    private static string? TornName(ReadOnlySpan<char> before)
    {
        var blank = Blank(before);
        var head = before[..blank];
        var name = before[blank..].Trim();
        if (!AddressText.IsV4(head) || Blank(name) < name.Length || !name.Contains('.') || !name.ContainsAnyInRange('A', 'z')) return null;
        return $"{head}.{name}";
    }

    private static int Blank(ReadOnlySpan<char> text) => text.IndexOfAny(' ', '\t') is >= 0 and var at ? at : text.Length;

    private static void SkipBlanks(ReadOnlySpan<char> line, ref int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t') at++;
    }
}
