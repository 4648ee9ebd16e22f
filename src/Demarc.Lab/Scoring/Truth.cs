using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>What is so in a scenario, and what evidence of one sort can tell of it.</summary>
/// <param name="Tied">Sides that this evidence cannot tell apart; naming any of them is right, being sure of one is not.</param>
/// <param name="Causes">Causes that count as named rightly: the true one, and those that look the same from everywhere.</param>
/// <param name="BlackHoled">Packets to the target vanish, so that every look costs a wait.</param>
public sealed record Truth(string Scenario, ScenarioKind Kind, bool HeldOut, Side Side, IReadOnlyList<Side> Tied, IReadOnlyList<string> Causes, bool BlackHoled)
{
    /// <summary>Something is wrong there.</summary>
    public bool Faulty => Kind == ScenarioKind.Faulty;

    /// <summary>Several sides look alike.</summary>
    public bool IsTied => Tied.Count > 1;

    /// <summary>What evidence of the client alone, or of a control vantage as well, can tell of a scenario.</summary>
    public static Truth Of(Scenario scenario, bool withControl)
    {
        var expect = scenario.Expect;
        var tied = withControl ? expect.WithControl : scenario.Indistinguishable;
        return new(scenario.Id, scenario.Kind, scenario.HeldOut, expect.Side, tied.Count > 0 ? tied : [expect.Side], expect.Cause is { } cause ? [cause, .. expect.Alike] : [], expect.BlackHoled);
    }

    /// <summary>Whether naming a side is right.</summary>
    public bool Holds(Side side) => side == Side || Tied.Contains(side);
}
