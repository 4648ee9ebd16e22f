using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Sysctl;

/// <summary>
/// Bare values below <c>cat /proc/sys/net/ipv4/tcp_tw_recycle</c>: only the command on the line right
/// above tells what they are. Several
/// files give several lines, in their order; another number of lines than files is not read.
/// </summary>
public sealed class ProcSysReader : ITranscriptReader
{
    private const string Root = "/proc/sys/";

    public string Tool => "sysctl";

    public ReaderCard Card { get; } = new([Kinds.Setting], new("`cat` and `grep` of files under /proc/sys", "/proc/sys 下文件的 `cat` 与 `grep`"), "any", ReaderProof.Recorded);

    /// <summary>The command's: the output is a bare number or word.</summary>
    public IReadOnlyList<string> Anchors { get; } = [Root];

    public bool Opens(ReadOnlySpan<char> line) => line.Contains(Root, StringComparison.Ordinal);

    private static bool IsValue(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is 0 or > 100 || line[0] == '/') return false;
        foreach (var c in line)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or ' ' or '\t' or '.')) return false;
        }

        return char.IsAsciiDigit(line[0]) || (char.IsAsciiLetterLower(line[0]) && !line.ContainsAny(" .\t"));
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var files = Files(context.Command);
        var limit = Math.Min(context.Limit, context.Text.Count);
        var first = context.First + 1;
        if (files.Count == 0 || first + files.Count > limit || !context.Text.Span(context.First).Contains(files[^1], StringComparison.Ordinal)) return null;
        for (var i = 0; i < files.Count; i++)
        {
            if (!IsValue(context.Text.Span(first + i))) return null;
        }

        var next = first + files.Count;
        if (next < limit && IsValue(context.Text.Span(next))) return null;
        var found = files.Select((file, i) => (Observation)new Setting
        {
            Tool = Tool,
            Vantage = context.Vantage,
            Time = context.Time,
            Evidence = context.Cite(Kinds.Setting, Tool, first + i, first + i),
            Name = file[Root.Length..].Replace('/', '.'),
            Value = Fields.Collapse(context.Text.Span(first + i)),
            File = file,
        });
        return new TranscriptBlock(next - 1, [.. found]);
    }

    private static readonly System.Buffers.SearchValues<char> ShellMarks = System.Buffers.SearchValues.Create("|*?><;&");

    /// <summary>The files a plain <c>cat</c> or <c>more</c> names; none for a pattern or a pipe.</summary>
    private static List<string> Files(string? command)
    {
        if (command is null || command.AsSpan().ContainsAny(ShellMarks)) return [];
        var words = Fields.Of(command);
        if (words is ["sudo", ..]) words.RemoveAt(0);
        if (words.Count < 2 || words.Count > 20 || words[0] is not ("cat" or "more" or "head")) return [];
        return words.Skip(1).All(word => word.StartsWith(Root, StringComparison.Ordinal) && word.Length > Root.Length) ? words.GetRange(1, words.Count - 1) : [];
    }
}
