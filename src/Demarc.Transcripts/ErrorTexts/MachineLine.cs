namespace Demarc.Transcripts.ErrorTexts;

/// <summary>Tells a line that a program printed from a sentence about it, by what stands before the error text.</summary>
internal static class MachineLine
{
    private const int Longest = 400;
    private const int LongestLabel = 40;

    private static readonly string[] Labels =
    [
        "错误代码", "错误码", "错误号", "错误信息", "报错信息", "报错", "错误", "代码", "提示", "Error code", "error code", "Error Code", "Error", "error", "ERROR", "Code", "code", "错误代码为", "详细信息",
    ];

    /// <summary>Nothing, the front of a log line, the name of a program with a colon, or a key of a structured log.</summary>
    public static bool Precedes(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        if (before.TrimStart() is "" or "\"" or "'") return true;
        if (before.Length > Longest) return false;
        if (HasClock(before)) return true;
        if (before[^1] is '"' or '\'') return before.Length > 1 && before[..^1].TrimEnd() is [.., ':' or '='] key && !key.Contains("://", StringComparison.Ordinal);
        if (before[^1] is ':' or '：') return before.Length <= LongestLabel || !IsWide(before);
        if (IsWide(before)) return false;
        before = before.TrimStart();
        return before[^1] is '=' or ']' or '|' or '>' || before.StartsWith("Caused by") || before.StartsWith("Exception in thread") || before.StartsWith("npm ");
    }

    /// <summary>What is left of a line without a label such as <c>Error code:</c>, and without quotes, brackets and full stops around it.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> line)
    {
        line = Peel(line);
        foreach (var label in Labels)
        {
            if (!line.StartsWith(label, StringComparison.Ordinal)) continue;
            var rest = line[label.Length..].TrimStart();
            return Peel(rest.TrimStart("：:=# "));
        }

        return line;
    }

    private static ReadOnlySpan<char> Peel(ReadOnlySpan<char> line) => line.Trim().Trim("（）()[]【】“”\"'`「」").TrimEnd(".。!！").Trim();

    /// <summary>A clock with seconds stands in the text, as in the front of nearly every log line.</summary>
    private static bool HasClock(ReadOnlySpan<char> text)
    {
        for (var i = 5; i + 2 < text.Length; i++)
        {
            if (text[i] == ':' && text[i - 3] == ':' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i - 2]) && char.IsAsciiDigit(text[i - 4]) && char.IsAsciiDigit(text[i + 1])) return true;
        }

        return false;
    }

    private static bool IsWide(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\u2E80', '\uFFFF');
}
