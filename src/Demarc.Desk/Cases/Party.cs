using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>Somebody who takes part in a case.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Name">As they sign.</param>
/// <param name="Address">Mail address in lower case; null for people known by name only.</param>
/// <param name="Role"><c>customer engineer team vendor</c>.</param>
/// <param name="Salutation">How letters greet them; null for the template's own way.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>; null follows the case.</param>
public sealed record Party(string Id, string? Name, string? Address, string Role, string? Salutation, string? Language)
{
    internal const string Columns = "id, name, address, role, salutation, language";

    internal static Party Read(DbDataReader row) => new(row.GetString(0), row.TextOf(1), row.TextOf(2), row.GetString(3), row.TextOf(4), row.TextOf(5));
}

/// <summary>What part somebody takes.</summary>
public static class PartyRole
{
    public const string Customer = "customer";
    public const string Engineer = "engineer";
    public const string Team = "team";
    public const string Vendor = "vendor";

    public static IReadOnlyList<string> All { get; } = [Customer, Engineer, Team, Vendor];
}
