using System.Text.Json.Serialization;
using Demarc.Desk.Field;

namespace Demarc.Desk.Telling;

/// <summary>What closed cases teach: how often verdicts were right, by how sure they were, and how often causes were confirmed.</summary>
/// <param name="Bins">Verdicts that named a side, by how sure they were.</param>
/// <param name="Named">All of them.</param>
/// <param name="Undetermined">Verdicts that named no side.</param>
/// <param name="Priors">How often causes were confirmed.</param>
public sealed record ToldField(IReadOnlyList<ToldBin> Bins, ToldBin Named, ToldBin Undetermined, ToldPriors Priors)
{
    public static ToldField Of(FieldBook field)
    {
        var (table, priors) = (field.Calibration(), field.Priors());
        return new([.. table.Bins.Select(ToldBin.Of)], ToldBin.Of(table.Named), ToldBin.Of(table.Undetermined), ToldPriors.Of(priors));
    }
}

/// <summary>Verdicts told with about the same confidence.</summary>
/// <param name="From">From this confidence on.</param>
/// <param name="To">Below this one.</param>
/// <param name="Mean">Mean confidence told; null where there is no verdict.</param>
/// <param name="Right">Verdicts that were right.</param>
/// <param name="Partly">Verdicts that were partly right.</param>
/// <param name="Wrong">Verdicts that were wrong.</param>
/// <param name="Low">The share of right ones is above this, with 95 % confidence.</param>
/// <param name="High">And below this.</param>
public sealed record ToldBin(double From, double To, double? Mean, int Right, int Partly, int Wrong, double Low, double High)
{
    public static ToldBin Of(CalibrationBin it) => new(it.From, it.To, it.Mean is { } mean ? Math.Round(mean, 4) : null, it.Right, it.Partly, it.Wrong, Math.Round(it.Interval.Low, 4), Math.Round(it.Interval.High, 4));

    /// <summary>The same for reckoning.</summary>
    public CalibrationBin Open() => new(From, To, Mean, Right, Partly, Wrong);
}

/// <summary>How often causes were confirmed.</summary>
/// <param name="On">Verdicts are to be weighed by it.</param>
/// <param name="Used">They are: switched on, and there are enough.</param>
/// <param name="Cases">Confirmed cases.</param>
/// <param name="Causes">By cause, the most frequent first.</param>
public sealed record ToldPriors(bool On, bool Used, int Cases, IReadOnlyList<ConfirmedCause> Causes)
{
    public static ToldPriors Of(FieldPriorsState it) => new(it.On, it.Used, it.Cases, it.Causes);

    /// <summary>The same for reckoning.</summary>
    public FieldPriorsState Open() => new(On, Cases, Causes);
}

/// <summary>Switches on or off that verdicts are weighed by confirmed cases.</summary>
/// <param name="On">On.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PriorsInput(bool On);
