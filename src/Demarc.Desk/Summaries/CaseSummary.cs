using System.Globalization;
using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>
/// Drafts the closing summary of a case: what the problem was, what was found, and how. A section nothing is known for is
/// left out; that there is no conclusion is said.
/// </summary>
public static class CaseSummary
{
    /// <summary>The draft in each language, in that order.</summary>
    public static SummaryDocument Draft(SummaryFacts record, params IReadOnlyList<Language> languages) =>
        new([.. languages.Select(language => new Part(record, language).Write())]);

    private sealed class Part(SummaryFacts record, Language language)
    {
        private readonly List<SummaryBlock> _blocks = [];

        public SummaryPart Write()
        {
            Facts();
            Definition();
            Conclusion();
            Section(SummaryWords.Analysis, record.Timeline, [SummaryWords.Time, SummaryWords.Who, SummaryWords.What], it => [Time(it.At), it.Who ?? "", it.What]);
            Section(SummaryWords.Verdicts, record.Verdicts, [SummaryWords.Time, SummaryWords.Verdict, SummaryWords.Probability, SummaryWords.MovedBy],
                it => [Time(it.At), Capital(Say(VerdictSentence.Of(it.Side, it.Standing))), Percent(it.Confidence), Say(it.MovedBy)]);
            Section(SummaryWords.Claims, record.Claims, [SummaryWords.Claim, SummaryWords.By, SummaryWords.Outcome, SummaryWords.Why],
                it => [Say(it.Claim), it.By ?? "", Say(SummaryWords.Status(it.Status)), Say(it.Why)]);
            Trials();
            Section(SummaryWords.Changes, record.Changes, [SummaryWords.Time, SummaryWords.What, SummaryWords.Who, SummaryWords.Effect],
                it => [Time(it.At), it.What, it.By ?? "", it.Effect is { } effect ? Say(SummaryWords.EffectOf(effect)) : ""]);
            Section(SummaryWords.Requests, record.Requests, [SummaryWords.Asked, SummaryWords.What, SummaryWords.Where, SummaryWords.Met, SummaryWords.Came],
                it => [Time(it.Asked), Say(it.What), Say(it.Where), Say(it.IsMet ? SummaryWords.Yes : SummaryWords.No), Say(it.Came)]);
            if (record.OpenPoints.Count > 0) Add(SummaryWords.OpenPoints, new SummaryBlock.Points([.. record.OpenPoints.Select(Say)]));
            if (record.Excerpts.Count > 0) Add(SummaryWords.Excerpts, [.. record.Excerpts.Select(it => new SummaryBlock.Output(language == Language.Chinese ? $"{it.Caption}（{it.Source}）" : $"{it.Caption} ({it.Source})", it.Lines))]);
            return new(language, Say(SummaryWords.Summary), _blocks);
        }

        private void Facts()
        {
            List<IReadOnlyList<string>> rows = [[Say(SummaryWords.CaseNumber), record.Case], [Say(SummaryWords.TitleWord), record.Title]];
            if (record.Target is { } target) rows.Add([Say(SummaryWords.Target), target]);
            if (record.Opened is { } opened) rows.Add([Say(SummaryWords.Opened), Time(opened)]);
            if (record.Closed is { } closed) rows.Add([Say(SummaryWords.Closed), Time(closed)]);
            rows.Add([Say(SummaryWords.Zone), record.Zone.Id]);
            Add(SummaryWords.Facts, new SummaryBlock.Table(["", ""], rows));
            Section(SummaryWords.Parties, record.Parties, [SummaryWords.Name, SummaryWords.Organisation, SummaryWords.Role], it => [it.Name, it.Organisation ?? "", Say(it.Role)]);
        }

        private void Definition()
        {
            if (record.Scope is { } scope) Add(SummaryWords.Problem, new SummaryBlock.Paragraph(scope));
            if (record.Goal is { } goal) _blocks.Add(new SummaryBlock.Paragraph(Say(SummaryWords.Goal) + (language == Language.Chinese ? "：" : ": ") + goal));
        }

        private void Conclusion()
        {
            List<SummaryBlock> said = [];
            if (record.Verdicts.MaxBy(step => step.At) is { } last) said.Add(new SummaryBlock.Paragraph(Capital(Say(VerdictSentence.Of(last.Side, last.Standing))) + (language == Language.Chinese ? "。" : ".")));
            said.Add(new SummaryBlock.Paragraph(Say(record.Conclusion ?? SummaryWords.NoConclusion)));
            Add(SummaryWords.Conclusion, [.. said]);
        }

        /// <summary>One column per factor, in order of first appearance.</summary>
        private void Trials()
        {
            List<string> factors = [.. record.Trials.SelectMany(trial => trial.Factors.Keys.Order(StringComparer.Ordinal)).Distinct()];
            if (record.Trials.Count == 0) return;
            Add(SummaryWords.Trials, new SummaryBlock.Table([.. factors, Say(SummaryWords.Symptom), Say(SummaryWords.Repeats)],
                [.. record.Trials.Select(trial => (IReadOnlyList<string>)[.. factors.Select(factor => trial.Factors.GetValueOrDefault(factor) ?? ""), Say(trial.Symptom ? SummaryWords.Occurred : SummaryWords.Absent), trial.Repeats.ToString(CultureInfo.InvariantCulture)])]));
        }

        private void Section<T>(Bilingual heading, IReadOnlyList<T> items, IReadOnlyList<Bilingual> heads, Func<T, IReadOnlyList<string>> row)
        {
            if (items.Count > 0) Add(heading, new SummaryBlock.Table([.. heads.Select(Say)], [.. items.Select(row)]));
        }

        private void Add(Bilingual heading, params IReadOnlyList<SummaryBlock> blocks)
        {
            _blocks.Add(new SummaryBlock.Heading(Say(heading)));
            _blocks.AddRange(blocks);
        }

        private string Say(Bilingual text) => text.In(language);

        private string Time(DateTimeOffset? at) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, record.Zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) : "";

        private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

        /// <summary>Whole percents, and never a certainty nobody has.</summary>
        private static string Percent(double probability) => probability switch
        {
            > 0.99 => "> 99%",
            >= 0.01 => Math.Round(probability * 100, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture) + "%",
            _ => "< 1%",
        };
    }
}
