using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ethtool;

/// <summary><c>ethtool eth0</c>: speed, duplex and link of an interface. <c>Unknown!</c> is not stated. The lists of modes in between are passed over.</summary>
public sealed class EthtoolReader : ITranscriptReader
{
    private const int MostLines = 200;
    private const string Heading = "Settings for ";

    public string Tool => "ethtool";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("`ethtool IF`", "`ethtool IF`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [Heading];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith(Heading, StringComparison.Ordinal) && line.EndsWith(":", StringComparison.Ordinal) && line.Length < 60;

    public TranscriptBlock? Read(BlockContext context)
    {
        var name = context.Text.Span(context.First).TrimStart()[Heading.Length..^1].ToString();
        var shape = new Interface { Evidence = Rows.Unplaced, Name = name };
        var indented = false;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (i == context.First) return true;
            if (line[0] is not (' ' or '\t')) return false;
            var colon = line.IndexOf(':');
            var value = colon < 0 ? "" : line[(colon + 1)..].Trim();
            shape = (colon < 0 ? "" : line[..colon].Trim()) switch
            {
                "Speed" when value.EndsWith("Mb/s", StringComparison.Ordinal) => shape with { Speed = Figures.Small(value.AsSpan(0, value.Length - 4)) },
                "Duplex" when value is "Full" or "Half" => shape with { Duplex = value.ToLowerInvariant() },
                "Link detected" when value.StartsWith("yes", StringComparison.Ordinal) || value.StartsWith("no", StringComparison.Ordinal) => shape with { State = value[0] == 'y' ? "up" : "down" },
                _ => shape,
            };
            indented = true;
            return true;
        }, blanks: 0);
        return !indented ? null : new(last, [shape.Placed(context, Tool, context.First, last)]);
    }
}
