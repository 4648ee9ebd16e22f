using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Mail.Reading;

namespace Demarc.Desk.Intake;

/// <summary>A mail on its way through the filters, with all that they found out about it.</summary>
public sealed class Incoming(ReadOnlyMemory<byte> raw, string sha256, MailMessage message)
{
    public ReadOnlyMemory<byte> Raw { get; } = raw;

    public string Sha256 { get; } = sha256;

    public MailMessage Message { get; } = message;

    /// <summary>Who sent it, lower case; null where it does not say.</summary>
    public string? Sender { get; } = (message.From ?? message.Sender)?.Address.ToLowerInvariant();

    /// <summary>What tells it from every other mail: its Message-ID, else its hash.</summary>
    public string Key => Message.MessageId is { Length: > 0 } id ? id : "sha256:" + Sha256;

    /// <summary>
    /// Hash of what its sender gave it: writer, date, subject and text. The same mail out of two mailboxes, or past a server that
    /// renames messages, has the same. Null without a date, for then the same words may be said twice.
    /// </summary>
    public string? Content { get; } = message is { Date.Literal: { Length: > 0 } date, From.Address: var from }
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{from.ToLowerInvariant()}\n{date}\n{message.Subject}\n{message.Text}")))
        : null;

    /// <summary>What wrote it, if no person did.</summary>
    public AutomaticSigns? Automatic { get; set; }

    /// <summary>The case it belongs to, as far as its signals say.</summary>
    public CaseRecord? Case { get; set; }

    /// <summary>What spoke for that case, strongest first: <c>message-id tag number</c>.</summary>
    public IList<string> Signals { get; } = [];

    /// <summary>Whether the sender takes part in that case.</summary>
    public bool SenderIsParty { get; set; }

    /// <summary>The case is closed, and this mail is no reason to open it again.</summary>
    public bool LeavesClosed { get; set; }

    /// <summary>A new case comes out of it that has to do with an old one.</summary>
    public CaseRecord? FollowsOn { get; set; }
}

/// <summary>What becomes of a mail.</summary>
/// <param name="Kind">One of <see cref="IntakeEnd"/>.</param>
/// <param name="Case">The case it went to; null for none.</param>
/// <param name="Filter">The filter that decided.</param>
/// <param name="Reason">Why.</param>
public sealed record IntakeResult(IntakeEnd Kind, CaseRecord? Case, string Filter, Model.Bilingual Reason);

/// <summary>The ways a mail can go.</summary>
public enum IntakeEnd
{
    /// <summary>It opened a case.</summary>
    Opened,

    /// <summary>It was added to a case.</summary>
    Added,

    /// <summary>It waits for a person to say where it belongs.</summary>
    Quarantined,

    /// <summary>It was here before.</summary>
    Known,

    /// <summary>It is kept, and nothing is made of it.</summary>
    SetAside,
}
