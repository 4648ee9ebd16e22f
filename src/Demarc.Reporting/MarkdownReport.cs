using System.Text;
using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting;

/// <summary>
/// The case summary as Markdown, plain enough to be sent as the closing mail: problem, analysis, conclusion, what to
/// do next, and the evidence as footnotes <c>[e3]</c> with a short quote.
/// </summary>
public static class MarkdownReport
{
    private const int QuotedLines = 6;

    /// <summary>Writes all documents under one title.</summary>
    /// <param name="output">Where to; lines end with LF.</param>
    /// <param name="documents">What was concluded.</param>
    /// <param name="language">Language of the summary.</param>
    /// <param name="vocabulary">The catalogue's words; ids where absent.</param>
    public static void Write(TextWriter output, IReadOnlyList<VerdictDocument> documents, Language language, Vocabulary? vocabulary = null)
    {
        var sheet = new Sheet();
        sheet.Write($"# {Texts.CaseSummary.In(language)}\n");
        foreach (var document in documents)
        {
            var view = new VerdictView(document, language, vocabulary ?? Vocabulary.Ids);
            if (documents.Count > 1) sheet.Write($"\n---\n\n**{MarkdownText.Escape(view.Target)}**\n");
            Problem(sheet, view);
            Analysis(sheet, view);
            Conclusion(sheet, view);
            Advice(sheet, view);
            EvidenceList(sheet, view);
        }

        output.Write(sheet.ToString());
    }

    private static void Problem(Sheet output, VerdictView view)
    {
        Heading(output, view, Texts.ProblemDefinition);
        Item(output, view, Texts.Target, view.Target);
        Item(output, view, Texts.SymptomLabel, view.Symptom);
        var vantages = view.Document.Subject.Vantages;
        Item(output, view, Texts.SeenFrom, vantages.Count == 0 ? null : string.Join(view.IsChinese ? "、" : ", ", vantages));
        var (from, to) = (view.Document.Subject.From, view.Document.Subject.To);
        if (from is { } begin && to is { } end) Item(output, view, Texts.Period, $"{UtcTime.ToSecond(begin)} – {UtcTime.ToSecond(end)}");
    }

    private static void Analysis(Sheet output, VerdictView view)
    {
        Heading(output, view, Texts.ProblemAnalysis);
        if (view.Noticed is { Count: > 0 } noticed)
        {
            Lead(output, view, Texts.Noticed);
            foreach (var sign in noticed) output.Write($"- {MarkdownText.Escape(view.SignName(sign))}{(sign.Reported ? view.Paren(view.Say(Texts.AsReported)) : "")}{Notes(sign.Evidence)}\n");
        }
        else if (view.Noticed is null && view.Lead is { } lead)
        {
            if (view.LeadName is { } name) output.Write($"{MarkdownText.Escape(name)}\n");
            Signs(output, view, Texts.Why, lead.For);
            Signs(output, view, Texts.Against, lead.Against);
            Signs(output, view, Texts.Unexplained, lead.Unexplained);
        }

        if (view.Document.Claims.Count > 0)
        {
            Lead(output, view, Texts.ClaimsHeading);
            foreach (var claim in view.Document.Claims)
            {
                var by = claim.By is { } person ? view.Paren(MarkdownText.Escape(person)) : "";
                var status = MarkdownText.Escape(Terms.Of(Terms.Statuses, claim.Status, view.Language));
                output.Write($"- **{MarkdownText.Escape(view.ClaimName(claim.Claim))}**{by}{Colon(view)}{status}{(view.IsChinese ? "。" : ". ")}{MarkdownText.Escape(view.Quote(claim.En, claim.Zh))}{Notes(claim.Evidence)}\n");
            }
        }

        if (view.Document.Harmless.Count > 0)
        {
            Lead(output, view, Texts.HarmlessHeading);
            foreach (var finding in view.Document.Harmless) output.Write($"- {MarkdownText.Escape(view.Quote(finding.En, finding.Zh))}{Notes(finding.Evidence)}\n");
        }
    }

    private static void Signs(Sheet output, VerdictView view, Bilingual title, IReadOnlyList<SignWeight> signs)
    {
        if (signs.Count == 0) return;
        Lead(output, view, title);
        foreach (var sign in VerdictView.Strongest(signs))
        {
            var said = Strength.Word(sign.Weight, view.Language) + (sign.Reported ? (view.IsChinese ? "，" : ", ") + view.Say(Texts.AsReported) : "");
            output.Write($"- {MarkdownText.Escape(view.SignName(sign))}{view.Paren(said)}{Notes(sign.Evidence)}\n");
        }
    }

