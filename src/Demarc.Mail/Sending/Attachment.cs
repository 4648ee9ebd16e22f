namespace Demarc.Mail.Sending;

/// <summary>A file that goes with a message. Always written in base64, so that any octets arrive as they are (RFC 2045 6.8).</summary>
public sealed record Attachment
{
    private const string NameField = "attachment name";
    private const string TypeField = "attachment type";

    /// <param name="name">A file name in any script, without folders.</param>
    /// <param name="content">The octets. Not copied: leave them alone until the message is written.</param>
    /// <param name="contentType">Type and subtype without parameters (RFC 2045 5.1). Neither <c>message/*</c> nor <c>multipart/*</c>, which may not be base64.</param>
    public Attachment(string name, ReadOnlyMemory<byte> content, string contentType = "application/octet-stream")
    {
        FieldText.Given(NameField, name, 255);
        if (name.AsSpan().ContainsAny('/', '\\')) throw new MessageFault(NameField, "names a folder", "含有路径分隔符");
        Name = name;
        ContentType = CheckedType(contentType);
        Content = content;
    }

    public string Name { get; }

    public string ContentType { get; }

    public ReadOnlyMemory<byte> Content { get; }

    private static string CheckedType(string type)
    {
        FieldText.Given(TypeField, type, 127);
        var parts = type.Split('/');
        if (parts.Length != 2 || !parts.All(IsToken)) throw new MessageFault(TypeField, "needs the form type/subtype", "须为 type/subtype 的形式");
        if (parts[0].Equals("message", StringComparison.OrdinalIgnoreCase) || parts[0].Equals("multipart", StringComparison.OrdinalIgnoreCase))
            throw new MessageFault(TypeField, "message and multipart types may not be encoded; use application/octet-stream", "message 和 multipart 类型不允许编码；请用 application/octet-stream");
        return type;
    }

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~' && !"()<>@,;:\\\"/[]?=".Contains(c));
}
