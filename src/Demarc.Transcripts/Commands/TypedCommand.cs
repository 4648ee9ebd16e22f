using System.Text;

namespace Demarc.Transcripts.Commands;

/// <summary>
/// The command above an output: the one the prompt names, or else a line shortly above that is shaped like the
/// command. Its words are split as a shell does (quotes, backslashes), so <c>https\://host</c> reads as a URL.
/// </summary>
internal static class TypedCommand
{
    private const int LookBack = 12;
    private const int MostWords = 200;

    private static readonly string[] Lead = ["$ ", "# ", "> ", ">", "% ", "❯ ", "~ ", "do ", "sudo ", "time ", "; ", "&& ", "| ", "`", "\"", "$", "➜ ", "- "];

    /// <summary>The words after the tool's name; null when no such command stands above the block.</summary>
    public static IReadOnlyList<string>? Above(BlockContext context, string tool)
    {
        if (context.Command is { } typed && Words(typed, tool) is { } words) return words;
        for (var i = context.First - 1; i >= 0 && i >= context.First - LookBack; i--)
        {
            if (Words(context.Text[i], tool) is { } found) return found;
        }

        return null;
    }

    /// <summary>The words after the tool's name where the line is a command of it; null otherwise.</summary>
    public static IReadOnlyList<string>? Words(string line, string tool)
    {
        for (var from = 0; from < line.Length;)
        {
            var at = line.IndexOf(tool, from, StringComparison.Ordinal);
            if (at < 0) return null;
            var end = at + tool.Length;
            if (Leads(line.AsSpan(0, at)) && (end == line.Length || line[end] == ' '
                || (line.AsSpan(end).StartsWith(".exe", StringComparison.OrdinalIgnoreCase) && (end += 4) > 0)))
            {
                return Split(line[end..]);
            }

            from = end;
        }

        return null;
    }

    /// <summary>The line shows a prompt of a shell, so an output above it has ended.</summary>
    public static bool IsPrompt(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.Length == 0) return false;
        if (line.StartsWith("$ ", StringComparison.Ordinal) || line.StartsWith("❯", StringComparison.Ordinal) || line.StartsWith("➜", StringComparison.Ordinal)) return true;
        if (line.StartsWith("PS ", StringComparison.Ordinal) && line.Contains('>')) return true;
        if (line.Length > 3 && char.IsAsciiLetter(line[0]) && line[1] == ':' && line[2] == '\\' && line.Contains('>')) return true;
        var at = line.IndexOf('@');
        if (at <= 0 || at > 40) return false;
        var end = line.IndexOfAny('#', '$', '%');
        return end > at && end < 120 && !line[..at].Contains(' ') && (end + 1 == line.Length || line[end + 1] == ' ');
    }

    private static bool Leads(ReadOnlySpan<char> before)
    {
        before = before.TrimStart();
        if (before.Length == 0) return true;
        foreach (var lead in Lead)
        {
            if (before.EndsWith(lead.AsSpan().TrimStart(), StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var open = false;
        for (var i = 0; i < text.Length && words.Count < MostWords; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                open = true;
            }
            else if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                open = true;
            }
            else if (c is ' ' or '\t' or ';' or '|' or '`' or ')')
            {
                if (open) words.Add(word.ToString());
                word.Clear();
                open = false;
                if (c is ';' or '|' or '`') return words;
            }
            else
            {
                word.Append(c);
                open = true;
            }
        }

        if (open && words.Count < MostWords) words.Add(word.ToString());
        return words;
    }
}
