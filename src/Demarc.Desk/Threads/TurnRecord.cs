using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Threads;

/// <summary>A turn as the desk keeps it. The same turn quoted ten times is one.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Channel"><c>mail note call</c>.</param>
/// <param name="Direction"><c>in out</c>; <c>out</c> for what the desk's own people said.</param>
/// <param name="Author">Who, as named.</param>
/// <param name="Address">Their address.</param>
/// <param name="To">Recipients, as one line.</param>
/// <param name="Copies">Who got a copy, as one line.</param>
/// <param name="Subject">As written.</param>
/// <param name="Body">What they said.</param>
/// <param name="At">When, UTC; null where nothing says.</param>
/// <param name="AtText">The same as written.</param>
/// <param name="AtZone"><c>stated assumed doubtful unknown</c>.</param>
/// <param name="Found">When the desk got it.</param>
/// <param name="Automatic">What kind of automatic mail; null for a person's.</param>
/// <param name="Evidence">The evidence it stands in.</param>
/// <param name="FirstLine">Its first line there.</param>
/// <param name="LastLine">Its last line there.</param>
/// <param name="TimesQuoted">How often it came again in quotes.</param>
public sealed record TurnRecord(
    string Id, string Channel, string Direction, string? Author, string? Address, string? To, string? Copies, string? Subject, string Body, DateTimeOffset? At, string? AtText, string AtZone,
    DateTimeOffset Found, string? Automatic, string? Evidence, int? FirstLine, int? LastLine, int TimesQuoted)
{
    internal const string Columns = "id, channel, direction, author, address, recipients, copies, subject, body, at, at_text, at_zone, found, automatic, evidence_id, first_line, last_line, times_quoted";

    /// <summary>What turns are sorted by: when it was said, but never later than it was met; senders' clocks are theirs.</summary>
    internal const string Order = "CASE WHEN at IS NULL OR at > found THEN found ELSE at END";

    /// <summary>When it was said, or else when it was met.</summary>
    public DateTimeOffset When => At ?? Found;

    internal static TurnRecord Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOf(3), row.TextOf(4), row.TextOf(5), row.TextOf(6), row.TextOf(7), row.GetString(8), row.MaybeTimeOf(9), row.TextOf(10), row.GetString(11),
        row.TimeOf(12), row.TextOf(13), row.TextOf(14), row.IsDBNull(15) ? null : row.GetInt32(15), row.IsDBNull(16) ? null : row.GetInt32(16), row.GetInt32(17));
}
