namespace Demarc.Transcripts;

/// <summary>Every transcript reader, one per line.</summary>
public static class Readers
{
    public static IReadOnlyList<ITranscriptReader> All { get; } =
    [
        new Tracert.TracertReader(),
        new Traceroute.TracerouteReader(),
        new Tcptraceroute.TcptracerouteReader(),
        new Tracepath.TracepathReader(),
        new Mtr.MtrReader(),
    ];
}
