using System.Globalization;
using System.Net;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Wfp;

/// <summary>
/// <c>netevents.xml</c> of <c>netsh trace</c> and <c>netsh wfp show netevents</c>: which filter of Windows' filtering platform dropped a packet
/// of which flow and program. Events of other sorts and those of the host with itself are passed over. Which way a packet went is told by the
/// layer it was dropped at: the direction the event states is also set for answers. Source: FWPM_NET_EVENT and FWPS_BUILTIN_LAYERS of fwpmtypes.h.
/// </summary>
public sealed class WfpEventsReader : ITranscriptReader
{
    private const int MostLines = 300;
    private const string Begin = "<timeStamp>";

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`netevents.xml` of `netsh trace`, `netsh wfp show netevents`: drops, with filter, flow and program", "`netevents.xml`（来自 `netsh trace`）与 `netsh wfp show netevents`：丢弃事件的过滤器、连接与程序"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [Begin];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && line.TrimStart().StartsWith(Begin, StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var (last, closed) = (context.First, false);
        for (var i = context.First; i < Math.Min(context.Limit, context.First + MostLines) && !closed; i++)
        {
            var line = context.Text.Span(i);
            if (i > context.First && Opens(line)) break;
            if (WfpElements.Of(line) is var (name, value)) values.TryAdd(name, value);
            closed = line.Trim() is "</classifyDrop>";
            last = i;
        }

        if (!closed || values.GetValueOrDefault("type") != "FWPM_NET_EVENT_TYPE_CLASSIFY_DROP" || Drop(values) is not { } drop) return closed ? new(last, []) : null;
        return new(last, [drop.Placed(context, Tool, context.First, last, Time(values.GetValueOrDefault("timeStamp")) ?? context.Time)]);
    }

    private static FirewallRule? Drop(Dictionary<string, string> values)
    {
        var (local, remote) = (End(values, "local"), End(values, "remote"));
        if (local is null || remote is null || values.GetValueOrDefault("isLoopback") == "true" || IPAddress.IsLoopback(remote.Address)) return null;
        var protocol = values.GetValueOrDefault("ipProtocol") switch { "6" => "tcp", "17" => "udp", "1" or "58" => "icmp", var other => other ?? "any" };
        if (!ulong.TryParse(values.GetValueOrDefault("filterId"), NumberStyles.None, CultureInfo.InvariantCulture, out var filter)) return null;
        var program = WfpElements.Undotted(values.GetValueOrDefault("asString") ?? "");
        return new()
        {
            Evidence = Rows.Unplaced,
            Target = "DROP",
            Table = FirewallRule.WindowsDrops,
            Chain = Way(values.GetValueOrDefault("layerId")),
            Position = filter is > 0 and <= int.MaxValue ? (int)filter : null,
            Match = $"{protocol} {local} > {remote}{(program.Length > 0 ? $", {program}" : "")}",
            Packets = 1,
        };
    }

    /// <summary>ALE layers authorise what a program opens (48 to 51) or accepts (44 to 47); null for any other.</summary>
    private static string? Way(string? layer) => layer switch
    {
        "48" or "49" or "50" or "51" => "out",
        "44" or "45" or "46" or "47" => "in",
        _ => null,
    };

    private static IPEndPoint? End(Dictionary<string, string> values, string which)
    {
        var text = values.GetValueOrDefault(which + "AddrV4") ?? values.GetValueOrDefault(which + "AddrV6.byteArray16") ?? values.GetValueOrDefault(which + "AddrV6");
        if (!IPAddress.TryParse(text, out var address)) return null;
        return ushort.TryParse(values.GetValueOrDefault(which + "Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new(address, port) : new(address, 0);
    }

    private static Moment? Time(string? text) =>
        text is { Length: < 60 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year is > 1970 and < 2200
            ? new(text, time, ZoneKnowledge.Stated) : null;
}
