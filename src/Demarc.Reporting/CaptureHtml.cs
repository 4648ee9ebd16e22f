using System.Globalization;
using Demarc.Model;
using Demarc.Reporting.Captures;
using Demarc.Reporting.Html;

namespace Demarc.Reporting;

/// <summary>Captures as one self-contained page: what stands out, connection by connection, with a picture of each that was followed.</summary>
public static class CaptureHtml
{
    /// <param name="output">Where to; UTF-8 is assumed.</param>
    /// <param name="captures">What was read.</param>
    /// <param name="trails">Connections that were followed, by their capture.</param>
    /// <param name="language">Language of the page.</param>
    public static void Write(TextWriter output, IReadOnlyList<CaptureDocument> captures, IReadOnlyList<IReadOnlyList<Trail>> trails, Language language)
    {
        var (page, words) = (new Markup(), new CaptureWords(language));
        page.Raw("<!DOCTYPE html>\n").Open("html", ("lang", language == Language.Chinese ? "zh-CN" : "en")).Raw("\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Element("title", string.Join(", ", captures.Select(it => SafeText.Line(it.Source)))).Raw("\n<style>\n").Raw(HtmlReport.Style()).Raw(HtmlReport.Style("capture.css")).Raw("</style>\n</head>\n<body>\n<main>\n");
        for (var i = 0; i < captures.Count; i++) Article(page, words, captures[i], trails[i]);
        page.Raw("</main>\n</body>\n</html>\n");
        output.Write(page.ToString());
    }

    private static void Article(Markup page, CaptureWords words, CaptureDocument capture, IReadOnlyList<Trail> trails)
    {
        page.Raw("<article>\n").Element("h1", SafeText.Line(capture.Source));
        Body(page, words, capture, trails);
        page.Raw("</article>\n");
    }

    /// <summary>What is told of a capture below its name.</summary>
    internal static void Body(Markup page, CaptureWords words, CaptureDocument capture, IReadOnlyList<Trail> trails)
    {
        page.Element("p", words.Summary(capture), "lede").Raw("\n");
        if (capture.Findings.Count > 0)
        {
            page.Raw("<section>\n").Element("h2", words.Say("To be known first", "先要知道的")).Raw("<ul class=\"plain\">\n");
            foreach (var finding in capture.Findings) page.Element("li", SafeText.Line(words.Say(finding.En, finding.Zh))).Raw("\n");
            page.Raw("</ul>\n</section>\n");
        }

        page.Raw("<section>\n").Element("h2", string.Create(CultureInfo.InvariantCulture, $"{words.Say("Connections", "连接")}: {capture.Connections.Count} / {capture.ConnectionsTotal}"));
        for (var i = 0; i < capture.Connections.Count; i++) Connection(page, words, capture.Connections[i], i + 1, trails.FirstOrDefault(t => t.Client == capture.Connections[i].Client && t.Server == capture.Connections[i].Server));
        page.Raw("</section>\n");
    }

    private static void Connection(Markup page, CaptureWords words, TcpConnection it, int number, Trail? trail)
    {
        page.Open("div", ("class", "connection")).Element("h3", string.Create(CultureInfo.InvariantCulture, $"{number}. {it.Client} → {it.Server} · {words.State(it)}"));
        foreach (var id in it.Findings ?? []) page.Element("p", words.Finding(it, id));
        foreach (var line in new[] { words.Waits(it), words.Spoken(it), words.Counts(it) }.OfType<string>()) page.Element("p", line, "small");
        if (trail is { Rows.Count: > 2 } && trail.Rows.Any(row => row.Length > 0)) SequencePicture.Draw(page, trail, words);
        page.Raw("<details>").Element("summary", words.Say("frames and times", "帧与时间"), "small").Raw("<pre>");
        foreach (var line in it.Evidence.Text.Split('\n')) page.Text(SafeText.Line(line) + "\n");
        page.Text($"history {it.History}").Raw("</pre></details>").Close("div");
    }
}
