using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Where a case stands after the evidence so far. Whoever measures asks it what to test next; whoever tells asks it for the
/// document.
/// </summary>
public sealed class Assessment
{
    private readonly CaseView _view;
    private readonly Ranking _ranking;
    private readonly Location? _place;

    private readonly CauseCatalogue _catalogue;
    private readonly Func<Ranking> _plain;

    /// <param name="view">The case.</param>
    /// <param name="ranking">The hypotheses.</param>
    /// <param name="place">The stretch of the path implicated.</param>
    /// <param name="catalogue">The causes, as they were weighed.</param>
    /// <param name="plain">The ranking by the catalogue's own weights.</param>
    internal Assessment(CaseView view, Ranking ranking, Location? place, CauseCatalogue catalogue, Func<Ranking> plain) =>
        (_view, _ranking, _place, _catalogue, _plain) = (view, ranking, place, catalogue, plain);

    /// <summary>Signs found, one per test.</summary>
    public IReadOnlyList<Sign> Signs => _ranking.Signs;

    /// <summary>The most probable side and its probability.</summary>
    public (Side Side, double Probability) Leading => Sides.All.Select(side => (side, _ranking.Of(side))).MaxBy(pair => pair.Item2);

    /// <summary>Tests worth running, best for their cost first, with the information expected in bits.</summary>
    /// <param name="tried">Tests that ran already, whether or not they gave a sign.</param>
    public IReadOnlyList<(string Test, double Gain)> Worthwhile(IReadOnlySet<string> tried)
    {
        var chooser = new TestChooser(_ranking, test => tried.Contains(test) || Signs.Any(sign => sign.Test.Id == test));
        return [.. chooser.Choose(_view.Symptom == "intermittent").Select(choice => (choice.Test.Id, choice.Gain))];
    }

    /// <summary>The published document.</summary>
    public VerdictDocument Document(string version) => new VerdictWriter(_view, _ranking, _place, version).Write(cause => _catalogue.Field is null ? null : FieldText.Use(_catalogue, _plain(), _place, cause));
}
