namespace Demarc.Mail.Reading;

/// <summary>
/// HTML cut into tags and text, in one pass and without a tree: comments, declarations and the content of script, style and
/// title are passed over. Never more than a guess at what a browser sees, and enough to read a mail.
/// </summary>
internal ref struct HtmlTokens(ReadOnlySpan<char> html)
{
    private readonly ReadOnlySpan<char> html = html;
    private ReadOnlySpan<char> attributes;
    private int at;
    private bool quotesUnclosed;
    private bool commentUnclosed;
    private bool declarationUnclosed;

    /// <summary>Text between tags; empty when this token is a tag.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Name of the tag in lower case; empty when this token is text.</summary>
    public string Tag { get; private set; } = "";

    public bool Closes { get; private set; }

    public bool Next()
    {
        Tag = "";
        Text = default;
        attributes = default;
        while (at < html.Length)
        {
            if (html[at] != '<' || !OpensTag(html[at..]))
            {
                var next = html[(at + 1)..].IndexOf('<');
                var end = next < 0 ? html.Length : at + 1 + next;
                Text = html[at..end];
                at = end;
                return true;
            }

            if (html[(at + 1)..] is ['!' or '?', ..])
            {
                SkipDeclaration();
                continue;
            }

            ReadTag();
            return true;
        }

        return false;
    }

    /// <summary>Value of an attribute of the tag, entities decoded; null when absent.</summary>
    public readonly string? Attribute(string name)
    {
        var rest = attributes;
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart(" \t\r\n/");
            var end = rest.IndexOfAny("= \t\r\n");
            var found = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[end..].TrimStart(" \t\r\n");
            ReadOnlySpan<char> value = default;
            if (rest is ['=', ..])
            {
                rest = rest[1..].TrimStart(" \t\r\n");
                if (rest is ['"' or '\'', ..])
                {
                    var close = rest[1..].IndexOf(rest[0]);
                    value = close < 0 ? rest[1..] : rest[1..(close + 1)];
                    rest = close < 0 ? default : rest[(close + 2)..];
                }
                else
                {
                    var stop = rest.IndexOfAny(" \t\r\n");
                    value = stop < 0 ? rest : rest[..stop];
                    rest = stop < 0 ? default : rest[stop..];
                }
            }

            if (found.Equals(name, StringComparison.OrdinalIgnoreCase)) return HtmlEntities.Decode(value);
        }

        return null;
    }

    private static bool OpensTag(ReadOnlySpan<char> rest) => rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] is '!' or '?' || (rest[1] == '/' && rest.Length > 2 && char.IsAsciiLetter(rest[2])));

    // A comment that never closes hides nothing here: its opening is passed over, and later ones are not looked into.
    private void SkipDeclaration()
    {
        var rest = html[at..];
        var comment = rest.StartsWith("<!--");
        var end = -1;
        if (comment && !commentUnclosed) end = rest[4..].IndexOf("-->");
        if (!comment && !declarationUnclosed) end = rest.IndexOf('>');
        commentUnclosed |= comment && end < 0;
        declarationUnclosed |= !comment && end < 0;
        at += end < 0 ? (comment ? 4 : 2) : end + (comment ? 7 : 1);
    }

    private void ReadTag()
    {
        Closes = html[at + 1] == '/';
        var start = at + (Closes ? 2 : 1);
        var end = start;
        while (end < html.Length && html[end] is not (' ' or '\t' or '\r' or '\n' or '/' or '>')) end++;
        const int longest = 30;
        Tag = end - start > longest ? "unknown" : html[start..end].ToString().ToLowerInvariant();
        var close = TagEnd(end);
        attributes = html[end..close];
        at = Math.Min(html.Length, close + 1);
        if (!Closes && Tag is "script" or "style" or "title") SkipContent(Tag);
    }

    // A closing sign inside quotes is none. Once quotes do not close they are no longer looked at.
    private int TagEnd(int from)
    {
        var quote = '\0';
        for (var i = from; i < html.Length && !quotesUnclosed; i++)
        {
            if (quote != '\0')
            {
                if (html[i] == quote) quote = '\0';
            }
            else if (html[i] == '>')
            {
                return i;
            }
            else if (html[i] is '"' or '\'' && html[i - 1] is '=' or ' ')
            {
                quote = html[i];
            }
        }

        quotesUnclosed = true;
        var end = html[from..].IndexOf('>');
        return end < 0 ? html.Length : from + end;
    }

    private void SkipContent(string tag)
    {
        var rest = html[at..];
        var end = rest.IndexOf($"</{tag}", StringComparison.OrdinalIgnoreCase);
        at = end < 0 ? html.Length : at + end;
    }
}
