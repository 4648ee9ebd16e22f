using Demarc.Model;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Traceroute;

namespace Demarc.Transcripts.Tcptraceroute;

/// <summary>Reads <c>tcptraceroute</c>: rows as traceroute prints them, <c>[open]</c> or <c>[closed]</c> at the target, the port in the header.</summary>
public sealed class TcptracerouteReader : ITranscriptReader
{
    private const string Device = "Selected device ";

    public string Tool => "tcptraceroute";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("tcptraceroute 1.4, 1.5", "tcptraceroute 1.4、1.5"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [TracerouteHeader.TcpStart, Device];

    public bool Opens(ReadOnlySpan<char> line) => line.Contains(TracerouteHeader.TcpStart, StringComparison.Ordinal) || IsDevice(line);

    public TranscriptBlock? Read(BlockContext context)
    {
        var lines = new TraceLines(context);
        var place = lines.At(0) is { } first && IsDevice(first) ? lines.NextNonBlank(1, 2) : 0;
        if (place < 0 || lines.At(place) is not { } line || TracerouteHeader.ParseTcp(line) is not { } header) return null;
        var command = TraceCommand.Of(context, above: 3, static before => IsDevice(before), "tcptraceroute", "tcptraceroute6");
        return ProbeTrace.Read(context, Tool, lines, place + 1, header, command);
    }

    private static bool IsDevice(ReadOnlySpan<char> line) => line.TrimStart().StartsWith(Device, StringComparison.Ordinal) && line.Contains(", port ", StringComparison.Ordinal);
}
