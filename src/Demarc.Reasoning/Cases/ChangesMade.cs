using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// What people have altered already and what came of it, so that nobody is asked to do again what was done: neither what
/// cured it nor what altered nothing.
/// </summary>
public sealed class ChangesMade
{
    private readonly Change[] _told;

    public ChangesMade(CaseView view)
    {
        _told = [.. view.Standing.OfType<Change>().Where(change => change.Effect is not null)];
        Cures = [.. _told.Where(change => change.Effect is "cured" or "returned-on-revert" && !FailedLater(view, change))];
    }

    /// <summary>Changes after which the symptom was gone, as far as nobody has complained since.</summary>
    public IReadOnlyList<Change> Cures { get; }

    /// <summary>Cures that concern a cause.</summary>
    public IReadOnlyList<Change> CuresOf(string cause) => [.. Cures.Where(change => Concerns(change, cause))];

    /// <summary>Changes that concern a cause and altered nothing.</summary>
    public IReadOnlyList<Change> FutileFor(string cause) => [.. _told.Where(change => change.Effect == "none" && Concerns(change, cause))];

    /// <summary>The test is a change that was made already, whoever tells of it.</summary>
    public bool Tried(string test) => test switch
    {
        Tests.MtuChange or Tests.MssClamp => Made("mtu"),
        Tests.ProxyDirect => Made("proxy"),
        Tests.TimestampsOff => _told.Any(change => change.What?.Contains("timestamps", StringComparison.OrdinalIgnoreCase) == true),
        _ => false,
    };

    private bool Made(string concern) => _told.Any(change => change.Concerns is { } about && (about == concern || Model.Claims.Find(concern)!.Causes.Contains(about)));

    private static bool Concerns(Change change, string cause) =>
        change.Concerns is { } about && (about == cause || Model.Claims.Find(about)?.Causes.Contains(cause) == true);

    private static bool FailedLater(CaseView view, Change change) => change.Time?.Utc is { } made
        && view.Reports.Any(report => report.Works is "never" or "sometimes" && report.Note is null && view.About(report) && report.Time?.Utc > made);
}
