using Demarc.Model;

namespace Demarc.Reasoning.Tests;

public sealed class TrialAnalysisTests
{
    private static TrialAnalysis? Of(params (bool Symptom, string Factors)[] trials) => TrialAnalysis.Of([.. trials.Select(Trial)]);

    private static Trial Trial((bool Symptom, string Factors) t) => new()
    {
        Symptom = t.Symptom,
        Repeats = 4,
        Factors = t.Factors.Split(' ').Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1]),
        Evidence = new() { Source = "t", Sha256 = "", Kind = Kinds.Trial, Id = "e1" },
    };

    [Fact]
    public void A_single_program_is_found()
    {
        var analysis = Of((true, "system=A av=present"), (false, "system=A av=absent"), (true, "system=B av=present"), (false, "system=B av=absent"))!;
        analysis.Best.Factors.ShouldBe([new Factor("av", "present")]);
        analysis.Share("system").ShouldBeLessThan(0.05);
    }

    [Fact]
    public void A_pair_is_found_when_neither_alone_brings_the_symptom()
    {
        var analysis = Of((true, "a=present b=present"), (false, "a=present b=absent"), (false, "a=absent b=present"), (false, "a=absent b=absent"))!;
        analysis.Best.Factors.Length.ShouldBe(2);
        analysis.FitByClass["software-pair"].ShouldBe(1);
    }

    [Fact]
    public void The_system_is_found_when_only_it_differs()
    {
        var analysis = Of((true, "system=A app=present"), (false, "system=B app=present"), (true, "system=A app=present"), (false, "system=B app=present"))!;
        analysis.Best.Factors.ShouldBe([new Factor("system", "A")]);
        analysis.FitByClass["system"].ShouldBe(1);
    }

    [Fact]
    public void A_symptom_that_comes_and_goes_with_nothing_names_no_factor_with_confidence()
    {
        var analysis = Of((true, "a=present"), (false, "a=present"), (true, "a=absent"), (false, "a=absent"))!;
        analysis.Best.Probability.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Trials_that_all_end_alike_tell_nothing_apart() => Of((true, "a=present"), (true, "a=absent")).ShouldBeNull();
}
