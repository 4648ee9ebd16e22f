using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The verdict in two or three sentences, in both languages.</summary>
public sealed class SummaryText(CaseView view, Ranking ranking, IReadOnlyList<SideShare> sides, TestChooser chooser, ChangesMade made)
{
    private const double LeastLikelyOutcome = 0.003;
    private const double LeastToLead = 0.25;

    /// <summary>What is concluded, and which change cured it.</summary>
    public Bilingual Verdict(bool named, bool causeNamed)
    {
        var concluded = Concluded(named, causeNamed);
        var cured = ChangeText.Cured(made);
        return cured.En.Length == 0 ? concluded : new($"{concluded.En} {cured.En}", concluded.Zh + cured.Zh);
    }

    private Bilingual Concluded(bool named, bool causeNamed)
    {
        var top = sides[0];
        var best = ranking.Best;
        if (named && top.Side == Side.Healthy)
        {
            return new("No fault found: what was measured works.", "未见异常：已测量的部分工作正常。");
        }

        if (!named) return Undetermined();
        var side = top.Side.Name();
        var en = $"The fault is on the side of the {side.En} ({ProbabilityText.Of(top.Probability, Language.English)}).";
        var zh = $"问题位于{side.Zh}侧（{ProbabilityText.Of(top.Probability, Language.Chinese)}）。";
        if (causeNamed && best.Cause is { } cause)
        {
            en += $" {Sentence(cause.Title.En)}{Pair().En}";
            zh += $"{cause.Title.Zh}。{Pair().Zh}";
        }

        return new(en, zh);
    }

    /// <summary>
    /// The one result that would overturn it: of the outcomes after which the side would no longer be named, one of the
    /// settling test if it can show such, else the most probable; where none goes that far, the one which leaves the side least.
    /// </summary>
    public Bilingual? WouldChange(Side side)
    {
        var open = Tests.All.Where(t => t.Cost > 0 && !t.FirstMeansNotDone && !made.Tried(t.Id) && ranking.Signs.All(s => s.Test.Id != t.Id)).ToArray();
        var settling = Overturning([.. open.Where(t => t.Id == ranking.Best.Cause?.Settle?.Test)], side);
        if ((settling is { Left: < Contract.NamedFrom } ? settling : Overturning(open, side)) is not { } found) return null;
        var (title, outcome) = (TestTexts.Of(found.Test.Id).Title, TestTexts.Outcome(found.Test.Id, found.Outcome));
        return new($"{char.ToUpperInvariant(title.En[0])}{title.En[1..]}: {outcome.En}.", $"{title.Zh}：{outcome.Zh}。");
    }

    private (TestDefinition Test, string Outcome, double Left, double Chance)? Overturning(IReadOnlyList<TestDefinition> tests, Side side)
    {
        (TestDefinition Test, string Outcome, double Left, double Chance)? best = null;
        foreach (var test in tests)
        {
            for (var o = test.NormalIndex; o < test.Outcomes.Count; o++)
            {
                var chance = chooser.Probability(test, o);
                if (chance < LeastLikelyOutcome) continue;
                var left = chooser.After(test, o).GetValueOrDefault(side);
                var overturns = left < Contract.NamedFrom;
                if (best is not { } so || (overturns && so.Left >= Contract.NamedFrom)
                    || (overturns ? chance > so.Chance + 1e-9 : so.Left >= Contract.NamedFrom && left < so.Left - 1e-9)) best = (test, test.Outcomes[o], left, chance);
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
        var en = string.Join(", ", leading.Select(s => $"{s.Side.Name().En} {ProbabilityText.Of(s.Probability, Language.English)}"));
        var zh = string.Join("、", leading.Select(s => $"{s.Side.Name().Zh} {ProbabilityText.Of(s.Probability, Language.Chinese)}"));
        return leading[0].Probability >= LeastToLead
            ? new($"Cannot tell from here yet. Most likely so far: {en}.", $"暂不能定界。目前可能性较大的是：{zh}。")
            : new($"Cannot tell from here yet, and no side stands out: {en}.", $"暂不能定界，各侧可能性相近：{zh}。");
    }

    /// <summary>The factors that trials single out.</summary>
    private Bilingual Pair()
    {
        if (TrialAnalysis.Of(view) is not { } trials || trials.Best.Factors.Length == 0 || trials.Best.Probability < 0.5) return new("", "");
        var factors = trials.Best.Factors.Select(f => $"{f.Name} = {f.Level}").ToArray();
        var (en, zh) = factors.Length == 1 ? (factors[0], factors[0]) : ($"{factors[0]} together with {factors[1]}", $"{factors[0]} 且 {factors[1]}");
        return new($" It happens with {en} (trials: {ProbabilityText.Of(trials.Best.Probability, Language.English)}).", $"现象随 {zh} 出现（对照试验：{ProbabilityText.Of(trials.Best.Probability, Language.Chinese)}）。");
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
