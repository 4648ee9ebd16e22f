using System.Globalization;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Field;

/// <summary>
/// What closed cases teach. Only a cause that was confirmed, with how it was, counts towards how often causes occur; whether verdicts were
/// right is held against how sure they were.
/// </summary>
public sealed class FieldBook(DeskStore store, DeskSettings settings)
{
    /// <summary>Confirmed cases from which on they are weighed in.</summary>
    public const int Fewest = 20;

    private const string Confirmed = "cause_confirmed IS NOT NULL AND confirmed_by IS NOT NULL";

    /// <summary>How often causes were confirmed, and whether verdicts are weighed by it.</summary>
    public FieldPriorsState Priors() => store.Read(reading =>
    {
        var causes = Count(reading, null);
        return new FieldPriorsState(settings.FieldPriors, causes.Sum(it => it.Cases), causes);
    });

    /// <summary>What a case's verdict is weighed by: the other confirmed cases; null where it was switched off or they are too few.</summary>
    public FieldPriors? For(string caseId)
    {
        if (!settings.FieldPriors) return null;
        var causes = store.Read(reading => Count(reading, caseId));
        return causes.Sum(it => it.Cases) < Fewest ? null : new(causes.ToDictionary(it => it.Cause, it => it.Cases, StringComparer.Ordinal));
    }

    /// <summary>How often verdicts were right, by how sure they were when their cases were closed.</summary>
    public FieldCalibration Calibration()
    {
        var told = store.Read(reading => reading.All(
            "SELECT v.side, v.confidence, c.verdict_right FROM desk_case c JOIN verdict v ON v.id = (SELECT id FROM verdict WHERE case_id = c.id AND at <= c.closed ORDER BY at DESC, id DESC LIMIT 1) WHERE c.verdict_right IS NOT NULL AND c.closed IS NOT NULL",
            row => (Side: row.GetString(0), Confidence: row.GetDouble(1), Right: row.GetString(2))));
        var named = told.Where(it => it.Side != Side.Undetermined.Id()).ToList();
        return new(
            [.. CalibrationBin.Edges.Zip(CalibrationBin.Edges.Skip(1)).Select(edge => Bin(edge.First, edge.Second, named.Where(it => it.Confidence >= edge.First && (it.Confidence < edge.Second || edge.Second >= 1))))],
            Bin(CalibrationBin.Edges[0], 1, named),
            Bin(0, 1, told.Where(it => it.Side == Side.Undetermined.Id())));

        static CalibrationBin Bin(double from, double to, IEnumerable<(string Side, double Confidence, string Right)> told)
        {
            var all = told.ToList();
            return new(from, to, all.Count == 0 ? null : Math.Round(all.Average(it => it.Confidence), 6), all.Count(it => it.Right == VerdictRight.Yes), all.Count(it => it.Right == VerdictRight.Partly), all.Count(it => it.Right == VerdictRight.No));
        }
    }

    private static List<ConfirmedCause> Count(DeskReading reading, string? except) => reading.All(
        $"SELECT cause_confirmed, COUNT(*) FROM desk_case WHERE {Confirmed} AND id <> @1 GROUP BY cause_confirmed ORDER BY COUNT(*) DESC, cause_confirmed",
        row => new ConfirmedCause(row.GetString(0), row.GetInt32(1)), except ?? "");
}

/// <summary>How often causes were confirmed.</summary>
/// <param name="On">Verdicts are to be weighed by it.</param>
/// <param name="Cases">Confirmed cases.</param>
/// <param name="Causes">By cause, the most frequent first.</param>
public sealed record FieldPriorsState(bool On, int Cases, IReadOnlyList<ConfirmedCause> Causes)
{
    /// <summary>They are weighed in: switched on, and there are enough.</summary>
    public bool Used => On && Cases >= FieldBook.Fewest;

    /// <summary>The same in a sentence.</summary>
    public Bilingual Words => (On, Used) switch
    {
        (_, true) => new($"verdicts are weighed by {Cases} confirmed cases", $"结论已计入 {Cases} 个已确认案例"),
        (true, false) => new($"verdicts are not weighed by confirmed cases yet: there are {Cases} of {FieldBook.Fewest}", $"结论尚未计入已确认案例：现有 {Cases} 个，需 {FieldBook.Fewest} 个"),
        _ => new($"verdicts are not weighed by confirmed cases ({Cases} so far); the setting field-priors switches it on", $"结论未计入已确认案例（现有 {Cases} 个）；可用设置 field-priors 开启"),
    };
}

/// <summary>How often a cause was confirmed.</summary>
public sealed record ConfirmedCause(string Cause, int Cases);

/// <summary>How often verdicts were right.</summary>
/// <param name="Bins">Verdicts that named a side, by how sure they were.</param>
/// <param name="Named">All of them.</param>
/// <param name="Undetermined">Verdicts that named no side.</param>
public sealed record FieldCalibration(IReadOnlyList<CalibrationBin> Bins, CalibrationBin Named, CalibrationBin Undetermined);

/// <summary>Verdicts told with about the same confidence.</summary>
/// <param name="From">From this confidence on.</param>
/// <param name="To">Below this one; 1 is in.</param>
/// <param name="Mean">Mean confidence told; null where there is no verdict.</param>
/// <param name="Right">Verdicts that were right.</param>
/// <param name="Partly">Verdicts that were partly right; they count as not right.</param>
/// <param name="Wrong">Verdicts that were wrong.</param>
public sealed record CalibrationBin(double From, double To, double? Mean, int Right, int Partly, int Wrong)
{
    /// <summary>Sides are named from .60 up; .90 and .97 are where verdicts speak more surely.</summary>
    public static IReadOnlyList<double> Edges { get; } = [0.60, 0.75, 0.90, 0.97, 1];

    public int Cases => Right + Partly + Wrong;

    /// <summary>Share that was right; null where there is no verdict.</summary>
    public double? Share => Cases == 0 ? null : (double)Right / Cases;

    /// <summary>Where the share of all such verdicts lies, with 95 % confidence (Wilson's interval).</summary>
    public (double Low, double High) Interval
    {
        get
        {
            const double z = 1.959964;
            if (Cases == 0) return (0, 1);
            double n = Cases;
            var (middle, spread) = ((Right + z * z / 2) / (n + z * z), z / (n + z * z) * Math.Sqrt(Right * (n - Right) / n + z * z / 4));
            return (Math.Max(0, middle - spread), Math.Min(1, middle + spread));
        }
    }

    /// <summary>What it says of the confidence told.</summary>
    public Bilingual Words => this switch
    {
        { Mean: null } => new("no verdict yet", "尚无结论"),
        { Mean: { } mean } when mean > Interval.High => new("too sure", "过于自信"),
        { Mean: { } mean } when mean < Interval.Low => new("too careful", "过于谨慎"),
        _ => new("as told", "与所述相符"),
    };

    /// <summary>The confidences, such as <c>0.75–0.90</c>.</summary>
    public string Range => string.Create(CultureInfo.InvariantCulture, $"{From:0.00}–{To:0.00}");
}
