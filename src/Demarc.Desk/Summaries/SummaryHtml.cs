using System.Text;
using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>A summary as one HTML page: no script, nothing loaded from elsewhere, every text encoded.</summary>
public static class SummaryHtml
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; font: 15px/1.6 system-ui, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 1.6rem; }
        table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #8888; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        pre { border: 1px solid #8888; padding: .6rem; overflow-x: auto; font: .85em/1.4 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
        section + section { border-top: 3px double #8888; margin-top: 2rem; }
        @media print { body { max-width: none; } tr, pre { break-inside: avoid; } }
        """;

    public static string Write(SummaryDocument document)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"").Append(document.Parts is [var first, ..] ? Tag(first.Language) : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>").Append(Text(string.Join(" / ", document.Parts.Select(part => part.Title)))).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n");
        foreach (var part in document.Parts)
        {
            page.Append("<section lang=\"").Append(Tag(part.Language)).Append("\">\n<h1>").Append(Text(part.Title)).Append("</h1>\n");
            foreach (var block in part.Blocks) Add(page, block);
            page.Append("</section>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Tag(Language language) => language == Language.Chinese ? "zh-CN" : "en";

    private static void Add(StringBuilder page, SummaryBlock block)
    {
        switch (block)
        {
            case SummaryBlock.Heading heading: page.Append("<h2>").Append(Text(heading.Text)).Append("</h2>\n"); break;
            case SummaryBlock.Paragraph paragraph: page.Append("<p>").AppendJoin("<br>\n", MailText.Block(paragraph.Text).Split('\n').Select(Text)).Append("</p>\n"); break;
            case SummaryBlock.Points points:
                page.Append("<ul>\n");
                foreach (var item in points.Items) page.Append("<li>").Append(Text(item)).Append("</li>\n");
                page.Append("</ul>\n");
                break;
            case SummaryBlock.Table table:
                page.Append("<table>\n");
                if (table.Heads.Any(head => head.Length > 0)) Row(page, table.Heads, "th");
                foreach (var row in table.Rows) Row(page, row, "td");
                page.Append("</table>\n");
                break;
            case SummaryBlock.Output output:
                page.Append("<p>").Append(Text(output.Caption)).Append("</p>\n<pre>");
                foreach (var line in output.Lines) page.Append(Encode(MailText.Block(line))).Append('\n');
                page.Append("</pre>\n");
                break;
        }
    }

    private static void Row(StringBuilder page, IReadOnlyList<string> cells, string element)
    {
        page.Append("<tr>");
        foreach (var cell in cells) page.Append('<').Append(element).Append('>').Append(Text(cell)).Append("</").Append(element).Append('>');
        page.Append("</tr>\n");
    }

    private static string Text(string text) => Encode(MailText.Line(text));

    private static string Encode(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
