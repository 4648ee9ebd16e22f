using System.Buffers;

namespace Demarc.Transcripts;

/// <summary>Families of prompts; a change of family means another window, perhaps another machine.</summary>
internal enum PromptStyle { Command, PowerShell, UserAtHost, Arrow, Bare, Device }

/// <summary>A prompt as it stands on a line.</summary>
/// <param name="Style">Its family.</param>
/// <param name="Vantage">The place it names: a host, or the Windows account in its path; null when it names none.</param>
/// <param name="Command">What was typed after it; null when nothing was.</param>
/// <param name="Continues">The second line of a two-line prompt, which says nothing new about the place.</param>
internal readonly record struct Prompt(PromptStyle Style, string? Vantage, string? Command, bool Continues = false);

/// <summary>
/// Recognises shell, cmd, PowerShell and device prompts. They are the best splitters of pasted sessions. Where a
/// prompt looks like something else (<c># Heading</c>, <c>&lt;tag&gt;</c>) it counts only before a known command.
/// </summary>
internal static class PromptLine
{
    private const int Longest = 260;
    private static readonly SearchValues<char> Marks = SearchValues.Create("]$#>%❯➜⟩λ└╰┌╭");
    private static readonly SearchValues<char> Ends = SearchValues.Create("$#>%");
    private static readonly SearchValues<char> NoAccount = SearchValues.Create(" \t<>:/");

    public static bool TryParse(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        line = line.Trim();
        if (line.IsEmpty || line[..Math.Min(line.Length, Longest)].IndexOfAny(Marks) < 0) return false;
        line = LineShape.Unmarked(line);
        if (line.IsEmpty) return false;
        return line[0] switch
        {
            '$' => Bare(line[1..], out prompt),
            '#' or '%' or '>' => BareKnown(line[1..], out prompt),
            '➜' => Arrow(line[1..], out prompt),
            '❯' or '⟩' or 'λ' => ArrowPlain(line[1..], out prompt),
            '└' or '╰' or '┌' or '╭' => Box(line, out prompt),
            '[' => Bracketed(line, out prompt),
            '<' => AngleDevice(line, out prompt),
            _ => CouldEnd(line) && (WindowsPrompts.TryParse(line, out prompt) || UserAtHost(line, out prompt) || Worded(line, out prompt)),
        };
    }

    /// <summary>Whether a prompt that begins with a name or a path could end on this line.</summary>
    public static bool CouldEnd(ReadOnlySpan<char> line) => line[..Math.Min(line.Length, Longest)].ContainsAny(Ends);

    private static bool Bare(ReadOnlySpan<char> rest, out Prompt prompt)
    {
        prompt = new(PromptStyle.Bare, null, Typed(rest));
        if (rest.IsEmpty) return true;
        if (rest[0] is not (' ' or '\t')) return false;
        var typed = rest.TrimStart();
        return typed.IsEmpty || char.IsAsciiLetter(typed[0]) || typed[0] is '.' or '/' or '~';
    }

    private static bool BareKnown(ReadOnlySpan<char> rest, out Prompt prompt)
    {
        prompt = new(PromptStyle.Bare, null, Typed(rest));
        return ShellWords.Begin(rest.TrimStart());
    }

    private static bool Arrow(ReadOnlySpan<char> rest, out Prompt prompt)
    {
        prompt = new(PromptStyle.Arrow, null, null);
        if (rest.Length > 0 && rest[0] is not (' ' or '\t')) return false;
        rest = rest.TrimStart();
        var folder = rest.IndexOfAny(' ', '\t');
        if (folder < 0) return true;
        rest = rest[folder..].TrimStart();
        if (rest.StartsWith("git:("))
        {
            var close = rest.IndexOf(')');
            rest = close < 0 ? [] : rest[(close + 1)..].TrimStart(" \t✗");
        }

        prompt = prompt with { Command = Typed(rest) };
        return true;
    }

    private static bool ArrowPlain(ReadOnlySpan<char> rest, out Prompt prompt)
    {
        prompt = new(PromptStyle.Arrow, null, Typed(rest));
        return rest.IsEmpty || rest[0] == ' ';
    }

    /// <summary>Two-line prompts: <c>┌──(user㉿host)-[~]</c> above <c>└─$ command</c>.</summary>
    private static bool Box(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        var upper = line[0] is '┌' or '╭';
        line = line.TrimStart("└╰┌╭─");
        if (!upper)
        {
            if (line.IsEmpty || line[0] is not ('$' or '#' or '➤' or '❯' or '%')) return false;
            prompt = new(PromptStyle.UserAtHost, null, Typed(line[1..]), Continues: true);
            return true;
        }

        var at = line.IndexOfAny('@', '㉿');
        if (at < 0) return false;
        var host = HostAt(line[(at + 1)..]);
        prompt = new(PromptStyle.UserAtHost, Named(host), null);
        return host.Length > 0;
    }

