namespace Demarc.Testing;

/// <summary>The damage every reader must survive: each prefix, each character changed, each line dropped or doubled.</summary>
public static class Mutations
{
    private static readonly char[] Replacements = ['\0', '\uFFFD', '9', 'x', ' ', '\n', '%', '['];

    /// <summary>Every prefix of the text, shortest first.</summary>
    public static IEnumerable<string> Prefixes(string text)
    {
        for (var length = 0; length <= text.Length; length++) yield return text[..length];
    }

    /// <summary>The text with each single character replaced, the replacement varying by place.</summary>
    public static IEnumerable<string> Flips(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return string.Concat(text.AsSpan(0, i), [Replacements[i % Replacements.Length]], text.AsSpan(i + 1));
        }
    }

    /// <summary>The text with each line left out, and with each line twice.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            yield return string.Join('\n', lines.Where((_, at) => at != i));
            yield return string.Join('\n', lines.SelectMany((line, at) => at == i ? [line, line] : new[] { line }));
        }
    }
}
