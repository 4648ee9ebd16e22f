using Demarc.Desk.Field;

namespace Demarc.Desk.Telling;

/// <summary>What closed cases teach, as a document.</summary>
/// <param name="table">How often verdicts were right.</param>
/// <param name="priors">How often causes were confirmed.</param>
public sealed class ToldField(FieldCalibration table, FieldPriorsState priors)
{
    /// <summary>Verdicts that named a side, by how sure they were.</summary>
    public IReadOnlyList<ToldBin> Bins { get; } = [.. table.Bins.Select(bin => new ToldBin(bin))];

    /// <summary>All that named a side.</summary>
    public ToldBin Named { get; } = new(table.Named);

    /// <summary>Those that named none.</summary>
    public ToldBin Undetermined { get; } = new(table.Undetermined);

    /// <summary>Confirmed causes, and whether verdicts are weighed by them.</summary>
    public ToldPriors Priors { get; } = new(priors.On, priors.Used, priors.Cases, priors.Causes);
}

/// <summary>Verdicts of like confidence and how often they were right.</summary>
/// <param name="bin">The bin.</param>
public sealed class ToldBin(CalibrationBin bin)
{
    public double From { get; } = bin.From;

    public double To { get; } = bin.To;

    /// <summary>Their mean confidence; null where there are none.</summary>
    public double? Mean { get; } = bin.Mean is { } mean ? Math.Round(mean, 4) : null;

    public int Right { get; } = bin.Right;

    public int Partly { get; } = bin.Partly;

    public int Wrong { get; } = bin.Wrong;

    /// <summary>Lower end of the 95 % interval of the share that was right.</summary>
    public double Low { get; } = Math.Round(bin.Interval.Low, 4);

    /// <summary>Its upper end.</summary>
    public double High { get; } = Math.Round(bin.Interval.High, 4);
}

/// <summary>Confirmed causes.</summary>
/// <param name="On">Weighing is switched on.</param>
/// <param name="Used">There are enough cases, and it is done.</param>
/// <param name="Cases">Confirmed cases.</param>
/// <param name="Causes">Causes, the most frequent first.</param>
public sealed record ToldPriors(bool On, bool Used, int Cases, IReadOnlyList<ConfirmedCause> Causes);
