using Demarc.Model;

namespace Demarc.Reporting;

/// <summary>
/// What the catalogue calls things. Reports know the contract's ids only; whoever has the catalogue hands in its words,
/// and an id stands in for whatever is missing.
/// </summary>
public sealed record Vocabulary
{
    /// <summary>No words at all: every id is shown as it is.</summary>
    public static Vocabulary Ids { get; } = new();

    /// <summary>Title of a cause; null when unknown.</summary>
    public Func<string, Bilingual?> Cause { get; init; } = _ => null;

    /// <summary>Title of a test; null when unknown.</summary>
    public Func<string, Bilingual?> Test { get; init; } = _ => null;

    /// <summary>How an outcome of a test reads as a clause; null when unknown.</summary>
    public Func<string, string, Bilingual?> Outcome { get; init; } = (_, _) => null;
}
