using Demarc.Probing;
using Demarc.Probing.Services;

namespace Demarc.Checking;

/// <summary>The place measured from: what it is called, its clock, and what the person at it allows.</summary>
public sealed class CheckSite
{
    private readonly long _start;

    public CheckSite(string vantage, TimeProvider clock)
    {
        Clock = clock;
        Log = new(vantage, clock);
        _start = clock.GetTimestamp();
    }

    public TimeProvider Clock { get; }

    /// <summary>Gives measurements their evidence.</summary>
    public ProbeLog Log { get; }

    /// <summary>Time since the check began.</summary>
    public TimeSpan Elapsed => Clock.GetElapsedTime(_start);

    /// <summary>Costlier tests are allowed.</summary>
    public bool Deep { get; init; }

    /// <summary>Resolvers to compare the configured ones with; asked only because the person named them.</summary>
    public IReadOnlyList<System.Net.IPEndPoint> ControlResolvers { get; init; } = [];

    /// <summary>Authorities trusted.</summary>
    public TrustRoots Roots { get; init; } = TrustRoots.Load();
}
