using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Demarc.Model;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>Looks in an observation for addresses and round-trip times that its text does not hold.</summary>
internal sealed class Invention(string text)
{
    /// <summary>What tools print in a shorter way: any address, and the default route.</summary>
    private static readonly HashSet<string> Unwritten = new(StringComparer.Ordinal) { "0.0.0.0", "::" };

    /// <summary>What stands for "under one millisecond" (path-rules): Windows prints <c>&lt;1 ms</c> or <c>0 ms</c>.</summary>
    private const double BelowTheStep = 0.5;

    private readonly string _plain = Plain(text);
    private readonly string _digits = Plain(text).Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    /// <summary>What stands in the observation and not in the text; null when everything does.</summary>
    public string? Of(Observation observation)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(observation, ModelJson.Default.Observation)!;
        json.Remove("evidence");
        json.Remove("time");
        return Walk("", json);
    }

    private string? Walk(string name, JsonNode? node) => node switch
    {
        JsonObject item => item.Select(field => Walk(field.Key, field.Value)).FirstOrDefault(found => found is not null),
        JsonArray list => list.Select(item => Walk(name, item)).FirstOrDefault(found => found is not null),
        JsonValue value when value.TryGetValue<string>(out var word) => Address(word) is { } address && !Holds(address) ? $"{name} {word}" : null,
        JsonValue value when name == "rttMs" && value.TryGetValue<double>(out var ms) && !HoldsTime(ms) => FormattableString.Invariant($"{name} {ms}"),
        _ => null,
    };

    /// <summary>The address in a word, without prefix length, zone, brackets and port; null when it is none.</summary>
    private static string? Address(string word)
    {
        word = word.Split('/')[0].ToLowerInvariant();
        if (word.StartsWith('[') && word.IndexOf(']') is > 0 and var close) word = word[1..close];
        word = word.Split('%')[0];
        if (word.Count(c => c == ':') == 1) word = word.Split(':')[0];
        return word.Length > 3 && word.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(word, out _) ? word : null;
    }

    private bool Holds(string address) =>
        Unwritten.Contains(address) || _plain.Contains(address, StringComparison.Ordinal) || _digits.Contains(address.Replace(":", "", StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>As printed, with either decimal sign, in microseconds as mtr's raw form has it, or below the clock's step.</summary>
    private bool HoldsTime(double ms)
    {
        if (_plain.Contains('<') || _plain.Contains("&lt;", StringComparison.Ordinal)) return true;
        if (ms == BelowTheStep && _plain.Contains("0ms", StringComparison.Ordinal)) return true;
        var printed = ms.ToString("0.######", CultureInfo.InvariantCulture);
        return _plain.Contains(printed, StringComparison.Ordinal)
            || _plain.Contains(printed.Replace('.', ','), StringComparison.Ordinal)
            || _plain.Contains((ms * 1000).ToString("0", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>A console wraps lines within an address, and mail marks their begins.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('>' or '\\' or '`' or '|'))).ToLowerInvariant();
}
