namespace Demarc.Mail.Sending;

/// <summary>Who a message goes to and where failures are reported (RFC 5321 2.3.1). Independent of what the message itself says.</summary>
public sealed record Envelope
{
    /// <summary>Recipients that every server must take at once (RFC 5321 4.5.3.1.8).</summary>
    public const int MostRecipients = 100;

    /// <param name="sender">Null for the empty return path, which nobody answers: for mail that programs send (RFC 3834 3.3).</param>
    /// <param name="recipients">From 1 to 100; of the same address twice one is kept.</param>
    public Envelope(string? sender, IEnumerable<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        Sender = sender is null ? null : AddressText.Check("return path", sender);
        Recipients = [.. recipients.Select(address => AddressText.Check("recipient", address)).Distinct(StringComparer.Ordinal)];
        if (Recipients.Count is 0 or > MostRecipients) throw new MessageFault("recipients", $"needs from 1 to {MostRecipients}", $"须为 1 至 {MostRecipients} 个");
    }

    public string? Sender { get; }

    public IReadOnlyList<string> Recipients { get; }

    /// <summary>Everybody the message names, the hidden ones included.</summary>
    public static Envelope Of(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(message.From.Address, message.To.Concat(message.Cc).Concat(message.Bcc).Select(mailbox => mailbox.Address));
    }
}
