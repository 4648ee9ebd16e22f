using System.Globalization;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Transcripts;

/// <summary>One entry of a facts file: its values by key, and a problem with its line for whatever is not understood.</summary>
internal sealed class FactEntry
{
    private readonly YamlMap _map;
    private readonly FactProblems _problems;

    public FactEntry(YamlMap map, FactProblems problems, string[] keys)
    {
        (_map, _problems) = (map, problems);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (!keys.Contains(entry.Key)) problems.Add(entry.Line, $"unknown key '{Shown(entry.Key)}'; known are {string.Join(", ", keys)}", $"未知的键“{Shown(entry.Key)}”；可用的键：{string.Join("、", keys)}");
            else if (!seen.Add(entry.Key)) problems.Add(entry.Line, $"'{entry.Key}' is given twice, the first is used", $"“{entry.Key}”给了两次，采用第一个");
        }
    }

    public int Line => _map.Line;

    /// <summary>A free text, secrets masked; null when absent.</summary>
    public string? Text(string key) => Scalar(key) is { } text ? Secrets.MaskAll(text) : null;

    /// <summary>One of the given words.</summary>
    public string? Word(string key, string[] words)
    {
        if (Scalar(key) is not { } text) return null;
        if (words.Contains(text)) return text;
        Unknown(key, text, string.Join(", ", words), string.Join("、", words));
        return null;
    }

    /// <summary>A claim of claims.tsv or a cause: words of small letters and digits joined by hyphens.</summary>
    public string? Id(string key)
    {
        if (Scalar(key) is not { } text) return null;
        if (Claims.Find(text) is not null || IsId(text)) return text;
        Unknown(key, text, "a claim such as mtu, or a cause such as tw-recycle-nat", "主张（如 mtu）或原因（如 tw-recycle-nat）");
        return null;
    }

    public bool? Flag(string key)
    {
        if (Scalar(key) is not { } text) return null;
        if (FactWords.True.Contains(text, StringComparer.OrdinalIgnoreCase)) return true;
        if (FactWords.False.Contains(text, StringComparer.OrdinalIgnoreCase)) return false;
        Unknown(key, text, "true or false", "true 或 false");
        return null;
    }

    public int? Count(string key, int least)
    {
        if (Scalar(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= 1_000_000) return count;
        Unknown(key, text, $"a whole number from {least} up", $"不小于 {least} 的整数");
        return null;
    }

    /// <summary>Successes of tries: <c>3 of 20</c>, also written <c>3/20</c>; or a part in percent, <c>40%</c>, <c>90% lost</c>.</summary>
    public string? Share(string key)
    {
        if (Scalar(key) is not { } text) return null;
        var parts = text.Contains(" of ", StringComparison.Ordinal) ? text.Split(" of ") : text.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var good)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            && tries > 0 && good <= tries)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{good} of {tries}");
        }

        var percent = text.EndsWith("% lost", StringComparison.Ordinal) ? text[..^6] : text.TrimEnd('%');
        if (percent.Length < text.Length && double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part <= 100) return text;
        Unknown(key, text, "such as '3 of 20' or '40%'", "形如“3 of 20”或“40%”");
        return null;
    }

    /// <summary>A time; one that is not ISO 8601 is told and kept as its text.</summary>
    public Moment? Time(string key)
    {
        if (Scalar(key) is not { } text) return null;
        if (StatedTime.TryRead(text, out var moment)) return moment;
        Unknown(key, text, "a time such as 2018-04-12T08:30+08:00", "形如 2018-04-12T08:30+08:00 的时间");
        return new(Secrets.MaskAll(text), null, ZoneKnowledge.Unknown);
    }

    /// <summary>The place an entry was read from: <c>case.txt:31-45</c>, <c>31-45</c> or <c>[31, 45]</c>.</summary>
    public EvidencePlace? Place(string key)
    {
        if (_map[key] is not { } node) return null;
        var text = node is YamlList { Items.Count: 1 or 2 } list ? string.Join('-', list.Items.Select(item => item.Text ?? "?")) : Scalar(key);
        if (text is null) return null;
        if (FactPlace.TryRead(text, out var place)) return place;
        Unknown(key, text, "such as 'case.txt:31-45' or [31, 45]", "形如“case.txt:31-45”或 [31, 45]");
        return null;
    }

    public Dictionary<string, string>? Factors(string key, int most)
    {
        if (_map[key] is not { } node) return null;
        if (node is not YamlMap map || map.Entries.Count == 0)
        {
            Unknown(key, node.Text ?? "…", "a mapping such as { os: A, dlp: absent }", "映射，例如 { os: A, dlp: absent }");
            return null;
        }

        var factors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Value.Text is not { Length: > 0 } level) _problems.Add(entry.Line, $"factor '{Shown(entry.Key)}' has no level", $"因素“{Shown(entry.Key)}”没有取值");
            else if (factors.Count == most) _problems.Add(entry.Line, $"more than {most} factors", $"因素超过 {most} 个");
            else if (!factors.TryAdd(Secrets.MaskAll(entry.Key), Secrets.MaskAll(level))) _problems.Add(entry.Line, $"factor '{Shown(entry.Key)}' is given twice, the first is used", $"因素“{Shown(entry.Key)}”给了两次，采用第一个");
        }

        return factors.Count > 0 ? factors : null;
    }

    /// <summary>Tells why the entry cannot be used.</summary>
    public void Missing(string key, string en, string zh) =>
        _problems.Add(_map[key]?.Line ?? Line, en + "; the entry was left out", zh + "；该条目已略去");

    private static bool IsId(string text)
    {
        if (text.Length > 64 || !char.IsAsciiLetterLower(text[0]) || text[^1] == '-' || text.Contains("--", StringComparison.Ordinal)) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        }

        return true;
    }

    private static string Shown(string text)
    {
        var masked = Secrets.MaskAll(text);
        return masked.Length <= 40 ? masked : masked[..40] + "…";
    }

    // Nothing after the colon, '~' and a bare null are how YAML says absent.
    private string? Scalar(string key)
    {
        if (_map[key] is not { } node) return null;
        if (node is YamlScalar scalar) return scalar.Value.Length == 0 || (!scalar.Quoted && scalar.Value is "~" or "null") ? null : scalar.Value;
        _problems.Add(node.Line, $"'{key}' is a single value", $"“{key}”应为单个值");
        return null;
    }

    private void Unknown(string key, string text, string en, string zh) =>
        _problems.Add(_map[key]?.Line ?? Line, $"'{Shown(text)}' is no {key}: write {en}", $"“{Shown(text)}”不是可用的 {key}：应为{zh}");
}
