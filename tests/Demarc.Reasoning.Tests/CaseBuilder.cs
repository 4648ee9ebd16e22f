using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Builds a case line by line: every fact gets a line of an invented document as its evidence.</summary>
internal sealed class CaseBuilder(string? target = "https://service.example/", string? symptom = null)
{
    private readonly List<Observation> _observations = [];
    private int _line;

    public CaseInput Build() => new() { Target = target, Symptom = symptom, Observations = _observations };

    public VerdictDocument Conclude() => Diagnosis.Conclude(Build(), CauseCatalogue.BuiltIn(), "test");

    public CaseBuilder Report(string vantage, string works, string? target = null, string? note = null, string? symptom = null) =>
        Add(e => new Report { Vantage = vantage, Works = works, Target = target, Note = note, Symptom = symptom, Basis = Basis.Stated, Evidence = e });

    public CaseBuilder Change(string what, string concerns, string effect) =>
        Add(e => new Change { What = what, Concerns = concerns, Effect = effect, Basis = Basis.Stated, Evidence = e });

    public CaseBuilder Claim(string claim, string by = "somebody") =>
        Add(e => new Claim { ClaimId = claim, By = by, Basis = Basis.Stated, Evidence = e });

    public CaseBuilder Trial(bool symptom, int repeats, params (string Factor, string Level)[] factors) =>
        Add(e => new Trial { Factors = factors.ToDictionary(f => f.Factor, f => f.Level), Symptom = symptom, Repeats = repeats, Basis = Basis.Stated, Evidence = e });

    public CaseBuilder Add(Func<Evidence, Observation> make)
    {
        _line++;
        var observation = make(new Evidence { Source = "case.txt", Lines = [_line, _line], Sha256 = new string('0', 64), Kind = "", Text = $"line {_line}" });
        _observations.Add(observation with { Evidence = observation.Evidence with { Kind = observation.Kind } });
        return this;
    }
}
