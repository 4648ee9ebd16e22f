using System.Buffers;
using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Traceroute;

/// <summary>
/// The probes of one hop as the Unix tools print them: an address, or <c>name (address)</c>, owns the times after it
/// until the next one; stars stand anywhere between; AS numbers before or after it; codes after a time. Further
/// addresses come on the same line (Linux) or on indented lines of their own (BSD, macOS, IOS).
/// </summary>
internal sealed class ProbeRow
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    private readonly List<Responder> _responders = [];
    private readonly List<double?> _times = [];
    private readonly List<string> _codes = [];
    private readonly List<string> _mpls = [];
    private int _stars;
    private int _untimed;            // answers shown by their code alone (IOS: "!H * !H")

    private string? _pending;        // a name or address whose times have not come yet
    private bool _pendingFirst;      // it stands right behind the hop number
    private long? _asnBefore;        // an AS number printed before its address
    private int _current = -1;       // the responder whose times are being read
    private bool _timed;             // the last thing read was a time

    private ProbeRow(int ttl) => Ttl = ttl;

    public int Ttl { get; }

    /// <summary>The row breaks off in the middle of a probe.</summary>
    public bool Broken { get; private set; }

    public bool Answered => _responders.Count > 0;

    /// <summary>An address with its time: what hardly another kind of line shows behind a hop number.</summary>
    public bool HasAddress => _responders.Exists(static responder => responder.Address is not null);

    public int Probes => _times.Count + _untimed;

    /// <summary>An AS number stands bare behind a time: a geographic listing by another tool, where stars mean other things.</summary>
    public bool Listing { get; private set; }

    public Hop Hop => new()
    {
        Ttl = Ttl,
        Sent = Probes,
        Lost = _stars,
        Responders = [.. _responders],
        RttMs = [.. _times],
        Codes = _codes.Count == 0 ? null : [.. _codes],
        Mpls = _mpls.Count == 0 ? null : [.. _mpls],
    };

    /// <summary>Every answer of this hop says that nothing beyond can be reached, so the tool stopped there.</summary>
    public bool Ends => Answered && _codes.Exists(static code => code.StartsWith('!') && code.Length > 1);

    /// <summary>Reads a row with its hop number; null when the line is none.</summary>
    public static ProbeRow? Parse(ReadOnlySpan<char> line)
    {
        if (!Trace.TryTtl(line, out var ttl, out var at) || line[at] is not (' ' or '\t')) return null;
        var row = new ProbeRow(ttl);
        return row.Take(line[at..]) && row.Probes > 0 ? row : null;
    }

    /// <summary>Adds a line without hop number; false, and nothing changed, when it is no continuation.</summary>
    public bool Continue(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.StartsWith("MPLS", StringComparison.Ordinal))
        {
            _mpls.Add(text.ToString());
            return true;
        }

        if (text.Length == 0 || Parse(line) is not null) return false;
        var more = new ProbeRow(Ttl);
        if (!more.Take(text) || !more.Answered || more.Probes == 0) return false;
        foreach (var responder in more._responders) Trace.AddOnce(_responders, responder);
        _times.AddRange(more._times);
        _codes.AddRange(more._codes);
        _mpls.AddRange(more._mpls);
        (_stars, _untimed, Broken) = (_stars + more._stars, _untimed + more._untimed, more.Broken);
        return true;
    }

    private bool Take(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            var token = text[at..(at + TokenLength(text[at..]))];
            at += token.Length;
            if (token[0] is '#' or '←' || token.StartsWith("//", StringComparison.Ordinal)) break;
            if (!TakeToken(token, text[at..], out var used)) return false;
            at += used;
        }

        // "* * * Request timed out." is a row of another tool.
        if (_pending is not null && !Answered) return false;
        // One time, a star and words: the star stands for "no AS number" there.
        Listing |= _pending is not null && _times is [not null, null] && !AddressText.Is(_pending);
        // An address without its time, or a number without its unit, is the end of a line that was cut.
        if (_pending is not null && (AddressText.Is(_pending) || !_timed)) Broken = true;
        return Answered || _times.Count > 0 || _untimed > 0;
    }

    private bool TakeToken(ReadOnlySpan<char> token, ReadOnlySpan<char> after, out int used)
    {
        used = 0;
        switch (token[0])
        {
            case '*' when token.Length == 1:
            case '\\' when token is @"\*":
                if (_pending is not null && AddressText.Is(_pending)) return false;
                _times.Add(null);
                _stars++;
                return true;
            case '[' when token[^1] == ']':
                Bracketed(token[1..^1]);
                return true;
            case '(' when token[^1] == ')':
                Parenthesised(token[1..^1].Trim());
                return true;
            case '!':
                if (!_timed && _pending is not null) Commit(null);
                if (!_timed) _untimed++;
                _codes.Add(token.ToString());
                _timed = false;
                return true;
            case '<' when token.Length > 2 && token[^1] == '>':
                (token.StartsWith("<MPLS", StringComparison.Ordinal) ? _mpls : _codes).Add(token[1..^1].ToString());
                return true;
        }

        if (TryTime(token, after, out var ms, out used)) return Time(ms);
        if (_timed && IsAsn(token, out _)) Listing = true;
        if (_pending is not null && AddressText.Is(_pending)) return false;
        // Words behind the times are a remark of whoever pasted the row, unless an address follows them.
        (_pendingFirst, _pending) = (_current < 0 && _times.Count == 0 && _pending is null, token.ToString());
        _timed &= !AddressText.Is(token);
        return true;
    }

    private bool Time(double ms)
    {
        if (_pending is { } pending && (AddressText.Is(pending) || _pendingFirst)) Commit(null);
        if (_current < 0) return false;
        _times.Add(ms);
        _timed = true;
        return true;
    }

    private void Parenthesised(ReadOnlySpan<char> text)
    {
        if (_pending is null)
        {
            if (AddressText.Is(text)) Commit(text.ToString());
            return;
        }

        Commit(text.ToString());
    }

    private void Bracketed(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("MPLS", StringComparison.OrdinalIgnoreCase)) _mpls.Add(text.ToString());
        else if (text is "open" or "closed") _codes.Add(text.ToString());
        else if (IsAsn(text, out var asn))
        {
            // Linux prints it behind the address, macOS before the name.
            if (_pending is not null && AddressText.Is(_pending)) Commit(null);
            if (_current < 0 || _timed) _asnBefore = asn;
            else if (_responders[_current].Asn is null) _responders[_current] = _responders[_current] with { Asn = asn };
        }
    }

    /// <summary>Makes the pending token a responder, with what stood in parentheses behind it.</summary>
    private void Commit(string? inParentheses)
    {
        var (first, second) = (_pending, inParentheses);
        var responder = (first, second) switch
        {
            (null, _) => new Responder(second),
            (_, null) => AddressText.Is(first) ? new Responder(first) : new Responder(null, first),
            _ when AddressText.Is(second) => new Responder(second, string.Equals(first, second, StringComparison.OrdinalIgnoreCase) ? null : first),
            _ when AddressText.Is(first) => new Responder(first, second),
            _ => new Responder(null, first),
        };
        Trace.AddOnce(_responders, _asnBefore is { } asn ? responder with { Asn = asn } : responder);
        _current = _responders.FindIndex(known => string.Equals(known.Address, responder.Address, StringComparison.OrdinalIgnoreCase) && (known.Address is not null || known.Name == responder.Name));
        (_pending, _asnBefore, _timed) = (null, null, false);
    }

    /// <summary><c>0.302 ms</c>, <c>1 msec</c>, <c>4.063ms</c>; a bound such as <c>&lt;1 ms</c> reads as its half.</summary>
    public static bool TryTime(ReadOnlySpan<char> token, ReadOnlySpan<char> after, out double ms, out int used)
    {
        (ms, used) = (0, 0);
        var below = token.Length > 1 && token[0] == '<';
        if (below) token = token[1..];
        var end = token.IndexOfAnyExcept(Number);
        if (end == 0 || token[0] == '.') return false;
        var number = end < 0 ? token : token[..end];
        var unit = end < 0 ? after : token[end..];
        if (end < 0)
        {
            while (used < after.Length && after[used] is ' ' or '\t') used++;
            unit = after[used..];
            unit = unit[..(unit.IndexOfAny(' ', '\t') is >= 0 and var blank ? blank : unit.Length)];
            used += unit.Length;
        }

        if (unit is not ("ms" or "msec" or "ms," or "毫秒") || number.Length > 12
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out ms))
        {
            used = 0;
            return false;
        }

        if (below) ms /= 2;
        return true;
    }

    /// <summary><c>AS64500</c>, <c>AS 64500</c>, <c>AS64500/AS64501</c> (the first), <c>*</c> and <c>AS0</c> (unknown).</summary>
    public static bool IsAsn(ReadOnlySpan<char> text, out long? asn)
    {
        asn = null;
        if (text is "*" or "AS???") return true;
        if (!text.StartsWith("AS", StringComparison.OrdinalIgnoreCase)) return false;
        var digits = text[2..].Trim();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end > 0 && digits[end] is '/' or ',') digits = digits[..end];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > uint.MaxValue) return false;
        asn = value == 0 ? null : value;
        return true;
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var close = text[0] switch { '[' => ']', '(' => ')', _ => '\0' };
        if (close != '\0' && text[..Math.Min(text.Length, 120)].IndexOf(close) is > 0 and var end) return end + 1;
        return text.IndexOfAny(' ', '\t') is > 0 and var blank ? blank : text.Length;
    }
}
