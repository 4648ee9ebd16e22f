using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ifconfig;

/// <summary>
/// Interfaces as ifconfig lists them: net-tools old (<c>eth0  Link encap:</c>, labels in the user's language) and new
/// (<c>eth0: flags=4163&lt;UP,…&gt;  mtu 1500</c>), macOS and the BSDs. Labels before a colon are not read, only their values.
/// </summary>
public sealed class IfconfigReader : ITranscriptReader
{
    private const int MostLines = 5_000;

    public string Tool => "ifconfig";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("net-tools old and new, BSD, macOS", "net-tools 新旧版本、BSD、macOS"), "en zh", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["flags=", " encap:", "\tLink encap", "encap:"];

    public bool Opens(ReadOnlySpan<char> line) => Name(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostLines);
        var found = new List<Observation>();
        var i = context.First;
        var last = i;
        while (i < limit && Name(context.Text.Span(i)) is { } name)
        {
            var start = i;
            var shape = new IfconfigInterface(name);
            shape.Add(context.Text.Span(i));
            for (i++; i < limit && IsBody(context.Text.Span(i)); i++) shape.Add(context.Text.Span(i));
            last = i - 1;
            found.Add(shape.Interface(context, Tool, start, last));
            while (i < limit && i < last + 3 && Fields.IsBlank(context.Text.Span(i))) i++;
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    private static bool IsBody(ReadOnlySpan<char> line) => line is [' ' or '\t', ..] && !Fields.IsBlank(line) && Name(line) is null;

    /// <summary>Name of the interface a line opens; null for any other line.</summary>
    private static string? Name(ReadOnlySpan<char> line)
    {
        if (line.Length > 400) return null;
        var name = Fields.First(line);
        if (name.Length is 0 or > 40) return null;
        var rest = line[(line.IndexOf(name, StringComparison.Ordinal) + name.Length)..].TrimStart();
        if (name[^1] == ':')
        {
            return name.Length > 1 && rest.StartsWith("flags=", StringComparison.Ordinal) && rest.Contains("mtu ", StringComparison.Ordinal) ? name[..^1].ToString() : null;
        }

        var encap = rest.IndexOf("encap:");
        return encap is > 0 and < 12 && char.IsAsciiLetter(name[0]) ? name.ToString() : null;
    }
}
