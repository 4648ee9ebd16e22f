using System.Buffers;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// Address lists (RFC 5322 3.4 and 4.4): mailboxes with and without names, groups (their members are listed, their names
/// not), comments, routes. Also what programs write against the rules: semicolons between addresses, full-width signs, and
/// names with commas and no quotes. What holds no address is told, never guessed.
/// </summary>
internal sealed class AddressReader
{
    private const int LongestLiteral = 100;

    private static readonly SearchValues<char> NotPlain = SearchValues.Create(" \t=?:<>()\"\\,;@\u007f");

    private readonly string raw;
    private readonly Scope scope;
    private readonly Comments comments;
    private readonly List<Mailbox> found = [];
    private readonly List<string> namesBefore = [];
    private readonly StringBuilder phrase = new();
    private string? comment;
    private string? angle;
    private bool quoteUnclosed;
    private bool angleUnclosed;
    private bool hasAt;
    private bool inGroup;
    private int nameEnd;
    private int at;

    private AddressReader(string raw, Scope scope)
    {
        this.raw = raw;
        this.scope = scope;
        comments = new(raw);
    }

    /// <summary>The addresses of an unfolded value, its encoded words not yet decoded.</summary>
    public static IReadOnlyList<Mailbox> Read(string raw, Scope scope) => new AddressReader(raw, scope).ReadAll();

    private List<Mailbox> ReadAll()
    {
        while (at < raw.Length)
        {
            if (found.Count >= scope.Limits.MaxAddresses)
            {
                scope.Problem(MailProblemCode.TooManyAddresses);
                return found;
            }

            Step();
        }

        EndPiece();
        EndNames();
        return found;
    }

    private void Step()
    {
        switch (raw[at])
        {
            case '"' when Quoted(): break;
            case '(' when Comment(): break;
            case '=' when EncodedWords.TryAt(raw, at, out var word):
                // Its text may hold a comma.
                phrase.Append(raw, at, word.End - at);
                at = word.End;
                break;
            case '[' when raw.AsSpan(at, Math.Min(LongestLiteral, raw.Length - at)).IndexOf(']') is > 0 and var length:
                phrase.Append(raw, at, length + 1);
                at += length + 1;
                break;
            case '<' or '＜':
                Angle();
                break;
            case ':' when !inGroup && !hasAt && angle is null:
                inGroup = true;
                at++;
                Clear();
                break;
            case ',' or '，' or ';' or '；':
                if (raw[at] is ';' or '；') inGroup = false;
                at++;
                EndPiece();
                break;
            default:
                hasAt |= raw[at] is '@' or '＠';
                phrase.Append(raw[at++]);
                break;
        }
    }

    private bool Quoted()
    {
        if (quoteUnclosed) return false;
        var text = new StringBuilder();
        for (var i = at + 1; i < raw.Length; i++)
        {
            if (raw[i] == '"')
            {
                // A quoted local part keeps its quotes: they are part of the address.
                if (i + 1 < raw.Length && raw[i + 1] == '@') phrase.Append(raw, at, i + 1 - at);
                else phrase.Append(text);
                at = i + 1;
                return true;
            }

            if (raw[i] == '\\' && i + 1 < raw.Length) i++;
            text.Append(raw[i]);
        }

        quoteUnclosed = true;
        return false;
    }

    private bool Comment()
    {
        var end = comments.End(at);
        if (end < 0) return false;
        comment ??= comments.Text(at, end);
        at = end;
        phrase.Append(' ');
        return true;
    }

    private void Angle()
    {
        if (angle is not null)
        {
            // Two in one piece: a comma is missing, and the words since the first are the name of the second.
            var name = phrase.ToString(nameEnd, phrase.Length - nameEnd);
            phrase.Length = nameEnd;
            EndPiece();
            phrase.Append(name);
        }

        nameEnd = phrase.Length;
        var close = angleUnclosed ? -1 : Close();
        if (close >= 0)
        {
            angle = raw[(at + 1)..close];
            at = close + 1;
            return;
        }

        // Never closed: what stands up to the next separator is the address.
        var end = raw.AsSpan(at + 1).IndexOfAny(",;<＜") is >= 0 and var length ? at + 1 + length : raw.Length;
        angle = raw[(at + 1)..end];
        scope.Problem(MailProblemCode.AddressUnreadable, raw[at..end]);
        at = end;
    }

    // The closing bracket; none when a separator or another opening comes first. Commas may stand in an old route.
    private int Close()
    {
        var inQuotes = false;
        var route = raw.AsSpan(at + 1).TrimStart() is ['@', ..];
        for (var i = at + 1; i < raw.Length; i++)
        {
            if (raw[i] == '"') inQuotes = !inQuotes;
            if (inQuotes) continue;
            if (raw[i] is '>' or '＞') return i;
            if (raw[i] is '<' or '＜' || (raw[i] is ',' or ';' && !route)) return -1;
        }

        angleUnclosed = true;
        return -1;
    }

    private void EndPiece()
    {
        var text = phrase.ToString().Trim();
        if (angle is not null) WithAngle(text);
        else if (text.AsSpan().ContainsAny("@＠")) WithoutAngle(text);
        else if (text.Length > 0 && namesBefore.Count < scope.Limits.MaxAddresses) namesBefore.Add(text);
        Clear();
    }

    private void WithAngle(string text)
    {
        if (namesBefore.Count > 0)
        {
            // "Li, Lei <lei@example.com>": the comma belongs to the name.
            if (text.Length > 0) namesBefore.Add(text);
            text = string.Join(", ", namesBefore);
            namesBefore.Clear();
            scope.Problem(MailProblemCode.AddressNameUnquoted, text);
        }

        if (AddressSpec.Read(angle!, scope) is { } address) found.Add(new(Name(text.Length > 0 ? text : comment), address));
        else scope.Problem(MailProblemCode.AddressUnreadable, angle!.Length > 0 ? angle : text);
    }

    // user@example.com, user@example.com (Name), Name user@example.com, a@example.com b@example.com
    private void WithoutAngle(string text)
    {
        EndNames();
        var words = AddressSpec.Words(text);
        var name = string.Join(' ', words.Where(word => !word.AsSpan().ContainsAny("@＠")));
        foreach (var word in words)
        {
            if (!word.AsSpan().ContainsAny("@＠")) continue;
            if (found.Count >= scope.Limits.MaxAddresses) return;
            if (AddressSpec.Read(word, scope) is { } address) found.Add(new(Name(name.Length > 0 ? name : comment), address));
            else scope.Problem(MailProblemCode.AddressUnreadable, word);
        }
    }

    // Names that no address followed. One plain word may be a local address: MAILER-DAEMON.
    private void EndNames()
    {
        foreach (var name in namesBefore)
        {
            var plain = name.Length <= 64 && Ascii.IsValid(name) && !name.AsSpan().ContainsAny(NotPlain) && !name.AsSpan().ContainsAnyInRange('\0', '\u001f');
            scope.Problem(plain ? MailProblemCode.AddressWithoutDomain : MailProblemCode.AddressUnreadable, name);
            if (plain && found.Count < scope.Limits.MaxAddresses) found.Add(new(null, name));
        }

        namesBefore.Clear();
    }

    private string? Name(string? text)
    {
        if (text is null) return null;
        var name = PlainLines.OneLine(EncodedWords.Decode(text, scope));
        return name.Length == 0 ? null : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private void Clear()
    {
        phrase.Clear();
        (angle, comment, hasAt) = (null, null, false);
    }
}
