using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Evidence;

/// <summary>A piece of evidence: stored bytes, where they came from, and why.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Label">What the case calls it: <c>E1</c>, <c>E2</c> …</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex.</param>
/// <param name="Name">File name, safe to show.</param>
/// <param name="Size">Octets.</param>
/// <param name="Received">When the desk got it.</param>
/// <param name="GivenBy">Who gave it.</param>
/// <param name="Channel">How it came: <c>mail portal page command</c>.</param>
/// <param name="Request">The request it answers.</param>
/// <param name="CoversFrom">Earliest time it tells of.</param>
/// <param name="CoversTo">Latest time it tells of.</param>
/// <param name="Erased">When its bytes were erased; null while they are kept.</param>
public sealed record EvidenceRecord(
    string Id, string Label, string Sha256, string Name, long Size, DateTimeOffset Received, string? GivenBy, string Channel, string? Request, DateTimeOffset? CoversFrom, DateTimeOffset? CoversTo, DateTimeOffset? Erased)
{
    internal const string Columns = "id, label, sha256, name, size, received, given_by, channel, request_id, covers_from, covers_to, erased";

    internal static EvidenceRecord Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.TimeOf(5), row.TextOf(6), row.GetString(7), row.TextOf(8), row.MaybeTimeOf(9), row.MaybeTimeOf(10), row.MaybeTimeOf(11));
}
