using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Wfp;

/// <summary>
/// <c>wfpstate.xml</c> of <c>netsh trace</c>, and what <c>netsh wfp show filters</c> writes: the blocking filters of Windows' filtering platform by
/// their numbers, with their names and layers. They are many; what a case needs of them is the name of a filter that a drop event tells.
/// </summary>
public sealed class WfpFiltersReader : ITranscriptReader
{
    private const int MostLines = 400;
    private const string Begin = "<filterKey>";

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`wfpstate.xml` of `netsh trace`, `netsh wfp show filters`: names of the filters that dropped", "`wfpstate.xml`（来自 `netsh trace`）与 `netsh wfp show filters`：丢弃报文的过滤器的名称"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [Begin];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && line.TrimStart().StartsWith(Begin, StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var (name, layer, type, last) = ((string?)null, (string?)null, (string?)null, context.First);
        for (var i = context.First; i < Math.Min(context.Limit, context.First + MostLines); i++)
        {
            var line = context.Text.Span(i);
            if (i > context.First && Opens(line)) break;
            last = i;
            if (WfpElements.Of(line) is not var (element, value)) continue;
            if (element == "name") name ??= value;
            else if (element == "layerKey") layer ??= value;
            else if (element == "type" && value.StartsWith("FWP_ACTION_", StringComparison.Ordinal)) type ??= value;
            else if (element == "filterId") return new(i, type == "FWP_ACTION_BLOCK" && Filter(value, name, layer) is { } filter ? [filter.Placed(context, Tool, context.First, i)] : []);
        }

        return new(last, []);
    }

    private static FirewallRule? Filter(string number, string? name, string? layer) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var filter) && filter > 0
            ? new() { Evidence = Rows.Unplaced, Target = "DROP", Table = FirewallRule.WindowsFilters, Chain = layer, Position = filter, Match = name } : null;
}
