using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpRoute;

/// <summary><c>ip neigh</c>: <c>192.0.2.1 dev eth0 lladdr 00:00:5e:00:53:01 REACHABLE</c>; states in lower case, as the kernel's own words.</summary>
public sealed class IpNeighReader : ITranscriptReader
{
    private const int MostRows = 10_000;

    public string Tool => "ip";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("`ip neigh`", "`ip neigh`"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = [" lladdr ", "FAILED", "INCOMPLETE", "STALE", "REACHABLE", "NOARP"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && Row(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Row(line) is not { } row) return false;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static Neighbour? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 4 || !AddressText.Is(words[0]) || words[1] is not ("dev" or "lladdr") || !IsState(words[^1])) return null;
        var at = words.IndexOf("lladdr");
        if (at < 0 && words[^1] is not ("FAILED" or "INCOMPLETE" or "NOARP")) return null;
        return new Neighbour { Evidence = Rows.Unplaced, Address = words[0], Mac = at > 0 && at + 1 < words.Count ? words[at + 1].ToLowerInvariant() : null, State = words[^1].ToLowerInvariant() };
    }

    private static bool IsState(string word) => word is "REACHABLE" or "STALE" or "FAILED" or "DELAY" or "INCOMPLETE" or "PERMANENT" or "PROBE" or "NOARP" or "NONE";
}
