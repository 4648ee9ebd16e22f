using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Tests.Summaries;

public sealed class SummaryDocxTests
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Fact]
    public void Every_part_is_there_and_well_formed()
    {
        var parts = Parts(Docx(Records.Full));
        parts.Keys.ShouldBe(["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/document.xml"]);
        var styles = parts["word/styles.xml"].Descendants(W + "style").Select(style => style.Attribute(W + "styleId")!.Value).ToList();
        parts["word/document.xml"].Descendants().Where(element => element.Name.LocalName is "pStyle" or "tblStyle").Select(element => element.Attribute(W + "val")!.Value).Distinct().Except(styles).ShouldBeEmpty();
    }

    [Fact]
    public void Headings_tables_and_output_are_what_they_look_like()
    {
        var body = Parts(Docx(Records.Full))["word/document.xml"];
        Styled(body, "Heading1").ShouldBe(["案例总结", "Case summary"]);
        Styled(body, "Heading2").ShouldContain("问题定义");
        Styled(body, "Output").ShouldContain("10:00:01.000  SYN-ACK  | 未到达 ```");
        foreach (var table in body.Descendants(W + "tbl"))
        {
            var columns = table.Element(W + "tblGrid")!.Elements().Count();
            table.Elements(W + "tr").ShouldAllBe(row => row.Elements(W + "tc").Count() == columns);
        }

        body.Descendants(W + "tc").ShouldAllBe(cell => cell.Elements(W + "p").Count() == 1);
    }

    [Fact]
    public void Text_that_XML_cannot_hold_is_replaced()
    {
        var record = Records.Full with { Title = "a\u0000b\u001bc\ud800d\uffff<&>\"", Excerpts = [new("x", ["\u0007bell \udc00"], "s")] };
        var body = Parts(Docx(record))["word/document.xml"];
        body.Descendants(W + "t").ShouldContain(text => text.Value == "a\ufffdb\ufffdc\ufffdd\ufffd<&>\"");
    }

    [Fact]
    public void The_same_case_gives_the_same_octets() => Docx(Records.Full).ShouldBe(Docx(Records.Full));

    [Fact]
    public void LibreOffice_opens_it()
    {
        var program = new[] { "/usr/bin/libreoffice", "/usr/bin/soffice", "/opt/libreoffice/program/soffice" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "LibreOffice is not installed");
        var folder = Directory.CreateTempSubdirectory("demarc-docx");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "case.docx"), Docx(Records.Full));
            using var process = Process.Start(new ProcessStartInfo(program!, ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder.FullName, Path.Combine(folder.FullName, "case.docx")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit(TimeSpan.FromMinutes(2)).ShouldBeTrue();
            var text = File.ReadAllText(Path.Combine(folder.FullName, "case.txt"));
            text.ShouldContain("问题定义");
            text.ShouldContain("CAS-10001-EXAMPL");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Docx(SummaryFacts record)
    {
        using var stream = new MemoryStream();
        SummaryDocx.Write(CaseSummary.Draft(record, Language.Chinese, Language.English), stream);
        return stream.ToArray();
    }

    private static Dictionary<string, XDocument> Parts(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        var parts = new Dictionary<string, XDocument>();
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            parts[entry.FullName] = XDocument.Load(stream);
        }

        return parts;
    }

    private static List<string> Styled(XDocument body, string style) =>
        [.. body.Descendants(W + "p").Where(p => p.Element(W + "pPr")?.Element(W + "pStyle")?.Attribute(W + "val")?.Value == style).Select(p => string.Concat(p.Descendants(W + "t").Select(t => t.Value)))];
}
