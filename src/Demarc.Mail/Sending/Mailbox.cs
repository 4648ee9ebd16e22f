using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>One address with the name shown for it (RFC 5322 3.4). Checked when made.</summary>
public sealed record Mailbox
{
    /// <param name="address">Such as <c>noc@example.com</c>. A domain in other scripts is kept in its ASCII form (RFC 5891).</param>
    /// <param name="name">What mail programs show; null for none.</param>
    public Mailbox(string address, string? name = null)
    {
        Address = AddressText.Check("address", address);
        Name = string.IsNullOrWhiteSpace(name) ? null : FieldText.Line("name", name, 500).Trim();
        if (name is not null) FieldText.Line("name", name, 500);
    }

    public string Address { get; }

    public string? Name { get; }

    /// <summary>The part before the @ is not ASCII: such an address is only carried by servers that offer SMTPUTF8 (RFC 6531).</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Address);

    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";
}
