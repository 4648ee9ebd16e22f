using System.Text.RegularExpressions;
using Demarc.Desk.Cases;

namespace Demarc.Desk.Threads;

/// <summary>
/// Headed parts of what somebody wrote: scope, analysis, conclusion, changes. A heading is a line of its own, a line underlined with
/// signs, a Markdown heading, or the words before a colon.
/// </summary>
internal static partial class Sections
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const int LongestHeading = 60;
    private const int LongestSection = 8000;
    private const int Most = 100;

    public static IReadOnlyList<ReadSection> Of(string body)
    {
        var found = new List<ReadSection>();
        (string Kind, string Heading)? open = null;
        var text = new List<string>();
        var fenced = false;
        foreach (var line in body.Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith("```", StringComparison.Ordinal)) fenced = !fenced;
            if (!fenced && HeadingOf(trimmed) is var (kind, heading, below))
            {
                Finish();
                open = kind is null ? null : (kind, heading);
                if (below.Length > 0) text.Add(below);
            }
            else if (!fenced && Farewell.IsMatch(trimmed)) Finish();
            else if (open is not null && !Underline.IsMatch(trimmed)) text.Add(line);
        }

        Finish();
        return found;

        void Finish()
        {
            if (open is var (kind, heading) && string.Join('\n', text).Trim() is { Length: > 0 } said && found.Count < Most) found.Add(new(kind, heading, said.Length > LongestSection ? said[..LongestSection] : said));
            open = null;
            text.Clear();
        }
    }

    /// <summary>What kind of part a line opens; a heading of no such kind ends the part before it.</summary>
    private static (string? Kind, string Heading, string Below)? HeadingOf(string line)
    {
        if (line.Length is 0 or > 4000) return null;
        var markdown = Markdown.Match(line);
        var words = markdown.Success ? markdown.Groups["words"].Value : line;
        var colon = words.AsSpan().IndexOfAny(':', '：');
        var (heading, rest) = colon >= 0 && colon <= LongestHeading ? (words[..colon].Trim(), words[(colon + 1)..].Trim()) : (words, "");
        if (colon < 0 && !markdown.Success && words.Length > LongestHeading) return null;
        heading = heading.Trim(' ', '*', '#', '【', '】', '[', ']', '\t');
        var kind = Kind(heading, markdown.Success);
        if (kind is null && !markdown.Success) return null;
        return (kind, heading, rest);
    }

    private static string? Kind(string heading, bool isMarkdown)
    {
        if (Scope.IsMatch(heading)) return EntryKind.Scope;
        if (Conclusion.IsMatch(heading)) return EntryKind.Decision;
        if (Analysis.IsMatch(heading)) return EntryKind.Analysis;
        if (Report.IsMatch(heading)) return EntryKind.Report;
        if (!isMarkdown) return null;
        if (MarkdownConclusion.IsMatch(heading)) return EntryKind.Decision;
        if (Change.IsMatch(heading)) return EntryKind.Change;
        return Trial.IsMatch(heading) ? EntryKind.Experiment : null;
    }

    [GeneratedRegex(@"^(\d{1,2}[.、)）]?\s?)?(问题范围|定义范围|范围定义|案例范围|问题定义|scope|scope of (the )?(case|work)|problem definition)$", Options, 2000)]
    private static partial Regex Scope { get; }

    [GeneratedRegex(@"^(\d{1,2}[.、)）]?\s?)?(问题分析|案例分析|原因分析|问题进展|处理过程|排查过程|分析过程|分析|analysis|investigation|root cause analysis)$", Options, 2000)]
    private static partial Regex Analysis { get; }

    [GeneratedRegex(@"^(\d{1,2}[.、)）]?\s?)?(问题总结|案例总结|案例结果|问题解决|处理结果|总结|结论|解决方案|解决方法|conclusion|summary|resolution|solution|outcome)$", Options, 2000)]
    private static partial Regex Conclusion { get; }

    [GeneratedRegex(@"^(\d{1,2}[.、)）]?\s?)?(问题描述|问题现象|故障现象|案例背景|症状|现象|页面症状|description|problem description|symptoms?|background)$", Options, 2000)]
    private static partial Regex Report { get; }

    [GeneratedRegex(@"结论|总结|conclusion|summary|outcome", Options, 2000)]
    private static partial Regex MarkdownConclusion { get; }

    [GeneratedRegex(@"变更|调整|修改|配置|改成|change|adjust|setting", Options, 2000)]
    private static partial Regex Change { get; }

    [GeneratedRegex(@"测试|实验|访问|ping|检查|排查|情况|test|trial|experiment", Options, 2000)]
    private static partial Regex Trial { get; }

    [GeneratedRegex(@"^#{1,6}\s{1,4}(?<words>.{1,200})$", Options, 2000)]
    private static partial Regex Markdown { get; }

    [GeneratedRegex(@"^[=\-_~—]{3,}$", Options, 2000)]
    private static partial Regex Underline { get; }

    [GeneratedRegex(@"^(热线电话|服务电话|如您对以上|此致|谢谢|best regards|kind regards|regards|thanks)", Options, 2000)]
    private static partial Regex Farewell { get; }
}
