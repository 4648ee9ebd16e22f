using System.Data.Common;
using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Portals;

/// <summary>A link by which somebody without an account sends files to one case, as the desk sees it.</summary>
/// <param name="Id">Its name in the store; the scope of its uploads.</param>
/// <param name="Case">The case.</param>
/// <param name="ForWhom">The party it is for; null when it is for nobody in particular.</param>
/// <param name="Made">When it was made.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="MostUploads">How many uploads it takes.</param>
/// <param name="Used">How many it has taken.</param>
/// <param name="MostOctets">How many octets it takes.</param>
/// <param name="Octets">How many it has taken.</param>
/// <param name="Opened">When it was last looked at.</param>
/// <param name="LastUsed">When the last upload was taken.</param>
/// <param name="Revoked">When it was revoked.</param>
public sealed record Portal(
    string Id, string Case, string? ForWhom, DateTimeOffset Made, string MadeBy, DateTimeOffset Expires, int MostUploads, int Used, long MostOctets, long Octets,
    DateTimeOffset? Opened, DateTimeOffset? LastUsed, DateTimeOffset? Revoked)
{
    internal const string Columns = "id, case_id, for_whom, made, made_by, expires, most_uploads, used, most_octets, octets, opened, last_used, revoked";

    /// <summary>Whether it can be used, and if not, why.</summary>
    public PortalState State(DateTimeOffset now) =>
        Revoked is not null ? PortalState.Revoked
        : Expires <= now ? PortalState.Expired
        : Used >= MostUploads || Octets >= MostOctets ? PortalState.UsedUp
        : PortalState.Live;

    internal static Portal Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOf(2), row.TimeOf(3), row.GetString(4), row.TimeOf(5), row.GetInt32(6), row.GetInt32(7), row.GetInt64(8), row.GetInt64(9),
        row.MaybeTimeOf(10), row.MaybeTimeOf(11), row.MaybeTimeOf(12));
}

/// <summary>How a link stands. Only the desk is told; whoever comes with a link that does not work learns just that.</summary>
public enum PortalState
{
    Unknown,
    Live,
    Expired,
    Revoked,
    UsedUp,
}

/// <summary>A link to be made.</summary>
/// <param name="ForWhom">Id of the party it is for.</param>
public sealed record NewPortal(string? ForWhom = null)
{
    public TimeSpan Holds { get; init; } = TimeSpan.FromDays(14);

    public int MostUploads { get; init; } = 50;

    public long MostOctets { get; init; } = 20_000_000_000;
}

/// <summary>A link that was just made. Token and code are shown once; only their hashes are kept.</summary>
/// <param name="Portal">What it allows.</param>
/// <param name="Token">What goes into the link.</param>
/// <param name="Code">What is read out on the telephone, such as <c>K7QM-3TXP</c>.</param>
public sealed record MadePortal(Portal Portal, Secret Token, Secret Code);
