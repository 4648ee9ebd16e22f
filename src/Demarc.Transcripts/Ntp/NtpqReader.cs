using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ntp;

/// <summary>
/// <c>ntpq -p</c>: each peer that has answered, the one in use first. ntpq prints how far the peer is ahead; here, as
/// everywhere, positive says that this machine is. The peer's answer took half its delay there at most: that bounds the error.
/// </summary>
public sealed class NtpqReader : ITranscriptReader
{
    private const int MostRows = 200;

    public string Tool => "ntpq";

    public ReaderCard Card { get; } = new([Kinds.Clock], new("`ntpq -p`, `ntpq -pn`", "`ntpq -p`、`ntpq -pn`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["refid      st t when poll reach"];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("remote", StringComparison.Ordinal) && line.Contains("refid      st t when poll reach", StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<(bool Used, Clock Clock)>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First || line.Trim('=', ' ').Length == 0) return true;
            var tally = line[0];
            var words = Fields.Of(line.AsSpan(1));
            // Names are cut off with a blank in them at times: the columns are counted from the right.
            if (words.Count is < 9 or > 12 || Number(words[^2]) is not { } offset || Number(words[^3]) is not { } delay || Figures.Count(words[^4]) is not { } reach) return false;
            if (reach == 0) return true;
            found.Add((tally == '*', new Clock { Evidence = Rows.Unplaced, Target = words[0], OffsetMs = offset == 0 ? 0 : -offset, UncertaintyMs = delay / 2 }.Placed(context, Tool, i, i)));
            return true;
        }, blanks: 0);
        return last <= context.First ? null : new(last, [.. found.OrderByDescending(each => each.Used).Select(each => each.Clock)]);
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
