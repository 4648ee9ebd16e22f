namespace Demarc.Desk.People;

/// <summary>Something a person may be allowed to do.</summary>
public enum Right
{
    /// <summary>See every case. Without it: the cases one is assigned to or was granted.</summary>
    SeeAllCases,

    /// <summary>Open a new case.</summary>
    Open,

    /// <summary>Add to a case and change it.</summary>
    Write,

    /// <summary>Send mail and make upload links: what leaves the house.</summary>
    Send,

    /// <summary>Close, reopen and archive a case.</summary>
    Close,

    /// <summary>Assign a case and let others see it.</summary>
    Share,

    /// <summary>Hand in mail and uploads from machines.</summary>
    Intake,

    /// <summary>Erase evidence, set retention and legal hold.</summary>
    Erase,

    /// <summary>Invite, disable and remove people and change their roles.</summary>
    ManagePeople,

    /// <summary>Change the desk's settings.</summary>
    Settings,

    /// <summary>Read the audit trail of the whole desk.</summary>
    ReadAudit,
}

/// <summary>
/// What each role may do, and what each scope of an API token lets through: one table, asked everywhere. Rights other than
/// <see cref="Right.SeeAllCases"/> hold for cases the person may see.
/// </summary>
public static class Permissions
{
    private static readonly Dictionary<string, Right[]> OfRole = new(StringComparer.Ordinal)
    {
        [Roles.Admin] = [Right.SeeAllCases, Right.Open, Right.Write, Right.Send, Right.Close, Right.Share, Right.Intake, Right.Erase, Right.ManagePeople, Right.Settings, Right.ReadAudit],
        [Roles.Manager] = [Right.SeeAllCases, Right.Open, Right.Write, Right.Send, Right.Close, Right.Share, Right.Intake, Right.Erase],
        [Roles.Engineer] = [Right.Open, Right.Write, Right.Send, Right.Close],
        [Roles.Observer] = [],
    };

    private static readonly Dictionary<string, Right[]> OfScope = new(StringComparer.Ordinal)
    {
        [Scopes.Read] = [Right.SeeAllCases],
        [Scopes.Write] = [Right.SeeAllCases, Right.Open, Right.Write, Right.Send, Right.Close, Right.Share],
        [Scopes.Intake] = [Right.Intake],
        [Scopes.Admin] = Enum.GetValues<Right>(),
    };

    /// <summary>Whether the role has the right. An unknown role has none.</summary>
    public static bool Has(string role, Right right) => OfRole.TryGetValue(role, out var rights) && rights.Contains(right);

    /// <summary>Whether a token of this scope lets the right through; its owner's role must have it as well.</summary>
    public static bool LetsThrough(string scope, Right right) => OfScope.TryGetValue(scope, out var rights) && rights.Contains(right);

    /// <summary>Whether a token of this scope may look at cases at all.</summary>
    public static bool MayRead(string scope) => scope is Scopes.Read or Scopes.Write or Scopes.Admin;
}

/// <summary>What an API token is for.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Intake = "intake";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Read, Write, Intake, Admin];
}
