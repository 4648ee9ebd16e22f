namespace Demarc.Mail.Reading;

/// <summary>
/// Reads one message of RFC 5322 with its MIME parts (RFC 2045 to 2047, 2231, 6532): octets in, a <see cref="MailMessage"/>
/// out, whatever the octets are. What is unreadable is told in <see cref="MailMessage.Problems"/>.
/// </summary>
public static class MessageReader
{
    /// <summary>Reads a message; lines may end in CRLF or LF. Throws only when cancelled.</summary>
    public static MailMessage Read(ReadOnlyMemory<byte> raw, MailLimits? limits = null, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        limits ??= MailLimits.Default;
        var scope = new Scope(limits, new(limits.MaxProblems), new(limits.MaxParts), "message", ct);
        if (raw.Length > limits.MaxOctets)
        {
            scope.Problem(MailProblemCode.MessageTooLong, raw.Length.ToString());
            raw = raw[..Math.Max(0, limits.MaxOctets)];
        }

        return Read(raw, 0, scope);
    }

    /// <summary>Reads a message inside another; it has its own problems and shares the limits.</summary>
    internal static MailMessage Nested(ReadOnlyMemory<byte> raw, int depth, Scope scope) =>
        Read(raw, depth, scope with { Problems = new(scope.Limits.MaxProblems), Where = "message" });

    private static MailMessage Read(ReadOnlyMemory<byte> raw, int depth, Scope scope)
    {
        if (raw.Span.Contains((byte)'\r') && !raw.Span.Contains((byte)'\n'))
        {
            scope.Problem(MailProblemCode.BareCr);
            var lines = raw.ToArray();
            lines.AsSpan().Replace((byte)'\r', (byte)'\n');
            raw = lines;
        }

        scope.Parts.Take();
        var root = new EntityReader(raw, depth, scope).Read();
        if (root.Fields.Count == 0) scope.Problem(MailProblemCode.HeaderAbsent);
        var body = BodyReader.Read(root, depth, scope);
        var message = MessageFields.Read(root.Fields, scope) with
        {
            ContentType = root.Type,
            Text = body.Text,
            Html = body.Html,
            Parts = body.Parts,
        };
        return message with { Problems = scope.Problems.ToList() };
    }
}
