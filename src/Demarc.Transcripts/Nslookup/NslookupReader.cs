using System.Net;
using Demarc.Model;
using Demarc.Transcripts.Commands;
using Demarc.Transcripts.Markup;

namespace Demarc.Transcripts.Nslookup;

/// <summary>
/// nslookup on Windows in any locale and on Unix. Anchors are the English <c>Address:</c>, <c>DNS request timed out.</c> and
/// starred lines; the first pair of label and address names the resolver, the next one is the answer. A timeout before
/// the resolver is named was the look-up of the resolver's own name and says nothing of the question.
/// </summary>
public sealed class NslookupReader : ITranscriptReader
{
    private const string ToolName = "nslookup";
    private const int MostLines = 500;
    private const int MostBlank = 2;

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.Dns], new("Windows and BIND, interactive too", "Windows 与 BIND，含交互方式"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Address", "DNS request timed out", "** ", "no servers could be reached", .. NslookupLabels.Server];

    public bool Opens(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is 0 or > 4000) return false;
        if (line.StartsWith("DNS request timed out", StringComparison.Ordinal) || line.StartsWith("Address:", StringComparison.Ordinal)) return true;
        if (line.IndexOf("<br") >= 0 && !line.Contains('"') && line.IndexOf("Address:") > 0) return true;
        if (line.EndsWith("no servers could be reached", StringComparison.Ordinal)) return true;
        if (line[0] == '*') return NslookupFailure.Read(line.ToString()) is not null;
        return line.Length < 300 && NslookupLabels.Split(line.ToString(), out var label, out _) && NslookupLabels.IsServer(label);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        if (context.First >= context.Text.Count) return null;
        var command = TypedCommand.Above(context, ToolName);
        var first = context.Text[context.First].Trim();
        if (command is null && first.Contains("no servers could be reached", StringComparison.Ordinal)) return null;
        var session = new NslookupSession(context, command);
        var (last, blanks) = (-1, 0);
        foreach (var (line, index, typed) in Lines(context))
        {
            if (line.Length == 0)
            {
                if (++blanks > MostBlank) break;
                session.Blank();
                continue;
            }

            if (index > context.First && (line.StartsWith("```", StringComparison.Ordinal) || TypedCommand.Words(line, ToolName) is not null)) break;
            if (typed) session.Typed(line);
            else if (TypedCommand.IsPrompt(line) && TypedCommand.Words(line.TrimEnd('|'), ToolName) is null && session.Started) break;
            else if (!session.Take(line, index)) break;
            if (!typed || session.Started) last = index;
            blanks = 0;
        }

        var found = session.Finish();
        return last < 0 || found.Count == 0 ? null : new(last, found);
    }

    /// <summary>The block's lines; one that holds HTML breaks is several. A line after <c>&gt; </c> was typed in a session.</summary>
    private static IEnumerable<(string Line, int Index, bool Typed)> Lines(BlockContext context)
    {
        var text = context.Text;
        var depth = text.QuoteDepth(context.First);
        var limit = Math.Min(Math.Min(context.Limit, text.Count), context.First + MostLines);

        // The label line of a resolver whose word is not known stands above the Address line that opened the block.
        if (context.First > 0 && text[context.First].TrimStart().StartsWith("Address:", StringComparison.Ordinal)
            && NslookupLabels.Split(text[context.First - 1], out _, out var value) && value.Length > 0 && !value.Contains(' '))
        {
            yield return (text[context.First - 1].Trim(), context.First - 1, false);
        }

        else if (context.First > 0 && NslookupLabels.Split(text[context.First - 1], out var heading, out var rest) && rest.Length == 0 && NslookupLabels.IsNonAuthoritative(heading))
        {
            yield return (text[context.First - 1].Trim(), context.First - 1, false);
        }

        for (var i = context.First; i < limit; i++)
        {
            var line = text[i];
            if (!line.Contains("<br", StringComparison.OrdinalIgnoreCase))
            {
                yield return (line.TrimStart(' '), i, text.QuoteDepth(i) > depth);
                continue;
            }

            foreach (var part in LineBreaks.Split(line))
            {
                var trimmed = part.Trim('|', ' ');
                var typed = trimmed.StartsWith("> ", StringComparison.Ordinal);
                yield return (typed ? trimmed[2..] : trimmed, i, typed);
            }
        }
    }
}
