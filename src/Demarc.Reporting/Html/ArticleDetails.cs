using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting.Html;

/// <summary>The lower half of an article: path, tests, hypotheses, what was proposed, the evidence, what was not read.</summary>
internal sealed partial class Article
{
    /// <summary>The traces this verdict cites.</summary>
    private List<PathTrace> Traces(IReadOnlyList<Observation> observations) =>
        [.. observations.OfType<PathTrace>().Where(trace => trace.Hops is { Count: > 0 } && Cited(trace.Evidence) is not null).Take(MostTraces)];

    /// <summary>Path and next steps: a single drawing leaves room for them beside it.</summary>
    private void PathAndSteps(List<PathTrace> traces, bool withTests)
    {
        if (traces.Count > 1) Paths(traces);
        page.Raw("<div class=\"columns\">\n<div>\n");
        if (traces.Count == 1) Paths(traces);
        else if (withTests) NextTests();
        page.Raw("</div>\n<div>\n");
        if (traces.Count == 1 && withTests) NextTests();
        WouldChange();
        page.Raw("</div>\n</div>\n");
    }

    private void Paths(List<PathTrace> traces)
    {
        page.Raw("<section>\n").Element("h2", view.Say(Texts.PathHeading)).Raw("<div class=\"paths\">\n");
        foreach (var trace in traces)
        {
            var caption = new List<string> { view.Say(PathTexts.From, SafeText.Line(trace.Vantage ?? view.Say(Texts.UnknownPlace))) };
            if (trace.Tool is { } tool) caption.Add(SafeText.Line(tool) + (trace.Protocol is { } protocol and not "unknown" ? $" ({SafeText.Line(protocol)})" : ""));
            if (trace.Time is { } time) caption.Add(SafeText.Line(time.Text));
            page.Raw("<figure>\n<figcaption>").Text(string.Join(" · ", caption));
            References([Cited(trace.Evidence)!.Id]);
            page.Raw("</figcaption>\n");
            PathDrawing.Draw(page, trace, view);
            page.Raw("</figure>\n");
        }

        page.Raw("</div>\n</section>\n");
    }

    private Evidence? Cited(Evidence evidence) => view.Document.Evidence.FirstOrDefault(item =>
        item.Source == evidence.Source && (item.Lines ?? []).SequenceEqual(evidence.Lines ?? []) && (item.Frames ?? []).SequenceEqual(evidence.Frames ?? []));

    private void NextTests()
    {
        if (view.Document.NextTests.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(view.Document.NextTests.Count == 1 ? Texts.NextTest : Texts.NextTests)).Raw("<ol class=\"plain\">\n");
        foreach (var test in view.Document.NextTests)
        {
            var colon = view.IsChinese ? "：" : ": ";
            page.Raw("<li>").Element("b", view.TestName(test.Test)).Text(colon).Text(view.Quote(test.En, test.Zh));
            if (test.Command is { } command) page.Element("code", SafeText.Block(command).Trim('\n'), "command");
            else page.Raw("<br>");
            page.Element("span", $"{view.Say(Texts.WhereLabel)}{colon}{SafeText.Line(Terms.Of(Terms.Places, test.Where, view.Language))} · {view.Say(Texts.PermissionLabel)}{colon}{SafeText.Line(Terms.Of(Terms.Permissions, test.Permission, view.Language))}", "small");
            page.Raw("</li>\n");
        }

        page.Raw("</ol>\n</section>\n");
    }

    private void Hypotheses()
    {
        if (view.Document.Hypotheses.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.HypothesesHeading)).Raw("<table>\n<thead><tr>");
        page.Element("th", view.Say(Texts.CauseLabel)).Element("th", view.Say(Texts.SideLabel)).Element("th", view.Say(Texts.ProbabilityLabel), "number").Raw("</tr></thead>\n<tbody>\n");
        foreach (var hypothesis in view.Document.Hypotheses)
        {
            page.Raw("<tr>").Element("td", view.HypothesisName(hypothesis)).Element("td", hypothesis.Side.Name().In(view.Language)).Element("td", view.PercentOf(hypothesis.Probability), "number").Raw("</tr>\n");
        }

