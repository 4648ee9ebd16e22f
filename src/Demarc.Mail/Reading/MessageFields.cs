namespace Demarc.Mail.Reading;

/// <summary>The fields with a meaning of their own (RFC 5322 3.6): who, when, about what, in answer to what.</summary>
internal static class MessageFields
{
    // May stand once (RFC 5322 3.6); of several the first counts.
    private static readonly string[] Once = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject", "Message-ID", "In-Reply-To", "References"];

    public static MailMessage Read(IReadOnlyList<HeaderField> fields, Scope scope)
    {
        foreach (var name in Once)
        {
            if (fields.Count(field => field.Is(name)) > 1) scope.At(name).Problem(MailProblemCode.FieldDoubled);
        }

        return new()
        {
            Fields = fields,
            Subject = First("Subject") is { } subject ? PlainLines.OneLine(subject.Value) : "",
            From = Addresses("From") is [var from, ..] ? from : null,
            Sender = Addresses("Sender") is [var sender, ..] ? sender : null,
            ReplyTo = Addresses("Reply-To"),
            To = Addresses("To"),
            Cc = Addresses("Cc"),
            Bcc = Addresses("Bcc"),
            Date = First("Date") is { } date ? DateReader.Read(date.Raw, scope.At("Date")) : null,
            MessageId = Ids("Message-ID") is [var id, ..] ? id : null,
            InReplyTo = Ids("In-Reply-To"),
            References = Ids("References"),
        };

        HeaderField? First(string name) => fields.FirstOrDefault(field => field.Is(name));
        IReadOnlyList<Mailbox> Addresses(string name) => First(name) is { } field ? AddressReader.Read(field.Raw, scope.At(name)) : [];
        IReadOnlyList<string> Ids(string name) => First(name) is { } field ? MessageIds.Read(field.Raw, scope.At(name)) : [];
    }
}
