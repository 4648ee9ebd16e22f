namespace Demarc.Mail.Sending;

/// <summary>
/// Turns where a session ended into its outcome, and keeps what became of each recipient on the way. The rules of RFC 5321 4.2.1 and
/// 6.1: 4xx may pass, 5xx will not, and no answer to the final dot leaves it open.
/// </summary>
internal sealed class Ending(SubmissionServer server, Envelope envelope, SmtpTranscript transcript)
{
    private readonly SmtpReply?[] _replies = new SmtpReply?[envelope.Recipients.Count];

    /// <summary>Notes the reply to a RCPT.</summary>
    public void Recipient(int at, SmtpReply reply) => _replies[at] = reply;

    /// <summary>The session ended with this answer, or for want of one.</summary>
    public SubmissionOutcome At(SubmissionPhase phase, SmtpAnswer answer) => Of(phase, answer.Blame, answer.Reply, null);

    public SubmissionOutcome At(SubmissionPhase phase, SubmissionTrouble trouble, string? detail = null) => Of(phase, trouble, null, detail);

    /// <summary>The outcome when no recipient was taken, null while there is one.</summary>
    public SubmissionOutcome? NobodyLeft()
    {
        if (_replies.Any(reply => reply is { IsPositive: true })) return null;
        return Of(SubmissionPhase.Recipients, SubmissionTrouble.Replied, _replies.FirstOrDefault(reply => reply is { IsTransient: true }) ?? _replies[0], null);
    }

    /// <summary>The outcome of the answer to the final dot.</summary>
    public SubmissionOutcome Final(SmtpAnswer answer) => answer.IsPositive
        ? Of(SubmissionPhase.Done, SubmissionTrouble.None, answer.Reply, null)
        : Of(answer.Blame == SubmissionTrouble.Replied ? SubmissionPhase.Done : SubmissionPhase.FinalDot, answer.Blame, answer.Reply, null);

    private SubmissionOutcome Of(SubmissionPhase phase, SubmissionTrouble trouble, SmtpReply? reply, string? detail)
    {
        var end = EndOf(phase, trouble, reply);
        IReadOnlyList<RecipientOutcome> recipients = [.. envelope.Recipients.Select((address, i) => OfOne(address, _replies[i], end, reply))];
        var words = SubmissionWords.For(server, end, phase, trouble, reply, detail is null ? null : transcript.Secrets.Hide(detail), recipients);
        return new()
        {
            End = end, Phase = phase, Trouble = trouble, Reply = reply, Recipients = recipients, Transcript = transcript.Lines,
            QueueId = end == SubmissionEnd.Accepted ? QueueIds.Find(reply!.Text) : null,
            NeedsOperator = IsOurs(phase, trouble, reply),
            En = words.En, Zh = words.Zh,
        };
    }

    private static SubmissionEnd EndOf(SubmissionPhase phase, SubmissionTrouble trouble, SmtpReply? reply) => trouble switch
    {
        SubmissionTrouble.None => SubmissionEnd.Accepted,
        SubmissionTrouble.Replied => reply!.IsPermanent ? SubmissionEnd.Refused : SubmissionEnd.TryAgain,
        SubmissionTrouble.TooLarge or SubmissionTrouble.EightBitNotOffered or SubmissionTrouble.Utf8NotOffered => SubmissionEnd.Refused,
        _ => phase == SubmissionPhase.FinalDot ? SubmissionEnd.Unknown : SubmissionEnd.TryAgain,
    };

    /// <summary>One refused at RCPT stays so; the others share the fate of the message.</summary>
    private static RecipientOutcome OfOne(string address, SmtpReply? own, SubmissionEnd end, SmtpReply? reply) => own switch
    {
        { IsPermanent: true } => new(address, SubmissionEnd.Refused, own),
        { IsTransient: true } => new(address, SubmissionEnd.TryAgain, own),
        _ => new(address, end, reply),
    };

    private static bool IsOurs(SubmissionPhase phase, SubmissionTrouble trouble, SmtpReply? reply) => trouble switch
    {
        SubmissionTrouble.CertificateRejected or SubmissionTrouble.StartTlsMissing or SubmissionTrouble.PlaintextInjected or SubmissionTrouble.LoginNotOffered
            or SubmissionTrouble.UnencryptedNotAllowed => true,
        // 530 asks for a login, 538 for encryption (RFC 4954 6), at whatever step.
        SubmissionTrouble.Replied => reply!.Code is 530 or 538 || (reply.IsPermanent && phase < SubmissionPhase.Mail),
        _ => false,
    };
}
