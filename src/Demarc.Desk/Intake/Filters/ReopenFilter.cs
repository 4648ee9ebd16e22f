using System.Text.RegularExpressions;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Mail.Reading;

namespace Demarc.Desk.Intake.Filters;

/// <summary>
/// Mail to a closed case. A word of thanks and whatever a machine wrote leave it closed; anything else opens it again, within a time;
/// after that, and for archived cases, it is a case of its own that tells of the old one.
/// </summary>
internal sealed partial class ReopenFilter(TimeProvider clock, TimeSpan window) : IIntakeFilter
{
    private const int ShortAnswer = 60;

    public string Name => "reopen";

    public Decision? Look(Incoming mail, DeskReading reading)
    {
        if (mail.Case is not { IsOpen: false } closed) return null;
        if (mail.Automatic is { Kind: AutomaticKind.Bounce or AutomaticKind.AutoReply or AutomaticKind.ReadReceipt } || IsThanks(mail))
        {
            if (closed.Status == CaseStatus.Archived) return new(IntakeEnd.SetAside, new($"case {closed.Number} is archived and the mail asks for nothing", $"案例 {closed.Number} 已归档，且邮件没有提出请求"));
            mail.LeavesClosed = true;
            return null;
        }

        if (closed.Status == CaseStatus.Closed && clock.GetUtcNow() - closed.Closed <= window) return null;
        (mail.FollowsOn, mail.Case) = (closed, null);
        return null;
    }

    /// <summary>A short answer without question, number or attachment that says thanks.</summary>
    private static bool IsThanks(Incoming mail)
    {
        if (mail.Message.Parts.Any(part => part.IsAttachment)) return false;
        var own = Own(mail.Message.Text ?? "");
        return own.Length <= ShortAnswer && Thanks.IsMatch(own) && !Asks.IsMatch(own);
    }

    /// <summary>What stands above the quoted mail.</summary>
    private static string Own(string text)
    {
        var evidence = new Transcripts.EvidenceText("", "", text);
        var turns = Transcripts.Mail.MailChain.Split(evidence);
        var last = turns.Count > 0 ? turns[0].Last : evidence.Count - 1;
        return string.Join(' ', Enumerable.Range(0, Math.Max(0, last + 1)).Select(i => evidence.Raw(i).ToString().Trim()).Where(line => line.Length > 0 && line[0] != '>')).Trim();
    }

    [GeneratedRegex(@"谢谢|感谢|多谢|辛苦|thank|thanks|thx|cheers|appreciate", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Thanks { get; }

    [GeneratedRegex(@"[?？]|但是|不过|还是|仍然|又|再次|依然|没有解决|\b(but|still|again|however|not)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Asks { get; }
}
