using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Simulator;

// Reasoning quality on simulated cases: dotnet run -c Release --project bench/Demarc.Simulator [cases] [seed] [likelihood folder…]
// A case shows each test an ordinary user can run with probability .8 (cost at most 5) and each costlier one with .4, as far as
// prerequisites allow; nothing is reported, so every sign is measured.
var cases = args.Length > 0 ? int.Parse(args[0]) : 20_000;
var seed = args.Length > 1 ? int.Parse(args[1]) : 20261121;
var catalogue = CauseCatalogue.BuiltIn();
var space = new CandidateSpace(catalogue, healthyPossible: true);
Console.WriteLine($"{cases} cases, seed {seed}, {catalogue.Causes.Count} causes, {Tests.All.Count} tests");
Passive("model's own likelihoods", 0, null);
Passive("perturbed, log-noise sd 0.7", 0.7, null);
foreach (var folder in args.Skip(2))
{
    var files = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)));
    Passive($"written blind: {Path.GetFileName(folder.TrimEnd('/'))}", 0, CauseCatalogue.With(files));
}

Sequential(cases / 10);
return 0;

void Passive(string name, double noise, CauseCatalogue? other)
{
    var random = new Random(seed);
    var world = new World(space.All, noise, other, random);
    var score = new Score();
    for (var i = 0; i < cases; i++)
    {
        var @case = world.Draw();
        var signs = new List<Sign>();
        foreach (var test in Tests.All.Where(t => t.Cost > 0))
        {
            if (random.NextDouble() < (test.Cost <= 5 ? 0.8 : 0.4) && @case.Run(test) is { } sign) signs.Add(sign);
        }

        score.Add(HypothesisRanker.Rank(space, signs), @case.Truth);
    }

    score.Print(name);
}

// Tests chosen by expected gain over cost, starting from the complaint, until a side stands at .9, nothing more is to be
// gained, or 15 were run; the count at which a side was first named (.6) is kept too.
void Sequential(int count)
{
    var random = new Random(seed);
    var world = new World(space.All, 0, null, random);
    var score = new Score();
    var (lengths, named, costs) = (new List<int>(), new List<int>(), new List<int>());
    for (var i = 0; i < count; i++)
    {
        var @case = world.Draw();
        var (signs, tried, cost, first) = (new List<Sign> { @case.Complaint() }, new HashSet<string>(StringComparer.Ordinal), 0, -1);
        var ranking = HypothesisRanker.Rank(space, signs);
        while (true)
        {
            var top = Sides.All.Max(side => side == Side.Undetermined ? 0 : ranking.Of(side));
            if (first < 0 && top >= Contract.NamedFrom) first = tried.Count;
            if (top >= Contract.VeryLikelyFrom || tried.Count == 15) break;
            var chosen = new TestChooser(ranking, tried.Contains).Choose(intermittent: false);
            if (chosen.Count == 0 || chosen.Max(c => c.Gain) < 0.05) break;
            var test = chosen[0].Test;
            tried.Add(test.Id);
            cost += test.Cost;
            if (@case.Run(test) is { } sign) signs.Add(sign);
            ranking = HypothesisRanker.Rank(space, signs);
        }

        lengths.Add(tried.Count);
        named.Add(first < 0 ? int.MaxValue : first);
        costs.Add(cost);
        score.Add(ranking, @case.Truth);
    }

    lengths.Sort();
    named.Sort();
    costs.Sort();
    score.Print($"tests chosen by gain ({count} cases)");
    Console.WriteLine($"{"",-34} tests until a side is named (.6): median {named[count / 2]}; until it stands at .9 or nothing is left to gain: median {lengths[count / 2]}, 90 % within {lengths[count * 9 / 10]}; cost: median {costs[count / 2]}");
}
