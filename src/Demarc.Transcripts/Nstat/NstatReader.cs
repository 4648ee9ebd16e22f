using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Nstat;

/// <summary>
/// <c>nstat</c>, <c>TcpExtListenOverflows  12  0.0</c>, and /proc/net/snmp6, which has no rate. What nstat prints without
/// <c>-a</c> has grown since it was last run, whenever that was: it is given as a value.
/// </summary>
public sealed class NstatReader : ITranscriptReader
{
    private const int MostRows = 2_000;

    public string Tool => "nstat";

    public ReaderCard Card { get; } = new([Kinds.Counter], new("`nstat`, lines a `grep` left of it, /proc/net/snmp6", "`nstat` 及其经 `grep` 筛选的行、/proc/net/snmp6"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["Tcp", "Udp", "Icmp", "Ip6", "IpExt", "IpIn", "IpOut", "IpReasm", "IpFrag", "IpForw", "IpDefault"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && IsAnchored(line) && Row(line.ToString(), out _) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var rates = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Trim() is "#kernel") return true;
            if (Row(line, out var rate) is not { } counter) return false;
            if (rate) rates++;
            found.Add(counter.Placed(context, Tool, i, i));
            return true;
        });

        // Without a rate a row is a name and a number; three of them are no accident.
        return found.Count == 0 || (rates == 0 && found.Count < 3) ? null : new(last, found);
    }

    private bool IsAnchored(ReadOnlySpan<char> line)
    {
        foreach (var anchor in Anchors)
        {
            if (line.Contains(anchor, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static Counter? Row(string line, out bool rate)
    {
        rate = false;
        var words = Fields.Of(line);
        if (words.Count is < 2 or > 3 || KernelCounter.FromJoined(words[0]) is not { } name || Figures.Count(words[1]) is not { } value) return null;
        if (words.Count == 3 && (!words[2].Contains('.') || Figures.Decimal(words[2]) is null)) return null;
        rate = words.Count == 3;
        return KernelCounter.Of(name, value);
    }
}
