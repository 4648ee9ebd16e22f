using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netcat;

/// <summary>
/// What netcat prints of a connection that opened: <c>Connection to HOST 5432 port [tcp/postgresql] succeeded!</c> of the BSD one,
/// with the address in brackets in newer ones, and <c>Ncat: Connected to 203.0.113.9:443.</c> Failures are error lines (ProgramErrorReader).
/// </summary>
public sealed class NetcatReader : ITranscriptReader
{
    private const string Ended = "] succeeded!";
    private const string Ncat = "Ncat: Connected to ";
    private const string Bsd = "Connection to ";
    private const int LongestLine = 400;
    private const int MostLines = 2000;

    public string Tool => "nc";

    public ReaderCard Card { get; } = new([Kinds.Connect], new("connections that opened, of BSD netcat and Ncat", "BSD netcat 与 Ncat 的成功连接"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [Ended, Ncat];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var (text, observations, last) = (context.Text, new List<Observation>(), context.First);
        for (var i = context.First; i < Math.Min(Math.Min(context.Limit, text.Count), context.First + MostLines) && Parse(text.Span(i)) is { } connect; i++)
        {
            observations.Add(connect.Placed(context, Tool, i, i));
            last = i;
        }

        return observations.Count == 0 ? null : new(last, observations);
    }

    private static Connect? Parse(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.Length > LongestLine) return null;
        if (text.StartsWith(Ncat, StringComparison.Ordinal)) return Hostname.Split(text[Ncat.Length..].TrimEnd('.'), out var host, out var port) && port is not null ? Opened(host, null, port) : null;
        if (!text.StartsWith(Bsd, StringComparison.Ordinal) || !text.EndsWith(Ended, StringComparison.Ordinal)) return null;
        text = text[Bsd.Length..];
        var service = text.IndexOf(" port [tcp", StringComparison.Ordinal);
        if (service < 0) return null;
        var ends = text[..service];
        var gap = ends.LastIndexOf(' ');
        if (gap < 0 || Figures.Port(ends[(gap + 1)..]) is not { } number) return null;
        var named = ends[..gap];
        var bracket = named.IndexOf(" (", StringComparison.Ordinal);
        var address = bracket > 0 && named[^1] == ')' ? named[(bracket + 2)..^1].ToString() : null;
        return Hostname.Split(bracket > 0 ? named[..bracket] : named, out var name, out _) ? Opened(name, address, number) : null;
    }

    private static Connect Opened(string host, string? address, int? port) => new()
    {
        Evidence = Rows.Unplaced, Target = host, TargetAddress = address ?? (Addresses.AddressText.Is(host) ? host : null), Port = port, Outcome = "ok",
    };
}
