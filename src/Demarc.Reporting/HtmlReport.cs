using Demarc.Model;
using Demarc.Reporting.Html;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting;

/// <summary>
/// The whole case as one self-contained page: no script, nothing fetched from anywhere, readable on a phone and on
/// paper. Every claim and sign links to the evidence it rests on, which is quoted with its line numbers.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes one page for all documents.</summary>
    /// <param name="output">Where to; UTF-8 is assumed.</param>
    /// <param name="documents">What was concluded.</param>
    /// <param name="language">Language of the page.</param>
    /// <param name="vocabulary">The catalogue's words; ids where absent.</param>
    /// <param name="observations">Observations of the case; path traces among them are drawn.</param>
    public static void Write(TextWriter output, IReadOnlyList<VerdictDocument> documents, Language language, Vocabulary? vocabulary = null, IReadOnlyList<Observation>? observations = null)
    {
        var page = new Markup();
        var views = documents.Select(document => new VerdictView(document, language, vocabulary ?? Vocabulary.Ids)).ToList();
        Head(page, views, language);
        if (views.Count > 1) Contents(page, views);
        page.Raw("<main>\n");
        for (var at = 0; at < views.Count; at++)
        {
            new Article(page, views[at], at == 0 ? "" : $"s{at + 1}-", $"s{at + 1}").Write(observations ?? []);
        }

        page.Raw("</main>\n");
        Footer(page, views);
        page.Raw("</body>\n</html>\n");
        output.Write(page.ToString());
    }

    private static void Head(Markup page, List<VerdictView> views, Language language)
    {
        page.Raw("<!DOCTYPE html>\n").Open("html", ("lang", language == Language.Chinese ? "zh-CN" : "en")).Raw("\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Element("title", views.Count == 1 ? $"{views[0].Headline} · {views[0].Target}" : "Demarc").Raw("\n<style>\n");
        page.Raw(Style()).Raw("</style>\n</head>\n<body>\n");
    }

    private static void Contents(Markup page, List<VerdictView> views)
    {
        page.Raw("<nav>\n").Element("h2", views[0].Say(Texts.Subjects)).Raw("<ol class=\"plain\">\n");
        for (var at = 0; at < views.Count; at++)
        {
            page.Raw("<li>").Open("a", ("href", $"#s{at + 1}")).Text(views[at].Target).Raw("</a> ");
            page.Element("span", $"{views[at].Headline}{views[at].Paren(views[at].Confidence)}", "small").Raw("</li>\n");
        }

        page.Raw("</ol>\n</nav>\n");
    }

    private static void Footer(Markup page, List<VerdictView> views)
    {
        if (views.Count == 0) return;
        var view = views[0];
        page.Raw("<footer>").Text($"Demarc {view.Say(Texts.Version)} {SafeText.Line(view.Document.Version)}");
        if (view.Document.GeneratedAt is { } time) page.Text($" · {view.Say(Texts.NewestEvidence)} {UtcTime.Text(time)}");
        page.Raw("</footer>\n");
    }

    internal static string Style(string name = "report.css")
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
