namespace Demarc.Mail.Sending;

/// <summary>
/// Says to a person what happened, where, and what to do, in both languages. The server's own words are quoted with their code, since
/// its operator will ask for them.
/// </summary>
internal static class SubmissionWords
{
    private const int MostNamed = 3;

    public static (string En, string Zh) For(SubmissionServer server, SubmissionEnd end, SubmissionPhase phase, SubmissionTrouble trouble, SmtpReply? reply, string? detail, IReadOnlyList<RecipientOutcome> recipients)
    {
        var place = $"{server.Host}:{server.Port}";
        var said = reply is null ? "" : Short(reply.ToString());
        if (end == SubmissionEnd.Accepted) return Accepted(place, said, recipients);
        var (en, zh) = TroubleWords.What(trouble, said, detail);
        if (end == SubmissionEnd.Unknown)
        {
            return ($"The whole message went to {place}, but {en} before the server confirmed it. It may have been accepted or not. Find out from the recipient or from the server's log before sending it again: that could deliver it twice.",
                $"邮件已全部交给 {place}，但在服务器确认之前，{zh}。邮件可能已被接收，也可能没有。再次发送可能造成重复，请先向收件人或从服务器日志确认。");
        }

        var (stepEn, stepZh) = TroubleWords.Step(phase);
        var (doEn, doZh) = TroubleWords.Do(end, phase, trouble, reply);
        var (whoEn, whoZh) = phase == SubmissionPhase.Recipients && trouble == SubmissionTrouble.Replied ? Refused(recipients) : ("", "");
        return end == SubmissionEnd.Refused
            ? ($"The message was refused for good: {en} ({stepEn}, {place}).{whoEn} {doEn}", $"邮件被拒绝且重试无效：{zh}（{stepZh}，{place}）。{whoZh}{doZh}")
            : ($"The message has not been sent yet: {en} ({stepEn}, {place}).{whoEn} {doEn}", $"邮件尚未发出：{zh}（{stepZh}，{place}）。{whoZh}{doZh}");
    }

    private static (string En, string Zh) Accepted(string place, string said, IReadOnlyList<RecipientOutcome> recipients)
    {
        var taken = recipients.Count(one => one.End == SubmissionEnd.Accepted);
        var (en, zh) = ($"{place} accepted the message for {taken} of {recipients.Count} recipients ({said}).", $"{place} 已为 {recipients.Count} 个收件人中的 {taken} 个接收邮件（{said}）。");
        if (taken == recipients.Count) return (en, zh);
        var (whoEn, whoZh) = Refused(recipients);
        return (en + whoEn, zh + whoZh);
    }

    private static (string En, string Zh) Refused(IReadOnlyList<RecipientOutcome> recipients)
    {
        var (en, zh) = ("", "");
        if (Names(recipients, SubmissionEnd.Refused) is { } bad)
            (en, zh) = ($" Refused for good: {bad}. Check these addresses.", $"被永久拒绝：{bad}。请核对这些地址。");
        if (Names(recipients, SubmissionEnd.TryAgain) is { } later)
            (en, zh) = ($"{en} To be tried again: {later}.", $"{zh}稍后重试：{later}。");
        return (en, zh);
    }

    private static string? Names(IReadOnlyList<RecipientOutcome> recipients, SubmissionEnd end)
    {
        var all = recipients.Where(one => one.End == end).Select(one => one.Reply is null ? one.Address : $"{one.Address} ({Short(one.Reply.ToString())})").ToArray();
        if (all.Length == 0) return null;
        return string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? $", … ({all.Length})" : "");
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
