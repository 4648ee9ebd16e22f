namespace Demarc.Mail.Sending;

/// <summary>A header field of our own. Only names beginning with <c>X-</c>, so that none of the known fields can be written twice.</summary>
public sealed record ExtraField
{
    public ExtraField(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < 3 or > 40 || !name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new MessageFault("extra field", "needs a name of X- and up to 38 letters, digits and hyphens", "名称须以 X- 开头，其后为不超过 38 个字母、数字和连字符");
        Name = name;
        Value = FieldText.Line(name, value);
    }

    public string Name { get; }

    public string Value { get; }
}
