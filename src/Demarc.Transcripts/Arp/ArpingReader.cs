using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Arp;

/// <summary><c>arping</c> of iputils: who answers for an address, by hardware address; two of them share it.</summary>
public sealed class ArpingReader : ITranscriptReader
{
    private const int MostRows = 10_000;
    private const string Reply = "reply from ";

    public string Tool => "arping";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("iputils", "iputils"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["ARPING ", Reply];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && (IsHeader(line) || (line.IndexOf(Reply) > 0 && Row(line.ToString()) is not null));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new Dictionary<string, Observation>(StringComparer.Ordinal);
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First && IsHeader(line)) return true;
            if (Row(line) is not { } row) return line.StartsWith("Sent ", StringComparison.Ordinal) || line.StartsWith("Received ", StringComparison.Ordinal);
            found.TryAdd(row.Address + row.Mac, row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, [.. found.Values]);
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => line.StartsWith("ARPING ") && line.IndexOf(" from ") > 0;

    private static Neighbour? Row(string line)
    {
        var words = Fields.Of(line);
        return words is [_, "reply", "from", var address, ['[', ..] and var mac, ..] && AddressText.Is(address) && HardwareAddress.Read(mac) is { } hardware
            ? new Neighbour { Evidence = Rows.Unplaced, Address = address, Mac = hardware, State = "reachable" }
            : null;
    }
}
