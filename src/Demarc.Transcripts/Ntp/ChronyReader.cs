using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ntp;

/// <summary>
/// <c>chronyc tracking</c> and <c>chronyc sources</c>: how far the clock is off, positive where this machine is ahead. Of the sources
/// only the one in use counts. A clock that is not synchronised says no offset worth having, and that in words.
/// </summary>
public sealed class ChronyReader : ITranscriptReader
{
    private const int MostLines = 200;

    public string Tool => "chronyc";

    public ReaderCard Card { get; } = new([Kinds.Clock, Kinds.ErrorText], new("`chronyc tracking`, `chronyc sources`", "`chronyc tracking`、`chronyc sources`"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Reference ID    : ", "System time     : ", "^* ", "#* ", "=* ", "MS Name/IP address"];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart() is var text && (text.StartsWith("Reference ID    : ", StringComparison.Ordinal) || text.StartsWith("System time     : ", StringComparison.Ordinal)
        || text.StartsWith("MS Name/IP address", StringComparison.Ordinal) || (line.Length < 200 && Source(line.ToString()) is not null));

    public TranscriptBlock? Read(BlockContext context) => context.Text.Span(context.First).TrimStart() is ['R' or 'S', ..] ? Tracking(context) : Sources(context);

    private TranscriptBlock? Tracking(BlockContext context)
    {
        double? offset = null, delay = null, dispersion = null;
        string? reference = null, leap = null;
        var last = Rows.Walk(context, 20, (line, _) =>
        {
            var colon = line.IndexOf(" : ", StringComparison.Ordinal);
            if (colon < 0) return false;
            var value = line[(colon + 3)..].Trim();
            switch (line[..colon].Trim())
            {
                case "Reference ID": reference = Inside(value); break;
                case "System time": offset = Seconds(value) * (value.Contains("slow", StringComparison.Ordinal) ? -1000 : 1000); break;
                case "Root delay": delay = Seconds(value) * 1000; break;
                case "Root dispersion": dispersion = Seconds(value) * 1000; break;
                case "Leap status": leap = value; break;
                case "Stratum" or "Ref time (UTC)" or "Last offset" or "RMS offset" or "Frequency" or "Residual freq" or "Skew" or "Update interval": break;
                default: return false;
            }

            return true;
        }, blanks: 0);
        if (leap is "Not synchronised") return new(last, [new ErrorText { Evidence = Rows.Unplaced, Product = Tool, Text = leap, Meaning = "clock-not-synchronised" }.Placed(context, Tool, context.First, last)]);
        if (offset is null) return null;
        return new(last, [new Clock { Evidence = Rows.Unplaced, Target = reference, OffsetMs = Math.Round(offset.Value, 6), UncertaintyMs = delay is null || dispersion is null ? null : Math.Round(delay.Value / 2 + dispersion.Value, 6) }.Placed(context, Tool, context.First, last)]);
    }

    private TranscriptBlock? Sources(BlockContext context)
    {
        var found = new List<Observation>();
        var rows = 0;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            var text = line.Trim();
            if (text.StartsWith("MS Name", StringComparison.Ordinal) || text.Trim('=').Length == 0) return true;
            if (text is not ['^' or '=' or '#', '*' or '+' or '-' or '?' or 'x' or '~', ' ', ..]) return false;
            rows++;
            if (Source(text) is { } clock) found.Add(clock.Placed(context, Tool, i, i));
            return true;
        }, blanks: 0);
        return rows == 0 ? null : new(last, found);
    }

    /// <summary><c>^* ntp.example.net  2  6  377  34  +123us[ +456us] +/-   12ms</c>: positive where the local clock is ahead.</summary>
    private static Clock? Source(string line)
    {
        if (line.Trim() is not (['^' or '=' or '#', '*', ' ', ..] and var text)) return null;
        var words = Fields.Of(text.Replace('[', ' ').Replace(']', ' '));
        var plusMinus = words.IndexOf("+/-");
        return plusMinus < 8 || plusMinus + 1 >= words.Count || Span(words[plusMinus - 2]) is not { } offset ? null : new Clock { Evidence = Rows.Unplaced, Target = words[1], OffsetMs = offset, UncertaintyMs = Span(words[plusMinus + 1]) };
    }

    private static double? Span(string text)
    {
        var (digits, unit) = text switch
        {
            [.. var n, 'n', 's'] => (n, 1e-6),
            [.. var n, 'u', 's'] => (n, 1e-3),
            [.. var n, 'm', 's'] => (n, 1.0),
            [.. var n, 's'] => (n, 1e3),
            _ => ("", 0.0),
        };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? Math.Round(value * unit, 6) : null;
    }

    private static double? Seconds(string value) =>
        value.Contains(" seconds", StringComparison.Ordinal) && double.TryParse(value[..value.IndexOf(' ')], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static string? Inside(string value) => value.IndexOf('(') is > 0 and var open && value.EndsWith(')') && value.Length > open + 2 ? value[(open + 1)..^1] : null;
}
