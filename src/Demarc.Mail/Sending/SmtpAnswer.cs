namespace Demarc.Mail.Sending;

/// <summary>What came of waiting for a reply: the reply with its lines, or what stood in the way.</summary>
internal readonly record struct SmtpAnswer(SmtpReply? Reply, IReadOnlyList<string> Lines, SubmissionTrouble Trouble)
{
    public static SmtpAnswer Of(SubmissionTrouble trouble) => new(null, [], trouble);

    public bool Is(int code) => Reply?.Code == code;

    public bool IsPositive => Reply is { IsPositive: true };

    /// <summary>The trouble to name when this answer ends the session: a reply that fits no step is not SMTP.</summary>
    public SubmissionTrouble Blame => Reply is null ? Trouble : Reply.IsTransient || Reply.IsPermanent ? SubmissionTrouble.Replied : SubmissionTrouble.NotSmtp;
}
