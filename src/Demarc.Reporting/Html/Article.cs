using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting.Html;

/// <summary>One verdict on the page: conclusion first, then reasons, then everything they rest on.</summary>
/// <param name="page">The page being built.</param>
/// <param name="view">The verdict.</param>
/// <param name="prefix">What sets this article's anchors apart from another's; empty for the first, so evidence is <c>#e7</c>.</param>
/// <param name="id">Anchor of the article itself.</param>
internal sealed partial class Article(Markup page, VerdictView view, string prefix, string id)
{
    private const int MostTraces = 6;

    public void Write(IReadOnlyList<Observation> observations)
    {
        var style = view.IsFault ? "fault" : view.Verdict.Side == Side.Healthy ? "healthy" : "undetermined";
        page.Open("article", ("id", id), ("class", style)).Raw("\n");
        Conclusion();
        Tell();
        if (view.Verdict.Side == Side.Undetermined) NextTests();
        page.Raw("<div class=\"columns\">\n<div>\n");
        Signs();
        Claims();
        page.Raw("</div>\n<div>\n");
        Sides();
        Harmless();
        page.Raw("</div>\n</div>\n");
        PathAndSteps(Traces(observations), withTests: view.Verdict.Side != Side.Undetermined);
        Hypotheses();
        Proposed();
        EvidenceList();
        Unread();
        page.Close("article");
    }

    private void Conclusion()
    {
        page.Raw("<header class=\"verdict\">\n").Raw("<p class=\"subject\">").Element("b", view.Target);
        if (view.Symptom is { } symptom) page.Text(" · " + symptom);
        page.Raw("</p>\n").Element("h1", view.Headline).Raw("\n").Element("p", view.Confidence, "sure").Raw("\n");
        if (view.Summary.Length > 0) page.Element("p", view.Summary, "lede").Raw("\n");
        page.Raw("<dl class=\"facts\">\n");
        if (view.CauseTitle is { } cause && !view.Summary.Contains(cause, StringComparison.OrdinalIgnoreCase)) Fact(Texts.CauseLabel, cause);
        Fact(Texts.MechanismLabel, view.Mechanism);
        Fact(Texts.LocationHeading, view.Location);
        Fact(Texts.SeenFrom, view.Document.Subject.Vantages.Count == 0 ? null : string.Join(view.IsChinese ? "、" : ", ", view.Document.Subject.Vantages.Select(SafeText.Line)));
        Fact(Texts.Period, Period());
        page.Raw("</dl>\n</header>\n");
    }

    private string? Period()
    {
        var (from, to) = (view.Document.Subject.From, view.Document.Subject.To);
        if (from is null && to is null) return null;
        if (from == to || to is null) return UtcTime.ToSecond(from!.Value);
        return from is null ? UtcTime.ToSecond(to.Value) : $"{UtcTime.ToSecond(from.Value)} – {UtcTime.ToSecond(to.Value)}";
    }

    private void Fact(Bilingual label, string? text)
    {
        if (text is not null) page.Element("dt", view.Say(label)).Element("dd", text).Raw("\n");
    }

    private void Tell()
    {
        if (view.Verdict.Tell is not { } tell) return;
        page.Raw("<section class=\"tell\">\n").Element("h2", view.Say(Texts.Tell)).Raw("<p>");
        page.Element("b", SafeText.Line(PartyTexts.Of(tell.Party, view.Language))).Text(view.IsChinese ? "：" : ": ").Text(view.Quote(tell.En, tell.Zh)).Raw("</p>\n</section>\n");
    }

