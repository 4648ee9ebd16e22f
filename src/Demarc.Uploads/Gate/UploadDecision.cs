namespace Demarc.Uploads;

/// <summary>The gate's answer to one request.</summary>
public abstract record UploadDecision
{
    private UploadDecision() { }

    /// <summary>The request may go on within this permit.</summary>
    public static UploadDecision Allow(UploadPermit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        if (string.IsNullOrEmpty(permit.Scope)) throw new ArgumentException("A permit needs a scope", nameof(permit));
        return new Allowed(permit);
    }

    /// <summary>The request ends here with this status.</summary>
    /// <param name="status">A status of the 4xx or 5xx class.</param>
    /// <param name="english">The reason for the person who uploads; empty for a plain status.</param>
    /// <param name="chinese">The same in Chinese.</param>
    public static UploadDecision Refuse(int status, string english = "", string chinese = "") => new Refused(status, english, chinese);

    internal sealed record Allowed(UploadPermit Permit) : UploadDecision;

    internal sealed record Refused(int Status, string English, string Chinese) : UploadDecision;
}

/// <summary>What a caller may do. Uploads of one scope know nothing of another's: its ids are unknown ids.</summary>
/// <param name="Scope">Whose uploads these are, such as the id of a link or a case. Kept with each upload; not empty.</param>
public sealed record UploadPermit(string Scope)
{
    /// <summary>The longest upload, in octets. Null: no limit.</summary>
    public long? MaxOctets { get; init; }

    /// <summary>How many uploads of the scope may lie here at once, unfinished or not yet taken. Null: no limit.</summary>
    public int? MaxUploads { get; init; }

    /// <summary>From then on nothing is begun. Null: never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long after the deadline a started upload may still be continued.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether the caller may delete an upload that is complete. Unfinished ones it always may.</summary>
    public bool MayDeleteFinished { get; init; }
}
