using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Statements;

/// <summary>A row of a table, with the heads of its columns.</summary>
internal sealed record TableRow(Sentence At, IReadOnlyList<string> Heads, IReadOnlyList<string> Cells);

/// <summary>
/// Finds tables drawn with bars (<c>| a | b |</c>): a row of heads, a row of dashes, rows of cells. Rows are told one by one,
/// each with its line; a table that follows words of what to do is still a table, and one without results gives nothing.
/// </summary>
internal static class TableReader
{
    private const int MostRows = 300;
    private const int MostColumns = 12;

    /// <summary>Whether a line is part of such a table.</summary>
    public static bool IsRow(ReadOnlySpan<char> line) => line.Trim() is ['|', .., '|'] row && row.Count('|') >= 3;

    /// <summary>The rows of all tables in the turns.</summary>
    public static IEnumerable<TableRow> Read(EvidenceText text, IReadOnlyList<Turn> turns, IReadOnlyList<int> ranks, Func<int, bool> isToolOutput)
    {
        var found = 0;
        for (var t = 0; t < turns.Count; t++)
        {
            List<string>? heads = null;
            for (var at = Math.Max(0, turns[t].First); at <= turns[t].Last && at < text.Count && found < MostRows; at++)
            {
                if (isToolOutput(at) || !IsRow(text.Span(at)))
                {
                    heads = null;
                    continue;
                }

                var cells = Cells(text[at]);
                if (cells.Count > MostColumns || IsDashes(cells)) continue;
                if (heads is null)
                {
                    if (at + 1 >= text.Count || !IsRow(text.Span(at + 1)) || !IsDashes(Cells(text[at + 1]))) continue;
                    heads = cells;
                    continue;
                }

                if (cells.Count != heads.Count) continue;
                found++;
                yield return new(Row(text[at], at, turns[t], t, ranks[t]), heads, cells);
            }
        }
    }

    private static List<string> Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim(' ', '*', '`', '\t'))];

    private static bool IsDashes(List<string> cells) => cells.TrueForAll(cell => cell.Length > 0 && cell.AsSpan().Trim("-: ").IsEmpty);

    private static Sentence Row(string line, int at, Turn turn, int index, int rank) => new()
    {
        Text = line, Evidential = line, Theory = "", First = at, Last = at, Turn = index, Rank = rank, Paragraph = -at - 1,
        List = null, Intro = null, By = turn.Author, Spoken = false, Topic = null,
    };
}
