using System.Globalization;
using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Tests.Intake;

/// <summary>Mails as customers and machines send them to the desk.</summary>
internal static class Mails
{
    public const string Customer = "li@example.net";
    public const string Stranger = "nobody@example.org";

    private static int _count;

    public static DateTimeOffset Date { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A mail of the customer, unless something else is said.</summary>
    public static OutgoingMessage Letter(string subject, string text, string from = Customer, string? name = "李女士") => new()
    {
        From = new(from, name),
        To = [new("case@example.com")],
        Subject = subject,
        Date = Date.AddSeconds(Interlocked.Increment(ref _count)),
        MessageId = string.Create(CultureInfo.InvariantCulture, $"<{Interlocked.Increment(ref _count)}.letter@example.net>"),
        Text = text,
    };

    public static byte[] Octets(this OutgoingMessage letter) => MessageWriter.Write(letter);

    /// <summary>The mail with more fields before its own.</summary>
    public static byte[] Octets(this OutgoingMessage letter, params string[] fields) => [.. Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => field + "\r\n"))), .. MessageWriter.Write(letter)];

    /// <summary>What a mail server sends back when it cannot deliver (RFC 3464).</summary>
    public static byte[] Bounce(string messageId, string recipient) => Encoding.UTF8.GetBytes(string.Join("\r\n",
        "Return-Path: <>", "From: Mail Delivery System <mailer-daemon@mx.example.net>", "To: case@example.com", "Subject: Undelivered Mail Returned to Sender", $"Date: {Date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0800",
        $"Message-ID: <{Guid.NewGuid():N}@mx.example.net>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "",
        "--b", "Content-Type: text/plain", "", "The mail could not be delivered.", "", "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.net", "",
        $"Final-Recipient: rfc822; {recipient}", "Action: failed", "Status: 5.1.1", "", "--b", "Content-Type: text/rfc822-headers", "", $"Message-ID: {messageId}", "Subject: x", "", "--b--", ""));
}
