using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// A case ordered around its complaint: which service, which places are affected, which compare with them,
/// and which observations speak of what. Everything that evaluates signs asks this, so there is one answer.
/// </summary>
public sealed class CaseView
{
    private readonly TargetService _subject;
    private readonly PlaceRoles _roles;

    public CaseView(CaseInput input)
    {
        Input = input;
        Standing = [.. StandingFacts.Of(input.Observations)];
        Reports = [.. Standing.OfType<Report>()];
        _subject = new(Standing, input.Target);
        Symptom = input.Symptom ?? FindSymptom();
        _roles = new(Standing, _subject);
    }

    public CaseInput Input { get; }

    /// <summary>What counts: without statements taken back later, and without proposals a person has replaced by facts.</summary>
    public IReadOnlyList<Observation> Standing { get; }

    public IReadOnlyList<Report> Reports { get; }

    /// <inheritdoc cref="TargetService.Target"/>
    public string? Target => _subject.Target;

    /// <inheritdoc cref="TargetService.Host"/>
    public string? Host => _subject.Host;

    /// <inheritdoc cref="TargetService.Port"/>
    public int Port => _subject.Port;

    /// <inheritdoc cref="TargetService.Names"/>
    public IReadOnlySet<string> Names => _subject.Names;

    /// <summary>What is complained of; null when nobody complains.</summary>
    public string? Symptom { get; }

    /// <inheritdoc cref="PlaceRoles.AffectedPlace"/>
    public string? AffectedPlace => _roles.AffectedPlace;

    /// <inheritdoc cref="PlaceRoles.Places"/>
    public IReadOnlyList<string> Places => _roles.Places;

    /// <inheritdoc cref="PlaceRoles.Of"/>
    public Role RoleOf(string? vantage) => _roles.Of(vantage);

    /// <inheritdoc cref="TargetService.RelationOf"/>
    public Relation RelationOf(Observation observation) => _subject.RelationOf(observation);

    /// <inheritdoc cref="TargetService.About"/>
    public bool About(Report report) => _subject.About(report);

    /// <summary>
    /// Measurements towards the configured resolvers of the affected place, where the subject's name never got an address: as far
    /// as those reach, the subject might have been reached.
    /// </summary>
    public IEnumerable<T> ToResolvers<T>()
        where T : Observation
    {
        var servers = Standing.OfType<NameServer>().Where(s => RoleOf(s.Vantage) == Role.Affected).Select(s => s.Address).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (servers.Count == 0 || KnowsAddress()) return [];
        return Standing.OfType<T>().Where(o => o.Basis == Basis.Measured && RoleOf(o.Vantage) == Role.Affected && o.Target is { } target && servers.Contains(target));
    }

    /// <summary>The affected place came to know an address of the subject, so that what it measured of the subject was possible.</summary>
    private bool KnowsAddress() => (Host is not null && Hosts.IsAddress(Host))
        || Standing.Any(o => o.Basis == Basis.Measured && RoleOf(o.Vantage) == Role.Affected && RelationOf(o) == Relation.Subject
            && (o is Dns ? Ties.Of(o).Others.Any(Hosts.IsAddress) : o is Connect { TargetAddress: not null } or Ping { TargetAddress: not null } or PathTrace { TargetAddress: not null } or TcpConnection));

    /// <summary>Standing observations of a kind about the subject, from places of that role.</summary>
    public IEnumerable<T> Of<T>(Role role = Role.Affected)
        where T : Observation =>
        Standing.OfType<T>().Where(o => o.Basis == Basis.Measured && RoleOf(o.Vantage) == role && RelationOf(o) == Relation.Subject);

    /// <summary>
    /// A connection the trace's own place made to the subject, where none failed: silence of ICMP or UDP probes is then a
    /// filter's, and tells of no segment.
    /// </summary>
    public Observation? ConnectsBehind(PathTrace trace)
    {
        var tried = Standing.Where(o => o is Connect { ViaProxy: null } && o.Basis == Basis.Measured && o.Vantage == trace.Vantage && RelationOf(o) == Relation.Subject).Cast<Connect>().ToArray();
        return tried.Length > 0 && tried.All(c => c.Outcome == "ok" && c.Failed is null or 0) ? tried[0] : null;
    }

    private string? FindSymptom()
    {
        var complaints = Reports.Where(r => r.Works is not "always" && About(r)).ToArray();
        if (complaints.FirstOrDefault(r => r.Symptom is not null and not "none")?.Symptom is { } named)
        {
            return complaints.Any(r => r.Works is "sometimes" or "mostly") && named == "unreachable" ? "intermittent" : named;
        }

        if (complaints.Any(r => r.Works is "sometimes" or "mostly")) return "intermittent";
        return complaints.Any(r => r.Works == "never") ? "unreachable" : null;
    }
}
