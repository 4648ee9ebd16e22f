using Demarc.Model;

namespace Demarc.Reasoning.Tests;

public sealed class ExplanationTests
{
    public static TheoryData<string> Cases => ["mtu", "listener", "trials", "loss", "name"];

    private static CaseBuilder Build(string name) => name switch
    {
        "mtu" => new CaseBuilder(symptom: "hangs")
            .Report("office", "never")
            .Add(e => new Ping { Vantage = "office", Target = "service.example", Size = 1472, Df = true, Sent = 4, Received = 0, Evidence = e })
            .Add(e => new Connect { Vantage = "office", Target = "https://service.example/", Outcome = "ok", Evidence = e })
            .Add(e => new Download { Vantage = "office", Target = "https://service.example/", Outcome = "stalled", Evidence = e })
            .Report("home", "always"),
        "listener" => new CaseBuilder(symptom: "refused")
            .Report("office", "never")
            .Add(e => new Connect { Vantage = "office", Target = "https://service.example/", Outcome = "refused", Evidence = e })
            .Report("server-itself", "never"),
        "trials" => new CaseBuilder(null, "hangs")
            .Trial(true, 5, ("system", "A"), ("dlp", "present")).Trial(false, 5, ("system", "A"), ("dlp", "absent")),
        "loss" => new CaseBuilder(symptom: "slow")
            .Report("office", "sometimes")
            .Add(e => new Ping { Vantage = "office", Target = "service.example", Sent = 100, Received = 80, Evidence = e })
            .Report("office", "sometimes", target: "https://other.example/"),
        _ => new CaseBuilder(symptom: "unreachable")
            .Report("office", "never")
            .Add(e => new Model.Dns { Vantage = "office", Name = "service.example", Target = "service.example", Outcome = "nxdomain", Evidence = e }),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Taking_the_top_cited_evidence_away_lowers_the_log_odds_of_the_cause(string name)
    {
        var input = Build(name).Build();
        var before = Diagnosis.Conclude(input, CauseCatalogue.BuiltIn(), "test");
        var top = before.Hypotheses[0];
        top.For.ShouldNotBeEmpty(DiagnosisTests.Explain(before));
        var lines = before.Evidence.Where(e => top.For[0].Evidence.Contains(e.Id)).Select(e => e.Lines![0]).ToHashSet();
        var without = input with { Observations = [.. input.Observations.Where(o => !lines.Contains(o.Evidence.Lines![0]))] };
        var after = Diagnosis.Conclude(without, CauseCatalogue.BuiltIn(), "test");
        var left = after.Hypotheses.FirstOrDefault(h => h.Cause == top.Cause && h.With == top.With)?.Probability ?? 0;
        left.ShouldBeLessThan(top.Probability, DiagnosisTests.Explain(before) + "\nafter\n" + DiagnosisTests.Explain(after));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Everything_cited_exists_and_is_not_blank(string name)
    {
        var document = Build(name).Claim("mtu").Claim("path-too-long").Claim("server").Conclude();
        var known = document.Evidence.Where(e => e.Text.Trim().Length > 0).Select(e => e.Id).ToHashSet();
        var cited = document.Hypotheses.SelectMany(h => h.For.Concat(h.Against).Concat(h.Unexplained)).SelectMany(w => w.Evidence)
            .Concat(document.Harmless.SelectMany(h => h.Evidence)).Concat(document.Claims.SelectMany(c => c.Evidence)).ToArray();
        cited.ShouldNotBeEmpty();
        cited.ShouldAllBe(id => known.Contains(id));
        document.Claims.ShouldAllBe(c => c.Evidence.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_input_gives_the_same_bytes(string name)
    {
        static string Json(VerdictDocument d) => System.Text.Json.JsonSerializer.Serialize(d, ModelJson.Readable.VerdictDocument);
        Json(Build(name).Conclude()).ShouldBe(Json(Build(name).Conclude()));
    }

    [Fact]
    public void A_step_after_a_failed_one_is_not_evaluated()
    {
        var document = new CaseBuilder(symptom: "unreachable")
            .Add(e => new Connect { Target = "https://service.example/", Outcome = "timeout", Evidence = e })
            .Add(e => new Http { Target = "https://service.example/", Outcome = "no-response", Evidence = e })
            .Conclude();
        document.Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldNotContain(w => w.Test == "http");
    }
}