    private void Signs()
    {
        if (view.Noticed is { } noticed)
        {
            Noticed(noticed);
            return;
        }

        if (view.Lead is not { } lead) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.Why));
        if (view.LeadName is { } name) page.Element("p", name, "small");
        List(VerdictView.Strongest(lead.For), against: false);
        if (lead.Against.Count > 0)
        {
            page.Element("h3", view.Say(Texts.Against));
            List(VerdictView.Strongest(lead.Against), against: true);
        }

        if (lead.Unexplained.Count > 0)
        {
            page.Element("h3", view.Say(Texts.Unexplained));
            List(VerdictView.Strongest(lead.Unexplained), against: true);
        }

        page.Raw("</section>\n");
    }

    private void Noticed(IReadOnlyList<SignWeight> signs)
    {
        if (signs.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.Noticed)).Raw("<ul class=\"plain\">\n");
        foreach (var sign in signs)
        {
            page.Raw("<li>").Text(view.SignName(sign));
            if (sign.Reported) page.Element("span", view.Paren(view.Say(Texts.AsReported)), "small");
            References(sign.Evidence);
            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private void List(IReadOnlyList<SignWeight> signs, bool against)
    {
        page.Raw("<ul class=\"plain\">\n");
        foreach (var sign in signs)
        {
            var said = Strength.Word(sign.Weight, view.Language) + (sign.Reported ? (view.IsChinese ? "，" : ", ") + view.Say(Texts.AsReported) : "");
            page.Raw("<li class=\"sign\">").Element("span", Strength.Mark(against ? -Math.Abs(sign.Weight) : sign.Weight), against ? "mark against" : "mark");
            page.Raw("<span>").Text(view.SignName(sign)).Element("span", view.Paren(said), "small");
            References(sign.Evidence);
            page.Raw("</span></li>\n");
        }

        page.Raw("</ul>\n");
    }

    private void Claims()
    {
        if (view.Document.Claims.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.ClaimsHeading)).Raw("<ul class=\"plain\">\n");
        foreach (var claim in view.Document.Claims)
        {
            var known = claim.Status is "supported" or "refuted" or "undecided";
            page.Raw("<li>").Element("b", view.ClaimName(claim.Claim)).Raw(" ");
            page.Element("span", SafeText.Line(Terms.Of(Terms.Statuses, claim.Status, view.Language)), known ? "tag " + claim.Status : "tag");
            if (claim.By is { } by) page.Element("span", $" {view.Say(Texts.By)}{(view.IsChinese ? "：" : " ")}{SafeText.Line(by)}", "small");
            page.Raw("<br>").Text(view.Quote(claim.En, claim.Zh));
            References(claim.Evidence);
            if (claim.Status != "undecided" && claim.Evidence is [var proof, ..] && view.Proof(proof, 160) is { } line) page.Raw("<blockquote>").Element("code", line).Raw("</blockquote>");
            if (claim.Settle is { } settle) page.Raw("<br>").Element("span", $"{view.Say(Texts.SettledBy)}{(view.IsChinese ? "：" : ": ")}{view.TestName(settle)}", "small");
            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private void Sides()
    {
        const double Least = 0.01;
        var shown = view.ShownSides(Least);
        page.Raw("<section>\n").Element("h2", view.Say(Texts.SidesHeading)).Raw("<div class=\"sides\">\n");
        foreach (var share in shown)
        {
            var whole = Part(share.Probability);
            var measured = Math.Min(Part(share.Measured), whole);
            Share(view.SideName(share), view.PercentOf(share.Probability), measured, whole - measured);
        }

        var rest = view.Document.Sides.Except(shown).Sum(share => Part(share.Probability));
        if (shown.Count < view.Document.Sides.Count) Share(view.Say(Texts.Others), view.PercentOf(rest), 0, 0);
        page.Raw("</div>\n<div class=\"legend\"><span><i class=\"measured\"></i>").Text(view.Say(Texts.Measured)).Raw("</span><span><i class=\"reported\"></i>");
        page.Text(view.Say(Texts.Reported)).Raw("</span></div>\n</section>\n");
    }

    private void Share(string name, string percent, double measured, double reported)
    {
        page.Element("span", name).Raw("<span class=\"bar\">");
        if (measured > 0) page.Open("i", ("class", "measured"), ("style", $"width:{Markup.Number(measured * 100)}%")).Raw("</i>");
        if (reported > 0) page.Open("i", ("class", "reported"), ("style", $"width:{Markup.Number(reported * 100)}%")).Raw("</i>");
        page.Raw("</span>").Element("span", percent, "share").Raw("\n");
    }

    private static double Part(double share) => double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;

    private void Harmless()
    {
        if (view.Document.Harmless.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.HarmlessHeading)).Raw("<ul class=\"plain\">\n");
        foreach (var finding in view.Document.Harmless)
        {
            page.Raw("<li>").Element("b", SafeText.Line(HarmlessTexts.Of(finding.Rule, view.Language))).Raw("<br>").Text(view.Quote(finding.En, finding.Zh));
            References(finding.Evidence);
            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private void WouldChange()
    {
        if (view.Verdict.WouldChange is not { } change) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.WouldChange)).Element("p", view.Quote(change.En, change.Zh)).Raw("\n</section>\n");
    }
}
