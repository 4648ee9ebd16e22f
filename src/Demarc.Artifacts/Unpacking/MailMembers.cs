using System.Globalization;
using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Artifacts.Unpacking;

/// <summary>What a mail holds: its text below who wrote it when to whom, then what was attached. A mailbox file holds that of each mail.</summary>
internal sealed class MailMembers : MemberReader
{
    /// <summary>Name of a mail's own text.</summary>
    public const string TextName = "mail.txt";

    private readonly IEnumerator<(string Name, ReadOnlyMemory<byte> Bytes)> _members;

    /// <param name="container">Name of the file.</param>
    /// <param name="content">Its bytes; no more than may be held.</param>
    /// <param name="isBox">It is a mailbox file.</param>
    /// <param name="allowance">What is left of the limits.</param>
    public MailMembers(string container, Content content, bool isBox, Allowance allowance)
        : base(container, allowance)
    {
        ReadOnlyMemory<byte> raw = content.Head((int)content.Length);
        _members = (isBox ? OfBox(raw) : Of(raw, "")).GetEnumerator();
    }

    public override void Dispose() => _members.Dispose();

    protected override Member? Advance()
    {
        if (!_members.MoveNext()) return null;
        if (!Count()) return TooMany();
        var plain = MemberName.TryRead(_members.Current.Name, out var name);
        var source = $"{Container}!{name}";
        if (!plain) return new(source, null, Reasons.BadName(source));
        return _members.Current.Bytes.IsEmpty ? new(source, null, Reasons.Empty(source)) : Take(source, new MemoryStream(_members.Current.Bytes.ToArray(), writable: false));
    }

    private IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> OfBox(ReadOnlyMemory<byte> raw)
    {
        var number = 0;
        foreach (var mail in Mbox.Split(raw))
        {
            number++;
            foreach (var member in Of(mail, number.ToString(CultureInfo.InvariantCulture) + "/")) yield return member;
        }
    }

    private IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Of(ReadOnlyMemory<byte> raw, string before)
    {
        var mail = MessageReader.Read(raw, null, Allowance.CancellationToken);
        yield return (before + TextName, Encoding.UTF8.GetBytes(TextOf(mail)));
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in mail.Parts.Where(it => !it.IsBody && !IsSignature(it)))
        {
            var name = part.FileName ?? (part.Message is null ? $"part-{part.Path}" : $"part-{part.Path}.eml");
            var times = names[name] = names.GetValueOrDefault(name) + 1;
            yield return (before + (times == 1 ? name : $"{times.ToString(CultureInfo.InvariantCulture)} {name}"), part.Bytes);
        }
    }

    /// <summary>A proof of who sent it, nothing to read (RFC 1847).</summary>
    private static bool IsSignature(MailPart part) => part.ContentType is "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature";

    private static string TextOf(MailMessage mail)
    {
        var text = new StringBuilder();
        void Field(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) text.Append(name).Append(": ").Append(value).Append('\n');
        }

        Field("From", mail.From is { } from ? People([from]) : null);
        Field("Date", mail.Date?.Literal);
        Field("To", People(mail.To));
        Field("Cc", People(mail.Cc));
        Field("Subject", mail.Subject);
        return text.Append('\n').Append(mail.Text).ToString();
    }

    private static string People(IEnumerable<Mailbox> people) => string.Join(", ", people.Select(it => it.Name is { Length: > 0 } name ? $"{name} <{it.Address}>" : it.Address));
}
