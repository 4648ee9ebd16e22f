using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;
using Demarc.Transcripts.Tracert;

namespace Demarc.Transcripts.Tracetcp;

/// <summary><c>tracetcp</c> of Windows: tracert's rows below a header that names the port; the last row says whether it is open.</summary>
public sealed class TracetcpReader : ITranscriptReader
{
    private const int MostRows = 300;
    private const string OnPort = " on port ";

    public string Tool => "tracetcp";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("tracetcp", "tracetcp"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Tracing route to "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && line.TrimStart().StartsWith(Anchors[0]) && line.IndexOf(OnPort) > 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        var header = context.Text[context.First].Trim();
        var on = header.IndexOf(OnPort, StringComparison.Ordinal);
        if (Figures.Port(header.AsSpan(on + OnPort.Length).Trim()) is not { } port) return null;
        var names = Fields.Of(header.AsSpan(Anchors[0].Length, on - Anchors[0].Length));
        var address = names.Select(name => name.Trim('[', ']')).LastOrDefault(name => AddressText.Is(name));
        var hops = new List<Hop>();
        bool? open = null;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First || line.TrimStart().StartsWith("Over a maximum of ", StringComparison.Ordinal)) return true;
            if (line.Contains("Connection established", StringComparison.Ordinal) || line.Contains("Port closed", StringComparison.OrdinalIgnoreCase))
            {
                open = line.Contains("established", StringComparison.Ordinal);
                return true;
            }

            // A page's Markdown escapes the asterisks.
            if (TracertRow.Parse(line.Replace("\\*", "*", StringComparison.Ordinal)) is not { } row || (hops.Count > 0 && row.Hop.Ttl <= hops[^1].Ttl)) return false;
            hops.Add(row.Hop);
            return true;
        });
        if (hops.Count == 0) return null;
        if (open is { } state) hops[^1] = hops[^1] with { Codes = [state ? "open" : "closed"] };
        var reached = open is null ? Trace.Reached(address, hops) : true;
        var trace = new PathTrace { Evidence = Rows.Unplaced, Target = names.Count > 0 ? names[0] : null, TargetAddress = address, Protocol = "tcp", Port = port, Hops = hops, Reached = reached, Truncated = reached != true };
        return new(last, [trace.Placed(context, Tool, context.First, last)]);
    }
}
