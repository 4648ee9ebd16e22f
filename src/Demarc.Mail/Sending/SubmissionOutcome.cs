namespace Demarc.Mail.Sending;

/// <summary>How sending ended, for the whole message or for one recipient. The default claims nothing.</summary>
public enum SubmissionEnd
{
    /// <summary>
    /// The final dot was sent and no answer came. The server may have taken the message or not: sending it again can double it, not
    /// sending it can lose it. A person decides, or the recipient's answer does.
    /// </summary>
    Unknown,

    /// <summary>Not taken, for a reason that may pass: a 4xx reply, or trouble with the connection before the final dot.</summary>
    TryAgain,

    /// <summary>Not taken, and the same message will not be: a 5xx reply, or the server cannot carry it.</summary>
    Refused,

    /// <summary>The server answers for it from now on.</summary>
    Accepted,
}

/// <summary>The step a session had come to.</summary>
public enum SubmissionPhase
{
    Connect, Tls, Greeting, Hello, StartTls, Authenticate, Mail, Recipients, Data, Body,

    /// <summary>The final dot was sent; its answer is awaited.</summary>
    FinalDot,

    /// <summary>The answer to the final dot came.</summary>
    Done,
}

/// <summary>What stood in the way.</summary>
public enum SubmissionTrouble
{
    None,

    /// <summary>The server said so: see the reply.</summary>
    Replied,
    NameNotFound, ConnectionRefused, Unreachable, ConnectFailed, TimedOut, Closed,

    /// <summary>A reply beyond every bound.</summary>
    ReplyTooLong,

    /// <summary>What came is no reply of SMTP, or one that does not belong to this step.</summary>
    NotSmtp,
    TlsFailed, CertificateRejected,

    /// <summary>The server does not offer STARTTLS, or somebody on the way removed it.</summary>
    StartTlsMissing,

    /// <summary>Something followed the reply to STARTTLS before encryption began: an attack, or a very broken server.</summary>
    PlaintextInjected,

    /// <summary>None of the ways to log in that we know is offered.</summary>
    LoginNotOffered,

    /// <summary>The settings name no encryption for a server that is not on this machine.</summary>
    UnencryptedNotAllowed,
    TooLarge, EightBitNotOffered, Utf8NotOffered,

    /// <summary>The caller stopped it after the final dot.</summary>
    Stopped,
}

/// <summary>What became of one recipient.</summary>
/// <param name="Reply">The server's last word on it; null where there was none.</param>
public sealed record RecipientOutcome(string Address, SubmissionEnd End, SmtpReply? Reply);

/// <summary>
/// How sending a message ended. <see cref="End"/> is Accepted as soon as one recipient is: look at <see cref="Recipients"/> for the others.
/// </summary>
public sealed record SubmissionOutcome
{
    public required SubmissionEnd End { get; init; }

    /// <summary>Where it ended.</summary>
    public required SubmissionPhase Phase { get; init; }

    public required SubmissionTrouble Trouble { get; init; }

    /// <summary>The reply that decided; null where none did.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>The server's own name for the message, where its reply has a known form; to be asked about by it.</summary>
    public string? QueueId { get; init; }

    /// <summary>In the order of the envelope.</summary>
    public required IReadOnlyList<RecipientOutcome> Recipients { get; init; }

    /// <summary>What happened, where, and what to do.</summary>
    public required string En { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>The session line by line, bounded, without secrets and without the message: C is this end, S the server.</summary>
    public required IReadOnlyList<string> Transcript { get; init; }

    /// <summary>
    /// Nothing gets better until somebody changes this program's settings or the server's: the login, the certificate, the encryption.
    /// The message itself was not judged; a queue does well to keep all of its mail and tell a person.
    /// </summary>
    public required bool NeedsOperator { get; init; }

    /// <summary>Recipients to send to again later.</summary>
    public IEnumerable<string> ToRetry => Recipients.Where(one => one.End == SubmissionEnd.TryAgain).Select(one => one.Address);
}