    private static void Conclusion(Sheet output, VerdictView view)
    {
        Heading(output, view, Texts.ProblemSummary);
        output.Write($"**{MarkdownText.Escape(view.Headline)}**{view.Paren(MarkdownText.Escape(view.Confidence))}\n").Gap();
        if (view.Summary.Length > 0) output.Write($"{MarkdownText.Escape(view.Summary)}\n");
        if (view.CauseTitle is null && view.Mechanism is null && view.Location is null && view.Verdict.Side != Side.Undetermined) return;
        output.Gap();
        Item(output, view, Texts.CauseLabel, view.CauseTitle);
        Item(output, view, Texts.MechanismLabel, view.Mechanism);
        Item(output, view, Texts.LocationHeading, view.Location);
        if (view.Verdict.Side != Side.Undetermined) return;
        foreach (var share in view.ShownSides(0.05)) output.Write($"- {view.SideName(share)}{Colon(view)}{view.PercentOf(share.Probability)}\n");
    }

    private static void Advice(Sheet output, VerdictView view)
    {
        if (view.Verdict.Tell is null && view.Verdict.WouldChange is null && view.Document.NextTests.Count == 0) return;
        Heading(output, view, Texts.Advice);
        if (view.Verdict.Tell is { } tell) output.Write($"**{MarkdownText.Escape(PartyTexts.Of(tell.Party, view.Language))}**{Colon(view)}{MarkdownText.Escape(view.Quote(tell.En, tell.Zh))}\n");
        if (view.Document.NextTests.Count > 0)
        {
            Lead(output, view, Texts.NextTests);
            foreach (var (test, number) in view.Document.NextTests.Select((test, at) => (test, at + 1)))
            {
                output.Write($"{number}. **{MarkdownText.Escape(view.TestName(test.Test))}**{Colon(view)}{MarkdownText.Escape(view.Quote(test.En, test.Zh))}\n");
                if (test.Command is { } command) output.Gap().Write(MarkdownText.Block(SafeText.Lines(command), 3)).Gap();
            }
        }

        if (view.Verdict.WouldChange is { } change) output.Gap().Write($"{view.Say(Texts.WouldChange)}{Colon(view)}{MarkdownText.Escape(view.Quote(change.En, change.Zh))}\n");
    }

    private static void EvidenceList(Sheet output, VerdictView view)
    {
        Heading(output, view, Texts.EvidenceHeading);
        if (view.Document.Evidence.Count == 0) output.Write(view.Say(Texts.NoEvidence) + "\n");
        foreach (var item in view.Document.Evidence)
        {
            var vantage = item.Vantage is { } place ? view.Paren(MarkdownText.Escape(place)) : "";
            output.Write($"- [{MarkdownText.Escape(item.Id)}] {MarkdownText.Code(view.PlaceText(item.Source, item.Lines, item.Frames))}{vantage}\n");
            if (item.Text.Length == 0) continue;
            var lines = SafeText.Lines(item.Text);
            IReadOnlyList<string> shown = lines.Count <= QuotedLines ? lines : [.. lines.Take(QuotedLines), "…"];
            output.Gap().Write(MarkdownText.Block(shown, 2)).Gap();
        }

        if (view.Document.Unread.Count == 0) return;
        Lead(output, view, Texts.UnreadHeading);
        foreach (var item in view.Document.Unread) output.Write($"- {MarkdownText.Code(view.PlaceText(item.Source, item.Lines, null))}{Colon(view)}{MarkdownText.Escape(view.Reason(item))}\n");
    }

    private static void Heading(Sheet output, VerdictView view, Bilingual title) => output.Gap().Write($"## {view.Say(title)}\n").Gap();

    private static void Lead(Sheet output, VerdictView view, Bilingual title) => output.Gap().Write($"{view.Say(title)}{Colon(view).TrimEnd(' ')}\n").Gap();

    private static void Item(Sheet output, VerdictView view, Bilingual label, string? text)
    {
        if (text is not null) output.Write($"- {view.Say(label)}{Colon(view)}{MarkdownText.Escape(text)}\n");
    }

    private static string Notes(IReadOnlyList<string> evidence) => string.Concat(evidence.Select(id => $" [{MarkdownText.Escape(id)}]"));

    private static string Colon(VerdictView view) => view.IsChinese ? "：" : ": ";

    /// <summary>The text so far; a gap is one empty line, however often it is asked for.</summary>
    private sealed class Sheet
    {
        private readonly StringBuilder text = new();

        public Sheet Write(string part)
        {
            text.Append(part);
            return this;
        }

        public Sheet Gap()
        {
            if (text.Length > 1 && !(text[^1] == '\n' && text[^2] == '\n')) text.Append('\n');
            return this;
        }

        public override string ToString() => text.ToString().TrimEnd('\n') + "\n";
    }
}
