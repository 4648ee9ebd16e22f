using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Proxies;

/// <summary>
/// Proxy auto-configuration files: the proxies their rules can answer. Which of them a given address gets is not computed, for the
/// rules are a program.
/// </summary>
public sealed partial class PacReader : ITranscriptReader
{
    private const int MostLines = 5000;
    private const int MostProxies = 50;

    public string Tool => "pac";

    public ReaderCard Card { get; } = new([Kinds.Proxy], new("PAC files (`FindProxyForURL`)", "PAC 文件（`FindProxyForURL`）"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Commands { get; } = [];

    public IReadOnlyList<string> Anchors { get; } = ["FindProxyForURL"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && line.TrimStart().StartsWith("function FindProxyForURL");

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var depth = 0;
        var opened = false;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (opened && depth <= 0) return false;
            foreach (Match match in Answers(line))
            {
                var text = match.Groups["kind"].Value;
                var host = match.Groups["host"].Value;
                if (found.Count < MostProxies && seen.Add(text + host)) found.Add(new Proxy { Evidence = Rows.Unplaced, ProxyKind = Kind(text), Url = host.Length == 0 ? null : host, Source = "pac" }.Placed(context, Tool, i, i));
            }

            foreach (var c in line)
            {
                if (c == '{') (depth, opened) = (depth + 1, true);
                else if (c == '}') depth--;
            }

            return true;
        }, blanks: 5);
        return found.Count == 0 ? null : new(last, found);
    }

    private static string Kind(string word) => word switch
    {
        "DIRECT" => "direct",
        "SOCKS" or "SOCKS4" or "SOCKS5" => "socks",
        _ => "http",
    };

    private static IReadOnlyCollection<Match> Answers(string line)
    {
        var code = line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var comment && (comment == 0 || line[comment - 1] != ':') ? line[..comment] : line;
        return InTime.Of<IReadOnlyCollection<Match>>(() => [.. Answer.Matches(code).Take(MostProxies)], []);
    }

    [GeneratedRegex("""(?<=["';]\s*)((?<kind>PROXY|HTTPS?|SOCKS[45]?)\s+(?<host>[A-Za-z0-9.\[\]:_-]{1,120})|(?<kind>DIRECT))(?=\s*["';])""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Answer { get; }
}
