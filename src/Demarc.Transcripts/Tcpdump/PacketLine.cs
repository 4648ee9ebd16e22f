using System.Globalization;
using Demarc.Wire;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// One TCP packet of tcpdump's text as spans: <c>11:05:42.576154 IP 192.0.2.80.35596 &gt; 198.51.100.135.443: Flags [S], …</c>.
/// What stands before <c>A &gt; B:</c> may be a line number, a time in any mode, an interface, MAC addresses or nothing.
/// </summary>
internal readonly ref struct PacketLine
{
    /// <summary>Everything before the source endpoint.</summary>
    public ReadOnlySpan<char> Front { get; private init; }

    /// <summary><c>address.port</c> or <c>name.port</c>.</summary>
    public ReadOnlySpan<char> Source { get; private init; }

    public ReadOnlySpan<char> Destination { get; private init; }

    /// <summary>False for <c>-q</c> output, which names no flags.</summary>
    public bool HasFlags { get; private init; }

    public TcpFlags Flags { get; private init; }

    /// <summary>Sequence number as printed (relative or absolute); null when not printed.</summary>
    public long? Sequence { get; private init; }

    public long? Acknowledged { get; private init; }

    public int? Window { get; private init; }

    /// <summary>What stands between <c>options [</c> and its end.</summary>
    public ReadOnlySpan<char> Options { get; private init; }

    /// <summary>Payload in bytes.</summary>
    public int Length { get; private init; }

    public static bool TryParse(ReadOnlySpan<char> line, out PacketLine packet)
    {
        packet = default;
        var flags = line.IndexOf(": Flags [");
        var quiet = flags < 0 ? line.IndexOf(": tcp ") : -1;
        var end = Math.Max(flags, quiet);
        if (end <= 0 || !Endpoints(line[..end], out var front, out var source, out var destination)) return false;
        if (quiet >= 0)
        {
            var digits = line[(quiet + 6)..];
            var stop = digits.IndexOfAnyExceptInRange('0', '9');
            if (stop >= 0) digits = digits[..stop];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) return false;
            packet = new PacketLine { Front = front, Source = source, Destination = destination, Length = bytes };
            return true;
        }

        var rest = line[(flags + 9)..];
        var close = rest.IndexOf(']');
        if (close is < 0 or > 10) return false;
        var options = Between(rest, "options [", out var beforeOptions);
        var (sequence, upTo) = Range(beforeOptions);
        var length = Number(rest, "length ");
        packet = new PacketLine
        {
            Front = front,
            Source = source,
            Destination = destination,
            HasFlags = true,
            Flags = FlagsOf(rest[..close]),
            Sequence = sequence,
            Acknowledged = Number(beforeOptions, " ack "),
            Window = (int?)Number(beforeOptions, " win "),
            Options = options,
            Length = (int)Math.Clamp(upTo - sequence ?? length ?? 0, 0, 1 << 20),
        };
        return true;
    }

    /// <summary>The value after an option's name, such as <c>mss</c>; null when it is not there.</summary>
    public int? Option(string name) => (int?)Number(Options, name);

    /// <summary>Value of its timestamp option (RFC 7323); null where it has none.</summary>
    public uint? Timestamp => Options.IndexOf("TS val ") >= 0 ? (uint?)(Number(Options, "TS val ") & uint.MaxValue) : null;

    /// <summary>The first SACK block as printed: <c>sack 1 {1449:2897}</c>.</summary>
    public (long From, long To)? Sack
    {
        get
        {
            var at = Options.IndexOf("sack ");
            var open = at < 0 ? -1 : Options[at..].IndexOf('{');
            if (open < 0) return null;
            var block = Options[(at + open + 1)..];
            var (colon, close) = (block.IndexOf(':'), block.IndexOf('}'));
            return colon > 0 && close > colon && Parse(block[..colon]) is { } from && Parse(block[(colon + 1)..close]) is { } to ? (from, to) : null;
        }
    }

    private static bool Endpoints(ReadOnlySpan<char> text, out ReadOnlySpan<char> front, out ReadOnlySpan<char> source, out ReadOnlySpan<char> destination)
    {
        front = source = destination = default;
        var arrow = text.LastIndexOf(" > ");
        if (arrow <= 0) return false;
        destination = text[(arrow + 3)..];
        var before = text[..arrow];
        var space = before.LastIndexOf(' ');
        source = before[(space + 1)..];
        front = space < 0 ? default : before[..space];
        // "IP6<name>" with the blank lost to masking.
        if (source.StartsWith("IP6<", StringComparison.Ordinal)) source = source[3..];
        return IsEndpoint(source) && IsEndpoint(destination);
    }

    private static bool IsEndpoint(ReadOnlySpan<char> text)
    {
        if (text.Length is < 3 or > 300 || text.ContainsAny(' ', ',')) return false;
        var dot = text.LastIndexOf('.');
        return dot > 0 && dot + 1 < text.Length;
    }

    private static TcpFlags FlagsOf(ReadOnlySpan<char> text)
    {
        var flags = TcpFlags.None;
        foreach (var c in text)
        {
            flags |= c switch { 'S' => TcpFlags.Syn, 'F' => TcpFlags.Fin, 'R' => TcpFlags.Reset, 'P' => TcpFlags.Push, '.' => TcpFlags.Ack, _ => TcpFlags.None };
        }

        return flags;
    }

    private static (long? From, long? To) Range(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(" seq ");
        if (at < 0) return (null, null);
        text = text[(at + 5)..];
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var from = Parse(end < 0 ? text : text[..end]);
        if (end < 0 || text[end] != ':') return (from, null);
        text = text[(end + 1)..];
        end = text.IndexOfAnyExceptInRange('0', '9');
        return (from, Parse(end < 0 ? text : text[..end]));
    }

    private static ReadOnlySpan<char> Between(ReadOnlySpan<char> text, string open, out ReadOnlySpan<char> before)
    {
        before = text;
        var at = text.IndexOf(open);
        if (at < 0) return default;
        before = text[..at];
        text = text[(at + open.Length)..];

        // Option lists hold brackets of their own, so the end is the one before the length.
        var end = text.IndexOf("], length");
        if (end < 0) end = text.IndexOf(']');
        return end < 0 ? text : text[..end];
    }

    private static long? Number(ReadOnlySpan<char> text, string name)
    {
        var at = text.IndexOf(name);
        if (at < 0) return null;
        text = text[(at + name.Length)..].TrimStart(' ');
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return Parse(end < 0 ? text : text[..end]);
    }

    private static long? Parse(ReadOnlySpan<char> digits) =>
        digits.Length is > 0 and < 12 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
