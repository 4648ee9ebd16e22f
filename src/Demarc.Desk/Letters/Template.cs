using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>
/// A template read once: linear in its length, bounded in depth and size. A fault is told with its line and never thrown;
/// a template with faults has no parts.
/// </summary>
internal sealed class Template
{
    public const int Longest = 64 * 1024;
    public const int Deepest = 5;
    private const int MostFaults = 20;

    private readonly string _text;
    private readonly string _name;
    private readonly int _firstLine;
    private readonly List<TemplateFault> _faults = [];
    private readonly Stack<TemplateNames> _names = new();
    private int _at;
    private int _line;

    private Template(string name, string text, int firstLine, TemplateNames names)
    {
        (_name, _text, _firstLine) = (name, text, firstLine);
        _names.Push(names);
    }

    /// <summary>Reads a template.</summary>
    /// <param name="name">What to call it in faults.</param>
    /// <param name="firstLine">Line of its file the text begins on.</param>
    public static IReadOnlyList<TemplatePart> Parse(string name, string text, int firstLine, TemplateNames names, ICollection<TemplateFault> faults)
    {
        var template = new Template(name, text.ReplaceLineEndings("\n"), firstLine, names);
        if (text.Length > Longest)
        {
            faults.Add(new(name, firstLine, new($"longer than {Longest} characters", $"超过 {Longest} 个字符")));
            return [];
        }

        var parts = template.Body(null, 0);
        foreach (var fault in template._faults) faults.Add(fault);
        return template._faults.Count == 0 ? parts : [];
    }

    /// <summary>Parts up to the closing tag of <paramref name="block"/>, or to the end.</summary>
    private List<TemplatePart> Body(string? block, int opened)
    {
        var parts = new List<TemplatePart>();
        var words = new System.Text.StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c != '{' || (_at + 1 < _text.Length && _text[_at + 1] == '{'))
            {
                if (c == '\n') _line++;
                words.Append(c);
                _at += c == '{' ? 2 : 1;
                continue;
            }

            var close = _text.AsSpan(_at).IndexOfAny('}', '\n');
            if (close < 0 || _text[_at + close] == '\n')
            {
                Fault(_line, "an opening brace without a closing one on its line; write {{ for a brace itself", "左花括号在本行没有配对；若要写花括号本身，请写 {{");
                _at++;
                continue;
            }

            var (start, line) = (_at, _line);
            var tag = _text[(_at + 1)..(_at + close)];
            _at += close + 1;
            if (tag.StartsWith('#') || tag.StartsWith('/')) DropOwnLine(words, start);
            if (tag.StartsWith('/'))
            {
                if (tag[1..] == block)
                {
                    Flush(parts, words);
                    return parts;
                }

                Fault(line, $"{{{Shown(tag)}}} closes nothing that is open", $"{{{Shown(tag)}}} 没有对应的开始标记");
                continue;
            }

            Flush(parts, words);
            if (tag.StartsWith('#')) Block(parts, tag[1..], line);
            else Value(parts, tag, start);
        }

        if (block is not null) _faults.Add(new(_name, _firstLine + opened, new($"{{#{block}}} is not closed", $"{{#{block}}} 没有结束标记")));
        Flush(parts, words);
        return parts;
    }

    private void Value(List<TemplatePart> parts, string tag, int start)
    {
        if (!IsName(tag)) Fault(_line, $"{{{Shown(tag)}}} is no name", $"{{{Shown(tag)}}} 不是名称");
        else if (!_names.Any(names => names.Values.Contains(tag))) Fault(_line, $"{{{tag}}} is not known here", $"此处没有名为 {{{tag}}} 的内容");
        else parts.Add(new TemplatePart.Value(tag, _firstLine + _line, Indent(start)));
    }

    private void Block(List<TemplatePart> parts, string tag, int opened)
    {
        var words = tag.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (_names.Count > Deepest)
        {
            Fault(opened, "nested too deeply", "嵌套过深");
        }
        else if (words is ["each", var list] && _names.Select(names => names.Lists.GetValueOrDefault(list)).FirstOrDefault(names => names is not null) is { } items)
        {
            parts.Add(new TemplatePart.Each(list, Inside("each", opened, items)));
        }
        else if (words is ["if", var name] && IsKnown(name))
        {
            parts.Add(new TemplatePart.If(name, true, Inside("if", opened, _names.Peek())));
        }
        else if (words is ["if", "not", var other] && IsKnown(other))
        {
            parts.Add(new TemplatePart.If(other, false, Inside("if", opened, _names.Peek())));
        }
        else
        {
            Fault(opened, $"{{#{Shown(tag)}}} is not known here", $"此处没有 {{#{Shown(tag)}}} 这样的标记");
            if (words is ["each" or "if", ..]) Inside(words[0], opened, _names.Peek());
        }
    }

    private List<TemplatePart> Inside(string block, int opened, TemplateNames names)
    {
        _names.Push(names);
        var parts = Body(block, opened);
        _names.Pop();
        return parts;
    }

    private bool IsKnown(string name) => _names.Any(names => names.Values.Contains(name) || names.Lists.ContainsKey(name));

    private static bool IsName(string tag) => tag.Length is > 0 and <= 40 && char.IsAsciiLetter(tag[0]) && tag.All(char.IsAsciiLetterOrDigit);

    private static string Shown(string tag) => tag.Length > 40 ? tag[..40] + "…" : tag;

    /// <summary>The white space before a place that is the first thing on its line.</summary>
    private string Indent(int start)
    {
        var from = start;
        while (from > 0 && _text[from - 1] == ' ') from--;
        return from == 0 || _text[from - 1] == '\n' ? _text[from..start] : "";
    }

    /// <summary>A block tag alone on its line takes the line with it.</summary>
    private void DropOwnLine(System.Text.StringBuilder words, int start)
    {
        var after = _at;
        while (after < _text.Length && _text[after] == ' ') after++;
        if (after < _text.Length && _text[after] != '\n') return;
        var before = start;
        while (before > 0 && _text[before - 1] == ' ') before--;
        if (before > 0 && _text[before - 1] != '\n') return;
        words.Length -= Math.Min(words.Length, start - before);
        if (after < _text.Length)
        {
            _line++;
            after++;
        }

        _at = after;
    }

    private static void Flush(List<TemplatePart> parts, System.Text.StringBuilder words)
    {
        if (words.Length > 0) parts.Add(new TemplatePart.Words(words.ToString()));
        words.Clear();
    }

    private void Fault(int line, string en, string zh)
    {
        if (_faults.Count < MostFaults) _faults.Add(new(_name, _firstLine + line, new(en, zh)));
    }
}
