using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.RoutePrint;

/// <summary>
/// Windows <c>route print</c> in any language: rows of destination, mask, gateway or the words for "on-link", own address and metric;
/// for IPv6 rows of interface, metric, destination and gateway, wrapped where they are long. Persistent routes repeat active ones. The table names
/// an interface by its own address, the one of IPv6 by its number.
/// </summary>
public sealed class RoutePrintReader : ITranscriptReader
{
    private const int MostRows = 10_000;

    /// <summary>Lines of headings and rules between two tables.</summary>
    private const int MostBetween = 30;

    public string Tool => "route";

    public IReadOnlyList<string> Commands { get; } = ["route"];

    public ReaderCard Card { get; } = new([Kinds.Route], new("`route print`, IPv4 and IPv6", "`route print`，IPv4 与 IPv6"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["  0.0.0.0  ", "  255."];

    public bool Opens(ReadOnlySpan<char> line) => line.Length is > 40 and < 200 && V4(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostRows);
        var (last, v6) = (-1, false);
        for (var i = context.First; i < limit && (last < 0 || i - last <= MostBetween); i++)
        {
            var line = context.Text.Span(i).Length < 300 ? context.Text[i] : "";
            var (route, row) = (V4(line), 1);
            if (route is null && V6(line, i + 1 < limit ? context.Text[i + 1] : "") is var (six, wrapped) && (v6 || IsHeadedSix(context, i)))
            {
                (route, v6, row) = (six, true, wrapped && i + 1 < limit ? 2 : 1);
            }

            if (route is null) continue;
            found.Add(route.Placed(context, Tool, i, i + row - 1));
            i = last = i + row - 1;
        }

        return last < 0 ? null : new(last, found);
    }

    private static Route? V4(string line)
    {
        var words = Fields.Of(line);
        if (words.Count is < 5 or > 9 || !AddressText.IsV4(words[0]) || !AddressText.IsV4(words[^2]) || Figures.PrefixLength(words[1]) is not { } length || Figures.Small(words[^1]) is not { } metric) return null;
        var gateway = words.Count == 5 && AddressText.IsV4(words[2]) ? words[2] : null;
        if (gateway is null && words[2..^2].Any(word => !char.IsLetter(word[0]))) return null;
        return new Route { Evidence = Rows.Unplaced, Destination = $"{words[0]}/{length}", Gateway = gateway, Device = words[^2], Metric = metric };
    }

    private static (Route Route, bool Wrapped)? V6(string line, string next)
    {
        var words = Fields.Of(line);
        if (words.Count is < 3 or > 7 || Figures.Small(words[0]) is null || Figures.Small(words[1]) is not { } metric || words[2].IndexOf('/') is not (> 0 and var slash)) return null;
        if (!AddressText.IsV6(words[2].AsSpan(0, slash)) || Figures.Small(words[2].AsSpan(slash + 1)) is not <= 128) return null;
        var wrapped = words.Count == 3;
        var gateway = wrapped ? Fields.First(next).ToString() : words[3];
        return (new Route { Evidence = Rows.Unplaced, Destination = words[2], Gateway = AddressText.IsV6(gateway) ? gateway : null, Device = words[0], Metric = metric }, wrapped);
    }

    /// <summary>A table of IPv6 begins below a heading, not within prose.</summary>
    private static bool IsHeadedSix(BlockContext context, int at) => at >= 3 && context.Text.Span(at - 3).StartsWith("=====", StringComparison.Ordinal);
}
