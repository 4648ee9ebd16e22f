namespace Demarc.Mail.Reading;

/// <summary>
/// One message as far as it could be read (RFC 5322). Whatever was unreadable is in <see cref="Problems"/>; a property that
/// is null or empty was not in the message or could not be read.
/// </summary>
public sealed record MailMessage
{
    /// <summary>All header fields in the order they stood, unfolded.</summary>
    public IReadOnlyList<HeaderField> Fields { get; init; } = [];

    /// <summary>Subject, decoded, on one line; empty when there is none (RFC 5322 3.6.5).</summary>
    public string Subject { get; init; } = "";

    /// <summary>First author (RFC 5322 3.6.2).</summary>
    public Mailbox? From { get; init; }

    /// <summary>Who sent it for the author, where another (RFC 5322 3.6.2).</summary>
    public Mailbox? Sender { get; init; }

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Date field (RFC 5322 3.3 and 4.3).</summary>
    public MailDate? Date { get; init; }

    /// <summary>Message-ID without its angle brackets (RFC 5322 3.6.4).</summary>
    public string? MessageId { get; init; }

    /// <summary>Message-IDs of In-Reply-To, without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Message-IDs of References, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Media type of the whole, in lower case: <c>text/plain</c> when the message says nothing (RFC 2045 5.2).</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>The body to read: plain text where there is any (wrapped lines of format=flowed joined, RFC 3676), else HTML turned into text. Lines end in LF.</summary>
    public string? Text { get; init; }

    /// <summary>The body as HTML, where the message has one. Untrusted: it is as the sender wrote it.</summary>
    public string? Html { get; init; }

    /// <summary>Every part that is not a multipart, in order.</summary>
    public IReadOnlyList<MailPart> Parts { get; init; } = [];

    /// <summary>What could not be read or was read with a guess, those of nested messages left to these.</summary>
    public IReadOnlyList<MailProblem> Problems { get; init; } = [];

    /// <summary>First field of that name, letter case aside.</summary>
    public HeaderField? Field(string name) => Fields.FirstOrDefault(field => field.Is(name));
}

/// <summary>A header field (RFC 5322 2.2): name as written, value unfolded, and the same with its encoded words decoded (RFC 2047).</summary>
public sealed record HeaderField(string Name, string Raw, string Value)
{
    /// <summary>Names of fields know no letter case.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One address with its display name, decoded (RFC 5322 3.4). The address keeps its letter case.</summary>
public sealed record Mailbox(string? Name, string Address);

/// <summary>A date as written and, where readable and with a zone, the moment it names (RFC 5322 3.3, obsolete forms 4.3).</summary>
public sealed record MailDate(string Literal, DateTimeOffset? Time);
