namespace Demarc.Transcripts;

/// <summary>The registry: every reader, asked in this order.</summary>
public static class Readers
{
    public static IReadOnlyList<ITranscriptReader> All { get; } =
    [
        new Pinging.WindowsPingReader(),
        new Pinging.UnixPingReader(),
        new Pinging.IosPingReader(),
        new Pinging.RouterOsPingReader(),
    ];
}
