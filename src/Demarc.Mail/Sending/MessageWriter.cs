using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Writes a message as octets that any server takes: RFC 5322 fields, MIME parts (RFC 2045, 2046), CRLF line ends, lines within 998
/// octets. The same message gives the same octets.
/// </summary>
public static class MessageWriter
{
    private const int MostReferences = 30;

    public static byte[] Write(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var header = new HeaderBlock();
        header.Addresses("From", [message.From]);
        if (message.To.Count == 0 && message.Cc.Count == 0) header.Tokens("To", ["undisclosed-recipients:;"]);
        header.Addresses("To", message.To).Addresses("Cc", message.Cc).Addresses("Reply-To", message.ReplyTo);
        header.Text("Subject", message.Subject);
        header.Tokens("Date", [Date(message.Date)]);
        header.Tokens("Message-ID", [message.MessageId]);
        if (message.InReplyTo is { } answered) header.Tokens("In-Reply-To", [answered]);
        if (message.References.Count > 0) header.Tokens("References", Shortened(message.References));
        if (message.ThreadTopic is { } topic) header.Text("Thread-Topic", topic);
        if (message.ThreadIndex is { } index) header.Tokens("Thread-Index", [index.ToString()]);
        if (message.AutoSubmitted != AutoSubmitted.No) header.Tokens("Auto-Submitted", [message.AutoSubmitted == AutoSubmitted.Replied ? "auto-replied" : "auto-generated"]);
        foreach (var extra in message.Extra) header.Text(extra.Name, extra.Value);
        header.Tokens("MIME-Version", ["1.0"]);
        return [.. header.ToArray(), .. Content(message).ToArray()];
    }

    private static MimePart Content(OutgoingMessage message)
    {
        var content = MimePart.OfText("plain", message.Text, message.EightBit);
        if (message.Html is { } html) content = MimePart.OfParts("alternative", Seed(message), [content, MimePart.OfText("html", html, message.EightBit)]);
        if (message.Attachments.Count > 0) content = MimePart.OfParts("mixed", Seed(message), [content, .. message.Attachments.Select(MimePart.OfFile)]);
        return content;
    }

    private static byte[] Seed(OutgoingMessage message) => SHA256.HashData(Encoding.UTF8.GetBytes(message.MessageId));

    private static IEnumerable<string> Shortened(IReadOnlyList<string> references) =>
        references.Count <= MostReferences ? references : [references[0], .. references.TakeLast(MostReferences - 1)];

    /// <summary>RFC 5322 3.3.</summary>
    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
