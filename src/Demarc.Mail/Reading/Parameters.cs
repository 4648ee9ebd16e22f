using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// A value with parameters, as Content-Type and Content-Disposition have it (RFC 2045 5.1, RFC 2183), with the pieces and
/// charsets of RFC 2231 put together. Encoded words in quoted values are decoded: RFC 2047 5 forbids them, programs write them.
/// </summary>
internal sealed class Parameters
{
    private const int Most = 200;

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands before the first semicolon, in lower case.</summary>
    public string Value { get; private init; } = "";

    public string? this[string name] => values.GetValueOrDefault(name);

    public static Parameters Read(string raw, Scope scope)
    {
        var reader = new ParameterReader(raw);
        var parameters = new Parameters { Value = reader.Value() };
        var split = new Dictionary<string, SplitParameter>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        while (reader.Next(out var name, out var value))
        {
            if (++count > Most) break;
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                if (!parameters.values.TryAdd(name, EncodedWords.Decode(value, scope))) scope.Problem(MailProblemCode.FieldDoubled, name);
                continue;
            }

            var whole = name[..star];
            if (!split.TryGetValue(whole, out var pieces)) split.Add(whole, pieces = new());
            if (!pieces.Add(name.AsSpan(star + 1), value)) scope.Problem(MailProblemCode.ParameterUnreadable, name);
        }

        if (reader.Bad || count > Most) scope.Problem(MailProblemCode.ParameterUnreadable);

        // The extended form counts where both are there: the plain one is for old programs (RFC 6266 4.3).
        foreach (var (name, pieces) in split)
        {
            if (pieces.Join(scope) is { } value) parameters.values[name] = value;
            else if (!parameters.values.ContainsKey(name)) scope.Problem(MailProblemCode.ParameterUnreadable, name);
        }

        return parameters;
    }
}

/// <summary>The parameters one by one, quotes and comments taken away.</summary>
internal sealed class ParameterReader(string raw)
{
    private readonly Comments comments = new(raw);
    private int at;

    /// <summary>Something between the parameters was none.</summary>
    public bool Bad { get; private set; }

    public string Value()
    {
        var value = new StringBuilder();
        while (at < raw.Length && raw[at] != ';')
        {
            if (raw[at] == '(' && SkipComment()) continue;
            if (raw[at] > ' ') value.Append(raw[at]);
            at++;
        }

        return value.ToString().ToLowerInvariant();
    }

    public bool Next(out string name, out string value)
    {
        (name, value) = ("", "");
        while (true)
        {
            Skip();
            if (at >= raw.Length) return false;
            var start = at;
            while (at < raw.Length && raw[at] is not (';' or '=')) at++;
            name = raw[start..at].Trim();
            if (at < raw.Length && raw[at] == '=' && name.Length > 0) break;
            Bad = true;
            if (at < raw.Length) at++;
        }

        at++;
        value = ReadValue();
        return true;
    }

    private string ReadValue()
    {
        while (at < raw.Length && raw[at] is ' ' or '\t') at++;
        if (at < raw.Length && raw[at] == '"' && Quoted() is { } quoted) return quoted;
        var start = at;
        while (at < raw.Length && raw[at] != ';') at++;
        return raw[start..at].Trim(' ', '\t', '"');
    }

    // A backslash escapes quotes and itself only: names of Windows paths have it unescaped.
    private string? Quoted()
    {
        var text = new StringBuilder();
        for (var i = at + 1; i < raw.Length; i++)
        {
            if (raw[i] == '"')
            {
                at = i + 1;
                return text.ToString();
            }

            if (raw[i] == '\\' && i + 1 < raw.Length && raw[i + 1] is '"' or '\\') i++;
            text.Append(raw[i]);
        }

        Bad = true;
        at = raw.Length;
        return text.ToString();
    }

    private void Skip()
    {
        while (at < raw.Length)
        {
            if (raw[at] is ';' or ' ' or '\t') at++;
            else if (raw[at] != '(' || !SkipComment()) return;
        }
    }

    private bool SkipComment()
    {
        var end = comments.End(at);
        if (end < 0) return false;
        at = end;
        return true;
    }
}
