namespace Demarc.Mail.Reading;

/// <summary>
/// A leaf of the tree decoded: transfer encoding (RFC 2045 6), names (RFC 2183, 2231), nested message (RFC 2046 5.2.1), and
/// the kinds of content that stay closed, each told.
/// </summary>
internal static class PartReader
{
    public static MailPart Read(Entity entity, int depth, bool isBody, Scope scope)
    {
        var inside = scope with { Where = $"part {Path(entity)}" };
        var bytes = Decode(entity, inside);
        var sent = entity.Disposition["filename"] ?? entity.TypeParameters["name"];
        var safe = sent is null ? null : FileNames.Safe(sent);
        if (!string.Equals(sent, safe, StringComparison.Ordinal)) inside.Problem(MailProblemCode.FileNameChanged, sent ?? "");
        var disposition = entity.Disposition.Value is { Length: > 0 } value ? value : null;
        var contentId = ContentId(entity);
        var inline = !isBody && (disposition == "inline" || (disposition is null && contentId is not null && entity.Around?.Type == "multipart/related"));
        TellUnread(entity, safe, bytes.Span, isBody, inside);
        return new()
        {
            Path = Path(entity),
            ContentType = entity.Type,
            Within = entity.Around?.Type,
            Charset = entity.TypeParameters["charset"] is { Length: > 0 } charset ? charset : null,
            Disposition = disposition,
            FileName = safe,
            FileNameAsSent = sent,
            ContentId = contentId,
            Bytes = bytes,
            IsBody = isBody,
            IsInline = inline,
            IsAttachment = !isBody && !inline,
            Message = Nested(entity, bytes, depth, inside),
        };
    }

    // A message that is no multipart is its own first part, as in IMAP (RFC 3501 6.4.5).
    private static string Path(Entity entity) => entity.Path.Length == 0 ? "1" : entity.Path;

    private static ReadOnlyMemory<byte> Decode(Entity entity, Scope scope)
    {
        var encoding = entity.Field("Content-Transfer-Encoding") is { } field ? Parameters.Read(field, scope).Value : "";
        var damaged = false;
        switch (encoding)
        {
            case "" or "7bit" or "8bit" or "binary" or "7-bit" or "8-bit": return entity.Body;
            case "base64":
                var base64 = Base64Text.Decode(entity.Body.Span, out damaged);
                if (damaged) scope.Problem(MailProblemCode.Base64Damaged);
                return base64;
            case "quoted-printable":
                var quoted = QuotedPrintable.Decode(entity.Body.Span, out damaged);
                if (damaged) scope.Problem(MailProblemCode.QuotedPrintableDamaged);
                return quoted;
            default:
                scope.Problem(MailProblemCode.TransferEncodingUnknown, encoding);
                return entity.Body;
        }
    }

    private static string? ContentId(Entity entity)
    {
        var id = entity.Field("Content-ID")?.Trim(' ', '\t', '<', '>');
        return string.IsNullOrEmpty(id) ? null : id;
    }

    private static MailMessage? Nested(Entity entity, ReadOnlyMemory<byte> bytes, int depth, Scope scope)
    {
        if (entity.Type is not ("message/rfc822" or "message/global")) return null;
        if (depth < scope.Limits.MaxDepth) return MessageReader.Nested(bytes, depth + 1, scope);
        scope.Problem(MailProblemCode.TooDeep, entity.Type);
        return null;
    }

    private static void TellUnread(Entity entity, string? name, ReadOnlySpan<byte> bytes, bool isBody, Scope scope)
    {
        var type = entity.Type;
        if (type is "application/ms-tnef" or "application/vnd.ms-tnef" || string.Equals(name, "winmail.dat", StringComparison.OrdinalIgnoreCase)) scope.Problem(MailProblemCode.TnefUnread, name ?? type);
        else if (type is "application/pkcs7-mime" or "application/x-pkcs7-mime") scope.Problem(MailProblemCode.SmimeUnread, entity.TypeParameters["smime-type"] ?? type);
        else if (type == "application/pgp-encrypted") scope.Problem(MailProblemCode.PgpUnread, type);
        else if (entity.Around?.Type == "multipart/encrypted") scope.Problem(MailProblemCode.EncryptedUnread, entity.Around.TypeParameters["protocol"] ?? type);
        else if (type == "message/partial") scope.Problem(MailProblemCode.PartialUnread, entity.TypeParameters["number"] ?? "");
        else if (type == "message/external-body") scope.Problem(MailProblemCode.ExternalBodyUnread, entity.TypeParameters["access-type"] ?? "");
        else if (isBody && IsPgp(bytes)) scope.Problem(MailProblemCode.PgpUnread, type);
    }

    // Old style PGP stands in the text itself (RFC 4880 6.2), at a line's start.
    private static bool IsPgp(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf("-----BEGIN PGP MESSAGE-----"u8);
        return at == 0 || (at > 0 && bytes[at - 1] == '\n');
    }
}
