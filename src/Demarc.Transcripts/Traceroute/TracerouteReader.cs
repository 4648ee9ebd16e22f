using Demarc.Model;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Traceroute;

/// <summary>
/// Reads <c>traceroute</c> of Linux, BSD, macOS, Cisco IOS and FortiOS. Its header names the target but rarely the
/// protocol, so that is "unknown" unless the command or the wording tells.
/// </summary>
public sealed class TracerouteReader : ITranscriptReader
{
    private const int PreambleLines = 4;

    public string Tool => "traceroute";

    public IReadOnlyList<string> Commands { get; } = ["traceroute", "traceroute6"];

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("Linux, BSD, macOS, busybox, IOS, FortiOS", "Linux、BSD、macOS、busybox、IOS、FortiOS"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["traceroute", "Tracing the route to "];

    public bool OpensAtRows => true;

    public bool Opens(ReadOnlySpan<char> line)
        => TracerouteHeader.IsOne(line) || IsWarning(line) || (ProbeRow.Parse(line) is { Listing: false } row && (row.HasAddress || (!row.Answered && row.Probes > 1)));

    public TranscriptBlock? Read(BlockContext context)
    {
        var lines = new TraceLines(context);
        TracerouteHeader? header = null;
        var place = 0;
        for (var i = 0; i < PreambleLines && lines.At(i) is { } line; i++)
        {
            if (header is null && TracerouteHeader.IsOne(line))
            {
                header = TracerouteHeader.Parse(line);
                if (header is null) return null;
                place = i + 1;
            }
            else if (header is not null && IsPreamble(line)) place = i + 1;
            else if (header is not null || !IsWarning(line)) break;
        }

        var command = TraceCommand.Of(context, above: 4, IsPreamble, "traceroute", "traceroute6", "tcptraceroute");
        return ProbeTrace.Read(context, Tool, lines, place, header, command);
    }

    private static bool IsWarning(ReadOnlySpan<char> line)
        => line.StartsWith("traceroute", StringComparison.Ordinal) && line.Contains("Warning:", StringComparison.Ordinal);

    /// <summary>Lines that stand between command, header and rows.</summary>
    private static bool IsPreamble(string line)
        => string.IsNullOrWhiteSpace(line) || IsWarning(line) || TracerouteHeader.IsOne(line)
           || line.Contains("escape sequence to abort", StringComparison.Ordinal) || line.StartsWith("VRF info", StringComparison.Ordinal);
}
