namespace Demarc.Transcripts;

/// <summary>What a line is in the layout of a document: code fence, heading, list item, mail header.</summary>
internal static class LineShape
{
    private static readonly string[] MailLabels = ["From:", "发件人:", "发件人：", "發件人:", "寄件者:", "发送时间:", "发送时间：", "差出人:", "Von:", "*发件人:*", "-----Original", "-----邮件原件", "-----原始邮件", "---- 回复的原邮件"];

    /// <summary>
    /// Told at once, for most lines of a log: it begins with a letter no mail header begins with, or with a year, and
    /// holds no mark that ends a prompt. So it is no fence, heading, list item, mail header or prompt.
    /// </summary>
    public static bool IsBody(ReadOnlySpan<char> line) =>
        line is [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z' and not ('F' or 'O' or 'V')), ..] or [(>= '0' and <= '9'), (>= '0' and <= '9'), (>= '0' and <= '9'), (>= '0' and <= '9'), ..]
        && !PromptLine.CouldEnd(line);

    /// <summary>Opens or closes a code fence: three marks, and no second three on the same line.</summary>
    public static bool IsFence(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (!line.StartsWith("```") && !line.StartsWith("~~~")) return false;
        return line[3..].IndexOf(line[..3]) < 0;
    }

    /// <summary>A Markdown heading of the second level or deeper: nothing a tool prints begins so.</summary>
    public static bool IsDeepHeading(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (!line.StartsWith("##")) return false;
        line = line.TrimStart('#');
        return line.Length > 1 && line[0] == ' ' && char.IsLetterOrDigit(line.TrimStart()[0]);
    }

    /// <summary>The header or separator a quoted mail begins with.</summary>
    public static bool IsMailHeader(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.IsEmpty || line[0] is not ('F' or 'V' or '*' or '-' or '=' or > '\x7F')) return line.StartsWith("On ") && line.EndsWith("wrote:");
        foreach (var label in MailLabels)
        {
            if (line.StartsWith(label, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return line.EndsWith("写道：") || line.EndsWith("写道:") || line.StartsWith("====") && line.EndsWith("====") && line.Trim('=').Length > 0;
    }

    /// <summary>What starts a new section outside code: a heading, a list item with its own text, a rule, a mail header.</summary>
    public static bool IsHeading(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.IsEmpty) return false;
        if (text[0] == '#') return text.TrimStart('#') is [' ', ..];
        if (text[0] is '-' or '=' or '*' && text.Length >= 3 && text.Trim(text[0]).IsEmpty) return true;
        return Bullet(text) is > 0 and var bullet && bullet < text.Length || IsMailHeader(text);
    }

    /// <summary>A comment of program text: it may quote output, a tool prints none.</summary>
    public static bool IsComment(ReadOnlySpan<char> line) => line.TrimStart(" \t").StartsWith("//");

    /// <summary>Begins with one to three digits before a blank, or before a dot that no digit follows: a row of a path, perhaps.</summary>
    public static bool IsRow(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t");
        var digits = 0;
        while (digits < line.Length && digits < 4 && char.IsAsciiDigit(line[digits])) digits++;
        if (digits is 0 or 4 || digits == line.Length) return false;
        return line[digits] is ' ' or '\t' || line[digits] == '.' && (digits + 1 == line.Length || !char.IsAsciiDigit(line[digits + 1]));
    }

    /// <summary>A line without list bullet, fence, backtick and bold marks in front: where a pasted prompt may begin.</summary>
    public static ReadOnlySpan<char> Unmarked(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.IsEmpty) return line;
        if (line[0] is '-' or '*' or '+' or '•' || char.IsAsciiDigit(line[0])) line = line[Bullet(line)..];
        return line.TrimStart('`').TrimStart("* ");
    }

    /// <summary>Length of a list bullet with the blanks after it; 0 when there is none.</summary>
    public static int Bullet(ReadOnlySpan<char> text)
    {
        var mark = 0;
        if (text is ['-' or '*' or '+' or '•' or '·', ..]) mark = 1;
        else
        {
            if (text is ['(' or '（', ..]) mark++;
            var digits = mark;
            while (digits < text.Length && digits < mark + 3 && char.IsAsciiDigit(text[digits])) digits++;
            if (digits == mark || digits == text.Length || text[digits] is not ('.' or ')' or '、' or '）' or '．')) return 0;
            mark = digits + 1;
            if (text[digits] is '、' or '）' or '．') return mark + text[mark..].Length - text[mark..].TrimStart().Length;
        }

        if (mark == text.Length || text[mark] is not (' ' or '\t')) return 0;
        return text.Length - text[mark..].TrimStart().Length;
    }
}
