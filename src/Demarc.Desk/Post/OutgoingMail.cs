using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Post;

/// <summary>A mail on its way out.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Case">Its case.</param>
/// <param name="Turn">The turn it makes; null once it was called back.</param>
/// <param name="MessageId">With angle brackets.</param>
/// <param name="Sender">Address it leaves from.</param>
/// <param name="Recipients">Everybody it is for.</param>
/// <param name="Remaining">Whom it is still to be sent to.</param>
/// <param name="RawSha256">The message, on the shelf.</param>
/// <param name="State">One of <see cref="OutgoingState"/>.</param>
/// <param name="Due">Not sent before.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Outcome">What came of the last try, in English and Chinese, a line each.</param>
/// <param name="Made">When it was queued.</param>
/// <param name="Sent">When a server took it first.</param>
/// <param name="WaitingFor">Who has to act once it is sent.</param>
/// <param name="Refused">Whom the server refused while others are still to be tried again.</param>
public sealed record OutgoingMail(
    string Id, string Case, string? Turn, string MessageId, string Sender, IReadOnlyList<string> Recipients, IReadOnlyList<string> Remaining, string RawSha256, string State, DateTimeOffset Due, int Attempts, string? Outcome,
    DateTimeOffset Made, DateTimeOffset? Sent, string? WaitingFor, IReadOnlyList<string> Refused)
{
    internal const string Columns = "id, case_id, turn_id, message_id, sender, recipients, remaining, raw_sha256, state, due, attempts, outcome, made, sent, waiting_for, refused";

    internal static OutgoingMail Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOf(2), row.GetString(3), row.GetString(4), People(row.GetString(5)), People(row.GetString(6)), row.GetString(7), row.GetString(8), row.TimeOf(9), row.GetInt32(10), row.TextOf(11),
        row.TimeOf(12), row.MaybeTimeOf(13), row.TextOf(14), People(row.GetString(15)));

    internal static string Line(IEnumerable<string> addresses) => string.Join('\n', addresses);

    private static string[] People(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Where an outgoing mail stands.</summary>
public static class OutgoingState
{
    /// <summary>To be sent when it is due.</summary>
    public const string Waiting = "waiting";

    /// <summary>Being handed to the server at this moment.</summary>
    public const string Sending = "sending";

    /// <summary>The server took it for everybody.</summary>
    public const string Sent = "sent";

    /// <summary>Not taken for somebody, and not tried again.</summary>
    public const string Failed = "failed";

    /// <summary>It may have been taken or not. Never sent again by itself: a person decides.</summary>
    public const string Unknown = "unknown";

    /// <summary>Called back before it was due.</summary>
    public const string Undone = "undone";
}

/// <summary>One try to send a mail.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Ending">As the server's answer says: <c>accepted try-again refused unknown</c>.</param>
/// <param name="En">What happened and what to do.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="Transcript">The session line by line; no secrets, no content.</param>
public sealed record SendingAttempt(DateTimeOffset At, string Ending, string En, string Zh, string? Transcript)
{
    internal const string Columns = "at, ending, en, zh, transcript";

    internal static SendingAttempt Read(DbDataReader row) => new(row.TimeOf(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOf(4));
}
