using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>Somebody with an account.</summary>
/// <param name="Id">Their name in the store.</param>
/// <param name="Login">What they sign in with; never given to anybody else, also when they are gone.</param>
/// <param name="Name">What others call them.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>; null follows the browser.</param>
/// <param name="Made">Since when.</param>
/// <param name="Disabled">Since when they cannot sign in; null while they can.</param>
/// <param name="Removed">Since when they are gone; null while they are not.</param>
/// <param name="LastSeen">When they signed in last; null before the first time.</param>
public sealed record Person(string Id, string Login, string Name, string Role, string? Language, DateTimeOffset Made, DateTimeOffset? Disabled, DateTimeOffset? Removed, DateTimeOffset? LastSeen)
{
    internal const string Columns = "id, login, name, role, language, made, disabled, removed, last_seen";

    public bool IsActive => Disabled is null && Removed is null;

    /// <summary>As the store and the audit trail know them: two people may share a name, so the login stands with it.</summary>
    public Actor Actor => new(Id, Name == Login ? Login : $"{Name} ({Login})");

    internal static Person Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOf(4), row.TimeOf(5), row.MaybeTimeOf(6), row.MaybeTimeOf(7), row.MaybeTimeOf(8));
}

/// <summary>What people are at the desk; <see cref="Permissions"/> says what each may do.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Engineer = "engineer";
    public const string Observer = "observer";

    public static IReadOnlyList<string> All { get; } = [Admin, Manager, Engineer, Observer];
}
