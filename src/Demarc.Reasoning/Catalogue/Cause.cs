using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>An entry of the catalogue: what may be wrong, where it sits, what it predicts, and what to do about it.</summary>
public sealed record Cause
{
    /// <summary>Published id (causes.tsv), never renamed.</summary>
    public required string Id { get; init; }

    /// <summary>Its side; for a located cause, the side when nothing locates it.</summary>
    public required Side Side { get; init; }

    /// <summary>It takes the side of the segment it is located on.</summary>
    public required bool Located { get; init; }

    /// <summary>Family of causes that work alike.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Relative weight before any evidence; <c>healthy</c> weighs 30.</summary>
    public required double Prior { get; init; }

    public required Bilingual Title { get; init; }

    /// <summary>How it comes about.</summary>
    public required Bilingual How { get; init; }

    /// <summary>Distribution over outcomes, by test id; tests not in it are normal.</summary>
    public required IReadOnlyDictionary<string, double[]> Predicts { get; init; }

    /// <summary>The words behind <see cref="Predicts"/>, for people.</summary>
    public required IReadOnlyList<Prediction> Words { get; init; }
    public required IReadOnlyList<Confuser> Confusers { get; init; }

    /// <summary>The discriminating test; null when the file gives none.</summary>
    public Settle? Settle { get; init; }
    public required Bilingual Remedy { get; init; }
    public Ask? Ask { get; init; }

    /// <summary>Probability of an outcome of a test under this cause.</summary>
    public double[] Of(TestDefinition test) => Predicts.TryGetValue(test.Id, out var shares) ? shares : Defaults.Of(test);

    /// <summary>Distributions of tests no cause lists, computed once.</summary>
    private static class Defaults
    {
        private static readonly Dictionary<string, double[]> ByTest = Tests.All.ToDictionary(test => test.Id, Likelihood.Unlisted, StringComparer.Ordinal);

        public static double[] Of(TestDefinition test) => ByTest[test.Id];
    }
}

/// <summary>One word of a prediction: this test shows this outcome this often.</summary>
public sealed record Prediction(string Test, string Outcome, string Word);

/// <summary>A cause that looks alike, and what tells the two apart.</summary>
public sealed record Confuser(string Cause, Bilingual Tell);

/// <summary>The test that settles a cause.</summary>
public sealed record Settle(string Test, string? Command, Bilingual Do);

/// <summary>What to ask of whom.</summary>
public sealed record Ask(Bilingual Party, Bilingual Request);
