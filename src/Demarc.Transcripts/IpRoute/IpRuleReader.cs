using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpRoute;

/// <summary><c>ip rule</c>: each rule a setting named after its priority, <c>ip rule 32766</c> with <c>from all lookup main</c>.</summary>
public sealed class IpRuleReader : ITranscriptReader
{
    private const int MostRows = 1_000;

    public string Tool => "ip";

    public ReaderCard Card { get; } = new([Kinds.Setting], new("`ip rule`", "`ip rule`"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = [":\tfrom ", ":  from ", ": from ", ":\tnot ", ": not from "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && Row(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Row(line) is not var (priority, rule)) return false;
            found.Add(new Setting { Evidence = Rows.Unplaced, Name = $"ip rule {priority}", Value = rule }.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static (int Priority, string Rule)? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 4 || words[0] is not [.. var number, ':'] || Figures.Small(number) is not { } priority) return null;
        var from = words[1] == "not" ? 2 : 1;
        var acts = words.Contains("lookup") || words.Contains("goto") || words[^1] is "unreachable" or "blackhole" or "prohibit" or "nop";
        return from + 1 < words.Count && words[from] == "from" && acts && (words[from + 1] == "all" || AddressText.Is(words[from + 1].Split('/')[0])) ? (priority, string.Join(' ', words.Skip(1))) : null;
    }
}
