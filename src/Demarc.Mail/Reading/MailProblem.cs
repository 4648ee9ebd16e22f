namespace Demarc.Mail.Reading;

/// <summary>
/// Something that could not be read, or only with a guess. The code is stable (<see cref="MailProblemCode"/>); where is
/// <c>message</c>, <c>header NAME</c> or <c>part 1.2</c>; the detail is a word out of the message or a figure, no sentence.
/// </summary>
public sealed record MailProblem(string Code, string Where, string Detail);

/// <summary>Stable codes of problems. Their words in both languages: <see cref="MailProblemWords"/>.</summary>
public static class MailProblemCode
{
    public const string MessageTooLong = "message-too-long";
    public const string HeaderTooLong = "header-too-long";
    public const string TooManyFields = "too-many-fields";
    public const string TooManyAddresses = "too-many-addresses";
    public const string TooManyReferences = "too-many-references";
    public const string TooManyParts = "too-many-parts";
    public const string TooDeep = "too-deep";
    public const string TooManyProblems = "too-many-problems";

    public const string BareCr = "bare-cr";
    public const string HeaderAbsent = "header-absent";
    public const string HeaderEndMissing = "header-end-missing";
    public const string HeaderLineUnreadable = "header-line-unreadable";
    public const string FieldDoubled = "field-doubled";
    public const string HeaderCharsetGuessed = "header-charset-guessed";
    public const string EncodedWordDamaged = "encoded-word-damaged";
    public const string ParameterUnreadable = "parameter-unreadable";
    public const string ParameterGap = "parameter-gap";
    public const string AddressUnreadable = "address-unreadable";
    public const string AddressWithoutDomain = "address-without-domain";
    public const string AddressNameUnquoted = "address-name-unquoted";
    public const string AddressFullWidth = "address-full-width";
    public const string DateUnreadable = "date-unreadable";
    public const string DateZoneMissing = "date-zone-missing";

    public const string ContentTypeUnreadable = "content-type-unreadable";
    public const string BoundaryMissing = "boundary-missing";
    public const string BoundaryNotFound = "boundary-not-found";
    public const string BoundaryUnclosed = "boundary-unclosed";
    public const string EpilogueLeftOut = "epilogue-left-out";
    public const string TransferEncodingUnknown = "transfer-encoding-unknown";
    public const string Base64Damaged = "base64-damaged";
    public const string QuotedPrintableDamaged = "quoted-printable-damaged";
    public const string CharsetAbsent = "charset-absent";
    public const string CharsetUnknown = "charset-unknown";
    public const string CharsetWrong = "charset-wrong";
    public const string CharsetDamaged = "charset-damaged";
    public const string FileNameChanged = "file-name-changed";

    public const string TnefUnread = "tnef-unread";
    public const string SmimeUnread = "smime-unread";
    public const string PgpUnread = "pgp-unread";
    public const string EncryptedUnread = "encrypted-unread";
    public const string PartialUnread = "partial-unread";
    public const string ExternalBodyUnread = "external-body-unread";
}
