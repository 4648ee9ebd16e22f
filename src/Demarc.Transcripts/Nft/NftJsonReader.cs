using System.Text;
using System.Text.Json;
using Demarc.Model;
using Demarc.Transcripts.Iptables;

namespace Demarc.Transcripts.Nft;

/// <summary><c>nft -j list ruleset</c>, on one line or set out on many: the rules in nft's own words.</summary>
public sealed class NftJsonReader : ITranscriptReader
{
    private const int MostLines = 20_000;
    private const int MostCharacters = 4_000_000;
    private const int MostRules = 8_000;
    private const string Root = "\"nftables\"";

    public string Tool => "nft";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`nft -j list ruleset`", "`nft -j list ruleset`"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = [Root];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart() is ['{', .. var rest] ? rest.TrimStart().StartsWith(Root, StringComparison.Ordinal) : line.TrimStart().StartsWith(Root, StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var (json, last) = Gather(context);
        if (json is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 64 });
            return document.RootElement.TryGetProperty("nftables", out var list) && list.ValueKind == JsonValueKind.Array ? new(last, Rules(context, list, last)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text from the root to its closing brace; null where it does not close.</summary>
    private static (string? Json, int Last) Gather(BlockContext context)
    {
        var text = new StringBuilder();
        var (depth, quoted, escaped) = (0, false, false);
        if (context.Text.Span(context.First).TrimStart() is not ['{', ..])
        {
            text.Append('{');
            depth = 1;
        }

        for (var i = context.First; i < Math.Min(context.Limit, context.First + MostLines) && text.Length < MostCharacters; i++)
        {
            foreach (var c in context.Text.Span(i))
            {
                text.Append(c);
                if (escaped) escaped = false;
                else if (quoted && c == '\\') escaped = true;
                else if (c == '"') quoted = !quoted;
                else if (!quoted && c is '{' or '[') depth++;
                else if (!quoted && c is '}' or ']' && --depth == 0) return (text.ToString(), i);
            }

            text.Append('\n');
        }

        return (null, -1);
    }

    private List<Observation> Rules(BlockContext context, JsonElement list, int last)
    {
        var found = new List<Observation>();
        var chains = new Dictionary<(string?, string?, string?), Chain>();
        foreach (var item in list.EnumerateArray().Take(MostRules))
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            if (item.TryGetProperty("chain", out var chain) && Of(chain, "name") is { } made)
            {
                if (Text(chain, "policy") is { } policy) found.Add(made.Policy(context.First, policy.ToUpperInvariant(), null, null));
            }
            else if (item.TryGetProperty("rule", out var rule) && rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("expr", out var statements) && statements.ValueKind == JsonValueKind.Array && Of(rule, "chain") is { } inside)
            {
                found.Add(inside.Add(NftExpression.Rule(statements, context.First)));
            }
        }

        return [.. found.Select(each => Cited(context, each, last))];

        Chain? Of(JsonElement element, string name)
        {
            if (element.ValueKind != JsonValueKind.Object || Text(element, "family") is not { } family || Text(element, "table") is not { } table || Text(element, name) is not { } chain) return null;
            var key = (family, table, chain);
            if (!chains.TryGetValue(key, out var known)) chains[key] = known = new Chain(context, Tool, NftRule.Table(family, table), chain);
            return known;
        }
    }

    /// <summary>JSON set out on many lines is cited whole.</summary>
    private Observation Cited(BlockContext context, Observation found, int last) => last == context.First ? found : found with { Evidence = context.Cite(found.Kind, Tool, context.First, last) };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
