using System.Buffers;

namespace Demarc.Transcripts;

/// <summary>
/// The prompts of cmd and PowerShell: <c>C:\Users\me&gt;</c>, <c>PS C:\&gt;</c>. They name no machine; the account in
/// the path is the only hint of the place, and a path without one names none.
/// </summary>
internal static class WindowsPrompts
{
    private const int Longest = 260;
    private static readonly SearchValues<char> NoPath = SearchValues.Create("<|\"*?\t");

    public static bool TryParse(ReadOnlySpan<char> line, out Prompt prompt)
    {
        prompt = default;
        var style = PromptStyle.Command;
        if (line.StartsWith("PS ") || line.StartsWith("PS>"))
        {
            style = PromptStyle.PowerShell;
            line = line[2..].TrimStart();
            if (line is ['>', .. var typed])
            {
                prompt = new(style, null, PromptLine.Typed(typed));
                return true;
            }
        }

        var rooted = line.Length >= 3 && char.IsAsciiLetter(line[0]) && line[1] == ':' && line[2] == '\\'
            || style == PromptStyle.PowerShell && line is ['/' or '~' or '\\', ..];
        if (!rooted) return false;
        var end = line[..Math.Min(line.Length, Longest)].IndexOf('>');
        if (end < 0 || line[..end].ContainsAny(NoPath)) return false;
        prompt = new(style, Account(line[..end]), PromptLine.Typed(line[(end + 1)..]));
        return true;
    }

    private static string? Account(ReadOnlySpan<char> path)
    {
        foreach (var root in (ReadOnlySpan<string>)[@"\Users\", @"\Documents and Settings\", "/home/", "/Users/"])
        {
            var at = path.IndexOf(root, StringComparison.OrdinalIgnoreCase);
            if (at is < 0 or > 2) continue;
            var name = path[(at + root.Length)..];
            var end = name.IndexOfAny('\\', '/');
            return PromptLine.Named(end < 0 ? name : name[..end]);
        }

        return null;
    }
}
