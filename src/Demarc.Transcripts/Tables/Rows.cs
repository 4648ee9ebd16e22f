using Demarc.Model;

namespace Demarc.Transcripts.Tables;

/// <summary>What readers of rows share: the walk over a block's lines, and the place of an observation in the text.</summary>
internal static class Rows
{
    /// <summary>Longest row that is looked at; what is longer ends the block.</summary>
    private const int LongestRow = 8000;

    /// <summary>Stands in an observation until <see cref="Placed"/> says where it was read.</summary>
    public static Evidence Unplaced { get; } = new() { Source = "", Sha256 = "", Kind = "" };

    /// <summary>Goes over the lines from the opening one until one is not taken; blank lines are passed over.</summary>
    /// <param name="context">The block.</param>
    /// <param name="most">Most lines it may have.</param>
    /// <param name="take">Takes a line and its index; false where the line is none of the block's.</param>
    /// <param name="blanks">Blank lines that may stand in a row.</param>
    /// <returns>Index of the last line taken; -1 when none was.</returns>
    public static int Walk(BlockContext context, int most, Func<string, int, bool> take, int blanks = 1)
    {
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + most);
        var last = -1;
        for (var i = context.First; i < limit; i++)
        {
            var line = context.Text.Span(i);
            if (Fields.IsBlank(line))
            {
                if (last >= 0 && i - last > blanks) break;
                continue;
            }

            if (line.Length > LongestRow || !take(line.ToString(), i)) break;
            last = i;
        }

        return last;
    }

    /// <summary>The observation with tool, place and time, citing those line indexes.</summary>
    public static T Placed<T>(this T observation, BlockContext context, string tool, int first, int last, Moment? time = null, string? vantage = null)
        where T : Observation => (T)((Observation)observation with
        {
            Tool = tool,
            Vantage = vantage ?? context.Vantage,
            Time = time ?? context.Time,
            Evidence = context.Cite(observation.Kind, tool, first, last, vantage, time),
        });
}
