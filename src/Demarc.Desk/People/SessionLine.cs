using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>A session as its owner sees it in the list.</summary>
/// <param name="Id">Its name; not its token.</param>
/// <param name="Account">Whose.</param>
/// <param name="Place">Browser and address at the sign-in, as far as told.</param>
/// <param name="Made">When they signed in.</param>
/// <param name="Seen">Last use, to some minutes.</param>
/// <param name="Expires">When it ends or ended.</param>
/// <param name="Revoked">When it was ended by hand.</param>
public sealed record SessionLine(string Id, string Account, string? Place, DateTimeOffset Made, DateTimeOffset Seen, DateTimeOffset Expires, DateTimeOffset? Revoked)
{
    internal const string Columns = "id, account_id, place, made, seen, expires, revoked";

    public bool IsLive(DateTimeOffset now) => Revoked is null && Expires > now;

    internal static SessionLine Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.TextOf(2), row.TimeOf(3), row.TimeOf(4), row.TimeOf(5), row.MaybeTimeOf(6));
}