        page.Raw("</tbody>\n</table>\n</section>\n");
    }

    private void Proposed()
    {
        if (view.Document.Proposed.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.ProposedHeading)).Raw("<ul class=\"plain\">\n");
        foreach (var proposal in view.Document.Proposed)
        {
            page.Raw("<li>").Element(proposal.SupersededBy is null ? "span" : "s", FactText.Of(proposal.Fact, view));
            References(proposal.Evidence);
            if (proposal.SupersededBy is { } later)
            {
                page.Raw("<br>").Element("span", view.Say(Texts.TakenBack), "small");
                References([later]);
            }

            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private void EvidenceList()
    {
        page.Raw("<section>\n").Element("h2", view.Say(Texts.EvidenceHeading));
        if (view.Document.Evidence.Count == 0) page.Element("p", view.Say(Texts.NoEvidence), "small");
        foreach (var item in view.Document.Evidence)
        {
            page.Open("div", ("class", "evidence"), ("id", Anchor(item.Id))).Raw("<div class=\"head\">");
            page.Element("b", SafeText.Line(item.Id)).Element("span", view.PlaceText(item.Source, item.Lines, item.Frames), "mono");
            page.Element("span", string.Join(" · ", About(item)), "small").Raw("</div>\n");
            Quote(item);
            if (item.Also.Count > 0)
            {
                var places = item.Also.Select(place => view.PlaceText(place.Source, place.Lines, place.Frames));
                page.Element("div", $"{view.Say(Texts.AlsoAt)} {string.Join(view.IsChinese ? "、" : ", ", places)}", "small");
            }

            page.Element("div", "SHA-256 " + SafeText.Line(item.Sha256), "hash").Raw("</div>\n");
        }

        page.Raw("</section>\n");
    }

    private IEnumerable<string> About(Evidence item)
    {
        yield return SafeText.Line(item.Tool ?? Terms.Of(Terms.Kinds, item.Kind, view.Language));
        if (item.Vantage is { } vantage) yield return SafeText.Line(vantage);
        if (item.Time is not { } time) yield break;
        yield return SafeText.Line(time.Text);
        yield return time.Utc is { } utc ? $"{UtcTime.Text(utc)} ({Terms.Of(Terms.Zones, time.Zone.ToString(), view.Language)})" : Terms.Of(Terms.Zones, time.Zone.ToString(), view.Language);
    }

    /// <summary>The quoted text with the line numbers of the original.</summary>
    private void Quote(Evidence item)
    {
        if (item.Text.Length == 0) return;
        var (first, last) = item.Lines is { Count: > 0 } lines ? (lines[0], lines[^1]) : (0, int.MaxValue);
        page.Raw("<div class=\"quote\"><table>\n");
        var text = SafeText.Block(item.Text).TrimEnd('\n').Split('\n');
        for (var at = 0; at < text.Length; at++)
        {
            var number = first > 0 && first + at <= last ? Markup.Number(first + at) : "";
            page.Raw("<tr>").Element("td", number, "at").Raw("<td>").Element("code", text[at]).Raw("</td></tr>\n");
        }

        if (first > 0 && first + text.Length <= last) page.Raw("<tr><td class=\"at\">…</td>").Element("td", view.Say(Texts.MoreText), "small").Raw("</tr>\n");
        page.Raw("</table></div>\n");
    }

    private void Unread()
    {
        if (view.Document.Unread.Count == 0) return;
        page.Raw("<section>\n").Element("h2", view.Say(Texts.UnreadHeading)).Raw("<ul class=\"plain\">\n");
        foreach (var item in view.Document.Unread)
        {
            page.Raw("<li>").Element("span", view.PlaceText(item.Source, item.Lines, null), "mono").Text(view.IsChinese ? "：" : ": ").Text(view.Reason(item)).Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private void References(IReadOnlyList<string> evidence)
    {
        if (evidence.Count == 0) return;
        page.Raw(" <span class=\"refs\">");
        for (var at = 0; at < evidence.Count; at++)
        {
            if (at > 0) page.Raw(" ");
            if (view.Find(evidence[at]) is null) page.Text(SafeText.Line(evidence[at]));
            else page.Open("a", ("href", "#" + Anchor(evidence[at])), ("title", view.Place(evidence[at]))).Text(SafeText.Line(evidence[at])).Raw("</a>");
        }

        page.Raw("</span>");
    }

    private string Anchor(string evidence) => prefix + string.Concat(evidence.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
