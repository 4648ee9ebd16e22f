namespace Demarc.Mail.Sending;

/// <summary>How a message came about (RFC 3834 5). Anything but a person's own is marked, so that robots do not answer it.</summary>
public enum AutoSubmitted
{
    /// <summary>A person wrote it; no field is written.</summary>
    No,

    /// <summary>A program sent it unasked, such as a reminder.</summary>
    Generated,

    /// <summary>A program answered a message.</summary>
    Replied,
}

/// <summary>
/// A message to be written. Every value is checked where it is given and refused with a <see cref="MessageFault"/>; what
/// <see cref="MessageWriter"/> gets can always be written.
/// </summary>
public sealed record OutgoingMessage
{
    public required Mailbox From { get; init => field = Checked("From", value); }

    /// <summary>May be empty: the message then says that its recipients are not disclosed.</summary>
    public IReadOnlyList<Mailbox> To { get; init => field = All("To", value); } = [];

    public IReadOnlyList<Mailbox> Cc { get; init => field = All("Cc", value); } = [];

    /// <summary>Recipients of the envelope only: never written.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init => field = All("Bcc", value); } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init => field = All("Reply-To", value); } = [];

    public required string Subject { get; init => field = FieldText.Line("Subject", value); }

    /// <summary>Written with its own offset from UTC, in whole seconds.</summary>
    public required DateTimeOffset Date { get; init => field = Checked(value); }

    /// <summary>With angle brackets: <c>&lt;left@right&gt;</c>. Boundaries follow from it, so one identifier always gives the same octets.</summary>
    public required string MessageId { get; init => field = MessageIdText.Own("Message-ID", value); }

    /// <summary>The message answered; see <see cref="MessageIdText.IsWritable"/>.</summary>
    public string? InReplyTo { get; init => field = value is null ? null : MessageIdText.Foreign("In-Reply-To", value); }

    /// <summary>The thread so far, oldest first (RFC 5322 3.6.4). Of more than thirty the first and the last twenty-nine are written.</summary>
    public IReadOnlyList<string> References { get; init => field = [.. value.Select(id => MessageIdText.Foreign("References", id))]; } = [];

    /// <summary>Place in the thread as Outlook keeps it.</summary>
    public ThreadIndex? ThreadIndex { get; init; }

    /// <summary>The thread's subject as Outlook keeps it, without prefixes.</summary>
    public string? ThreadTopic { get; init => field = value is null ? null : FieldText.Line("Thread-Topic", value); }

    public AutoSubmitted AutoSubmitted { get; init; }

    public IReadOnlyList<ExtraField> Extra { get; init => field = [.. value]; } = [];

    /// <summary>The text. Line ends become CRLF and one ends it.</summary>
    public required string Text { get; init => field = FieldText.Body("text", value); }

    /// <summary>The same in HTML, for programs that prefer it; null for none.</summary>
    public string? Html { get; init => field = value is null ? null : FieldText.Body("HTML", value); }

    public IReadOnlyList<Attachment> Attachments { get; init => field = [.. value]; } = [];

    /// <summary>Write texts as they are where their lines allow it; the server must then offer 8BITMIME (RFC 6152).</summary>
    public bool EightBit { get; init; }

    private static Mailbox Checked(string field, Mailbox value)
    {
        ArgumentNullException.ThrowIfNull(value, field);
        return value;
    }

    private static IReadOnlyList<Mailbox> All(string field, IReadOnlyList<Mailbox> value) => [.. value.Select(mailbox => Checked(field, mailbox))];

    private static DateTimeOffset Checked(DateTimeOffset date) =>
        date.Year >= 1900 ? date : throw new MessageFault("Date", "lies before the year 1900", "早于 1900 年");
}
