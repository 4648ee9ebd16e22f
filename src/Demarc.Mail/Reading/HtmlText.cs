using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// HTML as text that reads like the mail: block elements, rows and breaks end lines, cells are set apart by tabs, quoted
/// blocks get <c>&gt; </c> in front, links show where they lead. Nothing is hidden, whatever the style says.
/// </summary>
public static class HtmlText
{
    /// <summary>The text; lines end in LF, the last one too.</summary>
    public static string Of(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var lines = new HtmlLines();
        string? link = null;
        var tokens = new HtmlTokens(html);
        while (tokens.Next())
        {
            if (tokens.Tag.Length == 0) lines.Text(HtmlEntities.Decode(tokens.Text));
            else if (tokens.Tag == "a") link = Anchor(ref tokens, lines, link);
            else Element(ref tokens, lines);
        }

        if (link is not null) Finish(lines, link);
        return lines.ToString();
    }

    private static void Element(ref HtmlTokens tokens, HtmlLines lines)
    {
        switch (tokens.Tag)
        {
            case "br": lines.Break(); break;
            case "td" or "th" when !tokens.Closes: lines.Cell(); break;
            case "td" or "th": lines.CellEnd(); break;
            case "tr": lines.Row(); break;
            case "blockquote": lines.Quote(tokens.Closes ? -1 : 1); break;
            case "pre" or "textarea" or "listing" or "xmp": lines.Preformatted(tokens.Closes ? -1 : 1); break;
            case "li" when !tokens.Closes: lines.Marker("- "); break;
            case "hr":
                lines.Block();
                lines.Text("________________________________");
                lines.Block();
                break;
            case "img" when tokens.Attribute("alt") is { } alt && !string.IsNullOrWhiteSpace(alt): lines.Text($"[{PlainLines.OneLine(alt)}]"); break;
            case "p" or "div" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "table" or "tbody" or "thead" or "tfoot" or "caption" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "center" or "address" or "section" or "article" or "header" or "footer" or "body" or "form" or "fieldset" or "html": lines.Block(); break;
        }
    }

    // The target of the link that is open now.
    private static string? Anchor(ref HtmlTokens tokens, HtmlLines lines, string? open)
    {
        if (open is not null) Finish(lines, open);
        if (tokens.Closes || tokens.Attribute("href") is not { } target || !IsShown(target.TrimStart())) return null;
        lines.Watch();
        return PlainLines.OneLine(target);
    }

    private static bool IsShown(string target)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["http:", "https:", "ftp:", "ftps:", "mailto:", "tel:", "file:"])
        {
            if (target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    // Where the words are the target already, once is enough.
    private static void Finish(HtmlLines lines, string target)
    {
        var words = lines.Watched().TrimEnd('/');
        foreach (var scheme in (ReadOnlySpan<string>)["", "mailto:", "http://", "https://", "tel:"])
        {
            if (target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && target.AsSpan(scheme.Length).TrimEnd('/').Equals(words, StringComparison.OrdinalIgnoreCase)) return;
        }

        lines.Text(words.Length == 0 ? $"<{target}>" : $" <{target}>");
    }
}
