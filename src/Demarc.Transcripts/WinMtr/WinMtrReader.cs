using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.WinMtr;

/// <summary>The text WinMTR exports: a framed table without hop numbers, in whole milliseconds; later versions name the target above it.</summary>
public sealed class WinMtrReader : ITranscriptReader
{
    private const string Title = "WinMTR statistics";
    private const string Silent = "No response from host";

    public string Tool => "winmtr";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("text export, 0.8 to 1.x", "文本导出，0.8 至 1.x"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [Title];

    public bool Opens(ReadOnlySpan<char> line) => line.IndexOf(Title, StringComparison.Ordinal) >= 0 && line.Trim() is ['|', .., '|'];

    public TranscriptBlock? Read(BlockContext context)
    {
        var hops = new List<Hop>();
        var last = context.First;
        for (var i = context.First + 1; i < context.Limit && hops.Count < Trace.LastTtl; i++)
        {
            var line = context.Text.Span(i).Trim();
            if (line is not ['|', ..]) break;
            last = i;
            if (Row(line, hops.Count + 1) is { } hop) hops.Add(hop);
        }

        if (hops.Count == 0) return null;
        var target = Target(context.Text.Span(context.First));
        var address = target is not null && AddressText.Is(target) ? target : null;
        var trace = new PathTrace
        {
            Tool = Tool, Vantage = context.Vantage, Time = context.Time, Target = target, TargetAddress = address, Protocol = "icmp", Hops = hops, Reached = Trace.Reached(address, hops),
            Evidence = context.Cite(Kinds.PathTrace, Tool, context.First, last),
        };
        return new(last, [trace]);
    }

    /// <summary><c>HOST - LOSS | SENT | RECV | BEST | AVRG | WRST | LAST</c>; null for the frame and the heading.</summary>
    private static Hop? Row(ReadOnlySpan<char> line, int ttl)
    {
        var cells = line.Trim('|').ToString().Split('|', StringSplitOptions.TrimEntries);
        if (cells.Length != 7 || cells[0].LastIndexOf(" - ", StringComparison.Ordinal) is not (> 0 and var dash)) return null;
        if (Figures.Decimal(cells[0][(dash + 3)..].Trim().TrimEnd('%')) is not { } loss || Figures.Small(cells[1]) is not { } sent || Figures.Small(cells[2]) is not { } received || received > sent) return null;
        var host = cells[0][..dash].Trim();
        var hop = new Hop { Ttl = ttl, Sent = sent, Lost = sent - received, LossPercent = loss };
        if (host == Silent) return hop;
        return hop with
        {
            Responders = [AddressText.Is(host) ? new(host) : new(null, host)],
            Rtt = received == 0 ? null : new(Figures.Decimal(cells[6]), Figures.Decimal(cells[4]), Figures.Decimal(cells[3]), Figures.Decimal(cells[5]), null),
        };
    }

    /// <summary><c>… TO target AT time</c>.</summary>
    private static string? Target(ReadOnlySpan<char> title)
    {
        var fields = Fields.Of(title.Trim().Trim('|'));
        var to = fields.IndexOf("TO");
        return to >= 0 && to + 1 < fields.Count ? fields[to + 1] : null;
    }
}
