using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpAddr;

/// <summary><c>ip -br addr</c> and <c>ip -br link</c>: a name, a state, then addresses or a hardware address with flags. A row without either counts below such rows.</summary>
public sealed class IpBriefReader : ITranscriptReader
{
    private const int MostRows = 2_000;

    public string Tool => "ip";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("`ip -br addr`, `ip -br link`", "`ip -br addr`、`ip -br link`"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["UNKNOWN", " UP ", "UP   ", " DOWN ", "DOWN  ", "LOWERLAYERDOWN", "DORMANT", "NOTPRESENT", "\tUP", "\tDOWN", "TESTING"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 4000 && Row(line.ToString(), out var sure) is not null && sure;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Row(line, out _) is not { } row) return false;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        }, blanks: 0);
        return found.Count == 0 ? null : new(last, found);
    }

    private static Interface? Row(string line, out bool sure)
    {
        sure = false;
        var words = Fields.Of(line);
        if (words.Count < 2 || words[0].Length > 40 || words[0].Contains(':') || words[1] is not ("UP" or "DOWN" or "UNKNOWN" or "LOWERLAYERDOWN" or "DORMANT" or "NOTPRESENT" or "TESTING")) return null;
        var flags = words[^1] is ['<', .. var inner, '>'] ? inner.Split(',') : null;
        var rest = words.GetRange(2, words.Count - 2 - (flags is null ? 0 : 1));
        if (flags is null)
        {
            var addresses = rest.Where(word => word.Contains('/') && AddressText.Is(word.Split('/')[0])).ToList();
            if (rest.Exists(word => !AddressText.Is(word.Split('/')[0]) && word is not ("peer" or "metric") && Figures.Small(word) is null)) return null;
            sure = addresses.Count > 0;
            return new() { Evidence = Rows.Unplaced, Name = words[0].Split('@')[0], State = State(words[1], null), Addresses = addresses };
        }

        sure = true;
        return new() { Evidence = Rows.Unplaced, Name = words[0].Split('@')[0], State = State(words[1], flags) };
    }

    /// <summary>Where the kernel knows no state (loopback, tunnels) the flags tell, if there are any.</summary>
    private static string? State(string word, string[]? flags) => word switch
    {
        "UP" => "up",
        "UNKNOWN" => flags is null ? null : flags.Contains("UP") && !flags.Contains("NO-CARRIER") ? "up" : "down",
        _ => "down",
    };
}