    /// <summary><c>[user@host dir]$</c>, <c>[host]: PS C:\&gt;</c>, and a device's <c>[name]command</c>.</summary>
    private static bool Bracketed(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        var close = line[..Math.Min(line.Length, Longest)].IndexOf(']');
        if (close < 2) return false;
        var inside = line[1..close];
        var rest = line[(close + 1)..];
        if (rest.StartsWith(": PS "))
        {
            if (!WindowsPrompts.TryParse(rest[2..], out prompt)) return false;
            prompt = prompt with { Vantage = Named(inside) };
            return true;
        }

        var at = inside.IndexOf('@');
        if (at > 0 && rest.TrimStart() is [('$' or '#' or '%' or '>') and var mark, .. var typed] && (typed.IsEmpty || typed[0] == ' ' || mark is '$' or '#'))
        {
            prompt = new(PromptStyle.UserAtHost, Named(HostAt(inside[(at + 1)..])), Typed(typed));
            return IsAccount(inside[..at]);
        }

        prompt = new(PromptStyle.Device, Named(inside), Typed(rest));
        return IsHost(inside) && ShellWords.Begin(rest);
    }

    private static bool AngleDevice(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        var close = line[..Math.Min(line.Length, 64)].IndexOf('>');
        if (close < 3) return false;
        prompt = new(PromptStyle.Device, Named(line[1..close]), Typed(line[(close + 1)..]));
        return IsHost(line[1..close]) && char.IsAsciiLetterUpper(line[1]) && ShellWords.Begin(line[(close + 1)..]);
    }

    /// <summary><c>user@host:~$ command</c>, <c>user@host ~ % command</c>, <c>user@host&gt; command</c>.</summary>
    private static bool UserAtHost(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        if (line[0] == '(' && line[..Math.Min(line.Length, 40)].IndexOf(") ") is > 0 and var environment) line = line[(environment + 2)..];
        var at = line[..Math.Min(line.Length, 64)].IndexOf('@');
        if (at < 1 || !IsAccount(line[..at])) return false;
        var host = HostAt(line[(at + 1)..]);
        if (host.IsEmpty) return false;
        var rest = line[(at + 1 + host.Length)..];
        var mark = PathMark(rest);
        if (mark < 0) return false;
        prompt = new(PromptStyle.UserAtHost, Named(host), Typed(rest[(mark + 1)..]));
        return true;
    }

    /// <summary>Where the closing mark of a prompt's path stands, or -1: at once, after <c>:path</c>, or after <c> path </c>.</summary>
    private static int PathMark(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, Longest)];
        if (rest.IsEmpty) return -1;
        if (rest[0] is '#' or '$' or '>' or '%') return IsEnd(rest, 0) ? 0 : -1;
        if (rest[0] is not (':' or ' ')) return -1;
        var start = rest.Length > 1 && rest[1] == ' ' ? 2 : 1;
        for (var i = start; i < rest.Length; i++)
        {
            if (rest[i] is '#' or '$' or '>' or '%' && IsEnd(rest, i)) return i;
            if (rest[i] is ' ' && !(i + 1 < rest.Length && rest[i + 1] is '#' or '$' or '%' && IsEnd(rest, i + 1))) return -1;
        }

        return -1;

        static bool IsEnd(ReadOnlySpan<char> text, int at) =>
            at + 1 == text.Length || text[at + 1] is ' ' or '\t' || text[at] is '#' or '$' && char.IsAsciiLetter(text[at + 1]);
    }

    /// <summary>Prompts without an account: <c>host:~ user$</c>, <c>host:~#</c>, <c>bash-5.1$</c>, <c>Router#ping</c>.</summary>
    private static bool Worded(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        var host = HostAt(line);
        if (host.IsEmpty || host.Length == line.Length) return false;
        var rest = line[host.Length..];
        if (rest[0] is '#' or '>' or '$')
        {
            var shell = host.StartsWith("bash-") || host.StartsWith("sh-");
            prompt = new(shell ? PromptStyle.Bare : PromptStyle.Device, shell ? null : Named(host), Typed(rest[1..]));
            return shell || rest[0] != '$' && ShellWords.Begin(rest[1..].TrimStart());
        }

        if (rest.StartsWith(":~") || rest.StartsWith(":/"))
        {
            var mark = rest[..Math.Min(rest.Length, 120)].IndexOfAny('#', '$');
            if (mark < 0 || rest[..mark].Count(' ') > 1 || mark + 1 < rest.Length && rest[mark + 1] != ' ') return false;
            prompt = new(PromptStyle.UserAtHost, Named(host), Typed(rest[(mark + 1)..]));
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> HostAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 64 && (char.IsLetterOrDigit(text[length]) || text[length] is '.' or '-' or '_')) length++;
        return text[..length];
    }

    private static bool IsHost(ReadOnlySpan<char> text) => text.Length > 0 && HostAt(text).Length == text.Length;

    private static bool IsAccount(ReadOnlySpan<char> text) => text.Length is > 0 and <= 40 && !text.ContainsAny(NoAccount);

    /// <summary>The name of a place; "localhost" is everybody's name and names none.</summary>
    internal static string? Named(ReadOnlySpan<char> host) =>
        host.IsEmpty || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? null : host.ToString();

    internal static string? Typed(ReadOnlySpan<char> rest)
    {
        rest = rest.Trim();
        return rest.IsEmpty ? null : rest[..Math.Min(rest.Length, 2000)].ToString();
    }
}
