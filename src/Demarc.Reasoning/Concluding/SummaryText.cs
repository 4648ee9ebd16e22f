using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The verdict in two or three sentences, in both languages.</summary>
public sealed class SummaryText(CaseView view, Ranking ranking, IReadOnlyList<SideShare> sides, TestChooser chooser)
{
    private const double LeastLikelyOutcome = 0.003;

    /// <summary>What is concluded.</summary>
    public Bilingual Verdict(bool named, bool causeNamed)
    {
        var top = sides[0];
        var best = ranking.Best;
        if (named && top.Side == Side.Healthy)
        {
            return new("No fault found: what was measured works.", "未见异常：已测量的部分工作正常。");
        }

        if (!named) return Undetermined();
        var side = top.Side.Name();
        var percent = ProbabilityText.Of(top.Probability);
        var en = $"The fault is on the side of: {side.En} ({percent}).";
        var zh = $"问题位于{side.Zh}侧（{percent}）。";
        if (causeNamed && best.Cause is { } cause)
        {
            en += $" {Sentence(cause.Title.En)}{Pair().En}";
            zh += $"{cause.Title.Zh}。{Pair().Zh}";
        }

        return new(en, zh);
    }

    /// <summary>The one result that would overturn it: of the settling test if that can, else the possible one that leaves the side least.</summary>
    public Bilingual? WouldChange(Side side)
    {
        var open = Tests.All.Where(t => t.Cost > 0 && !t.FirstMeansNotDone && ranking.Signs.All(s => s.Test.Id != t.Id)).ToArray();
        var settling = open.FirstOrDefault(t => t.Id == ranking.Best.Cause?.Settle?.Test);
        var found = settling is null ? null : Least([settling], side);
        if (found is null || found.Value.Left >= Contract.NamedFrom) found = Least(open, side) ?? found;
        if (found is not { } result) return null;
        var phrase = SignTexts.Phrase(result.Test.Id, result.Outcome);
        return new($"This result would overturn it – {phrase.En}.", $"若测得“{phrase.Zh}”，该结论即被推翻。");
    }

    private (TestDefinition Test, string Outcome, double Left)? Least(IReadOnlyList<TestDefinition> tests, Side side)
    {
        (TestDefinition Test, string Outcome, double Left)? best = null;
        foreach (var test in tests)
        {
            for (var o = test.NormalIndex; o < test.Outcomes.Count; o++)
            {
                if (chooser.Probability(test, o) < LeastLikelyOutcome) continue;
                var left = chooser.After(test, o).GetValueOrDefault(side);
                if (best is null || left < best.Value.Left - 1e-9) best = (test, test.Outcomes[o], left);
            }
        }

        return best;
    }

    /// <summary>Fills a request's placeholders for people.</summary>
    public string Fill(string text)
    {
        var host = view.Host ?? "the service";
        var address = view.Names.Where(Hosts.IsAddress).Order(StringComparer.Ordinal).FirstOrDefault() ?? host;
        return text.Replace("{host}", host, StringComparison.Ordinal).Replace("{address}", address, StringComparison.Ordinal)
            .Replace("{port}", view.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{url}", view.Target ?? host, StringComparison.Ordinal);
    }

    private Bilingual Undetermined()
    {
        var leading = sides.Where(s => s.Side is not Side.Undetermined && s.Probability >= Math.Max(0.1, sides[0].Probability / 3)).Take(3).ToArray();
        if (view.Symptom is null && ranking.Signs.All(s => !s.Abnormal))
        {
            return new("No fault is seen in what was given, but the service itself was not measured.", "所给材料中未见故障，但尚未测量服务本身。");
        }

        if (leading.Length == 0) return new("Cannot tell from here whose side the fault is on.", "凭现有证据暂不能定界。");
        var en = string.Join(", ", leading.Select(s => $"{s.Side.Name().En} {ProbabilityText.Of(s.Probability)}"));
        var zh = string.Join("、", leading.Select(s => $"{s.Side.Name().Zh} {ProbabilityText.Of(s.Probability)}"));
        return new($"Cannot tell from here yet. Leading: {en}.", $"暂不能定界。可能性较大的是：{zh}。");
    }

    /// <summary>The factors that trials single out.</summary>
    private Bilingual Pair()
    {
        if (TrialAnalysis.Of(view) is not { } trials || trials.Best.Factors.Length == 0 || trials.Best.Probability < 0.5) return new("", "");
        var factors = trials.Best.Factors.Select(f => $"{f.Name} = {f.Level}").ToArray();
        var (en, zh) = factors.Length == 1 ? (factors[0], factors[0]) : ($"{factors[0]} together with {factors[1]}", $"{factors[0]} 且 {factors[1]}");
        return new($" It goes with {en} (trials: {ProbabilityText.Of(trials.Best.Probability)}).", $"现象随 {zh} 出现（对照试验：{ProbabilityText.Of(trials.Best.Probability)}）。");
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
