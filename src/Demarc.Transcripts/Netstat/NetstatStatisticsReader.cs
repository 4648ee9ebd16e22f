using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Protocol statistics of <c>netstat -s</c>: sentences with a number in them and <c>Name: value</c> lines under headings.
/// Lines that a grep picked out are read without heading when their wording is known.
/// </summary>
public sealed class NetstatStatisticsReader : ITranscriptReader
{
    private const int MostLines = 2_000;

    /// <summary>Lines without a counter at the head of a block.</summary>
    private const int Headings = 16;

    public string Tool => "netstat";

    public ReaderCard Card { get; } = new([Kinds.Counter], new("`netstat -s` of Linux, old and new wording", "Linux 的 `netstat -s`，新旧措辞"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "Ip:", "Icmp:", "Tcp:", "Udp:", "TcpExt:", "IpExt:", "tcp:", "listen queue", "LISTEN sockets", "time stamp", "timestamp", "retransmit",
        "resets sent", "connection", "SYN ", "TCP data loss", "TCP timeouts", "socket buffer overrun",
    ];

    public bool Opens(ReadOnlySpan<char> line) => Section(line) is not null || (StandsAlone(line) && Parse(null, line) is { Known: true });

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var found = new List<Observation>();
        string? section = null;
        var last = context.First;
        for (var i = context.First; i < limit && i < context.First + MostLines; i++)
        {
            if (found.Count == 0 && i > context.First + Headings) break;
            var line = context.Text.Span(i);
            if (Fields.IsBlank(line) || IsElision(line))
            {
                if (i > last + 2) break;
                continue;
            }

            if (Section(line) is { } heading) section = heading;
            else if (Parse(section, line) is { } counter && (counter.Known || section is not null && line is [' ' or '\t', ..]))
            {
                if (counter.Value is { } value) found.Add(Observe(context, i, counter.Name, value));
            }
            else if (section is null || !IsSubheading(line)) break;
            last = i;
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    private Counter Observe(BlockContext context, int index, string name, long value) => new()
    {
        Tool = Tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Evidence = context.Cite(Kinds.Counter, Tool, index, index),
        Name = name,
        Value = value,
    };

    private static string? Section(ReadOnlySpan<char> line) => line.Trim() switch
    {
        "Ip:" or "ip:" => "Ip",
        "Ip6:" or "ip6:" => "Ip6",
        "Icmp:" or "icmp:" => "Icmp",
        "Icmp6:" or "icmp6:" => "Icmp6",
        "IcmpMsg:" => "IcmpMsg",
        "Tcp:" => "Tcp",
        "Udp:" or "udp:" => "Udp",
        "Udp6:" => "Udp6",
        "UdpLite:" => "UdpLite",
        "UdpLite6:" => "UdpLite6",
        "TcpExt:" => "TcpExt",
        "IpExt:" => "IpExt",
        "MPTcpExt:" => "MPTcpExt",
        "Sctp:" => "Sctp",
        // The BSDs' own wording; nothing of it is mapped to Linux names.
        "tcp:" => "tcp",
        _ => null,
    };

    /// <summary><c>ICMP input histogram:</c> and lines of it without number.</summary>
    private static bool IsSubheading(ReadOnlySpan<char> line) =>
        line is [' ' or '\t', .., ':'] && line.Length < 60 && !line.ContainsAnyInRange('\u0080', '\uffff');

    /// <summary>A line left out by the person who pasted.</summary>
    private static bool IsElision(ReadOnlySpan<char> line) => line.Trim() is "..." or "…" or "......" or "[...]" or "[ ... ]";

    private static bool StandsAlone(ReadOnlySpan<char> line) => line.Length < 200 && !line.ContainsAny("()\"`");

    private static Line? Parse(string? section, ReadOnlySpan<char> line)
    {
        line = WithoutRemark(line).Trim().TrimEnd('.');
        if (line.Length is < 3 or > 200) return null;
        if (line.IndexOf(": ") is var colon and > 0 && Figures.Count(line[(colon + 2)..].Trim()) is { } plain)
        {
            var name = line[..colon].ToString();
            if (!IsName(name)) return section is null ? null : new Line(name, plain, false);
            return new Line(section is null or "Tcp" or "TcpExt" or "tcp" ? name : section + name, plain, section is not null);
        }

        var fields = Fields.Of(line);
        if (fields.Count < 2) return null;
        var at = Figures.Count(fields[0]) is null ? fields.FindIndex(field => Figures.Count(field) is not null) : 0;
        if (at < 0 || (at > 0 && section is null)) return null;
        var value = Figures.Count(fields[at]);
        fields.RemoveAt(at);
        var sentence = string.Join(' ', fields);
        var known = CounterNames.Find(section, sentence);
        if (known is null && !IsSentence(sentence)) return null;
        return new Line(known ?? sentence, value, known is not null);
    }

    /// <summary>The kernel's name and value of a line; <c>Known</c> when its wording says enough without its surroundings.</summary>
    private sealed record Line(string Name, long? Value, bool Known);

    private static bool IsName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Whether it may be a sentence of netstat rather than prose: short, plain letters, English only.</summary>
    private static bool IsSentence(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAscii(c) || c is '?' or '!' or '"' or '=' or '@') return false;
        }

        return char.IsAsciiLetter(text[0]);
    }

    /// <summary>The line before a remark such as <c>//重传报文数</c>.</summary>
    private static ReadOnlySpan<char> WithoutRemark(ReadOnlySpan<char> line)
    {
        foreach (var mark in (ReadOnlySpan<string>)["//", " #", "\t#", "←", "<--"])
        {
            var at = line.IndexOf(mark);
            if (at > 0) line = line[..at];
        }

        return line;
    }
}
