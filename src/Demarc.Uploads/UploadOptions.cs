namespace Demarc.Uploads;

/// <summary>Where uploads lie and how long, and how patient the server is with those who send them.</summary>
public sealed record UploadOptions
{
    /// <summary>The folder that holds one folder for each upload. Made when absent.</summary>
    public required string Folder { get; init; }

    /// <summary>How long an unfinished upload is kept after its start. A permit may end it earlier, never later.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a taken upload still answers that it is complete: the last answer may have been lost on the way.</summary>
    public TimeSpan Remembrance { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Octets a second that a sender must reach, taken over each <see cref="RateWindow"/>.</summary>
    public int LeastOctetsPerSecond { get; init; } = 240;

    /// <summary>The time over which the rate is taken; nothing at all for so long ends the request, and what came is kept.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A request from which nothing has come for so long gives way when its sender comes back on another connection.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Octets of the disk that uploads leave to others.</summary>
    public long KeepFree { get; init; } = 256L << 20;

    /// <summary>How often expired uploads are removed and the app is told again of what it has not confirmed.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(5);
}
