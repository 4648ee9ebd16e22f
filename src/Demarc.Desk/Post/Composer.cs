using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Store;
using Demarc.Desk.Threads;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>
/// Begins mails. An answer goes to everybody of the last message, and to nobody else: whoever was dropped on the way stays out, and the
/// customer is not drawn into a talk with a vendor.
/// </summary>
public sealed partial class Composer(CaseDesk desk, SubmissionSettings settings)
{
    private const int LongestName = 200;
    private const int LongestSubject = 400;

    /// <summary>An answer to everybody of the last message of a case, or of the turn named; a first mail to the customer where there is none.</summary>
    public Draft ReplyAll(string caseId, string? turnId = null)
    {
        var from = settings.From();
        var (found, last, parties, removed) = desk.Store.Read(reading =>
        (
            CaseBook.Find(reading, caseId) ?? throw new DeskFault(DeskFaultKind.NotFound, new($"no case '{caseId}'", $"没有案例“{caseId}”")),
            Answered.Last(reading, caseId, turnId, Raw),
            CaseBook.Parties(reading, caseId),
            reading.All("SELECT address FROM party WHERE case_id = @1 AND removed IS NOT NULL AND address IS NOT NULL", row => row.GetString(0), caseId)
        ));
        if (last is null) return First(found, from, parties);
        var people = new Gathering(desk.Settings.IsOwnMailbox, from.Address, parties, removed);
        IEnumerable<ReadPerson> author = last.Turn.Direction == "out" ? [] : last.Author;
        var to = people.Take([.. author, .. last.To]);
        var cc = people.Take(last.Copies);
        if (to.Count == 0) (to, cc) = (cc, []);
        var draft = new Draft
        {
            Case = found.Id, From = from, To = to, Cc = cc, Answered = new Gathering(desk.Settings.IsOwnMailbox, from.Address, parties, []).Take([.. author, .. last.To, .. last.Copies]), WithoutAddress = people.Nameless,
            Subject = Subject(found, last.Message?.Subject is { Length: > 0 } subject ? subject : last.Turn.Subject ?? found.Title, isAnswer: true),
        };
        return last.Message is { } message ? draft with { InReplyTo = Bracketed(message.MessageId), References = Chain(message), AnsweredIndex = Index(message) } : draft;
    }

    /// <summary>A mail to somebody else, such as a vendor: with nobody of the talk so far.</summary>
    public Draft To(string caseId, Mailbox recipient, string? subject = null)
    {
        var found = desk.Cases.Get(caseId);
        return new() { Case = found.Id, From = settings.From(), To = [recipient], Subject = Subject(found, subject ?? found.Title, isAnswer: false), WaitingFor = WaitingFor.ThirdParty };
    }

    /// <summary>A subject with the case's tag in it once.</summary>
    internal string Tagged(CaseRecord found, string subject)
    {
        var prefix = Prefix.Match(subject).Value;
        return Cut($"{prefix}{desk.Keys.Tag(found.Number)} {Bare(found, subject[prefix.Length..])}");
    }

    /// <summary>The subject without prefixes and tag, as Outlook keeps it for a thread.</summary>
    internal static string Topic(CaseRecord found, string subject) => Cut(Bare(found, Subjects.Plain(subject)));

    private string Subject(CaseRecord found, string subject, bool isAnswer)
    {
        var prefix = !isAnswer ? "" : found.Language == "zh" ? "回复: " : "Re: ";
        return Tagged(found, prefix + Bare(found, Subjects.Plain(Line(subject))));
    }

    private Draft First(CaseRecord found, Mailbox from, IReadOnlyList<Party> parties) => new()
    {
        Case = found.Id, From = from, Subject = Subject(found, found.Title, isAnswer: false),
        To = [.. parties.Where(it => it.Role == PartyRole.Customer && it.Address is not null && !desk.Settings.IsOwnMailbox(it.Address)).Select(it => Mailbox(it.Address!, it.Name)).OfType<Mailbox>().Take(1)],
    };

    private byte[]? Raw(string sha256) => desk.Evidence.Shelf.Has(sha256) ? desk.Evidence.Shelf.Read(sha256) : null;

    private static string Bare(CaseRecord found, string subject)
    {
        var own = new Regex($@"[\[【]\s?{Regex.Escape(found.Number)}(-[0-9A-Za-z]{{8}})?\s?[\]】]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(2));
        var (before, bare) = ("", subject);
        for (var turn = 0; turn < 5 && bare != before; turn++) (before, bare) = (bare, Subjects.Plain(own.Replace(bare, " ")));
        return Spaces.Replace(bare, " ").Trim();
    }

    private static string Cut(string subject)
    {
        subject = Line(subject);
        return subject.Length <= LongestSubject ? subject : subject[..(char.IsHighSurrogate(subject[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)];
    }

    private static IReadOnlyList<string> Chain(Demarc.Mail.Reading.MailMessage message)
    {
        var before = message.References.Count > 0 ? message.References : message.InReplyTo;
        return [.. before.Append(message.MessageId).Select(Bracketed).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static ThreadIndex? Index(Demarc.Mail.Reading.MailMessage message) => ThreadIndex.TryParse(message.Field("Thread-Index")?.Raw.Trim(), out var index) ? index : null;

    private static string? Bracketed(string? id) => id is { Length: > 0 } && MessageIdText.IsWritable($"<{id}>") ? $"<{id}>" : null;

    /// <summary>A mailbox out of what a stranger wrote; null for what no server takes.</summary>
    internal static Mailbox? Mailbox(string address, string? name)
    {
        try
        {
            name = name is null ? null : Line(name).Trim();
            return new(address.Trim(), name is { Length: > LongestName } ? null : name);
        }
        catch (MessageFault)
        {
            return null;
        }
    }

    /// <summary>One line without control characters and halves of characters.</summary>
    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) continue;
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LineSeparator) line.Append(' ');
            else line.Append(rune);
        }

        return line.ToString();
    }

    [GeneratedRegex(@"^((回复|答复|re)\s{0,3}[:：]\s{0,3}){1,5}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"\s{2,}", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Spaces { get; }
}
