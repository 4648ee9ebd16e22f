namespace Demarc.Mail.Reading;

/// <summary>A part of a message that is not a multipart: body text, attachment, picture, nested message (RFC 2045, 2183, 2387).</summary>
public sealed record MailPart
{
    /// <summary>Place in the message: <c>1</c> is the first part, <c>1.2</c> the second inside it; the same numbers IMAP uses.</summary>
    public required string Path { get; init; }

    /// <summary>Media type in lower case, without parameters.</summary>
    public required string ContentType { get; init; }

    /// <summary>Media type of the multipart around it; null where there is none.</summary>
    public string? Within { get; init; }

    /// <summary>Charset as the message names it; null when it names none.</summary>
    public string? Charset { get; init; }

    /// <summary>Content-Disposition in lower case (RFC 2183): <c>attachment</c>, <c>inline</c>, another; null when absent.</summary>
    public string? Disposition { get; init; }

    /// <summary>File name decoded and made safe to store: no folders, no control or direction characters, no reserved name.</summary>
    public string? FileName { get; init; }

    /// <summary>File name decoded, otherwise as the sender wrote it; never use it as a path.</summary>
    public string? FileNameAsSent { get; init; }

    /// <summary>Content-ID without angle brackets (RFC 2392: what <c>cid:</c> links name).</summary>
    public string? ContentId { get; init; }

    /// <summary>Octets after decoding the transfer encoding.</summary>
    public int Size => Bytes.Length;

    /// <summary>The content, transfer encoding decoded (RFC 2045 6).</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>It is, or is another form of, the text a person reads as the message.</summary>
    public bool IsBody { get; init; }

    /// <summary>Shown inside the text: disposition inline, or a picture the HTML refers to.</summary>
    public bool IsInline { get; init; }

    /// <summary>Sent along: neither body nor inline.</summary>
    public bool IsAttachment { get; init; }

    /// <summary>The nested message of a message/rfc822 part.</summary>
    public MailMessage? Message { get; init; }

    /// <summary>The content as text, by its charset or the best guess; wrapped lines stay wrapped. Lines end in LF.</summary>
    public string ReadText() => PlainLines.Normal(Charsets.Decode(Bytes.Span, Charset).Text);
}
