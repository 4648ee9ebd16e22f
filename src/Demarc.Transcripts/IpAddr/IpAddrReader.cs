using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpAddr;

/// <summary>
/// Interfaces as <c>ip addr</c> and <c>ip -s link</c> list them: <c>2: eth0: &lt;BROADCAST,UP,LOWER_UP&gt; mtu 1500 … state UP</c>
/// with addresses and counters on indented lines below. Errors and drops are those of both directions together.
/// </summary>
public sealed class IpAddrReader : ITranscriptReader
{
    private const int MostLines = 5_000;

    public string Tool => "ip";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("`ip addr`, `ip link`", "`ip addr`、`ip link`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["> mtu "];

    public bool Opens(ReadOnlySpan<char> line) => Header(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostLines);
        var found = new List<Observation>();
        var i = context.First;
        var last = i;
        while (i < limit && Header(context.Text.Span(i)) is { } header)
        {
            var start = i;
            var shape = new IpInterface(header);
            for (i++; i < limit && shape.TryAdd(context.Text.Span(i)); i++)
            {
            }

            last = i - 1;
            found.Add(shape.Interface(context, Tool, start, last));
            while (i < limit && i < last + 3 && Fields.IsBlank(context.Text.Span(i))) i++;
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    /// <summary>Fields of a heading line; null for any other line.</summary>
    private static List<string>? Header(ReadOnlySpan<char> line)
    {
        if (line.Length > 400 || !line.Contains("> mtu ", StringComparison.Ordinal)) return null;
        var fields = Fields.Of(line);
        return fields.Count >= 5 && fields[0] is [.. var number, ':'] && Figures.Small(number) is not null && fields[1].EndsWith(':')
            && fields[2] is ['<', .., '>'] && fields[3] == "mtu"
            ? fields
            : null;
    }
}
