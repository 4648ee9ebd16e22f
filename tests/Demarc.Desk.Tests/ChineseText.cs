using System.Text.RegularExpressions;

namespace Demarc.Desk.Tests;

/// <summary>What is wrong in the typography of a Chinese text: half-width marks in sentences, missing or needless blanks. Lines of commands are left out.</summary>
internal static partial class ChineseText
{
    private const string Han = @"\u4e00-\u9fff\u3400-\u4dbf";

    /// <summary>Each offence with the characters around it.</summary>
    public static IReadOnlyList<string> Faults(string text)
    {
        var faults = new List<string>();
        foreach (var line in text.Split('\n').Where(line => !IsCommand(line)))
        {
            Find(HalfWidth, "half-width mark", line, faults);
            Find(Unspaced, "no blank between Han and Latin", line, faults);
            Find(Spaced, "blank between Han or at a full-width mark", line, faults);
        }

        return faults;
    }

    /// <summary>Commands are indented deepest; filters are a language of their own.</summary>
    private static bool IsCommand(string line) => line.StartsWith("       ", StringComparison.Ordinal) || line.Contains("抓包过滤条件：", StringComparison.Ordinal);

    private static void Find(Regex rule, string what, string line, List<string> faults)
    {
        foreach (Match match in rule.Matches(line)) faults.Add($"{what}: {line[Math.Max(0, match.Index - 8)..Math.Min(line.Length, match.Index + match.Length + 8)]}");
    }

    [GeneratedRegex($@"[{Han}][,;:!?()""']|[,;!?()""'][{Han}]|[{Han}]\.(\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HalfWidth { get; }

    [GeneratedRegex($"[{Han}][A-Za-z0-9]|[A-Za-z0-9][{Han}]", RegexOptions.None, 1000)]
    private static partial Regex Unspaced { get; }

    [GeneratedRegex($"[{Han}] +[{Han}]| [，。；：！？（）“”]|[，。；：！？（）] +[^ ]", RegexOptions.None, 1000)]
    private static partial Regex Spaced { get; }
}
