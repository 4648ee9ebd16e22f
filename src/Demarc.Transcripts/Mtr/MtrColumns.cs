using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// The columns of an mtr table, in the order its header prints them (option -o changes it). Values are matched to
/// columns by order, not by place: names are cut, wide values push the rest to the right.
/// </summary>
internal sealed class MtrColumns
{
    private static readonly string[] Known = ["Loss%", "Drop", "Rcv", "Snt", "Last", "Best", "Avg", "Wrst", "StDev", "Gmean", "Jttr", "Javg", "Jmax", "Jint"];
    private readonly string[] _names;

    private MtrColumns(string[] names) => _names = names;

    /// <summary>What mtr prints unless told otherwise.</summary>
    public static MtrColumns Usual { get; } = new(["Loss%", "Snt", "Last", "Avg", "Best", "Wrst", "StDev"]);

    public int Count => _names.Length;

    /// <summary>Whether the line is a table's header: it names at least loss and two more columns.</summary>
    public static bool IsHeader(ReadOnlySpan<char> line)
        => line.Contains("Loss%", StringComparison.Ordinal) && (line.Contains("Avg", StringComparison.Ordinal) || line.Contains("Best", StringComparison.Ordinal)) && !line.Contains(',');

    /// <summary>The columns a header line names.</summary>
    public static MtrColumns Parse(string header)
    {
        var names = header.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static word => Known.Contains(word, StringComparer.Ordinal)).ToArray();
        return names.Length == 0 ? Usual : new MtrColumns(names);
    }

    /// <summary>One hop's figures out of as many values as the row still has.</summary>
    public Hop Fill(Hop hop, IReadOnlyList<double> values)
    {
        double? Of(string name)
        {
            var at = Array.IndexOf(_names, name);
            return at >= 0 && at < values.Count ? values[at] : null;
        }

        var loss = Of("Loss%");
        var sent = Of("Snt") is { } snt and >= 0 and < int.MaxValue ? (int?)snt : null;
        var lost = Of("Drop") is { } drop and >= 0 and < int.MaxValue ? (int)drop
            : loss is { } percent && sent is { } count ? (int?)Math.Round(percent * count / 100, MidpointRounding.AwayFromZero) : null;
        // Nothing answered: the zeros printed then are no times.
        var answered = hop.Responders.Count > 0 && (loss is not 100 || Of("Avg") > 0);
        var rtt = new RttSummary(Of("Last"), Of("Avg"), Of("Best"), Of("Wrst"), Of("StDev"));
        return hop with
        {
            Sent = sent,
            Lost = lost,
            LossPercent = loss is >= 0 and <= 100 ? loss : null,
            Rtt = answered && rtt != new RttSummary(null, null, null, null, null) ? rtt : null,
        };
    }

    /// <summary>Reads a value as mtr prints it: <c>0.0%</c>, <c>100.0</c>, <c>1105.</c>, <c>29997</c>.</summary>
    public static bool TryValue(ReadOnlySpan<char> token, out double value)
    {
        if (token is [.., '%']) token = token[..^1];
        value = 0;
        return token.Length is > 0 and < 12 && char.IsAsciiDigit(token[0])
            && double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
