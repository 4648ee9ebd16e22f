using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// What stands above an mtr table: reports print <c>Start: time</c> and <c>HOST: vantage</c>; the screen prints
/// <c>vantage (address) -&gt; target (address)  time</c>, older ones without the target.
/// </summary>
internal sealed record MtrHeader
{
    public string? Vantage { get; init; }
    public Moment? Time { get; init; }
    public string? Target { get; init; }
    public string? TargetAddress { get; init; }

    private const string Start = "Start: ";
    private const string HostLabel = "HOST:";
    private const string Title = "My traceroute";

    /// <summary>Whether the line belongs above a table.</summary>
    public static bool IsPart(string line)
        => string.IsNullOrWhiteSpace(line) || MtrColumns.IsHeader(line) || line.Contains(Title, StringComparison.Ordinal) || IsStart(line) || IsKeys(line)
           || (line.Contains("Packets", StringComparison.Ordinal) && line.Contains("Pings", StringComparison.Ordinal)) || Screen(line) is not null;

    public static bool IsStart(ReadOnlySpan<char> line) => line.TrimStart().StartsWith(Start, StringComparison.Ordinal) && TryTime(line.TrimStart()[Start.Length..].Trim(), out _);

    public static bool IsTitle(ReadOnlySpan<char> line) => line.Contains(Title, StringComparison.Ordinal) && line.Contains('[');

    /// <summary>Adds what one line above the table says.</summary>
    public MtrHeader With(string line)
    {
        var text = line.Trim();
        if (IsStart(line))
        {
            TryTime(text.AsSpan(Start.Length).Trim(), out var time);
            return this with { Time = time };
        }

        if (text.StartsWith(HostLabel, StringComparison.Ordinal))
        {
            var name = text.AsSpan(HostLabel.Length).TrimStart();
            var end = name.IndexOf(' ');
            return end > 0 && !name.StartsWith("Loss%", StringComparison.Ordinal) ? this with { Vantage = name[..end].ToString() } : this;
        }

        return Screen(line) is { } screen
            ? this with { Vantage = screen.Vantage ?? Vantage, Time = screen.Time ?? Time, Target = screen.Target ?? Target, TargetAddress = screen.TargetAddress ?? TargetAddress }
            : this;
    }

    /// <summary>The screen's line with host, target and time; null when the line is none.</summary>
    private static MtrHeader? Screen(string line)
    {
        var text = line.Trim();
        if (text.Length is 0 or > 400) return null;
        Moment? time = null;
        var gap = text.LastIndexOf("  ", StringComparison.Ordinal);
        if (gap > 0 && TryTime(text.AsSpan(gap).Trim(), out time)) text = text[..gap].TrimEnd();
        var arrow = text.IndexOf(" -> ", StringComparison.Ordinal);
        if (time is null && arrow < 0) return null;
        if (!TryHost(arrow < 0 ? text : text[..arrow], out var vantage, out var from)) return null;
        if (arrow < 0) return from is null ? null : new MtrHeader { Vantage = vantage, Time = time };
        if (!TryHost(text[(arrow + 4)..], out var target, out var address)) return null;
        return new MtrHeader { Vantage = vantage, Time = time, Target = target, TargetAddress = address };
    }

    /// <summary><c>name (address)</c>, <c>name</c> or <c>address</c>, nothing else.</summary>
    private static bool TryHost(string text, out string? name, out string? address)
    {
        (name, address) = (null, null);
        var words = text.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2) return false;
        name = words[0];
        if (words.Length == 2)
        {
            if (words[1] is not ['(', .. var inside, ')'] || !AddressText.Is(inside)) return false;
            address = inside;
        }
        else if (AddressText.Is(name)) address = name;

        return char.IsAsciiLetterOrDigit(name[0]);
    }

    /// <summary>ISO time with offset (stated zone, so UTC is known) or the C library's <c>Thu Nov 25 15:15:20 2021</c> (zone unknown).</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out Moment? moment)
    {
        moment = null;
        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || (text.Length == 24 && text[10] == 'T' && text[19] is '+' or '-'
                && DateTimeOffset.TryParseExact(string.Concat(text[..22], ":", text[22..]), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out at)))
        {
            moment = new Moment(text.ToString(), at.ToUniversalTime(), ZoneKnowledge.Stated);
            return true;
        }

        if (text.Length is < 20 or > 30 || !DateTime.TryParseExact(text, ["ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return false;
        moment = new Moment(text.ToString(), null, ZoneKnowledge.Unknown);
        return true;
    }

    private static bool IsKeys(string line) => line.Contains("Keys:", StringComparison.Ordinal) || (line.Contains("Display mode", StringComparison.Ordinal) && line.Contains("quit", StringComparison.Ordinal));
}
