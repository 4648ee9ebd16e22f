using Demarc.Model;
using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.Curl;

/// <summary>
/// curl: the verbose transcript, the headers of <c>-i</c> and <c>-I</c>, the timings of <c>-w</c>, and the last error
/// line alone. A command without output says nothing.
/// </summary>
public sealed class CurlReader : ITranscriptReader
{
    private const string ToolName = "curl";

    // A body may stand between the marked lines; longer ones end the block, and what follows opens on its own.
    private const int MostBody = 40;
    private const int MostIdle = 6;
    private const int MostLines = 5000;

    private static readonly string[] InfoOpeners =
    [
        "Trying ", "Connected to ", "About to connect", "Could not resolve host", "Couldn't resolve host", "Hostname ", "Rebuilt URL to",
        "Uses proxy env variable", "Failed to connect to", "Operation timed out", "Connection timed out", "ALPN", "SSL connection using", "TLSv1",
        "Recv failure", "Empty reply", "connect to ", "Immediate connect fail", "SOCKS5", "Resolving timed out", "Server certificate:",
    ];

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.Connect, Kinds.Tls, Kinds.Http, Kinds.Download, Kinds.Dns, Kinds.ErrorText], new("`-v`, `--trace-ascii`, `-i`, `-I`, `-w` with named times, error lines", "`-v`、`--trace-ascii`、`-i`、`-I`、带名称的 `-w` 计时、错误行"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "curl: (", "HTTP/", "time_", "Trying ", "Connected to ", "onnect:", "connect=", "About to connect", "resolve host", "was resolved", "Hostname ",
        "Rebuilt URL", "Uses proxy", "Failed to connect", "timed out", "ALPN", "SSL connection", "TLS", "Recv failure", "Empty reply", "connect to ",
        "Immediate connect", "SOCKS5", "Server certificate:", "tcp:", "TCP:", "dns:", "DNS:",
    ];

    public bool Opens(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.StartsWith("curl: (", StringComparison.Ordinal)) return CurlLine.ErrorCode(line, out _, out _);
        if (line.StartsWith("== Info:", StringComparison.Ordinal)) return OpensInfo(line[8..].TrimStart());
        if (line is ['*', ' ' or '\t', ..]) return OpensInfo(line[1..].TrimStart());
        if (line is ['<', ' ', ..]) line = line[2..];
        if (CurlLine.IsStatus(line, out _)) return true;
        if (line.IndexOf(" HTTP/", StringComparison.Ordinal) is > 4 and < 4000 && line.Length < 4096 && CurlLine.IsRequest(line.ToString(), out _, out _)) return true;
        return line.Length < 600 && new CurlTimings().Take(line, 0);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var text = context.Text;
        if (context.First >= text.Count) return null;
        var target = CurlTarget.Above(context);
        var run = new CurlRun(context, target);
        var depth = Depth(text, context.First);
        var (last, idle, limit) = (-1, 0, Math.Min(Math.Min(context.Limit, text.Count), context.First + MostLines));
        var trace = CurlMark.Other;
        for (var i = context.First; i < limit; i++)
        {
            var line = CurlLine.At(text, i, depth);
            if (i > context.First && Ends(line)) break;
            if (Direction(line.Text) is { } direction) (trace, line) = (direction, line with { Mark = CurlMark.Payload });
            else if (trace != CurlMark.Other && TraceText(line.Text) is { } part) line = new(trace, part);
            if (line.Mark == CurlMark.Plain && run.Verbose) line = line with { Mark = CurlMark.Blank };
            if (!Feed(run, line, i))
            {
                if (++idle > (run.InBody ? MostBody : MostIdle)) break;
                continue;
            }

            (last, idle) = (i, 0);
            if (line.Mark == CurlMark.Error) break;
        }

        if (last < 0) return null;
        var found = run.Finish();
        return found.Count == 0 || (!run.Verbose && OnlyStatus(context, found)) ? null : new(last, found);
    }

    private static bool Feed(CurlRun run, CurlLine line, int index)
    {
        switch (line.Mark)
        {
            case CurlMark.Info:
                run.Info(line.Text, index);
                return true;
            case CurlMark.Sent:
                run.Sent(line.Text, index);
                return true;
            case CurlMark.Received:
                run.Received(line.Text, index, marked: true);
                return true;
            case CurlMark.Payload:
                return true;
            case CurlMark.Error:
                CurlLine.ErrorCode(line.Text, out var code, out var words);
                run.Error(code, words, index);
                return true;
            case CurlMark.Plain when run.HeadersOpen || CurlLine.IsStatus(line.Text, out _):
                run.Received(line.Text, index, marked: false);
                return true;
            case CurlMark.Blank:
                if (run is { Verbose: false, HeadersOpen: true }) run.Received("", index, marked: false);
                return false;
            default:
                return line.Text.Length < 600 && run.Timings.Take(line.Text, index);
        }
    }

    private static bool OpensInfo(ReadOnlySpan<char> text)
    {
        foreach (var opener in InfoOpeners)
        {
            if (text.StartsWith(opener, StringComparison.Ordinal)) return true;
        }

        return text.Contains("TLS handshake,", StringComparison.Ordinal) || (text.StartsWith("Host ", StringComparison.Ordinal) && text.EndsWith(" was resolved.", StringComparison.Ordinal));
    }

    /// <summary>The block's own quote depth; a request line at the opening carries one mark of curl's.</summary>
    private static int Depth(EvidenceText text, int first)
    {
        var depth = text.QuoteDepth(first);
        return depth > 0 && CurlLine.IsRequest(text[first].TrimStart(), out _, out _) ? depth - 1 : depth;
    }

    private static bool Ends(CurlLine line) =>
        line.Text.StartsWith("```", StringComparison.Ordinal)
        || (line.Mark is CurlMark.Other && (TypedCommand.IsPrompt(line.Text) || TypedCommand.Words(line.Text, ToolName) is not null));

    /// <summary><c>=&gt; Send header</c> and <c>&lt;= Recv header</c> of <c>--trace-ascii</c>.</summary>
    private static CurlMark? Direction(string text)
    {
        if (text.StartsWith("=> Send header", StringComparison.Ordinal)) return CurlMark.Sent;
        if (text.StartsWith("<= Recv header", StringComparison.Ordinal)) return CurlMark.Received;
        return text.StartsWith("=> Send ", StringComparison.Ordinal) || text.StartsWith("<= Recv ", StringComparison.Ordinal) ? CurlMark.Payload : null;
    }

    /// <summary><c>0028: Host: example.com</c> without its offset; null when the line is none.</summary>
    private static string? TraceText(string text)
    {
        if (text.Length < 5 || text[4] != ':') return null;
        foreach (var c in text.AsSpan(0, 4))
        {
            if (!char.IsAsciiHexDigit(c)) return null;
        }

        return text.Length > 6 ? text[6..] : "";
    }

    /// <summary>
    /// A status line, or a head as documents show it, is nobody's output unless a curl command stands above it: what a
    /// server sent tells its date or its name.
    /// </summary>
    private static bool OnlyStatus(BlockContext context, IReadOnlyList<Observation> found) =>
        found is [Http { Phases: null, Status: not null } http] && http.Headers?.Any(IsServers) != true && TypedCommand.Above(context, ToolName) is null;

    private static bool IsServers(string header) =>
        header.StartsWith("Date:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Server:", StringComparison.OrdinalIgnoreCase);
}
