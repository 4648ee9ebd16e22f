using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>A piece of a parsed template. The language has text, <c>{name}</c>, <c>{#if name}…{/if}</c> and <c>{#each name}…{/each}</c>; nothing computes.</summary>
internal abstract record TemplatePart
{
    private TemplatePart() { }

    /// <summary>Words as they stand.</summary>
    public sealed record Words(string Text) : TemplatePart;

    /// <summary>A value. <paramref name="Indent"/> is the white space before it on its line, given to its further lines too.</summary>
    public sealed record Value(string Name, int Line, string Indent) : TemplatePart;

    /// <summary>A part that stands only with (or, <paramref name="Wanted"/> false, without) a value.</summary>
    public sealed record If(string Name, bool Wanted, IReadOnlyList<TemplatePart> Body) : TemplatePart;

    /// <summary>A part repeated for every item of a list.</summary>
    public sealed record Each(string Name, IReadOnlyList<TemplatePart> Body) : TemplatePart;
}

/// <summary>What is wrong in a template, and on which line of its file (1-based).</summary>
public sealed record TemplateFault(string Template, int Line, Bilingual Why);

/// <summary>The names a template may use: values, and lists with the names of their items.</summary>
internal sealed record TemplateNames(IReadOnlySet<string> Values, IReadOnlyDictionary<string, TemplateNames> Lists)
{
    public static TemplateNames Of(IEnumerable<string> values, params (string Name, TemplateNames Items)[] lists) =>
        new(values.ToHashSet(StringComparer.Ordinal), lists.ToDictionary(list => list.Name, list => list.Items, StringComparer.Ordinal));
}
