using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// The fields at the top of an entity (RFC 5322 2.2): lines with a name and a colon, folded ones joined. The section ends
/// at an empty line, at the end, at a boundary of a multipart around it, or at a line that can be no field: that line and
/// what follows is then taken for the body, so that no text is lost.
/// </summary>
internal static class HeaderSection
{
    /// <summary>Reads from an offset; returns where the body starts.</summary>
    public static int Read(ReadOnlySpan<byte> octets, int at, Boundaries around, Scope scope, List<HeaderField> fields)
    {
        var start = at;
        var full = false;
        while (at < octets.Length)
        {
            scope.Cancel.ThrowIfCancellationRequested();
            if (around.Match(octets, at) is not null)
            {
                scope.Problem(MailProblemCode.HeaderEndMissing);
                return at;
            }

            var end = Octets.LineEnd(octets, at, out var next);
            if (end == at) return next;
            var colon = NameEnd(octets[at..end], out var name);
            if (colon < 0)
            {
                if (Octets.IsBlank(octets[at]) || (at == start && IsEnvelope(octets[at..end])))
                {
                    // A line that continues nothing, or the separator line of a mailbox file.
                    if (Octets.IsBlank(octets[at])) scope.Problem(MailProblemCode.HeaderLineUnreadable);
                    at = next;
                    continue;
                }

                scope.Problem(MailProblemCode.HeaderEndMissing);
                return at;
            }

            while (next < octets.Length && Octets.IsBlank(octets[next])) end = Octets.LineEnd(octets, next, out next);
            if (!full && next - start > scope.Limits.MaxHeaderOctets)
            {
                full = true;
                scope.Problem(MailProblemCode.HeaderTooLong);
            }

            if (!full && fields.Count >= scope.Limits.MaxFields)
            {
                full = true;
                scope.Problem(MailProblemCode.TooManyFields);
            }

            if (!full) fields.Add(Field(name, octets[(at + colon + 1)..end], scope));
            at = next;
        }

        return at;
    }

    /// <summary>A line that starts a field is there.</summary>
    public static bool StartsField(ReadOnlySpan<byte> octets, int at) => NameEnd(octets[at..Octets.LineEnd(octets, at, out _)], out _) > 0;

    // ftext is any printable ASCII but the colon; blanks before the colon are an obsolete form (RFC 5322 3.6.8 and 4.5).
    private static int NameEnd(ReadOnlySpan<byte> line, out string name)
    {
        name = "";
        var length = line.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || length == 0 || (length >= 0 && length < colon && !Octets.IsBlank(line[length..colon]))) return -1;
        name = Encoding.ASCII.GetString(line[..(length >= 0 && length < colon ? length : colon)]);
        return colon;
    }

    private static bool IsEnvelope(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);

    private static HeaderField Field(string name, ReadOnlySpan<byte> folded, Scope scope)
    {
        var value = folded.Trim(" \t\r\n"u8);
        var text = Charsets.DecodeRaw(value.IndexOf((byte)'\n') < 0 ? value : Unfolded(value));
        var inner = scope with { Where = $"header {name}" };
        if (text.Problem is not null) inner.Problem(text.Problem, text.Charset);

        // Encoded line ends would make a second field of the value wherever it is written again.
        return new(name, text.Text, EncodedWords.Decode(text.Text, inner).Replace('\r', ' ').Replace('\n', ' '));
    }

    // Unfolding takes the line end away and leaves the blank behind it (RFC 5322 2.2.3).
    private static byte[] Unfolded(ReadOnlySpan<byte> folded)
    {
        var value = new byte[folded.Length];
        var length = 0;
        for (var at = 0; at < folded.Length;)
        {
            var end = Octets.LineEnd(folded, at, out var next);
            folded[at..end].CopyTo(value.AsSpan(length));
            length += end - at;
            at = next;
        }

        return value[..length];
    }
}
