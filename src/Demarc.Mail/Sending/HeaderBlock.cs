using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Header fields, folded between tokens (RFC 5322 2.2.3). Lines stay within 76 octets: RFC 5322 2.1.1 asks for 78 characters, RFC 2047 2
/// for 76 where encoded words stand. Only one token longer than that makes a longer line; none reaches 998.
/// </summary>
internal sealed class HeaderBlock
{
    private const int FoldAt = 76;
    private readonly StringBuilder _text = new();

    /// <summary>A field of free text.</summary>
    public HeaderBlock Text(string name, string value)
    {
        if (value.Length == 0) return Tokens(name, []);
        var room = FoldAt - name.Length - 2;
        return Tokens(name, EncodedWords.AreNeeded(value, room) ? EncodedWords.Encode(value, room) : value.Split(' '));
    }

    /// <summary>A field of addresses; nothing for none.</summary>
    public HeaderBlock Addresses(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        if (mailboxes.Count == 0) return this;
        List<string> tokens = [];
        foreach (var mailbox in mailboxes)
        {
            if (tokens.Count > 0) tokens[^1] += ",";
            if (mailbox.Name is { } shown) tokens.AddRange(Phrase(shown, FoldAt - name.Length - 2));
            tokens.Add(mailbox.Name is null ? mailbox.Address : $"<{mailbox.Address}>");
        }

        return Tokens(name, tokens);
    }

    /// <summary>A field of tokens with one space between each two. The first stays on the line of the name.</summary>
    public HeaderBlock Tokens(string name, IEnumerable<string> tokens)
    {
        _text.Append(name).Append(':');
        var (used, first) = (name.Length + 1, true);
        foreach (var token in tokens)
        {
            var length = FieldText.Octets(token) + 1;
            if (!first && used + length > FoldAt)
            {
                _text.Append("\r\n");
                used = 0;
            }

            _text.Append(' ').Append(token);
            used += length;
            first = false;
        }

        _text.Append("\r\n");
        return this;
    }

    public byte[] ToArray() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>A shown name: a quoted string, or encoded words where it is long or not ASCII (RFC 2047 5).</summary>
    private static IReadOnlyList<string> Phrase(string name, int limit)
    {
        if (EncodedWords.AreNeeded(name) || name.Length > 50) return EncodedWords.Encode(name, limit);
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_') ? name.Split(' ') : [Parameters.Quoted(name)];
    }
}
