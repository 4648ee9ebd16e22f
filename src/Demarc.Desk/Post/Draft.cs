using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>
/// A mail as a person writes it, before it is queued. Who is added and who is missing is told against the message it answers, so that
/// nobody gets or loses a letter unnoticed.
/// </summary>
public sealed record Draft
{
    /// <summary>The case it belongs to.</summary>
    public required string Case { get; init; }

    /// <summary>The desk's mailbox.</summary>
    public required Mailbox From { get; init; }

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>With the case's tag; queueing puts the tag back where it was lost.</summary>
    public required string Subject { get; init; }

    /// <summary>What the person writes.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<DraftFile> Files { get; init; } = [];

    /// <summary>How it came about. Anything but a person's own is marked in the mail.</summary>
    public AutoSubmitted Automatic { get; init; }

    /// <summary>Who has to act once it is sent; null leaves that as it is.</summary>
    public string? WaitingFor { get; init; } = Cases.WaitingFor.Customer;

    /// <summary>Everybody who took part in the message answered, the desk's own mailboxes aside; empty for a first mail.</summary>
    public IReadOnlyList<Mailbox> Answered { get; init; } = [];

    /// <summary>Names of people in the message answered whose address nobody knows: they get no copy.</summary>
    public IReadOnlyList<string> WithoutAddress { get; init; } = [];

    /// <summary>Message-ID of the message answered, in angle brackets; null where it is not known.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread so far, oldest first, in angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Place of the message answered in its thread, as Outlook keeps it.</summary>
    public ThreadIndex? AnsweredIndex { get; init; }

    /// <summary>Recipients who had no part in the message answered.</summary>
    public IEnumerable<Mailbox> Added => Answered.Count == 0 ? [] : To.Concat(Cc).Where(it => !Holds(Answered, it));

    /// <summary>People of the message answered who would not get this one.</summary>
    public IEnumerable<Mailbox> Removed => Answered.Where(it => !Holds(To, it) && !Holds(Cc, it));

    internal static bool Holds(IEnumerable<Mailbox> people, Mailbox person) => people.Any(it => Same(it.Address, person.Address));

    internal static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file to go with a mail.</summary>
/// <param name="Name">As the recipient sees it.</param>
/// <param name="Sha256">Its bytes on the shelf.</param>
public sealed record DraftFile(string Name, string Sha256);
