using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Simulator;

/// <summary>
/// Makes cases: a cause drawn by its prior, nuisances by theirs, and the outcome of any test drawn from likelihoods that
/// may differ from the model's: perturbed by log-noise, or written by somebody else.
/// </summary>
internal sealed class World
{
    private readonly Dictionary<(string Cause, string Test), double[]> _perturbed = [];
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly CauseCatalogue? _other;
    private readonly double _noise;
    private readonly Random _random;

    /// <param name="candidates">What may be true; unknown never is.</param>
    /// <param name="noise">Standard deviation of the log-noise on every probability.</param>
    /// <param name="other">Likelihoods of somebody else; null = the model's own.</param>
    /// <param name="random">Seeded.</param>
    public World(IReadOnlyList<Candidate> candidates, double noise, CauseCatalogue? other, Random random)
    {
        _candidates = [.. candidates.Where(c => c.Id != Candidate.Unknown)];
        (_noise, _other, _random) = (noise, other, random);
    }

    /// <summary>A new case; its tests can be run in any order, each once.</summary>
    public Case Draw()
    {
        var at = _random.NextDouble() * _candidates.Sum(c => c.Prior);
        var truth = _candidates[^1];
        foreach (var candidate in _candidates)
        {
            if ((at -= candidate.Prior) > 0) continue;
            truth = candidate;
            break;
        }

        return new(this, truth, [.. Nuisance.All.Where(n => _random.NextDouble() < n.Prior)]);
    }

    private string Outcome(Candidate truth, IReadOnlyList<Nuisance> nuisances, TestDefinition test)
    {
        foreach (var nuisance in nuisances)
        {
            if (nuisance.Bends.TryGetValue(test.Id, out var bent) && _random.NextDouble() < nuisance.Strength) return bent;
        }

        var shares = Shares(truth, test);
        var at = _random.NextDouble();
        for (var o = 0; o < shares.Length; o++)
        {
            if ((at -= shares[o]) <= 0) return test.Outcomes[o];
        }

        return test.Normal;
    }

    private double[] Shares(Candidate truth, TestDefinition test)
    {
        if (_perturbed.TryGetValue((truth.Id, test.Id), out var known)) return known;
        var cause = truth.Cause is null ? null : _other?.Find(truth.Id) ?? truth.Cause;
        double[] shares = [.. cause?.Of(test) ?? truth.Of(test)];
        for (var o = 0; o < shares.Length; o++) shares[o] *= Math.Exp(_noise * Gaussian());
        var sum = shares.Sum();
        for (var o = 0; o < shares.Length; o++) shares[o] /= sum;
        return _perturbed[(truth.Id, test.Id)] = shares;
    }

    private int Next(int below) => _random.Next(below);

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>One simulated case.</summary>
    internal sealed class Case(World world, Candidate truth, IReadOnlyList<Nuisance> nuisances)
    {
        private static readonly Evidence[] Simulated = [new() { Id = "e1", Source = "simulated", Sha256 = "", Kind = "simulated" }];
        private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

        public Candidate Truth { get; } = truth;

        /// <summary>What the user reports: hearsay. A healthy service complained of shows any symptom alike.</summary>
        public Sign Complaint()
        {
            var test = Tests.Get(Tests.Symptom);
            var symptom = Truth.Cause is null ? test.Normal : world.Outcome(Truth, [], test);
            if (symptom == test.Normal) symptom = test.Outcomes[1 + world.Next(test.Outcomes.Count - 1)];
            return Sign.Plain(test.Id, symptom, Simulated, reported: true);
        }

        /// <summary>Runs a test; null when a prerequisite failed, so that it cannot be evaluated.</summary>
        public Sign? Run(TestDefinition test)
        {
            for (var needs = test.Needs; needs is not null; needs = Tests.Get(needs).Needs)
            {
                if (Seen(Tests.Get(needs)) is not ("ok" or "slow" or "slow-1s" or "wrong")) return null;
            }

            return Sign.Plain(test.Id, Seen(test), Simulated);
        }

        private string Seen(TestDefinition test)
        {
            if (!_seen.TryGetValue(test.Id, out var outcome)) _seen[test.Id] = outcome = world.Outcome(Truth, nuisances, test);
            return outcome;
        }
    }
}
