using System.Buffers;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>One recipient of a delivery report (RFC 3464 2.3). Null is what the report does not say.</summary>
public sealed record ReportedRecipient(string? FinalRecipient, string? OriginalRecipient, string? Action, string? Status, string? DiagnosticCode, string? RemoteMta);

/// <summary>
/// What came of a message that was sent (RFC 3464): recipients, and the Message-ID of the message it is about. A program that
/// writes bounces in its own words is known by sender and subject; then only what stands there plainly is taken.
/// </summary>
public sealed record DeliveryReport(bool Standard, string? ReportingMta, string? OriginalMessageId, IReadOnlyList<ReportedRecipient> Recipients)
{
    private const int MostRecipients = 1000;
    private const int LongestValue = 2000;

    private static readonly SearchValues<char> StatusLetters = SearchValues.Create("0123456789.");

    private static readonly string[] Senders = ["mailer-daemon", "postmaster", "mail-daemon", "mdaemon"];

    private static readonly string[] Subjects =
    [
        "undelivered mail", "undeliverable", "mail delivery", "delivery status notification", "delivery failure", "delivery has failed", "failure notice", "returned mail", "message not delivered", "warning: could not send message",
        "退件", "投递失败", "邮件退回", "邮件投递失败", "无法投递", "未送达", "寄件失敗", "無法傳遞", "无法送达",
    ];

    /// <summary>The report; null when the message is none.</summary>
    internal static DeliveryReport? Read(MailMessage message)
    {
        var standard = AutomaticMail.IsReport(message, "delivery-status");
        var failed = message.Field("X-Failed-Recipients");
        if (!standard && failed is null && !ByWords(message)) return null;
        var groups = message.Parts.Where(part => part.ContentType is "message/delivery-status" or "message/global-delivery-status").SelectMany(part => Groups(part.Bytes.Span)).ToList();
        var recipients = groups.Where(group => group.ContainsKey("Final-Recipient") || group.ContainsKey("Action") || group.ContainsKey("Status")).Take(MostRecipients).Select(Recipient).ToList();
        if (recipients.Count == 0 && failed is not null) recipients.AddRange(failed.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostRecipients).Select(address => new ReportedRecipient(address, null, "failed", null, null, null)));
        var mta = groups.Count > 0 ? Address(groups[0].GetValueOrDefault("Reporting-MTA")) : null;
        return new(standard, mta, OriginalId(message), recipients);
    }

    /// <summary>It says that the message did not arrive, and not only that it is late or has arrived.</summary>
    public bool Failed => Recipients.Any(recipient => string.Equals(recipient.Action, "failed", StringComparison.OrdinalIgnoreCase) || recipient.Status is ['5', '.', ..]);

    private static bool ByWords(MailMessage message)
    {
        var local = message.From?.Address.Split('@')[0];
        var machine = local is not null && Senders.Contains(local, StringComparer.OrdinalIgnoreCase);
        return machine && (message.Subject.Contains("退信", StringComparison.Ordinal) || Array.Exists(Subjects, start => message.Subject.AsSpan().TrimStart("【[ ").StartsWith(start, StringComparison.OrdinalIgnoreCase)));
    }

    private static ReportedRecipient Recipient(Dictionary<string, string> group) => new(
        Address(group.GetValueOrDefault("Final-Recipient")),
        Address(group.GetValueOrDefault("Original-Recipient")),
        group.GetValueOrDefault("Action")?.Trim().ToLowerInvariant(),
        Status(group.GetValueOrDefault("Status")),
        Address(group.GetValueOrDefault("Diagnostic-Code")),
        Address(group.GetValueOrDefault("Remote-MTA")));

    // "rfc822; user@example.com": the kind in front is not told.
    private static string? Address(string? value)
    {
        if (value is null) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var text = value[(semicolon + 1)..].Trim();
        return text.Length == 0 ? null : text;
    }

    // class.subject.detail (RFC 3463 2), a comment behind it left out
    private static string? Status(string? value)
    {
        var text = value.AsSpan().Trim();
        var end = text.IndexOfAnyExcept(StatusLetters);
        if (end >= 0) text = text[..end];
        return text.Count('.') == 2 && text is ['2' or '4' or '5', '.', ..] ? text.ToString() : null;
    }

    // Groups of fields, an empty line between them (RFC 3464 2.1).
    private static List<Dictionary<string, string>> Groups(ReadOnlySpan<byte> octets)
    {
        var groups = new List<Dictionary<string, string>>();
        Dictionary<string, string>? group = null;
        var name = "";
        foreach (var line in Encoding.UTF8.GetString(octets).Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line)) group = null;
            else if (groups.Count > MostRecipients) break;
            else if (line[0] is ' ' or '\t')
            {
                if (group?.GetValueOrDefault(name) is { Length: < LongestValue } begun) group[name] = $"{begun} {line.Trim()}";
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                if (group is null) groups.Add(group = new(StringComparer.OrdinalIgnoreCase));
                name = line[..colon].Trim();
                group.TryAdd(name, line[(colon + 1)..].Trim());
            }
        }

        return groups;
    }

    // The returned message or its header is one of the parts.
    private static string? OriginalId(MailMessage message)
    {
        foreach (var part in message.Parts)
        {
            if (part.Message?.MessageId is { } id) return id;
            if (part.ContentType is "text/rfc822-headers" or "message/global-headers" && MessageReader.Read(part.Bytes).MessageId is { } listed) return listed;
        }

        return null;
    }
}
