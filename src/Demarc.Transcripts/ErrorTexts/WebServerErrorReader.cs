using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>
/// Error logs of nginx and Apache. What they say of the server behind them ("upstream") is no failure of the client's connection, and has
/// meanings of its own; a client that went away says nothing about who was at fault.
/// </summary>
public sealed partial class WebServerErrorReader : ITranscriptReader
{
    private const int LongestLine = 4000;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Words of a line and what they mean; the first that stands there counts.</summary>
    private static readonly (string Words, string Meaning)[] Said =
    [
        ("client prematurely closed connection", "client-gave-up"),
        ("client timed out", "client-gave-up"),
        ("no live upstreams", "upstream-unreachable"),
        ("upstream timed out", "upstream-timeout"),
        ("upstream prematurely closed connection", "upstream-closed"),
        ("upstream sent too big header", "upstream-bad-answer"),
        ("upstream sent invalid header", "upstream-bad-answer"),
        ("host not found in upstream", "upstream-not-resolved"),
        ("could not be resolved", "upstream-not-resolved"),
        ("limiting requests", "request-limited"),
        ("limiting connections", "connections-limited"),
        ("client intended to send too large body", "body-too-large"),
        ("client sent too long header", "header-too-large"),
        ("worker_connections are not enough", "server-exhausted"),
        ("Too many open files", "server-exhausted"),
        ("No space left on device", "server-exhausted"),
        ("Cannot allocate memory", "server-exhausted"),
        ("AH00161", "server-exhausted"),
        ("AH00484", "server-exhausted"),
        ("AH01102", "upstream-closed"),
        ("AH01075", "upstream-timeout"),
    ];

    /// <summary>Failures of a call, which concern the server behind where the line says so.</summary>
    private static readonly (string Words, string Meaning)[] Called =
    [
        ("Connection refused", "upstream-refused"),
        ("Connection timed out", "upstream-timeout"),
        ("timed out", "upstream-timeout"),
        ("Connection reset by peer", "upstream-reset"),
        ("No route to host", "upstream-unreachable"),
        ("Network is unreachable", "upstream-unreachable"),
        ("Host is unreachable", "upstream-unreachable"),
    ];

    public string Tool => "web-server-error";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.ErrorText], new("error logs of nginx and Apache httpd", "nginx 与 Apache httpd 的错误日志"), "en", ReaderProof.Documentation);

    /// <summary>nginx writes the thread behind the process, which on Linux is the process's own number and elsewhere 0.</summary>
    public IReadOnlyList<string> Anchors { get; } = [" [info] ", " [notice] ", " [warn] ", " [error] ", " [crit] ", " [alert] ", " [emerg] ", "] [pid "];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context) => ErrorRun.Read(context, Tool, Parse);

    private static ErrorHit? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length is < 30 or > LongestLine) return null;
        var product = Nginx.IsMatch(line) ? "nginx" : Apache.IsMatch(line) ? "Apache httpd" : null;
        if (product is null) return null;
        foreach (var (words, meaning) in Said)
        {
            if (line.Contains(words, StringComparison.Ordinal)) return new(product, words.StartsWith("AH", StringComparison.Ordinal) ? words : null, meaning);
        }

        var behind = line.Contains("upstream", StringComparison.Ordinal) || line.Contains("AH00957", StringComparison.Ordinal) || line.Contains("AH01114", StringComparison.Ordinal);
        foreach (var (words, meaning) in Called)
        {
            if (behind && line.Contains(words, StringComparison.Ordinal)) return new(product, null, meaning);
        }

        return null;
    }

    [GeneratedRegex(@"^\s{0,8}\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[(debug|info|notice|warn|error|crit|alert|emerg)\] \d{1,9}#\d{1,9}: ", Options, 100)]
    private static partial Regex Nginx { get; }

    [GeneratedRegex(@"^\s{0,8}\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d(\.\d{1,6})? \d{4}\] \[[a-z_0-9]{0,30}:?[a-z]{4,6}\] \[pid \d", Options, 100)]
    private static partial Regex Apache { get; }
}
