using System.Globalization;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Transcripts;

/// <summary>One reading of a facts file.</summary>
internal sealed class FactsReading(string source, string sha256, string text)
{
    private const int MostEntries = 5_000;
    private const int MostFactors = 64;
    private readonly FactProblems _problems = new(source);
    private readonly List<Observation> _observations = [];
    private readonly EvidenceText _lines = new(source, sha256, text);
    private string? _target;
    private string? _symptom;

    public Facts Read()
    {
        var root = YamlDocument.Read(OneKindOfLineEnd(text), out var fault);
        if (fault is not null) _problems.Add(fault.Line, fault.Reason, fault.Zh);
        if (root is YamlMap map) Read(map);
        else if (root is not null) _problems.Add(root.Line, "a facts file is a mapping with target, symptom, reports, …", "事实文件应为含 target、symptom、reports 等键的映射");
        return new(_target, _symptom, _observations, _problems.All);
    }

    private void Read(YamlMap map)
    {
        var root = new FactEntry(map, _problems, ["target", "symptom", .. FactWords.Sections]);
        _target = root.Text("target");
        _symptom = root.Word("symptom", FactWords.Symptoms);
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var section = map.Entries[i];
            if (!FactWords.Sections.Contains(section.Key) || !ReferenceEquals(map[section.Key], section.Value)) continue;
            var end = i + 1 < map.Entries.Count ? map.Entries[i + 1].Line : _lines.Count + 1;
            if (section.Value is YamlList list) ReadSection(section.Key, list, end);
            else if (section.Value.Text != "") _problems.Add(section.Line, $"'{section.Key}' is a list of entries", $"“{section.Key}”应为条目列表");
        }
    }

    private void ReadSection(string section, YamlList list, int end)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (_observations.Count == MostEntries)
            {
                _problems.Add(item.Line, $"more than {MostEntries} facts, the rest was left out", $"事实超过 {MostEntries} 条，其余已略去");
                return;
            }

            if (item is not YamlMap map)
            {
                _problems.Add(item.Line, "an entry is a mapping such as { vantage: office, works: never }", "条目应为映射，例如 { vantage: office, works: never }");
                continue;
            }

            var last = LastLine(item.Line, i + 1 < list.Items.Count ? list.Items[i + 1].Line : end);
            if (ReadEntry(section, map, last) is { } observation) _observations.Add(observation);
        }
    }

    private Observation? ReadEntry(string section, YamlMap map, int last) => section switch
    {
        "reports" => ReadReport(new(map, _problems, [.. FactWords.Shared, "works", "symptom", "share", "note"]), last),
        "changes" => ReadChange(new(map, _problems, [.. FactWords.Shared, "what", "concerns", "effect"]), last),
        "claims" => ReadClaim(new(map, _problems, [.. FactWords.Shared, "claim", "denied"]), last),
        _ => ReadTrial(new(map, _problems, [.. FactWords.Shared, "factors", "symptom", "repeats", "spurious"]), last),
    };

    private Report? ReadReport(FactEntry entry, int last)
    {
        var report = new Report
        {
            Evidence = Cite(entry, Kinds.Report, last, out var vantage, out var time),
            Basis = Basis.Stated,
            Vantage = vantage,
            Target = entry.Text("target") ?? _target,
            Time = time,
            Works = entry.Word("works", FactWords.Works),
            Symptom = entry.Word("symptom", FactWords.Symptoms),
            By = entry.Text("by"),
            Share = entry.Share("share"),
            Note = entry.Text("note"),
        };
        if (report.Works is not null || report.Symptom is not null || report.Share is not null || report.Note is not null) return report;
        entry.Missing("works", "a report says 'works' (always, mostly, sometimes, never)", "报告应写明 works（always、mostly、sometimes、never）");
        return null;
    }

    private Change? ReadChange(FactEntry entry, int last)
    {
        var change = new Change
        {
            Evidence = Cite(entry, Kinds.Change, last, out var vantage, out var time),
            Basis = Basis.Stated,
            Vantage = vantage,
            Target = entry.Text("target") ?? _target,
            Time = time,
            What = entry.Text("what"),
            Concerns = entry.Id("concerns"),
            Effect = entry.Word("effect", FactWords.Effects),
            By = entry.Text("by"),
        };
        if (change.What is not null || change.Concerns is not null) return change;
        entry.Missing("what", "a change says 'what' was altered", "变更应写明 what（改了什么）");
        return null;
    }

    private Claim? ReadClaim(FactEntry entry, int last)
    {
        var claim = new Claim
        {
            Evidence = Cite(entry, Kinds.Claim, last, out var vantage, out var time),
            Basis = Basis.Stated,
            Vantage = vantage,
            Target = entry.Text("target") ?? _target,
            Time = time,
            ClaimId = entry.Id("claim"),
            Denied = entry.Flag("denied"),
            By = entry.Text("by"),
        };
        if (claim.ClaimId is not null) return claim;
        entry.Missing("claim", "a claim names its 'claim', such as mtu or firewall", "主张应写明 claim，例如 mtu、firewall");
        return null;
    }

    private Trial? ReadTrial(FactEntry entry, int last)
    {
        var trial = new Trial
        {
            Evidence = Cite(entry, Kinds.Trial, last, out var vantage, out var time),
            Basis = Basis.Stated,
            Vantage = vantage,
            Target = entry.Text("target") ?? _target,
            Time = time,
            Factors = entry.Factors("factors", MostFactors),
            Symptom = entry.Flag("symptom"),
            Repeats = entry.Count("repeats", 1),
            Spurious = entry.Count("spurious", 0),
            By = entry.Text("by"),
        };
        if (trial.Factors is not null && trial.Symptom is not null) return trial;
        entry.Missing("factors", "a trial has 'factors' and 'symptom' (true or false)", "试验应有 factors 和 symptom（true 或 false）");
        return null;
    }

    private Evidence Cite(FactEntry entry, string kind, int last, out string? vantage, out Moment? time)
    {
        vantage = entry.Text("vantage");
        time = entry.Time("time");
        var first = Math.Clamp(entry.Line - 1, 0, _lines.Count - 1);
        var evidence = new BlockContext(_lines, first).Cite(kind, null, first, Math.Max(first, last - 1), vantage, time);
        return entry.Place("lines") is { } place ? evidence with { Also = [place] } : evidence;
    }

    // An entry ends before the next one, or before the next section, without the blank lines and remarks between.
    private int LastLine(int first, int next)
    {
        var last = Math.Min(Math.Max(first, next - 1), _lines.Count);
        while (last > first && IsBetween(_lines.Raw(last - 1).Trim())) last--;
        return Math.Max(first, last);
    }

    // YAML ends a line at characters that end none in the evidence, where only LF does; line numbers must agree.
    private static string OneKindOfLineEnd(string text) =>
        text.Replace("\r\n", "\n").Replace('\r', ' ').Replace('\u0085', ' ').Replace('\u2028', ' ').Replace('\u2029', ' ');

    private static bool IsBetween(ReadOnlySpan<char> line) => line.IsEmpty || line[0] == '#' || line is "]" or "..." or "---";
}

/// <summary>What was not understood in a facts file.</summary>
internal sealed class FactProblems(string source)
{
    private const int Most = 500;
    private readonly List<Unread> _all = [];

    public IReadOnlyList<Unread> All => _all;

    public void Add(int line, string en, string zh)
    {
        if (_all.Count < Most) _all.Add(new(source, [line, line], string.Create(CultureInfo.InvariantCulture, $"line {line}: {en}"), string.Create(CultureInfo.InvariantCulture, $"第 {line} 行：{zh}")));
    }
}
