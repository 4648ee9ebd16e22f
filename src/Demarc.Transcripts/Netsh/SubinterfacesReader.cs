using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netsh;

/// <summary><c>netsh interface ipv4 show subinterfaces</c>: the MTU of each interface. <c>MediaSenseState</c> is never translated.</summary>
public sealed class SubinterfacesReader : ITranscriptReader
{
    private const int MostRows = 1_000;

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("`netsh interface ipv4 show subinterfaces`", "`netsh interface ipv4 show subinterfaces`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" MediaSenseState "];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("MTU ") && line.IndexOf(Anchors[0]) > 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First || line.TrimStart().StartsWith("-----", StringComparison.Ordinal)) return true;
            var words = Fields.Of(line);
            if (words.Count < 5 || Figures.Count(words[0]) is not { } mtu || words[1..4].Any(word => Figures.Count(word) is null)) return false;
            // A loopback's MTU is the largest number there is, which says "none".
            found.Add(new Interface { Evidence = Rows.Unplaced, Name = Fields.From(line, 4).Trim().ToString(), Mtu = mtu < 100_000 ? (int)mtu : null }.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }
}
