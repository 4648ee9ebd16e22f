using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netsh;

/// <summary>
/// <c>netsh interface ipv4 show neighbors</c>, and of IPv6: below a rule of three dashes rows of address, hardware address (missing
/// where unknown) and state in the system's language; the English ones are kept in lower case.
/// </summary>
public sealed class NeighborsReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const string Rule = "--------------------------------------------  -----------------  -";

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("`netsh interface ipv4 show neighbors`", "`netsh interface ipv4 show neighbors`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [Rule];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith(Rule);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var headings = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Opens(line))
            {
                headings = 2;       // the next interface, and its heading
                return true;
            }

            if (Row(line) is not { } row) return headings-- > 0;
            headings = 2;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        }, blanks: 2);
        return found.Count == 0 ? null : new(last, found);
    }

    private static Neighbour? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 2 || !AddressText.Is(words[0])) return null;
        var mac = HardwareAddress.Read(words[1]);
        var state = string.Join(' ', words[(mac is null ? 1 : 2)..]);
        return new Neighbour { Evidence = Rows.Unplaced, Address = words[0], Mac = mac, State = state.Length == 0 ? null : Fields.First(state).ToString().ToLowerInvariant() };
    }
}
