using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Tests.Paths;

/// <summary>
/// Finds the path traces of a text with the readers alone, and puts a trace into one comparable line per hop.
/// </summary>
internal static class TraceBlocks
{
    private static readonly string[] Tools = ["tracert", "traceroute", "tcptraceroute", "tracepath", "mtr"];

    /// <summary>The readers under test.</summary>
    public static IReadOnlyList<ITranscriptReader> All { get; } = [.. Readers.All.Where(reader => Tools.Contains(reader.Tool))];

    /// <summary>Every block of a text, in order.</summary>
    public static List<TranscriptBlock> Blocks(string text, string? command = null) => Driving.Blocks.Under(command, text, All);

    /// <summary>Every path trace of a text, in order.</summary>
    public static List<PathTrace> Traces(string text, string? command = null) => [.. Blocks(text, command).SelectMany(block => block.Observations.OfType<PathTrace>())];

    /// <summary>The only path trace of a text.</summary>
    public static PathTrace Single(string text, string? command = null) => Traces(text, command).ShouldHaveSingleItem();

    /// <summary>One line per hop: <c>ttl responders | times | codes</c>, silence as <c>-</c>, a lost probe as <c>*</c>.</summary>
    public static string[] Rows(PathTrace trace) => [.. trace.Hops!.Select(Row)];

    /// <summary>Rows of mtr: <c>ttl responders | loss% sent lost | last avg best worst deviation</c>.</summary>
    public static string[] Figures(PathTrace trace)
        => [.. trace.Hops!.Select(hop => string.Create(CultureInfo.InvariantCulture, $"{hop.Ttl} {Responders(hop)} | {hop.LossPercent} {hop.Sent} {hop.Lost}{(hop.Rtt is { } rtt ? string.Create(CultureInfo.InvariantCulture, $" | {rtt.Last} {rtt.Avg} {rtt.Best} {rtt.Worst} {rtt.StdDev}") : "")}"))];

    private static string Row(Hop hop)
    {
        var times = hop.RttMs is null ? "" : string.Join(' ', hop.RttMs.Select(ms => ms?.ToString(CultureInfo.InvariantCulture) ?? "*"));
        var codes = hop.Codes is null ? "" : " | " + string.Join(' ', hop.Codes);
        return $"{hop.Ttl} {Responders(hop)} | {times}{codes}";
    }

    private static string Responders(Hop hop)
        => hop.Responders.Count == 0 ? "-" : string.Join(", ", hop.Responders.Select(one => $"{one.Address}{(one.Name is null ? "" : $" ({one.Name})")}{(one.Asn is null ? "" : $" AS{one.Asn}")}".Trim()));
}
