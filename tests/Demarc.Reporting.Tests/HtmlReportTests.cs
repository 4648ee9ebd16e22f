using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Demarc.Model;

namespace Demarc.Reporting.Tests;

public sealed class HtmlReportTests
{
    [Theory]
    [InlineData("server", Language.English)]
    [InlineData("server", Language.Chinese)]
    [InlineData("undetermined", Language.English)]
    [InlineData("undetermined", Language.Chinese)]
    [InlineData("healthy", Language.Chinese)]
    [InlineData("hostile", Language.English)]
    public void A_page_reads_as_agreed(string name, Language language) =>
        Golden.Check($"html/{name}.{TerminalReportTests.Tag(language)}.html", Page([TerminalReportTests.Named(name)], language));

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Quoted_text_never_becomes_markup(Language language)
    {
        var page = Page([OtherSamples.Hostile], language);
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldNotContain("<img", Case.Insensitive);
        page.ShouldNotContain("</pre>", Case.Insensitive);
        page.ShouldNotContain('\u001b');
        page.ShouldNotContain('\u202e');
        page.ShouldNotContain('\0');
        page.ShouldContain("&lt;script&gt;");
    }

    [Theory]
    [InlineData("server")]
    [InlineData("undetermined")]
    [InlineData("healthy")]
    [InlineData("hostile")]
    public void A_page_is_well_formed_and_every_link_leads_somewhere_on_it(string name)
    {
        var body = Body(Page([TerminalReportTests.Named(name), ServerSample.Document], Language.Chinese));
        var anchors = body.DescendantsAndSelf().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        anchors.ShouldBeUnique();
        foreach (var link in body.Descendants("a")) anchors.ShouldContain(link.Attribute("href")!.Value[1..]);
    }

    [Fact]
    public void A_page_fetches_nothing_and_runs_nothing()
    {
        var page = Page([ServerSample.Document], Language.English);
        Regex.IsMatch(page, @"\b(?:src|srcset|action|onclick|onload)\s*=|@import|url\(", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeFalse();
        foreach (Match link in Regex.Matches(page, "href=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))) link.Groups["to"].Value.ShouldStartWith("#");
    }

    [Fact]
    public void Evidence_is_quoted_with_the_line_numbers_of_its_source()
    {
        var evidence = Body(Page([ServerSample.Document], Language.English)).Descendants("div").Single(element => element.Attribute("id")?.Value == "e2");
        evidence.Descendants("td").Where(cell => cell.Attribute("class")?.Value == "at").Select(cell => cell.Value).ShouldBe(["31", "32", "33", "34", "…"]);
    }

    [Fact]
    public void The_path_shows_hops_silence_several_addresses_and_the_target()
    {
        var drawing = Drawings(Page([ServerSample.Document], Language.English)).Single();
        Circles(drawing, "node silent").ShouldBe(1);
        Circles(drawing, "end").ShouldBe(1);
        drawing.Value.ShouldContain("2 addresses answer here");
        drawing.Value.ShouldContain("core1.example.net · AS64500");
        drawing.Value.ShouldContain("1/3 lost");
        drawing.Descendants("line").Count(line => line.Attribute("class")?.Value == "here").ShouldBe(0);
    }

    [Fact]
    public void The_implicated_segment_stands_out_and_a_target_not_reached_is_said_to_be_so()
    {
        var drawing = Drawings(Page([OtherSamples.Undetermined], Language.English)).Single();
        drawing.Descendants("line").Count(line => line.Attribute("class")?.Value == "here").ShouldBe(1);
        drawing.Value.ShouldContain("hops 4 to 30: no answer");
        drawing.Value.ShouldContain("not reached");
        Circles(drawing, "end away").ShouldBe(1);
    }

    [Fact]
    public void A_trace_the_verdict_does_not_cite_is_not_drawn() =>
        Drawings(Page([OtherSamples.Healthy], Language.English)).ShouldBeEmpty();

    [Fact]
    public void Probabilities_are_never_certain()
    {
        var page = Page([ServerSample.Document, OtherSamples.Healthy], Language.English);
        page.ShouldContain("&gt; 99 %");
        Regex.IsMatch(page, @"\b(?:100|0) ?%<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeFalse();
    }

    private static int Circles(XElement drawing, string style) => drawing.Descendants("circle").Count(circle => circle.Attribute("class")?.Value == style);

    private static IEnumerable<XElement> Drawings(string page) => Body(page).Descendants("svg");

    /// <summary>The body read as XML, which the writer's markup happens to be: a tag out of place throws.</summary>
    private static XElement Body(string page)
    {
        var from = page.IndexOf("<body>", StringComparison.Ordinal);
        var to = page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length;
        using var reader = XmlReader.Create(new StringReader(page[from..to].Replace("<br>", "<br/>", StringComparison.Ordinal)));
        return XElement.Load(reader);
    }

    internal static string Page(IReadOnlyList<VerdictDocument> documents, Language language)
    {
        using var writer = new StringWriter();
        HtmlReport.Write(writer, documents, language, SampleWords.Vocabulary, [ServerSample.Trace, OtherSamples.Trace, OtherSamples.HostileTrace]);
        return writer.ToString();
    }
}
