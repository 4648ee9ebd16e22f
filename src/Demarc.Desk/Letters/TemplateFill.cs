using System.Text;
using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>
/// Writes a parsed template with its values, once: a value that looks like a tag stays the text it is. In Chinese a blank
/// stands between Han and Latin where a value meets the template's words, and none between Han and Han.
/// </summary>
internal sealed class TemplateFill(Language language)
{
    private const int LongestText = 256 * 1024;
    private readonly StringBuilder _text = new();
    private readonly List<string> _missing = [];
    private bool _afterValue;

    /// <summary>The text, and the names that had no value or no items; those stand as ⟨name⟩ so that nobody sends the letter unseen.</summary>
    public static (string Text, IReadOnlyList<string> Missing) Write(IReadOnlyList<TemplatePart> parts, TemplateValues values, Language language)
    {
        var fill = new TemplateFill(language);
        fill.Add(parts, values);
        return (fill._text.ToString(), fill._missing);
    }

    private void Add(IReadOnlyList<TemplatePart> parts, TemplateValues values)
    {
        foreach (var part in parts)
        {
            if (_text.Length > LongestText) return;
            switch (part)
            {
                case TemplatePart.Words words: Append(words.Text, isValue: false); break;
                case TemplatePart.Value value: Append(Text(value, values), isValue: true); break;
                case TemplatePart.If test when values.Has(test.Name) == test.Wanted: Add(test.Body, values); break;
                case TemplatePart.Each each when values.List(each.Name) is { Count: > 0 } items:
                    foreach (var item in items) Add(each.Body, item);
                    break;
                case TemplatePart.Each each: Append(Missing(each.Name) + "\n", isValue: true); break;
            }
        }
    }

    private string Text(TemplatePart.Value value, TemplateValues values)
    {
        if (values.Text(value.Name) is { } text) return value.Indent.Length == 0 ? text : text.Replace("\n", "\n" + value.Indent, StringComparison.Ordinal);
        return Missing(value.Name);
    }

    private string Missing(string name)
    {
        if (!_missing.Contains(name)) _missing.Add(name);
        return $"⟨{name}⟩";
    }

    private void Append(string text, bool isValue)
    {
        if (text.Length == 0) return;
        if (language == Language.Chinese && (isValue || _afterValue)) text = Joined(text);
        _text.Append(text);
        _afterValue = isValue;
    }

    /// <summary>Sets or takes away the blank where a value and words meet.</summary>
    private string Joined(string text)
    {
        var end = _text.Length;
        if (end > 0 && _text[end - 1] == ' ') end--;
        var rest = text[0] == ' ' ? text[1..] : text;
        if (end == 0 || rest.Length == 0 || _text[end - 1] == '\n' || _text.Length - end + text.Length - rest.Length > 1) return text;
        var (left, right) = (_text[end - 1], rest[0]);
        if ((MailText.IsHan(left) || MailText.IsFullWidth(left)) && (MailText.IsHan(right) || MailText.IsFullWidth(right)))
        {
            _text.Length = end;
            return rest;
        }

        if ((MailText.IsHan(left) && char.IsAsciiLetterOrDigit(right)) || (char.IsAsciiLetterOrDigit(left) && MailText.IsHan(right)))
        {
            _text.Length = end;
            return " " + rest;
        }

        return text;
    }
}
