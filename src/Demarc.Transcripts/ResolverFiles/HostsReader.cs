using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ResolverFiles;

/// <summary>
/// A pasted hosts file: one setting <c>hosts-file</c> with <c>ADDRESS NAME</c> for every name. Rows of address and name stand
/// in many other lists, so a block begins with localhost's own entry, or beneath a command that prints the file.
/// </summary>
public sealed class HostsReader : ITranscriptReader
{
    private const int MostLines = 5_000;

    public string Tool => "hosts";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.Setting], new("the file as pasted: Unix, Windows", "粘贴的文件内容：Unix、Windows"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["localhost", "etc/hosts", "etc\\hosts"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 1000 && (IsCommand(line) || (line.Contains("localhost", StringComparison.Ordinal) && IsOwn(Entry(line.ToString()))));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (line.TrimStart() is ['#', ..] || (i == context.First && IsCommand(line))) return true;
            if (Entry(line) is not { } words) return false;
            foreach (var name in words.Skip(1)) found.Add(new Setting { Evidence = Rows.Unplaced, Name = "hosts-file", Value = $"{words[0]} {name}" }.Placed(context, Tool, i, i));
            return true;
        }, blanks: 3);
        return found.Count == 0 ? null : new(last, found);
    }

    /// <summary>A command that prints the file and nothing else.</summary>
    private static bool IsCommand(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd(" \"'`");
        if (!line.EndsWith("etc/hosts", StringComparison.OrdinalIgnoreCase) && !line.EndsWith("etc\\hosts", StringComparison.OrdinalIgnoreCase)) return false;
        foreach (var word in (ReadOnlySpan<string>)["cat ", "more ", "less ", "type ", "Get-Content "])
        {
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool IsOwn(List<string>? words) => words is not null && words.Contains("localhost") && words[0] is "127.0.0.1" or "::1";

    /// <summary>Address and names of an entry without its remark; null for any other line.</summary>
    private static List<string>? Entry(string line)
    {
        var words = Fields.Of(line);
        var end = words.FindIndex(word => word[0] == '#');
        if (end >= 0) words.RemoveRange(end, words.Count - end);
        if (words.Count is < 2 or > 40 || !AddressText.Is(words[0])) return null;
        return words.Skip(1).All(IsName) ? words : null;
    }

    private static bool IsName(string word)
    {
        if (word.Length > 253) return false;
        foreach (var c in word)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_' or '*')) return false;
        }

        return true;
    }
}
