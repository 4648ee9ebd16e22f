using System.Text;
using System.Xml;
using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>
/// A summary as a Word document: the least of WordprocessingML (ECMA-376) that word processors open, with headings,
/// paragraphs, lists, tables and output in letters of one width. No package, no macro, no link.
/// </summary>
public static class SummaryDocx
{
    private const string W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>Writes the document; the stream stays open.</summary>
    public static void Write(SummaryDocument document, Stream target) => PackedZip.Write(target,
    [
        ("[Content_Types].xml", DocxParts.ContentTypes), ("_rels/.rels", DocxParts.Relations), ("word/_rels/document.xml.rels", DocxParts.DocumentRelations),
        ("word/styles.xml", DocxParts.Styles), ("word/document.xml", Body(document)),
    ]);

    private static string Body(SummaryDocument document)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("w", "document", W);
            xml.WriteStartElement("body", W);
            foreach (var part in document.Parts)
            {
                Paragraph(xml, part.Title, "Heading1", part.Language);
                foreach (var block in part.Blocks) Add(xml, block, part.Language);
            }

            xml.WriteStartElement("sectPr", W);
            Empty(xml, "pgSz", ("w", "11906"), ("h", "16838"));
            Empty(xml, "pgMar", ("top", "1134"), ("right", "1134"), ("bottom", "1134"), ("left", "1134"), ("header", "567"), ("footer", "567"), ("gutter", "0"));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Add(XmlWriter xml, SummaryBlock block, Language language)
    {
        switch (block)
        {
            case SummaryBlock.Heading heading: Paragraph(xml, heading.Text, "Heading2", language); break;
            case SummaryBlock.Paragraph paragraph:
                foreach (var line in MailText.Block(paragraph.Text).Split('\n')) Paragraph(xml, line, null, language);
                break;
            case SummaryBlock.Points points:
                foreach (var item in points.Items) Paragraph(xml, "• " + item, "Point", language);
                break;
            case SummaryBlock.Table table: Table(xml, table, language); break;
            case SummaryBlock.Output output:
                Paragraph(xml, output.Caption, null, language);
                foreach (var line in output.Lines) Paragraph(xml, MailText.Block(line).Replace('\n', ' '), "Output", language, isOutput: true);
                break;
        }
    }

    private static void Table(XmlWriter xml, SummaryBlock.Table table, Language language)
    {
        xml.WriteStartElement("tbl", W);
        xml.WriteStartElement("tblPr", W);
        Empty(xml, "tblStyle", ("val", "TableGrid"));
        Empty(xml, "tblW", ("w", "5000"), ("type", "pct"));
        xml.WriteEndElement();
        xml.WriteStartElement("tblGrid", W);
        for (var column = 0; column < table.Heads.Count; column++) Empty(xml, "gridCol", ("w", (9600 / Math.Max(1, table.Heads.Count)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        xml.WriteEndElement();
        if (table.Heads.Any(head => head.Length > 0)) Row(xml, table.Heads, isHead: true, language);
        foreach (var row in table.Rows) Row(xml, row, isHead: false, language);
        xml.WriteEndElement();
        Paragraph(xml, "", null, language);
    }

    private static void Row(XmlWriter xml, IReadOnlyList<string> cells, bool isHead, Language language)
    {
        xml.WriteStartElement("tr", W);
        if (isHead)
        {
            xml.WriteStartElement("trPr", W);
            Empty(xml, "tblHeader");
            xml.WriteEndElement();
        }

        foreach (var cell in cells)
        {
            xml.WriteStartElement("tc", W);
            Paragraph(xml, cell, isHead ? "Head" : "Cell", language);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Paragraph(XmlWriter xml, string text, string? style, Language language, bool isOutput = false)
    {
        xml.WriteStartElement("p", W);
        if (style is not null)
        {
            xml.WriteStartElement("pPr", W);
            Empty(xml, "pStyle", ("val", style));
            xml.WriteEndElement();
        }

        if (text.Length > 0)
        {
            xml.WriteStartElement("r", W);
            xml.WriteStartElement("rPr", W);
            Empty(xml, "lang", ("val", "en-US"), ("eastAsia", language == Language.Chinese ? "zh-CN" : "en-US"));
            xml.WriteEndElement();
            xml.WriteStartElement("t", W);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(isOutput ? text : MailText.Line(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Empty(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, W);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, W, value);
        xml.WriteEndElement();
    }
}
