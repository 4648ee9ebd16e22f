using Demarc.Testing;

namespace Demarc.Reporting.Tests;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{ "type": "string" }""", "\"a\"", "1")]
    [InlineData("""{ "type": ["integer", "null"] }""", "null", "1.5")]
    [InlineData("""{ "type": "integer" }""", "2.0", "\"2\"")]
    [InlineData("""{ "type": "number" }""", "2", "true")]
    [InlineData("""{ "enum": ["a", null] }""", "null", "\"b\"")]
    [InlineData("""{ "const": 1 }""", "1", "2")]
    [InlineData("""{ "minimum": 0, "maximum": 1 }""", "0.5", "1.01")]
    [InlineData("""{ "pattern": "^e[0-9]+$" }""", "\"e7\"", "\"x\"")]
    [InlineData("""{ "items": { "type": "integer" }, "minItems": 1, "maxItems": 2 }""", "[1, 2]", "[1, 2, 3]")]
    [InlineData("""{ "items": { "type": "integer" } }""", "[]", "[null]")]
    [InlineData("""{ "required": ["a"] }""", """{ "a": null }""", "{}")]
    [InlineData("""{ "properties": { "a": {} }, "additionalProperties": false }""", """{ "a": 1 }""", """{ "b": 1 }""")]
    [InlineData("""{ "additionalProperties": { "type": "string" } }""", """{ "a": "x" }""", """{ "a": 1 }""")]
    [InlineData("""{ "anyOf": [ { "type": "null" }, { "type": "string" } ] }""", "null", "1")]
    [InlineData("""{ "oneOf": [ { "minimum": 0 }, { "maximum": 5 } ] }""", "-1", "3")]
    [InlineData("""{ "$ref": "#/$defs/x", "$defs": { "x": { "type": "array", "items": { "$ref": "#/$defs/x" } } } }""", "[[], [[]]]", "[[1]]")]
    [InlineData("""{ "if": { "properties": { "s": { "const": 1 } } }, "then": { "required": ["a"] }, "else": { "required": ["b"] } }""", """{ "s": 1, "a": 0 }""", """{ "s": 2, "a": 0 }""")]
    public void A_rule_passes_what_fits_and_rejects_what_does_not(string schema, string good, string bad)
    {
        JsonSchema.Parse(schema).Validate(good).ShouldBeEmpty();
        JsonSchema.Parse(schema).Validate(bad).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_keyword_not_known_throws() =>
        Should.Throw<NotSupportedException>(() => JsonSchema.Parse("""{ "uniqueItems": true }""").Validate("[]"));

    [Fact]
    public void A_schema_that_refers_to_itself_without_end_throws() =>
        Should.Throw<InvalidOperationException>(() => JsonSchema.Parse("""{ "$ref": "#" }""").Validate("1"));

    [Fact]
    public void An_error_names_its_place() =>
        JsonSchema.Parse("""{ "properties": { "a": { "items": { "type": "string" } } } }""").Validate("""{ "a": ["x", 1] }""").ShouldHaveSingleItem().ShouldStartWith("$.a[1]:");
}
