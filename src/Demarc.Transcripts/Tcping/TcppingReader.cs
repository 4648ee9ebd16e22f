using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tcping;

/// <summary>
/// The script <c>tcpping</c>, which lets traceroute send a SYN every second: <c>seq 3: tcp response from 192.0.2.1 &lt;syn,ack&gt; 0.86 ms</c>.
/// Its runs write in turn, so that headers and times stand between the rows and the rows are out of order.
/// </summary>
public sealed partial class TcppingReader : ITranscriptReader
{
    private const int MostRows = 50_000;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public string Tool => "tcpping";

    public ReaderCard Card { get; } = new([Kinds.Connect], new("the script around traceroute", "基于 traceroute 的脚本"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["seq "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && Seq.IsMatch(line);

    public TranscriptBlock? Read(BlockContext context)
    {
        var tally = new ConnectTally();
        var between = 0;
        var last = -1;
        Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Seq.Match(line) is not { Success: true } row)
            {
                Header(line, tally);
                return between++ < 3;
            }

            between = 0;
            last = i;
            tally.Address ??= row.Groups["address"] is { Success: true } address ? address.Value : null;
            double? ms = row.Groups["ms"] is { Success: true } printed ? Figures.Decimal(printed.Value) : null;
            tally.Add(row.Groups["open"].Success ? TryResult.Answered : row.Groups["closed"].Success ? TryResult.Refused : row.Groups["silent"].Success ? TryResult.Silent : TryResult.Unknown, ms);
            return true;
        });
        if (last < 0) return null;
        if (context.First > 0) Header(context.Text[context.First - 1], tally);
        return new(last, [tally.Connect().Placed(context, Tool, context.First, last)]);
    }

    /// <summary>The header of traceroute above a row names the target.</summary>
    private static void Header(string line, ConnectTally tally)
    {
        if (tally.Target is not null || !line.TrimStart().StartsWith("traceroute to ", StringComparison.Ordinal)) return;
        var words = Fields.Of(line);
        var address = words.Count < 4 ? "" : words[3].Trim('(', ')', ',');
        if (!AddressText.Is(address)) return;
        (tally.Target, tally.Address) = (words[2], tally.Address ?? address);
    }

    [GeneratedRegex(@"^seq \d{1,9}: (tcp response from (?<name>\S{1,255}) (\((?<address>[^\s()]{2,64})\) )?((?<open><syn,ack[^>]{0,20}>)|(?<closed><rst[^>]{0,20}>)|<[^>]{1,40}>)\s{1,3}(?<ms>\d{1,9}(\.\d{1,6})?) ms|(?<silent>no response \(timeout\)))", Options, 100)]
    private static partial Regex Seq { get; }
}
