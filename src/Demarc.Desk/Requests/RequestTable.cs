using System.Globalization;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Desk.Requests;

/// <summary>What requests.yaml says of one test.</summary>
/// <param name="Why">One sentence.</param>
/// <param name="MacOs">Command template for macOS; null when there is none.</param>
/// <param name="Filter">Capture filter template; null when it is no capture.</param>
/// <param name="With">The test run at the other end at the same time.</param>
/// <param name="Accept">What has to come back.</param>
internal sealed record RequestRow(Bilingual Why, string? MacOs, string? Filter, string? With, IReadOnlyList<AcceptRow> Accept);

/// <summary>One criterion before the case's names are put in.</summary>
internal sealed record AcceptRow(IReadOnlyList<string> Kinds, string? Place, bool Host, int Least, bool Window);

/// <summary>The built-in rows of requests.yaml, by test, read once.</summary>
internal static class RequestTable
{
    private static readonly Lazy<Dictionary<string, RequestRow>> Rows = new(Read);

    /// <summary>The row of a test; null when there is none.</summary>
    public static RequestRow? Find(string test) => Rows.Value.GetValueOrDefault(test);

    private static Dictionary<string, RequestRow> Read()
    {
        using var stream = typeof(RequestTable).Assembly.GetManifestResourceStream("requests.yaml")!;
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, RequestRow>(StringComparer.Ordinal);
        if (YamlDocument.Read(reader.ReadToEnd(), out _) is not YamlMap root) return rows;
        foreach (var entry in root.Entries)
        {
            if (entry.Value is YamlMap map) rows[entry.Key] = Row(map);
        }

        return rows;
    }

    private static RequestRow Row(YamlMap map)
    {
        var why = map["why"] as YamlMap;
        var accept = map["accept"] as YamlList;
        return new(new(why?["en"]?.Text ?? "", why?["zh"]?.Text ?? ""), map["macos"]?.Text, map["filter"]?.Text, map["with"]?.Text,
            [.. (accept?.Items ?? []).OfType<YamlMap>().Select(Accept)]);
    }

    private static AcceptRow Accept(YamlMap map) => new(
        map["kinds"]?.Text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
        map["place"]?.Text,
        map["host"]?.Text == "true",
        int.TryParse(map["least"]?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? least : 1,
        map["window"]?.Text == "true");
}
