using System.Globalization;
using System.Net;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Lab.Scenarios;

/// <summary>
/// The keys of one mapping of a scenario, read by type. What is missing, unreadable or left over is told with its line:
/// <see cref="Done"/> complains about every key that nobody asked for.
/// </summary>
public sealed class Parameters(string file, YamlMap map, ICollection<LabProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Line => map.Line;

    public bool Has(string key) => map[key] is not null;

    /// <summary>Every key as written, in order, for mappings whose keys are free names.</summary>
    public IEnumerable<(string Key, int Line, YamlNode Value)> Entries
    {
        get
        {
            foreach (var entry in map.Entries)
            {
                _known.Add(entry.Key);
                yield return (entry.Key, entry.Line, entry.Value);
            }
        }
    }

    public string? Text(string key) => Node(key) is { } node ? node.Text ?? Wrong<string>(key, node, "a single value", "单个值") : null;

    public string Text(string key, string otherwise) => Text(key) ?? otherwise;

    public string Needed(string key)
    {
        if (Text(key) is { Length: > 0 } text) return text;
        if (map[key] is null) Fault(map.Line, $"{key} is missing", $"缺少 {key}");
        return "";
    }

    public bool Flag(string key, bool otherwise) =>
        Value<bool>(key, text => text switch { "true" => true, "false" => false, _ => null }, "true or false", "true 或 false") ?? otherwise;

    public TimeSpan? Time(string key) => Value<TimeSpan>(key, Units.Time, "a time such as 20ms", "时间，如 20ms");

    public TimeSpan Time(string key, TimeSpan otherwise) => Time(key) ?? otherwise;

    public double? Share(string key) => Value<double>(key, Units.Share, "a share such as 0.05 or 5%", "比例，如 0.05 或 5%");

    public double Share(string key, double otherwise) => Share(key) ?? otherwise;

    public double? DataRate(string key) => Value<double>(key, Units.DataRate, "a rate such as 4mbit", "速率，如 4mbit");

    public double? EventRate(string key) => Value<double>(key, Units.EventRate, "a rate such as 2/s", "频率，如 2/s");

    public long? Size(string key) => Value<long>(key, Units.Size, "a size such as 600kB", "大小，如 600kB");

    public int? Whole(string key, int least, int most) =>
        Value<int>(key, text => ToWhole(text, least, most), $"a whole number from {least} to {most}", $"{least} 到 {most} 的整数");

    public int Whole(string key, int otherwise, int least, int most) => Whole(key, least, most) ?? otherwise;

    public IPAddress? Address(string key) => Value(key, ToAddress, "an address", "地址");

    /// <summary>A value or a list of values.</summary>
    public IReadOnlyList<string> Texts(string key) => Each(key, text => text, "a value or a list of them", "一个值或其列表");

    public IReadOnlyList<int> Wholes(string key, int least, int most) =>
        [.. Each(key, text => ToWhole(text, least, most) is { } number ? (int?)number : null, $"whole numbers from {least} to {most}", $"{least} 到 {most} 的整数").Select(number => number!.Value)];

    public IReadOnlyList<IPAddress> Addresses(string key) => Each(key, ToAddress, "addresses", "地址");

    public IReadOnlyList<IPNetwork> Prefixes(string key) =>
        [.. Each(key, text => ToPrefix(text), "addresses or prefixes", "地址或前缀").Select(prefix => prefix!.Value)];

    /// <summary>One of the listed words; the first where the key is absent.</summary>
    public string Choice(string key, params ReadOnlySpan<string> words)
    {
        var text = Text(key);
        if (text is null) return words[0];
        foreach (var word in words)
        {
            if (word == text) return word;
        }

        var listed = string.Join(", ", words.ToArray());
        Fault(LineOf(key), $"{key} is one of {listed}, not '{text}'", $"{key} 应为 {listed} 之一，而不是“{text}”");
        return words[0];
    }

    /// <summary>An inner mapping, or null where the key is absent.</summary>
    public Parameters? Inner(string key) => Node(key) switch
    {
        null => null,
        YamlMap inner => new(file, inner, problems),
        var node => Wrong<Parameters>(key, node, "a mapping", "映射"),
    };

    /// <summary>A list of mappings; empty where the key is absent.</summary>
    public IReadOnlyList<Parameters> List(string key)
    {
        if (Node(key) is not { } node) return [];
        if (node is not YamlList list || !list.Items.All(item => item is YamlMap))
            return Wrong<IReadOnlyList<Parameters>>(key, node, "a list of mappings", "映射的列表") ?? [];
        return [.. list.Items.Select(item => new Parameters(file, (YamlMap)item, problems))];
    }

    /// <summary>An inner mapping of free names to single values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key) =>
        [.. (Inner(key)?.Entries ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Text ?? ""))];

    public Bilingual? Both(string key)
    {
        if (Inner(key) is not { } inner) return null;
        var texts = new Bilingual(inner.Needed("en"), inner.Needed("zh"));
        inner.Done();
        return texts;
    }

    /// <summary>Complains about keys that nobody asked for.</summary>
    public void Done()
    {
        foreach (var entry in map.Entries)
        {
            if (!_known.Contains(entry.Key)) Fault(entry.Line, $"unknown key '{entry.Key}'", $"未知的键“{entry.Key}”");
        }
    }

    /// <summary>The same mapping anew, as another reader of it needs.</summary>
    public Parameters Again() => new(file, map, problems);

    public void Fault(int line, string reason, string zh) => problems.Add(new(file, line, new(reason, zh)));

    public int LineOf(string key) => map[key]?.Line ?? map.Line;

    private YamlNode? Node(string key)
    {
        _known.Add(key);
        return map[key];
    }

    private T? Wrong<T>(string key, YamlNode node, string wanted, string zh)
        where T : class
    {
        Fault(node.Line, $"{key} is {wanted}", $"{key} 应为{zh}");
        return null;
    }

    private T? Value<T>(string key, Func<string, T?> read, string wanted, string zh)
        where T : struct
    {
        if (Node(key) is not { } node) return null;
        if (node.Text is { } text && read(text) is { } value) return value;
        Fault(node.Line, $"{key} is {wanted}", $"{key} 应为{zh}");
        return null;
    }

    private IPAddress? Value(string key, Func<string, IPAddress?> read, string wanted, string zh)
    {
        if (Node(key) is not { } node) return null;
        return node.Text is { } text && read(text) is { } value ? value : Wrong<IPAddress>(key, node, wanted, zh);
    }

    private List<T> Each<T>(string key, Func<string, T?> read, string wanted, string zh)
    {
        var values = new List<T>();
        if (Node(key) is not { } node) return values;
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (item.Text is { } text && read(text) is { } value) values.Add(value);
            else Fault(item.Line, $"{key} is {wanted}", $"{key} 应为{zh}");
        }

        return values;
    }

    private static int? ToWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static IPAddress? ToAddress(string text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static IPNetwork? ToPrefix(string text)
    {
        if (IPNetwork.TryParse(text, out var prefix)) return prefix;
        return ToAddress(text) is { } address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
