using System.Globalization;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Reasoning;

/// <summary>What was wrong in a catalogue file. The file is left out; everything else goes on.</summary>
public sealed record CatalogueProblem(string File, int Line, string Reason, string Zh);

/// <summary>Reads one cause from YAML (docs/adding-a-cause.md); says the line of whatever is wrong.</summary>
public static class CauseFile
{
    private static readonly string[] Keys =
        ["id", "side", "scope", "mechanism", "prior", "title", "how", "predicts", "confusers", "settle", "remedy", "ask"];

    /// <summary>The cause, or null with the problems that prevented it.</summary>
    public static Cause? Read(string file, string text, ICollection<CatalogueProblem> problems)
    {
        var root = YamlDocument.Read(text, out var fault);
        if (fault is not null) problems.Add(new(file, fault.Line, fault.Reason, fault.Zh));
        if (root is null) return null;
        if (root is not YamlMap map)
        {
            problems.Add(new(file, 1, "a cause file is a mapping with id, side, …", "原因文件应为含 id、side 等键的映射"));
            return null;
        }

        return new Reading(file, map, problems).Cause();
    }

    private sealed class Reading(string file, YamlMap map, ICollection<CatalogueProblem> problems)
    {
        private readonly int _before = problems.Count;

        public Cause? Cause()
        {
            foreach (var entry in map.Entries)
            {
                if (!Keys.Contains(entry.Key)) Fault(entry.Line, $"unknown key '{entry.Key}'", $"未知的键“{entry.Key}”");
            }

            var words = new List<Prediction>();
            var predicts = Predictions(words);
            var sideText = Scalar("side");
            if (!Sides.TryParse(sideText, out var side)) Fault(LineOf("side"), $"unknown side '{sideText}'", $"未知的侧“{sideText}”");
            var scope = Scalar("scope");
            if (scope is not ("fixed" or "located")) Fault(LineOf("scope"), "scope is fixed or located", "scope 应为 fixed 或 located");
            var cause = new Cause
            {
                Id = Scalar("id") ?? "",
                Side = side,
                Located = scope == "located",
                Mechanism = Scalar("mechanism") ?? "",
                Prior = Prior(),
                Title = Text(map, "title"),
                How = Text(map, "how"),
                Predicts = predicts,
                Words = words,
                Confusers = Confusers(),
                Settle = Settle(),
                Remedy = Text(map, "remedy"),
                Ask = Ask(),
            };
            if (cause.Id.Length == 0) Fault(1, "id is missing", "缺少 id");
            return problems.Count == _before ? cause : null;
        }

        private double Prior()
        {
            if (double.TryParse(Scalar("prior"), NumberStyles.Float, CultureInfo.InvariantCulture, out var prior) && prior is > 0 and <= 100) return prior;
            Fault(LineOf("prior"), "prior is a number above 0, at most 100", "prior 应为大于 0 且不超过 100 的数");
            return 1;
        }

        private Dictionary<string, double[]> Predictions(List<Prediction> words)
        {
            var predicts = new Dictionary<string, double[]>(StringComparer.Ordinal);
            if (map["predicts"] is not YamlMap tests) return predicts;
            foreach (var entry in tests.Entries)
            {
                var test = Tests.Find(entry.Key);
                if (test is null) Fault(entry.Line, $"unknown test '{entry.Key}'", $"未知的测试“{entry.Key}”");
                else if (entry.Value is not YamlMap outcomes) Fault(entry.Line, "a test lists outcomes and words", "测试应列出结果与频度词");
                else predicts[test.Id] = Distribution(test, outcomes, words);
            }

            return predicts;
        }

        private double[] Distribution(TestDefinition test, YamlMap outcomes, List<Prediction> words)
        {
            var listed = new Dictionary<int, double>();
            foreach (var entry in outcomes.Entries)
            {
                var outcome = test.IndexOf(entry.Key);
                var weight = Likelihood.Weight(entry.Value.Text ?? "");
                if (outcome < 0) Fault(entry.Line, $"'{entry.Key}' is not an outcome of {test.Id}", $"“{entry.Key}”不是 {test.Id} 的结果");
                else if (weight is null) Fault(entry.Line, $"'{entry.Value.Text}' is not one of always usually often sometimes rarely never", $"“{entry.Value.Text}”不是六个频度词之一");
                else
                {
                    listed[outcome] = weight.Value;
                    words.Add(new(test.Id, entry.Key, entry.Value.Text!));
                }
            }

            return Likelihood.Distribution(test, listed);
        }

        private List<Confuser> Confusers()
        {
            var confusers = new List<Confuser>();
            if (map["confusers"] is not YamlList list) return confusers;
            foreach (var item in list.Items)
            {
                if (item is YamlMap entry && entry["cause"]?.Text is { } cause) confusers.Add(new(cause, Texts(entry, item.Line)));
                else Fault(item.Line, "a confuser has cause, en and zh", "confusers 的每项应有 cause、en、zh");
            }

            return confusers;
        }

        private Settle? Settle()
        {
            if (map["settle"] is not YamlMap settle) return null;
            var test = settle["test"]?.Text ?? "";
            if (Tests.Find(test) is null) Fault(settle.Line, $"unknown test '{test}'", $"未知的测试“{test}”");
            return new(test, settle["command"]?.Text, Texts(settle, settle.Line));
        }

        private Ask? Ask() => map["ask"] is YamlMap ask ? new(Text(ask, "party"), Texts(ask, ask.Line)) : null;

        private Bilingual Text(YamlMap parent, string key)
        {
            if (parent[key] is YamlMap texts) return Texts(texts, texts.Line);
            Fault(parent.Line, $"{key} is missing or not a pair en/zh", $"缺少 {key}，或它不是 en/zh 一对");
            return new("", "");
        }

        private Bilingual Texts(YamlMap texts, int line)
        {
            var (en, zh) = (texts["en"]?.Text, texts["zh"]?.Text);
            if (string.IsNullOrWhiteSpace(en)) Fault(line, "the English text (en) is missing", "缺少英文文本 en");
            if (string.IsNullOrWhiteSpace(zh)) Fault(line, "the Chinese text (zh) is missing", "缺少中文文本 zh");
            return new(en ?? "", zh ?? "");
        }

        private string? Scalar(string key)
        {
            if (map[key]?.Text is { Length: > 0 } text) return text;
            Fault(LineOf(key), $"{key} is missing", $"缺少 {key}");
            return null;
        }

        private int LineOf(string key) => map[key]?.Line ?? 1;

        private void Fault(int line, string reason, string zh) => problems.Add(new(file, line, reason, zh));
    }
}
