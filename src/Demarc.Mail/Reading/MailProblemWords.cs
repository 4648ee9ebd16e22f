using System.Collections.Frozen;

namespace Demarc.Mail.Reading;

/// <summary>What each problem means, for people, in both languages.</summary>
public static class MailProblemWords
{
    private static readonly FrozenDictionary<string, (string English, string Chinese)> Words = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [MailProblemCode.MessageTooLong] = ("the message is too long; its end was left out", "邮件过长，末尾部分未读取"),
        [MailProblemCode.HeaderTooLong] = ("the header is too long; later fields were left out", "邮件头过长，之后的字段未读取"),
        [MailProblemCode.TooManyFields] = ("too many header fields; later ones were left out", "邮件头字段过多，之后的未读取"),
        [MailProblemCode.TooManyAddresses] = ("too many addresses; later ones were left out", "地址过多，之后的未读取"),
        [MailProblemCode.TooManyReferences] = ("too many message references; later ones were left out", "引用的邮件标识过多，之后的未读取"),
        [MailProblemCode.TooManyParts] = ("too many parts; later ones were left out", "邮件部分过多，之后的未读取"),
        [MailProblemCode.TooDeep] = ("parts are nested too deep; the inner ones were not opened", "邮件嵌套过深，内层未展开"),
        [MailProblemCode.TooManyProblems] = ("more problems than are listed", "问题过多，未全部列出"),
        [MailProblemCode.BareCr] = ("lines end in a lone CR", "行尾只有 CR"),
        [MailProblemCode.HeaderAbsent] = ("there is no header", "没有邮件头"),
        [MailProblemCode.HeaderEndMissing] = ("no blank line between header and text", "邮件头与正文之间没有空行"),
        [MailProblemCode.HeaderLineUnreadable] = ("a line of the header is no field", "邮件头中有一行不是字段"),
        [MailProblemCode.FieldDoubled] = ("a field that may stand once stands twice; the first counts", "只应出现一次的字段重复出现，以第一个为准"),
        [MailProblemCode.HeaderCharsetGuessed] = ("the field has raw 8-bit text; its charset is a guess", "字段含未编码的 8 位字符，字符集为推测"),
        [MailProblemCode.EncodedWordDamaged] = ("encoded text in the field is damaged", "字段中的编码文字已损坏"),
        [MailProblemCode.ParameterUnreadable] = ("a parameter of the field is unreadable", "字段的参数无法识别"),
        [MailProblemCode.ParameterGap] = ("a parameter is split and a piece of it is missing", "参数被拆分，其中一段缺失"),
        [MailProblemCode.AddressUnreadable] = ("an address is unreadable", "有地址无法识别"),
        [MailProblemCode.AddressWithoutDomain] = ("an address has no domain", "地址没有域名"),
        [MailProblemCode.AddressNameUnquoted] = ("a name with a comma is not quoted; it was read as one name", "含逗号的姓名未加引号，按一个姓名读取"),
        [MailProblemCode.AddressFullWidth] = ("an address has full-width characters; they were read as plain ones", "地址含全角字符，按半角读取"),
        [MailProblemCode.DateUnreadable] = ("the date is unreadable", "日期无法识别"),
        [MailProblemCode.DateZoneMissing] = ("the date has no time zone", "日期没有时区"),
        [MailProblemCode.ContentTypeUnreadable] = ("the content type is unreadable; read as plain text", "内容类型无法识别，按纯文本读取"),
        [MailProblemCode.BoundaryMissing] = ("a multipart names no boundary; read as text", "多部分邮件没有分隔标记，按文本读取"),
        [MailProblemCode.BoundaryNotFound] = ("the boundary of a multipart never occurs; read as text", "多部分邮件的分隔标记未出现，按文本读取"),
        [MailProblemCode.BoundaryUnclosed] = ("a multipart is not closed; the message may be cut", "多部分邮件没有结束标记，邮件可能不完整"),
        [MailProblemCode.EpilogueLeftOut] = ("text after the last part was left out", "最后部分之后的文字未读取"),
        [MailProblemCode.TransferEncodingUnknown] = ("the transfer encoding is unknown; octets kept as they are", "传输编码未知，按原样保留"),
        [MailProblemCode.Base64Damaged] = ("base64 content is damaged", "base64 内容已损坏"),
        [MailProblemCode.QuotedPrintableDamaged] = ("quoted-printable content is damaged", "quoted-printable 内容已损坏"),
        [MailProblemCode.CharsetAbsent] = ("no charset is named; read with a guess", "未注明字符集，按推测读取"),
        [MailProblemCode.CharsetUnknown] = ("the charset is unknown; read with a guess", "字符集未知，按推测读取"),
        [MailProblemCode.CharsetWrong] = ("the charset named is wrong; read with a guess", "注明的字符集有误，按推测读取"),
        [MailProblemCode.CharsetDamaged] = ("some characters do not exist in the charset", "部分字符在该字符集中不存在"),
        [MailProblemCode.FileNameChanged] = ("the file name was not safe and was changed", "文件名不安全，已更改"),
        [MailProblemCode.TnefUnread] = ("Outlook rich text (winmail.dat) was not opened", "Outlook 富文本（winmail.dat）未打开"),
        [MailProblemCode.SmimeUnread] = ("S/MIME content was not opened", "S/MIME 内容未打开"),
        [MailProblemCode.PgpUnread] = ("PGP content was not opened", "PGP 内容未打开"),
        [MailProblemCode.EncryptedUnread] = ("encrypted content was not opened", "加密内容未打开"),
        [MailProblemCode.PartialUnread] = ("this is one piece of a split message; the others are elsewhere", "这是拆分邮件的一部分，其余部分不在此处"),
        [MailProblemCode.ExternalBodyUnread] = ("the content is kept elsewhere and was not fetched", "内容存放在别处，未获取"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code there is.</summary>
    public static IReadOnlyCollection<string> Codes => Words.Keys;

    /// <summary>The meaning of a code; the code itself where it is none.</summary>
    public static (string English, string Chinese) Of(string code) => Words.TryGetValue(code, out var words) ? words : (code, code);
}
