namespace Demarc.Transcripts;

/// <summary>Every reader, one per line.</summary>
public static class Readers
{
    public static IReadOnlyList<ITranscriptReader> All { get; } =
    [
        new AccessLogs.AccessLogReader(),
        new Curl.CurlReader(),
        new Dig.DigReader(),
        new Dig.HostReader(),
        new Nslookup.NslookupReader(),
        new Tcpdump.TcpdumpReader(),
    ];
}
