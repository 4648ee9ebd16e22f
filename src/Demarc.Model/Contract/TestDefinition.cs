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
    /// <summary>The outcome of a healthy network and service.</summary>
    public string Normal => Outcomes[0];

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
