using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Arp;

/// <summary><c>arp -a</c> of Solaris: <c>Net to Media Table</c>, with names where it knows them.</summary>
public sealed class NetToMediaReader : ITranscriptReader
{
    private const int MostRows = 10_000;

    public string Tool => "arp";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("`arp -a` of Solaris", "Solaris 的 `arp -a`"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Net to Media Table"];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith(Anchors[0]);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            var words = Fields.Of(line);
            if (words.Count is >= 4 and <= 5 && AddressText.IsV4(words[2]) && HardwareAddress.Read(words[^1]) is { } mac)
            {
                found.Add(new Neighbour { Evidence = Rows.Unplaced, Address = words[1], Mac = mac }.Placed(context, Tool, i, i));
                return true;
            }

            return found.Count == 0 && (words[0] == "Device" || words[0].Trim('-').Length == 0);
        });
        return found.Count == 0 ? null : new(last, found);
    }
}
