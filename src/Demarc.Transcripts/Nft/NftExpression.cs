using System.Text.Json;
using Demarc.Transcripts.Iptables;

namespace Demarc.Transcripts.Nft;

/// <summary>Statements and expressions of nft's JSON in the words nft lists them with; what is not known stays JSON.</summary>
internal static class NftExpression
{
    private const int LongestPart = 400;

    public static ChainRule Rule(JsonElement statements, int line)
    {
        var match = new List<string>();
        string? target = null;
        long? packets = null, bytes = null;
        foreach (var statement in statements.EnumerateArray())
        {
            if (statement.ValueKind != JsonValueKind.Object || statement.EnumerateObject().FirstOrDefault() is not { Name: { } name, Value: var value }) continue;
            if (name == "counter") (packets, bytes) = (Number(value, "packets"), Number(value, "bytes"));
            else if (name is "jump" or "goto") target = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("target", out var chain) ? Words(chain) : null;
            else if (NftRule.Verdict(name) is { } verdict) target = verdict;
            else if (name is not ("log" or "comment")) match.Add(Statement(name, value));
        }

        return NftRule.Of(line, target, string.Join(' ', match), packets, bytes);
    }

    private static string Statement(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return name;
        switch (name)
        {
            case "match" when value.TryGetProperty("left", out var left) && value.TryGetProperty("right", out var right):
                var op = value.TryGetProperty("op", out var given) ? Words(given) : "==";
                return op is "==" or "in" ? $"{Words(left)} {Words(right)}" : $"{Words(left)} {op} {Words(right)}";
            case "vmap" when value.TryGetProperty("key", out var key) && value.TryGetProperty("data", out var data):
                return $"{Words(key)} vmap {Words(data)}";
            case "mangle" when value.TryGetProperty("key", out var field) && value.TryGetProperty("value", out var set):
                return $"{Words(field)} set {Words(set)}";
            default:
                return $"{name} {Raw(value)}";
        }
    }

    private static string Words(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String) return value.GetString() ?? "";
        if (value.ValueKind == JsonValueKind.Array) return string.Join(',', value.EnumerateArray().Select(Words));
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().FirstOrDefault() is not { Name: { } name, Value: var inner }) return Raw(value);
        return name switch
        {
            "payload" when Field(inner, "protocol") is { } protocol && Field(inner, "field") is { } field => $"{protocol} {field}",
            "meta" when Field(inner, "key") is { } key => key.StartsWith("iif", StringComparison.Ordinal) || key.StartsWith("oif", StringComparison.Ordinal) ? key : $"meta {key}",
            "ct" when Field(inner, "key") is { } key => Field(inner, "dir") is { } way ? $"ct {way} {key}" : $"ct {key}",
            "set" when inner.ValueKind == JsonValueKind.Array => $"{{ {string.Join(", ", inner.EnumerateArray().Take(200).Select(Words))} }}",
            "range" when inner.ValueKind == JsonValueKind.Array => string.Join('-', inner.EnumerateArray().Select(Words)),
            "concat" when inner.ValueKind == JsonValueKind.Array => string.Join(" . ", inner.EnumerateArray().Select(Words)),
            "prefix" when Field(inner, "addr") is { } address && Number(inner, "len") is { } length => $"{address}/{length}",
            _ => Raw(value),
        };
    }

    private static string Raw(JsonElement value) => value.GetRawText() is { Length: > LongestPart } text ? text[..LongestPart] : value.GetRawText();

    private static string? Field(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Words(value) : null;

    private static long? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
