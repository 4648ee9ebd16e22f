namespace Demarc.Desk.People;

/// <summary>Costs and times of signing in.</summary>
public sealed record PeopleOptions
{
    /// <summary>Rounds of PBKDF2 with SHA-256; passwords kept with fewer are hashed anew when their owner signs in.</summary>
    public int Iterations { get; init; } = 600_000;

    /// <summary>A session ends after so long without use …</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>… and in any case after this.</summary>
    public TimeSpan SessionLongest { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long the first account can be made by the link in the terminal.</summary>
    public TimeSpan FirstInvitation { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an invitation by an admin holds.</summary>
    public TimeSpan Invitation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long an API token holds where nothing is said.</summary>
    public TimeSpan ApiToken { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The longest an API token may hold.</summary>
    public TimeSpan LongestApiToken { get; init; } = TimeSpan.FromDays(366);
}
