using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Which of a case's facts still stand.</summary>
internal static class StandingFacts
{
    /// <summary>What counts: without statements taken back later, and without proposals a person has replaced by facts.</summary>
    public static IEnumerable<Observation> Of(IReadOnlyList<Observation> observations)
    {
        var stated = observations.Where(o => o.Basis == Basis.Stated).Select(o => o.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var observation in observations)
        {
            if (observation is Report { SupersededBy: not null } or Claim { SupersededBy: not null }) continue;
            if (observation.Basis == Basis.Proposed && stated.Contains(observation.Kind) && Replaced(observation)) continue;
            yield return observation;
        }
    }

    /// <summary>
    /// A person who writes facts has read the proposals: theirs replace what was proposed of places, changes and trials.
    /// Remarks on single tests, theories, and names that were changed stand beside them.
    /// </summary>
    private static bool Replaced(Observation proposed) => proposed switch
    {
        Claim => false,
        Change change => Ties.Of(change).Name is null,
        Report report => report.Note is null && report.Share?.Contains("lost", StringComparison.Ordinal) != true,
        _ => true,
    };
}
