namespace Demarc.Model;

/// <summary>A named test with its possible outcomes (tests.tsv).</summary>
/// <param name="Id">Published id, never renamed.</param>
/// <param name="Outcomes">Possible outcomes; the first is the normal one.</param>
/// <param name="Needs">Tests that must have passed for this one to mean anything.</param>
/// <param name="Cost">Seconds, intrusiveness and permission in one figure; a ping is 1.</param>
/// <param name="Where">Where it is run.</param>
/// <param name="Permission">Whose permission it takes; <c>none</c> for an ordinary user.</param>
public sealed record TestDefinition(string Id, IReadOnlyList<string> Outcomes, string? Needs, int Cost, string Where, string Permission)
{
    /// <summary>
    /// The first outcome says that nobody ran the test (<c>not-tried not-given not-made</c>): no observation, so it takes
    /// no part in likelihoods, and the second outcome is what an unrelated cause shows (docs/adr/0002).
    /// </summary>
    public bool FirstMeansNotDone => Outcomes[0].StartsWith("not-", StringComparison.Ordinal);

    /// <summary>Index of the outcome of a healthy network and service, given that the test was run.</summary>
    public int NormalIndex => FirstMeansNotDone ? 1 : 0;

    /// <summary>The outcome of a healthy network and service, given that the test was run.</summary>
    public string Normal => Outcomes[NormalIndex];

    /// <summary>Position of an outcome, or -1.</summary>
    public int IndexOf(string outcome)
    {
        for (var i = 0; i < Outcomes.Count; i++)
        {
            if (Outcomes[i] == outcome) return i;
        }

        return -1;
    }
}
