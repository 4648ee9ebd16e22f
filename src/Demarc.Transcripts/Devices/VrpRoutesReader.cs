using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// <c>display ip routing-table</c> of Huawei VRP and H3C Comware: <c>Destination/Mask  Proto  Pre  Cost  (Flags)  NextHop  Interface</c>.
/// Of a row with several next hops the later ones stand alone. A direct route has no gateway: its next hop is the device itself.
/// </summary>
public sealed class VrpRoutesReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "display-ip-routing-table";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`display ip routing-table` of Huawei VRP and H3C Comware", "华为 VRP、H3C Comware 的 `display ip routing-table`"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Destination/Mask"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && line.TrimStart().StartsWith(Anchors[0]) && line.Contains("Proto", StringComparison.Ordinal) && line.Contains("NextHop", StringComparison.OrdinalIgnoreCase);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? destination = null;
        (bool Direct, int? Cost) row = default;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            var words = Fields.Of(line);
            var at = IsPrefix(words[0]) ? 1 : 0;
            if (at == 1) destination = words[0];
            if (destination is null) return false;
            if (at < words.Count && char.IsAsciiLetter(words[at][0]) && at + 2 < words.Count && Figures.Small(words[at + 1]) is not null && Figures.Small(words[at + 2]) is { } cost)
            {
                row = (words[at].StartsWith("Direct", StringComparison.OrdinalIgnoreCase), cost);
                at += 3;
                if (at + 2 < words.Count && words[at].All(char.IsAsciiLetter)) at++;
            }
            else if (at == 1)
            {
                // A long prefix: the rest of its row is on the next line.
                return words.Count == 1;
            }

            if (at + 2 != words.Count || !AddressText.Is(words[at])) return false;
            found.Add(new Route { Evidence = Rows.Unplaced, Destination = destination, Gateway = row.Direct ? null : words[at], Device = words[at + 1], Metric = row.Cost }.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static bool IsPrefix(string word)
    {
        var slash = word.IndexOf('/');
        return slash > 0 && AddressText.Is(word.AsSpan(0, slash)) && Figures.Small(word.AsSpan(slash + 1)) is <= 128;
    }
}
