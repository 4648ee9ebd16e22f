using System.Globalization;
using System.Text;

namespace Demarc.Reporting.Html;

/// <summary>
/// Builds a page. Whatever is not a literal of this program goes through <see cref="Text"/> or an attribute,
/// both of which encode; there is no way to add quoted text as markup.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder page = new();

    /// <summary>Markup written by this program.</summary>
    public Markup Raw(string literal)
    {
        page.Append(literal);
        return this;
    }

    /// <summary>Text of any origin.</summary>
    public Markup Text(string text)
    {
        foreach (var c in text) Encode(c);
        return this;
    }

    /// <summary>An element holding text only.</summary>
    public Markup Element(string name, string text, string? style = null)
    {
        page.Append('<').Append(name);
        if (style is not null) Attribute("class", style);
        page.Append('>');
        Text(text);
        page.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>Opens an element with attributes, whose values are encoded.</summary>
    public Markup Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        page.Append('<').Append(name);
        foreach (var (attribute, value) in attributes) Attribute(attribute, value);
        page.Append('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public Markup Close(string name)
    {
        page.Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>A number for a coordinate or a width: at most two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public override string ToString() => page.ToString();

    private void Attribute(string name, string value)
    {
        page.Append(' ').Append(name).Append("=\"");
        Text(value);
        page.Append('"');
    }

    private void Encode(char c)
    {
        switch (c)
        {
            case '<': page.Append("&lt;"); break;
            case '>': page.Append("&gt;"); break;
            case '&': page.Append("&amp;"); break;
            case '"': page.Append("&quot;"); break;
            case '\'': page.Append("&#39;"); break;
            default: page.Append(c); break;
        }
    }
}
