using Demarc.Model;
using Demarc.Reporting.Terminal;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting;

/// <summary>
/// A verdict on one screen: the conclusion, what to tell whom, why, and what to do next. Aims at 80 by 24;
/// everything left out here stands in the other reports. A command to copy stays on one line however long it is.
/// </summary>
public static class TerminalReport
{
    private const int MostSigns = 3;
    private const double WorthALine = 0.1;
    private const int MostClaims = 3;

    /// <summary>Writes the documents one after another.</summary>
    /// <param name="output">Where to; lines end with LF.</param>
    /// <param name="documents">What was concluded.</param>
    /// <param name="language">Language of the report.</param>
    /// <param name="width">Columns of the terminal; less than 40 counts as 40.</param>
    /// <param name="colour">Colours are allowed.</param>
    /// <param name="vocabulary">The catalogue's words; ids where absent.</param>
    public static void Write(TextWriter output, IReadOnlyList<VerdictDocument> documents, Language language, int width, bool colour, Vocabulary? vocabulary = null)
    {
        var page = new Page(output, width, colour);
        for (var at = 0; at < documents.Count; at++)
        {
            var view = new VerdictView(documents[at], language, vocabulary ?? Vocabulary.Ids);
            if (documents.Count > 1)
            {
                if (at > 0) page.Gap();
                page.Write(0, 0, new Span($"[{at + 1}/{documents.Count}] {new string('-', Math.Min(page.Width, 80) - 12)}", Tone.Quiet));
            }

            One(page, view);
        }
    }

    private static void One(Page page, VerdictView view)
    {
        Conclusion(page, view);
        if (view.Verdict.Side == Side.Undetermined)
        {
            Sides(page, view);
            NextTests(page, view, 3);
            Tell(page, view);
            Signs(page, view);
        }
        else
        {
            Tell(page, view);
            Signs(page, view);
        }

        Claims(page, view);
        Harmless(page, view);
        if (view.Verdict.Side != Side.Undetermined) NextTests(page, view, 1);
        if (view.Verdict.WouldChange is { } change)
        {
            Heading(page, view, Texts.WouldChange, view.Quote(change.En, change.Zh));
        }

        if (view.Document.Unread.Count > 0)
        {
            Heading(page, view, Texts.UnreadHeading, List(view.Document.Unread, 3, view, item => view.PlaceText(item.Source, item.Lines, null)));
        }
    }

    private static void Conclusion(Page page, VerdictView view)
    {
        var subject = view.Symptom is { } symptom ? $"{view.Target} · {symptom}" : view.Target;
        page.Write(0, 2, new Span(subject, Tone.Quiet));
        page.Write(0, 2, new Span(view.Headline, ToneOf(view.Verdict.Side)), new Span(view.Paren(view.Confidence)));
        if (view.Summary.Length > 0) page.Write(2, 0, new Span(view.Summary));
        if (view.CauseTitle is { } cause)
        {
            if (!view.Summary.Contains(cause, StringComparison.OrdinalIgnoreCase)) Fact(page, view, Texts.CauseLabel, cause);
        }
        else if (view.Mechanism is { } mechanism) Fact(page, view, Texts.MechanismLabel, mechanism);
        if (view.Location is { } location) Fact(page, view, Texts.LocationHeading, location);
    }

    private static void Fact(Page page, VerdictView view, Bilingual label, string text) =>
        page.Write(2, 2, new Span(view.Say(label) + (view.IsChinese ? "：" : ": "), Tone.Strong), new Span(text));

    private static void Sides(Page page, VerdictView view)
    {
        Heading(page, view, Texts.LeadingSides);
        var shown = view.ShownSides(0.05).Take(5).ToList();
        var names = shown.Select(view.SideName).ToList();
        var column = names.Count == 0 ? 0 : names.Max(CellWidth.Of);
        var bar = Math.Clamp(page.Width - column - 14, 8, 30);
        for (var at = 0; at < shown.Count; at++)
        {
            var percent = view.PercentOf(shown[at].Probability);
            page.Whole(2, [
                new Span(names[at] + new string(' ', column - CellWidth.Of(names[at]) + 2)),
                new Span(percent.PadLeft(6) + "  "),
                .. Bar(shown[at], bar, page.Colour)]);
        }

        page.Write(2, 0, new Span(page.Colour
            ? $"█ {view.Say(Texts.Measured)}  ░ {view.Say(Texts.Reported)}"
            : $"# {view.Say(Texts.Measured)}  - {view.Say(Texts.Reported)}", Tone.Quiet));
    }

    private static Span[] Bar(SideShare share, int columns, bool colour)
    {
        var whole = Cells(share.Probability);
        var measured = Math.Min(whole, Cells(share.Measured));
        return [new Span(new string(colour ? '█' : '#', measured)), new Span(new string(colour ? '░' : '-', whole - measured))];

        int Cells(double part) => (int)Math.Round(Math.Clamp(double.IsFinite(part) ? part : 0, 0, 1) * columns, MidpointRounding.AwayFromZero);
    }

    private static void Tell(Page page, VerdictView view)
    {
        if (view.Verdict.Tell is not { } tell) return;
        Heading(page, view, Texts.Tell);
        var party = SafeText.Line(PartyTexts.Of(tell.Party, view.Language)) + (view.IsChinese ? "：" : ": ");
        page.Write(2, 0, new Span(party, Tone.Strong), new Span(view.Quote(tell.En, tell.Zh)));
    }

