using Demarc.Model;

namespace Demarc.Transcripts.Nstat;

/// <summary>/proc/net/snmp and /proc/net/netstat: a line of names and a line of values for every group, <c>Tcp: RtoAlgorithm …</c> above <c>Tcp: 1 …</c>.</summary>
public sealed class ProcSnmpReader : ITranscriptReader
{
    private const int MostNames = 500;
    private const int LongestLine = 20_000;

    public string Tool => "/proc/net";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.Counter], new("/proc/net/snmp, /proc/net/netstat", "/proc/net/snmp、/proc/net/netstat"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["TcpExt: ", "IpExt: ", "Tcp: ", "Ip: ", "Icmp: ", "IcmpMsg: ", "Udp: ", "UdpLite: ", "MPTcpExt: "];

    public bool Opens(ReadOnlySpan<char> line) => Names(line) is { Length: > 1 };

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = -1;
        var limit = Math.Min(context.Limit, context.Text.Count);
        for (var i = context.First; i + 1 < limit && Names(context.Text.Span(i)) is { } names; i += 2)
        {
            var values = Words(context.Text.Span(i + 1));
            if (values.Length == 0 || values[0] != names[0]) break;
            var group = names[0][..^1];
            for (var k = 1; k < Math.Min(names.Length, values.Length); k++)
            {
                if (KernelCounter.Value(values[k]) is not { } value) break;
                found.Add(Tables.Rows.Placed(KernelCounter.Of(KernelCounter.Name(group, names[k]), value), context, Tool, i, i + 1));
            }

            last = i + 1;
        }

        return found.Count == 0 ? null : new(last, found);
    }

    /// <summary>The group with its colon and the names after it; null for any other line.</summary>
    private static string[]? Names(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.Length > LongestLine || line.IndexOf(": ") is not (> 1 and < 12 and var colon) || !KernelCounter.IsGroup(line[..colon].ToString())) return null;
        var words = Words(line);
        return words.Length > 1 && words.Skip(1).All(word => char.IsAsciiLetter(word[0]) && word.All(char.IsAsciiLetterOrDigit)) ? words : null;
    }

    private static string[] Words(ReadOnlySpan<char> line) => line.Length > LongestLine ? [] : line.ToString().Split(' ', MostNames, StringSplitOptions.RemoveEmptyEntries);
}
