using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Finds header blocks: at least three different header labels in a row, the sender's among them, with blank lines
/// and wrapped values between. Two are enough under a separator that announces a mail.
/// </summary>
internal static class HeaderBlocks
{
    private const int MostLines = 40;
    private const int MostBlanks = 2;
    private const int WrapFrom = 50;
    private const int WrapTo = 110;

    /// <summary>The block that opens at a line index, or null. Blank lines at its end belong to the body.</summary>
    public static MailHeader? Read(EvidenceText text, int first, bool announced)
    {
        if (MailLabels.Read(text.Span(first), out _, out _) is MailField.None or MailField.Body) return null;
        var fields = new Fields();
        var depth = text.QuoteDepth(first);
        var last = first;
        var at = first;
        var blanks = 0;
        for (; at < text.Count && at - first < MostLines; at++)
        {
            var line = text.Span(at);
            if (line.IsWhiteSpace())
            {
                if (++blanks > MostBlanks) break;
                continue;
            }

            if (text.QuoteDepth(at) != depth) break;
            var field = MailLabels.Read(line, out var value, out var chinese);
            if (field == MailField.None)
            {
                if (!Continues(text, at, last, depth, blanks)) break;
                fields.Append(line.Trim());
            }
            else if (!fields.Add(field, value, chinese)) break;

            (last, blanks) = (at, 0);
            if (field == MailField.Body) break;
        }

        return fields.Has(MailField.From) && (fields.Count >= 3 || (announced && fields.Count == 2)) ? fields.Header(first, last + 1, depth) : null;
    }

    /// <summary>
    /// A line without label continues the value above when another label follows it soon, or, at the end of the block,
    /// when the line above is as long as a wrapped one. Blank lines inside a list of recipients are allowed.
    /// </summary>
    private static bool Continues(EvidenceText text, int at, int last, int depth, int blanks)
    {
        var above = text.Span(last);
        for (var next = at + 1; next < text.Count && next <= at + 6; next++)
        {
            var line = text.Span(next);
            if (text.QuoteDepth(next) != depth && !line.IsWhiteSpace()) break;
            if (MailLabels.Read(line, out _, out _) is not (MailField.None or MailField.Body)) return blanks == 0 || above.TrimEnd() is [.., ';' or ',' or '；'];
            if (line.IsWhiteSpace() && blanks == 0 && above.TrimEnd() is not [.., ';' or ',' or '；']) break;
        }

        var width = Width(above);
        return blanks == 0 && last == at - 1 && width is >= WrapFrom and <= WrapTo && (at + 1 >= text.Count || text.Span(at + 1).IsWhiteSpace());
    }

    private static int Width(ReadOnlySpan<char> line)
    {
        var width = 0;
        foreach (var character in line) width += character >= '\u1100' ? 2 : 1;
        return width;
    }

    /// <summary>Values gathered while a block is read.</summary>
    private sealed class Fields
    {
        private readonly Dictionary<MailField, StringBuilder> _values = [];
        private StringBuilder? _open;
        private bool _chinese;

        public int Count => _values.Keys.Count(known => known != MailField.Other);

        public bool Has(MailField field) => _values.ContainsKey(field);

        /// <summary>False when the label was met already: another block begins there.</summary>
        public bool Add(MailField field, string value, bool chinese)
        {
            if (field != MailField.Other && field != MailField.Copy && _values.ContainsKey(field)) return false;
            _chinese |= chinese;
            _open = new StringBuilder(value);
            _values[field] = _open;
            return true;
        }

        public void Append(ReadOnlySpan<char> more) => _open?.Append(' ').Append(more);

        public MailHeader Header(int first, int body, int depth) => new(
            first, body, depth,
            MailNames.Read(Value(MailField.From)),
            MailDates.Read(Value(MailField.Time), _chinese),
            MailNames.ReadAll(Value(MailField.To)),
            Value(MailField.Subject) is { Length: > 0 } subject ? MailNames.Decode(subject) : null);

        private string Value(MailField field) => _values.TryGetValue(field, out var value) ? value.ToString() : "";
    }
}