    private static void Signs(Page page, VerdictView view)
    {
        if (view.Noticed is { } noticed)
        {
            if (noticed.Count > 0) Heading(page, view, Texts.Noticed);
            foreach (var sign in noticed.Take(MostSigns)) Noticed(page, view, sign);
            return;
        }

        if (view.Lead is not { } lead) return;
        var reasons = VerdictView.Strongest(lead.For.Where(sign => Math.Abs(sign.Weight) >= WorthALine));
        if (reasons.Count > 0)
        {
            Heading(page, view, Texts.Why, view.LeadName);
            foreach (var sign in reasons.Take(MostSigns)) Sign(page, view, sign, sign.Weight);
        }

        Doubts(page, view, Texts.Against, lead.Against);
        Doubts(page, view, Texts.Unexplained, [.. lead.Unexplained.Except(lead.Against)]);
    }

    private static void Doubts(Page page, VerdictView view, Bilingual title, IReadOnlyList<SignWeight> signs)
    {
        var doubts = VerdictView.Strongest(signs.Where(sign => Math.Abs(sign.Weight) >= WorthALine));
        if (doubts.Count == 0) return;
        Heading(page, view, title);
        foreach (var sign in doubts.Take(2)) Sign(page, view, sign, -Math.Abs(sign.Weight));
    }

    private static void Noticed(Page page, VerdictView view, SignWeight sign) => page.Write(2, 4, [
        new Span("·".PadRight(4), Tone.Open, Whole: true),
        new Span(view.SignName(sign)),
        new Span(sign.Reported ? view.Paren(view.Say(Texts.AsReported)) : ""),
        .. References(view, sign.Evidence, 2)]);

    private static void Sign(Page page, VerdictView view, SignWeight sign, double weight)
    {
        var mark = Strength.Mark(weight);
        var said = Strength.Word(weight, view.Language) + (sign.Reported ? (view.IsChinese ? "，" : ", ") + view.Say(Texts.AsReported) : "");
        page.Write(2, 4, [
            new Span(mark.PadRight(4), weight < 0 ? Tone.Open : Tone.Good, Whole: true),
            new Span(view.SignName(sign)),
            new Span(view.Paren(said)),
            .. References(view, sign.Evidence, 2)]);
    }

    private static void Claims(Page page, VerdictView view)
    {
        if (view.Document.Claims.Count == 0) return;
        Heading(page, view, Texts.ClaimsHeading);
        foreach (var claim in view.Document.Claims.Take(MostClaims))
        {
            var (mark, tone) = claim.Status switch { "supported" => ("+", Tone.Good), "refuted" => ("x", Tone.Quiet), _ => ("?", Tone.Open) };
            var by = claim.By is { } person ? view.Paren(SafeText.Line(person)) : "";
            page.Write(2, 4, [
                new Span(mark.PadRight(4), tone, Whole: true),
                new Span(SafeText.Line(Terms.Of(Terms.Statuses, claim.Status, view.Language)), Tone.Strong),
                new Span($"{by}{(view.IsChinese ? "：" : ": ")}{view.Quote(claim.En, claim.Zh)}"),
                .. References(view, claim.Evidence, 1)]);
            if (claim.Status != "undecided" && claim.Evidence is [var proof, ..] && view.Proof(proof, 120) is { } line)
            {
                page.Write(6, 2, new Span("> " + line, Tone.Quiet));
            }
        }

        More(page, view, view.Document.Claims.Count - MostClaims);
    }

    private static void Harmless(Page page, VerdictView view)
    {
        if (view.Document.Harmless.Count == 0) return;
        Heading(page, view, Texts.HarmlessHeading, List(view.Document.Harmless, 4, view, item => HarmlessTexts.Of(item.Rule, view.Language)));
    }

    /// <summary>The first test in full; of the others the name and the command, where there is one.</summary>
    private static void NextTests(Page page, VerdictView view, int most)
    {
        if (view.Document.NextTests.Count == 0) return;
        Heading(page, view, most == 1 ? Texts.NextTest : Texts.NextTests);
        foreach (var (test, at) in view.Document.NextTests.Take(most).Select((test, at) => (test, at + 1)))
        {
            var words = at == 1 || test.Command is null ? (view.IsChinese ? "：" : ": ") + view.Quote(test.En, test.Zh) : "";
            page.Write(2, 3, new Span($"{at}. "), new Span(view.TestName(test.Test), Tone.Strong), new Span(words));
            if (test.Command is { } command) page.Whole(5, new Span("$ " + SafeText.Line(command), Tone.Strong));
        }
    }

    private static void Heading(Page page, VerdictView view, Bilingual title, string? text = null)
    {
        var head = new Span(view.Say(title), Tone.Strong);
        if (text is null) page.Write(0, 2, head);
        else page.Write(0, 2, head, new Span((view.IsChinese ? "：" : ": ") + text));
    }

    private static string List<T>(IReadOnlyList<T> items, int most, VerdictView view, Func<T, string> say)
    {
        var text = string.Join(view.IsChinese ? "；" : "; ", items.Take(most).Select(say));
        if (items.Count > most) text += (view.IsChinese ? "；" : "; ") + view.Say(Texts.AndMore, items.Count - most);
        return text;
    }

    private static void More(Page page, VerdictView view, int rest)
    {
        if (rest > 0) page.Write(6, 0, new Span(view.Say(Texts.AndMore, rest), Tone.Quiet));
    }

    private static IEnumerable<Span> References(VerdictView view, IReadOnlyList<string> evidence, int most)
    {
        foreach (var id in evidence.Take(most)) yield return new(" [" + view.Place(id) + "]", Tone.Quiet, Whole: true);
        if (evidence.Count > most) yield return new($" +{evidence.Count - most}", Tone.Quiet);
    }

    private static Tone ToneOf(Side side) => side switch { Side.Healthy => Tone.Good, Side.Undetermined => Tone.Open, _ => Tone.Fault };
}
