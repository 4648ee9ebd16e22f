using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ResolverFiles;

/// <summary>
/// A pasted resolv.conf: its resolvers in their order, and the lines that change how they are asked as settings named
/// <c>resolv.conf options</c> and alike. Some resolver has to stand in it: a search list alone could be anything.
/// </summary>
public sealed class ResolvConfReader : ITranscriptReader
{
    private const int MostLines = 200;

    public string Tool => "resolv.conf";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.NameServer, Kinds.Setting], new("the file as pasted", "粘贴的文件内容"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["nameserver", "search ", "search\t", "domain ", "domain\t", "options "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 400 && Entry(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var order = 0;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (line.TrimStart() is ['#' or ';', ..]) return true;
            if (Entry(line) is not var (key, value)) return false;
            Observation entry = key == "nameserver"
                ? new NameServer { Evidence = Rows.Unplaced, Address = value, Order = ++order }
                : new Setting { Evidence = Rows.Unplaced, Name = $"resolv.conf {key}", Value = value };
            found.Add(entry.Placed(context, Tool, i, i));
            return true;
        }, blanks: 2);
        return order == 0 ? null : new(last, found);
    }

    /// <summary>Keyword and value of an entry without its remark; null for any other line.</summary>
    private static (string Key, string Value)? Entry(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 2 || words[0] is not ("nameserver" or "search" or "domain" or "options" or "sortlist")) return null;
        var end = words.FindIndex(word => word[0] is '#' or ';');
        if (end >= 0) words.RemoveRange(end, words.Count - end);
        if (words.Count < 2) return null;
        var plain = words.TrueForAll(word => !word.AsSpan().ContainsAnyExcept(Plain));
        return words[0] switch
        {
            "nameserver" => words.Count == 2 && AddressText.Is(words[1]) ? (words[0], words[1]) : null,
            "options" => plain && words.Skip(1).All(word => !word.EndsWith('.')) ? (words[0], string.Join(' ', words.Skip(1))) : null,
            _ => plain && words.Skip(1).All(word => word.Contains('.') || words[0] == "domain" || words.Count == 2) ? (words[0], string.Join(' ', words.Skip(1))) : null,
        };
    }

    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:/");
}
