namespace Demarc.Mail.Sending;

/// <summary>
/// A value given for a message, an envelope or a server cannot be written safely: it holds control characters, is no address, is too
/// long. Thrown when the value is given, before anything is written or sent. The value itself is not repeated: it may be hostile.
/// </summary>
#pragma warning disable CA1710 // The short name is what callers catch and read.
public sealed class MessageFault : Exception
#pragma warning restore CA1710
{
    public MessageFault(string field, string en, string zh)
        : base($"{field}: {en}")
    {
        Field = field;
        Zh = $"{field}：{zh}";
    }

    /// <summary>What the value was meant for: a header field's name, or words such as <c>attachment name</c>.</summary>
    public string Field { get; }

    /// <summary>The reason in English, with the field.</summary>
    public string En => Message;

    /// <summary>The reason in Chinese, with the field.</summary>
    public string Zh { get; }
}
