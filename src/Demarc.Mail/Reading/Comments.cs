namespace Demarc.Mail.Reading;

/// <summary>Comments in structured fields: in parentheses, nested, with backslash escapes (RFC 5322 3.2.2).</summary>
internal sealed class Comments(string raw)
{
    // Once one does not close no later one is looked for: that keeps reading linear.
    private bool unclosed;

    /// <summary>Behind the comment that opens there; -1 when it does not close.</summary>
    public int End(int at)
    {
        if (unclosed) return -1;
        var depth = 0;
        for (var i = at; i < raw.Length; i++)
        {
            if (raw[i] == '\\') i++;
            else if (raw[i] == '(') depth++;
            else if (raw[i] == ')' && --depth == 0) return i + 1;
        }

        unclosed = true;
        return -1;
    }

    /// <summary>What a comment says: its outer parentheses and the escapes taken away.</summary>
    public string Text(int at, int end)
    {
        var text = new System.Text.StringBuilder();
        for (var i = at + 1; i < end - 1; i++)
        {
            if (raw[i] == '\\' && i + 1 < end - 1) i++;
            text.Append(raw[i]);
        }

        return text.ToString();
    }
}
