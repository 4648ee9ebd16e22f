using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>Finds a field named by a truth among the observations of a block, and says whether it has the value.</summary>
internal static partial class FieldPath
{
    /// <summary>Null when the field is right, else what was found instead.</summary>
    public static string? Wrong(FieldTruth truth, IReadOnlyList<JsonObject> observations)
    {
        var parts = Parts(truth.Path);
        var (kind, selector) = Step(parts[0]);
        JsonNode? node = Select(new JsonArray([.. observations.Where(o => (string?)o["kind"] == kind).Select(o => o.DeepClone())]), selector, one: parts is not [_, "#"]);
        foreach (var part in parts[1..])
        {
            var (name, inner) = Step(part);
            if (name == "#")
            {
                node = node switch { JsonArray list => list.Count, null => 0, _ => 1 };
                continue;
            }

            node = (node as JsonObject)?[name];
            if (inner is not null) node = Select(node as JsonArray, inner, one: true);
        }

        return Holds(truth.Sign, truth.Value, node) ? null : node?.ToJsonString() ?? "nothing";
    }

    private static JsonNode? Select(JsonArray? list, string? selector, bool one)
    {
        if (list is null || (selector is null && !one)) return list;
        if (selector is null) return list.FirstOrDefault();
        if (int.TryParse(selector, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at))
        {
            if (at < 0) at += list.Count;
            return at >= 0 && at < list.Count ? list[at] : null;
        }

        return list.FirstOrDefault(item => selector.Split(',').All(condition =>
        {
            var match = Condition().Match(condition);
            return Holds(match.Groups["sign"].Value, match.Groups["value"].Value, item?[match.Groups["name"].Value]);
        }));
    }

    private static bool Holds(string sign, string value, JsonNode? node) => sign switch
    {
        "=" => Same(value, node),
        "!=" => !Same(value, node),
        "$=" => node is JsonValue && node.ToString().EndsWith(value, StringComparison.OrdinalIgnoreCase),
        ">=" => node is JsonValue && double.Parse(node.ToString(), CultureInfo.InvariantCulture) >= double.Parse(value, CultureInfo.InvariantCulture),
        "has" => Has(value, node),
        "!has" => !Has(value, node),
        _ => throw new FormatException(sign),
    };

    private static bool Same(string value, JsonNode? node)
    {
        if (node is null) return value == "null";
        if (node is JsonArray list)
        {
            var items = value.Split(',');
            return list.Count == items.Length && list.Zip(items).All(pair => Same(pair.Second, pair.First));
        }

        var text = node.ToString();
        if (double.TryParse(value, CultureInfo.InvariantCulture, out var wanted) && double.TryParse(text, CultureInfo.InvariantCulture, out var found)) return Math.Abs(wanted - found) < 1e-6;
        if (Mac().IsMatch(text)) text = string.Join(':', text.Split(':', '-').Select(octet => octet.PadLeft(2, '0'))).ToLowerInvariant();
        return Equal(value, text);
    }

    /// <summary>A list's item, an answer's address, or a part of a text that stands between the signs of a URL; prefix lengths and zones do not count.</summary>
    private static bool Has(string value, JsonNode? node) => node switch
    {
        JsonArray list => list.Any(item => Has(value, item)),
        JsonObject item => item.Any(field => Has(value, field.Value)),
        JsonValue => Same(value, node) || Equal(value, Bare(node.ToString())) || node.ToString().Split('/', '@', '(', ')', '[', ']', ' ').Any(part => Equal(value, part) || Equal(value, part.Split(':')[0]))
            || (value[0] != '#' && node.ToString().Contains(value, StringComparison.OrdinalIgnoreCase) && !double.TryParse(node.ToString(), out _)),
        _ => false,
    };

    private static string Bare(string address) => address.Split('/')[0].Split('%')[0];

    private static bool Equal(string value, string text) =>
        value.Equals(text, StringComparison.OrdinalIgnoreCase) || (value.Length == 9 && value[0] == '#' && value == Fingerprint.Of(text));

    private static (string Name, string? Selector) Step(string part)
    {
        var at = part.IndexOfAny(['[', '{']);
        return at < 0 ? (part, null) : (part[..at], part[(at + 1)..^1]);
    }

    /// <summary>The steps of a path; dots within braces do not part them.</summary>
    private static List<string> Parts(string path)
    {
        var (parts, from, depth) = (new List<string>(), 0, 0);
        for (var i = 0; i < path.Length; i++)
        {
            depth += path[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (path[i] != '.' || depth != 0) continue;
            parts.Add(path[from..i]);
            from = i + 1;
        }

        return [.. parts, path[from..]];
    }

    [GeneratedRegex(@"^(?<name>\w+)(?<sign>\$?=)(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Condition();

    [GeneratedRegex(@"^[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Mac();
}
