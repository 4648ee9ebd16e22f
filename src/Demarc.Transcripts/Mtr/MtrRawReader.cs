using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// mtr's raw lines: <c>x HOP SEQ</c> for a probe, <c>h HOP ADDRESS</c>, <c>d HOP NAME</c>, <c>p HOP MICROSECONDS SEQ</c> for its
/// answer. Hops count from 0; 0.95 repeats the address lines. What is probed beyond the target answers as the target again.
/// </summary>
public sealed class MtrRawReader : ITranscriptReader
{
    private const int MostLines = 100_000;
    private const int MostRtts = 1000;

    public string Tool => "mtr";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("`--raw`; 0.85 to 0.95", "`--raw`；0.85 至 0.95"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["x 0 330", "h 0 "];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is { Hop: 0 } first && (first.Kind == 'h' || (first.Kind == 'x' && first.Value.StartsWith("330", StringComparison.Ordinal)));

    public TranscriptBlock? Read(BlockContext context)
    {
        var hops = new SortedDictionary<int, (int Sent, int Answered, List<Responder> Responders, List<double?> Rtts)>();
        var (last, answers) = (context.First, 0);
        var limit = Math.Min(context.Limit, context.First + MostLines);
        for (var i = context.First; i < limit && Parse(context.Text.Span(i)) is { } line; i++)
        {
            last = i;
            var hop = hops.TryGetValue(line.Hop, out var known) ? known : (0, 0, [], []);
            switch (line.Kind)
            {
                case 'x':
                    hop.Sent++;
                    break;
                case 'p':
                    hop.Answered++;
                    answers++;
                    if (hop.Rtts.Count < MostRtts && Number(line.Value) is { } us) hop.Rtts.Add(us / 1000.0);
                    break;
                case 'h':
                    Trace.AddOnce(hop.Responders, new(line.Value));
                    break;
                case 'd' when hop.Responders is [.., var named] && named.Name is null && named.Address != line.Value:
                    hop.Responders[^1] = named with { Name = line.Value };
                    break;
            }

            hops[line.Hop] = hop;
        }

        if (answers == 0 || last - context.First < 3) return null;
        var found = hops.Select(each => new Hop
        {
            Ttl = each.Key + 1,
            Sent = each.Value.Sent > 0 ? each.Value.Sent : null,
            Lost = each.Value.Sent > 0 ? Math.Max(0, each.Value.Sent - each.Value.Answered) : null,
            Responders = each.Value.Responders,
            RttMs = each.Value.Rtts.Count > 0 ? each.Value.Rtts : null,
        }).ToList();
        while (found is [.., { Responders: [{ Address: { } before }] }, { Responders: [{ Address: { } beyond }] }] && before == beyond) found.RemoveAt(found.Count - 1);
        var trace = MtrMachine.Of(context, null, null, found, last);
        return trace is null ? null : new(last, [trace]);
    }

    private static (char Kind, int Hop, string Value)? Parse(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        if (line.Length is < 5 or > 300 || line[0] is not ('x' or 'h' or 'd' or 'p' or 't') || line[1] != ' ') return null;
        var rest = line[2..];
        var blank = rest.IndexOf(' ');
        if (blank is < 1 or > 3 || !int.TryParse(rest[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var hop) || hop >= Trace.LastTtl) return null;
        var value = rest[(blank + 1)..];
        var second = value.IndexOf(' ');
        var shape = line[0] switch
        {
            'x' => second < 0 && Number(value) is not null,
            'h' => second < 0 && AddressText.Is(value),
            'd' => second < 0,
            'p' => Number(second < 0 ? value : value[..second]) is not null,
            _ => second < 0,
        };
        return shape ? (line[0], hop, (line[0] == 'p' && second > 0 ? value[..second] : value).ToString()) : null;
    }

    private static long? Number(ReadOnlySpan<char> text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
