using Demarc.Model;
using Demarc.Transcripts.Tables;
using Demarc.Transcripts.Tcping;

namespace Demarc.Transcripts.Hping;

/// <summary>
/// <c>hping3</c> with TCP: answers with their flags, of which SYN and ACK are a connection accepted and RST one refused. Sent packets are
/// known from its statistic alone. Without answers to SYNs it says nothing about a port, so other modes are not read.
/// </summary>
public sealed class HpingReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "hping3";

    public IReadOnlyList<string> Commands { get; } = ["hping3", "hping"];

    public ReaderCard Card { get; } = new([Kinds.Connect], new("SYN probes of hping3", "hping3 的 SYN 探测"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["HPING "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && line.TrimStart().StartsWith("HPING ") && line.IndexOf(" S set, ") > 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        var header = Fields.Of(context.Text.Span(context.First));
        var tally = new ConnectTally { Target = header[1], Address = header.Count > 3 ? header[3].Trim('(', ')', ':') : null };
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            var words = Fields.Of(line);
            if (words[0].StartsWith("len=", StringComparison.Ordinal)) return Answer(words, tally);
            if (words.Count > 4 && words[1] == "packets" && words[2] == "transmitted," && Figures.Small(words[0]) is { } sent && Figures.Small(words[3]) is { } received)
            {
                tally.Stated = (sent, Math.Max(0, sent - received));
                return true;
            }

            return line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("round-trip ", StringComparison.Ordinal);
        });
        return tally.Attempts == 0 ? null : new(last, [tally.Connect().Placed(context, Tool, context.First, last)]);
    }

    private static bool Answer(List<string> words, ConnectTally tally)
    {
        if (Value("flags") is not { } flags) return false;
        tally.Port ??= Figures.Port(Value("sport"));
        tally.ReplyTtl ??= Figures.Small(Value("ttl") ?? "");
        var ms = words.FindIndex(word => word.StartsWith("rtt=", StringComparison.Ordinal)) is >= 0 and var at ? Figures.Decimal(words[at][4..]) : null;
        tally.Add(flags.Contains('R') ? TryResult.Refused : flags.Contains('S') && flags.Contains('A') ? TryResult.Answered : TryResult.Unknown, ms);
        return true;

        string? Value(string name) => words.Find(word => word.StartsWith(name + "=", StringComparison.Ordinal)) is { } field ? field[(name.Length + 1)..] : null;
    }
}
