using System.Globalization;
using Demarc.Desk.Calendars;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Desk.Clocks;

/// <summary>The targets of all severities: the built-in ones, and those of <c>severities.yaml</c> in the user's folder over them.</summary>
public sealed class SeverityTable
{
    private const string FileName = "severities.yaml";
    private readonly Dictionary<Severity, SeverityRow> _rows = [];

    private SeverityTable(IEnumerable<(string File, string Yaml)> files)
    {
        var faults = new List<SettingFault>();
        foreach (var (file, yaml) in files) Read(file, yaml, faults);
        Faults = faults;
    }

    /// <summary>What was wrong in the files; a severity with a fault keeps what it had.</summary>
    public IReadOnlyList<SettingFault> Faults { get; }

    public SeverityRow this[Severity severity] => _rows[severity];

    /// <summary>The built-in table, with a folder's file over it.</summary>
    public static SeverityTable Load(string? folder = null)
    {
        var path = folder is null ? null : Path.Combine(folder, FileName);
        return With(path is not null && File.Exists(path) ? [(FileName, File.ReadAllText(path))] : []);
    }

    /// <summary>The built-in table, and further files over it by name and text.</summary>
    public static SeverityTable With(IEnumerable<(string File, string Yaml)> files)
    {
        using var reader = new StreamReader(typeof(SeverityTable).Assembly.GetManifestResourceStream(FileName)!);
        return new([(FileName, reader.ReadToEnd()), .. files]);
    }

    private void Read(string file, string yaml, List<SettingFault> faults)
    {
        var root = YamlDocument.Read(yaml, out var problem) as YamlMap;
        if (problem is not null) faults.Add(new(file, problem.Line, new(problem.Reason, problem.Zh)));
        foreach (var entry in root?.Entries ?? [])
        {
            if (entry.Key.Length == 1 && Enum.TryParse<Severity>(entry.Key, ignoreCase: true, out var severity) && char.IsAsciiLetter(entry.Key[0]) && entry.Value is YamlMap map
                && TargetOf(map["first"]) is { } first && TargetOf(map["update"]) is { } update)
            {
                var name = map["name"] as YamlMap;
                var old = _rows.GetValueOrDefault(severity)?.Name;
                _rows[severity] = new(severity, new(name?["en"]?.Text ?? old?.En ?? entry.Key, name?["zh"]?.Text ?? old?.Zh ?? entry.Key), first, update);
            }
            else
            {
                faults.Add(new(file, entry.Line, new($"{entry.Key} needs first and update, each like {{ in: 4h, hours: business }}", $"{entry.Key} 需要 first 和 update，写法如 {{ in: 4h, hours: business }}")));
            }
        }
    }

    private static Target? TargetOf(YamlNode? node)
    {
        if (node is not YamlMap map || map["in"]?.Text is not { Length: >= 2 } text || map["hours"]?.Text is not ("business" or "calendar")) return null;
        return text[^1] is 'm' or 'h' or 'd' && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount is > 0 and <= 400
            ? new(amount, text[^1], map["hours"]!.Text == "business") : null;
    }
}
