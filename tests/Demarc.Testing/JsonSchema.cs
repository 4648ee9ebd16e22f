using System.Text.Json;
using System.Text.RegularExpressions;

namespace Demarc.Testing;

/// <summary>
/// Validates a JSON document against a schema of <c>docs/formats/</c>: as much of JSON Schema 2020-12 as those use.
/// A keyword it does not know throws, so no rule of a schema is passed over in silence.
/// </summary>
public sealed class JsonSchema
{
    private const int DeepestNesting = 64;
    private const double Tolerance = 1e-12;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, JsonElement> files = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly string main;

    private JsonSchema(string folder, string main) => (this.folder, this.main) = (folder, main);

    /// <summary>Reads a schema file; references to sibling files are followed.</summary>
    public static JsonSchema Load(string path)
    {
        var schema = new JsonSchema(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        _ = schema.File(schema.main);
        return schema;
    }

    /// <summary>A schema given as text; it can refer to itself only.</summary>
    public static JsonSchema Parse(string text)
    {
        var schema = new JsonSchema("", "schema.json");
        using var document = JsonDocument.Parse(text);
        schema.files["schema.json"] = document.RootElement.Clone();
        return schema;
    }

    /// <summary>Everything in the document that breaks a rule, as <c>$.path: what</c>; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Validate(document.RootElement);
    }

    /// <summary>Everything in the element that breaks a rule.</summary>
    public IReadOnlyList<string> Validate(JsonElement element)
    {
        var errors = new List<string>();
        Check(new(main, File(main)), element, "$", errors, 0);
        return errors;
    }

    private readonly record struct Node(string File, JsonElement Schema)
    {
        public Node With(JsonElement schema) => this with { Schema = schema };
    }

    private void Check(Node node, JsonElement value, string at, List<string> errors, int depth)
    {
        if (depth > DeepestNesting) throw new InvalidOperationException($"{at}: the schema refers to itself without end");
        if (node.Schema.ValueKind == JsonValueKind.True) return;
        if (node.Schema.ValueKind == JsonValueKind.False)
        {
            errors.Add($"{at}: not allowed");
            return;
        }

        foreach (var rule in node.Schema.EnumerateObject()) Apply(node, rule.Name, rule.Value, value, at, errors, depth + 1);
    }

    private void Apply(Node node, string keyword, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        switch (keyword)
        {
            case "$schema" or "$id" or "$defs" or "title" or "description" or "format" or "default" or "then" or "else": break;
            case "$ref": Check(Resolve(node.File, rule.GetString()!), value, at, errors, depth); break;
            case "type" when !HasType(rule, value): errors.Add($"{at}: is {Kind(value)}, not {rule}"); break;
            case "enum" when !rule.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)): errors.Add($"{at}: {value} is none of the listed values"); break;
            case "const" when !JsonElement.DeepEquals(rule, value): errors.Add($"{at}: is {value}, not {rule}"); break;
            case "minimum" when value.ValueKind == JsonValueKind.Number && value.GetDouble() < rule.GetDouble(): errors.Add($"{at}: {value} is below {rule}"); break;
            case "maximum" when value.ValueKind == JsonValueKind.Number && value.GetDouble() > rule.GetDouble(): errors.Add($"{at}: {value} is above {rule}"); break;
            case "pattern" when value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.ECMAScript, PatternLimit): errors.Add($"{at}: {value} does not look like {rule}"); break;
            case "minItems" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < rule.GetInt32(): errors.Add($"{at}: has fewer than {rule} items"); break;
            case "maxItems" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > rule.GetInt32(): errors.Add($"{at}: has more than {rule} items"); break;
            case "type" or "enum" or "const" or "minimum" or "maximum" or "pattern" or "minItems" or "maxItems": break;
            case "required": Required(rule, value, at, errors); break;
            case "properties": Properties(node, rule, value, at, errors, depth); break;
            case "additionalProperties": Additional(node, rule, value, at, errors, depth); break;
            case "items": Items(node, rule, value, at, errors, depth); break;
            case "oneOf" or "anyOf": Alternatives(node, keyword, rule, value, at, errors, depth); break;
            case "if": Condition(node, rule, value, at, errors, depth); break;
            default: throw new NotSupportedException($"keyword {keyword} at {at}");
        }
    }

    private static void Required(JsonElement rule, JsonElement value, string at, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var name in rule.EnumerateArray())
        {
            if (!value.TryGetProperty(name.GetString()!, out _)) errors.Add($"{at}: {name} is missing");
        }
    }

    private void Properties(Node node, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var property in rule.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var member)) Check(node.With(property.Value), member, $"{at}.{property.Name}", errors, depth);
        }
    }

    private void Additional(Node node, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        var known = node.Schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            if (!known || !properties.TryGetProperty(member.Name, out _)) Check(node.With(rule), member.Value, $"{at}.{member.Name}", errors, depth);
        }
    }

    private void Items(Node node, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array) return;
        var index = 0;
        foreach (var item in value.EnumerateArray()) Check(node.With(rule), item, $"{at}[{index++}]", errors, depth);
    }

    private void Alternatives(Node node, string keyword, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        var fitting = 0;
        List<string>? nearest = null;
        foreach (var alternative in rule.EnumerateArray())
        {
            var found = new List<string>();
            Check(node.With(alternative), value, at, found, depth);
            if (found.Count == 0) fitting++;

            // An alternative of another type altogether tells nothing of what is wrong inside.
            var wrongType = found.Count == 1 && found[0].StartsWith($"{at}: is ", StringComparison.Ordinal);
            if (nearest is null || (!wrongType && found.Count < nearest.Count) || (nearest is [var only] && only.StartsWith($"{at}: is ", StringComparison.Ordinal))) nearest = found;
        }

        if (fitting == 0) errors.Add($"{at}: fits no alternative; nearest: {string.Join("; ", nearest ?? [])}");
        else if (fitting > 1 && keyword == "oneOf") errors.Add($"{at}: fits {fitting} alternatives, not one");
    }

    private void Condition(Node node, JsonElement rule, JsonElement value, string at, List<string> errors, int depth)
    {
        var found = new List<string>();
        Check(node.With(rule), value, at, found, depth);
        if (node.Schema.TryGetProperty(found.Count == 0 ? "then" : "else", out var consequence)) Check(node.With(consequence), value, at, errors, depth);
    }

    private Node Resolve(string file, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var name = hash < 0 ? reference : reference[..hash];
        if (name.Length > 0) file = name;
        var element = File(file);
        foreach (var part in (hash < 0 ? "" : reference[(hash + 1)..]).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!element.TryGetProperty(part, out element)) throw new InvalidOperationException($"{reference} leads nowhere");
        }

        return new(file, element);
    }

    private JsonElement File(string name)
    {
        if (files.TryGetValue(name, out var root)) return root;
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(folder, name)));
        return files[name] = document.RootElement.Clone();
    }

    private static bool HasType(JsonElement rule, JsonElement value) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => Is(type.GetString()!, value)) : Is(rule.GetString()!, value);

    private static bool Is(string type, JsonElement value) =>
        type == Kind(value) || (type == "integer" && value.ValueKind == JsonValueKind.Number && Math.Abs(value.GetDouble() - Math.Truncate(value.GetDouble())) < Tolerance);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
