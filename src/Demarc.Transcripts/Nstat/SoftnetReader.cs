using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Nstat;

/// <summary>/proc/net/softnet_stat: a row of hexadecimal columns per CPU. Packets processed, dropped and polls cut short are added up over all CPUs.</summary>
public sealed class SoftnetReader : ITranscriptReader
{
    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdef");

    public string Tool => "/proc/net";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.Counter], new("/proc/net/softnet_stat", "/proc/net/softnet_stat"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" 00000000 00000000 "];

    public bool Opens(ReadOnlySpan<char> line) => Row(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var sums = new long[3];
        var last = Rows.Walk(context, 4096, (line, _) =>
        {
            if (Row(line) is not { } row) return false;
            for (var i = 0; i < sums.Length; i++) sums[i] += row[i];
            return true;
        }, blanks: 0);
        if (last < 0) return null;
        return new(last, [.. new[] { "processed", "dropped", "time_squeeze" }.Select((name, i) => KernelCounter.Of("softnet." + name, sums[i]).Placed(context, Tool, context.First, last))]);
    }

    private static long[]? Row(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 80 or > 160) return null;
        var words = Fields.Of(line);
        if (words.Count is < 9 or > 16 || words.Exists(word => word.Length != 8 || word.AsSpan().ContainsAnyExcept(Hex))) return null;
        return [.. words.Take(3).Select(word => long.Parse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
    }
}
