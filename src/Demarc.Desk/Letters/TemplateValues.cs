namespace Demarc.Desk.Letters;

/// <summary>The values a template is filled with: texts and lists of further values, looked up from the innermost outwards.</summary>
internal sealed class TemplateValues(TemplateValues? outer = null)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<TemplateValues>> _lists = new(StringComparer.Ordinal);

    /// <summary>Sets a text, made safe to mail; null and empty are absent.</summary>
    public TemplateValues Set(string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) _texts[name] = MailText.Block(text);
        return this;
    }

    /// <summary>Sets a list; each item is filled by <paramref name="fill"/> with its 1-based number.</summary>
    public TemplateValues SetList<T>(string name, IEnumerable<T> items, Action<TemplateValues, T, int> fill)
    {
        var list = new List<TemplateValues>();
        foreach (var item in items)
        {
            var values = new TemplateValues(this);
            fill(values, item, list.Count + 1);
            list.Add(values);
        }

        _lists[name] = list;
        return this;
    }

    public string? Text(string name) => _texts.GetValueOrDefault(name) ?? outer?.Text(name);

    public IReadOnlyList<TemplateValues> List(string name) => _lists.GetValueOrDefault(name) ?? outer?.List(name) ?? [];

    /// <summary>There is such a text, or the list has items.</summary>
    public bool Has(string name) => Text(name) is not null || List(name).Count > 0;
}
