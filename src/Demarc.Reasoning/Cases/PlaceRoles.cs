using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Which places complain, and what the others are to them: another machine, another network, another place, the server itself.</summary>
public sealed class PlaceRoles
{
    private const int MostPlaces = 200;
    private readonly IReadOnlyList<Observation> _standing;
    private readonly IReadOnlyList<Report> _reports;
    private readonly TargetService _subject;
    private string[] _places = [];
    private readonly Dictionary<string, Role> _roles = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="standing">The facts that count.</param>
    /// <param name="subject">The service complained of.</param>
    public PlaceRoles(IReadOnlyList<Observation> standing, TargetService subject)
    {
        (_standing, _reports, _subject) = (standing, [.. standing.OfType<Report>()], subject);
        Places = Assign();
    }

    /// <summary>The place that complains, if it has a name.</summary>
    public string? AffectedPlace { get; private set; }

    /// <summary>All places by name, those that complain first, then in order of appearance.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>The role of a place; a place without a name is the affected one.</summary>
    public Role Of(string? vantage) => vantage is not null && _roles.TryGetValue(vantage, out var role) ? role : Role.Affected;

    private IReadOnlyList<string> Assign()
    {
        var failing = _reports.FirstOrDefault(r => _subject.About(r) && r.Works is "never" or "sometimes" or "mostly" && PlaceNames.RoleOf(r.Vantage) is null && r.Vantage is not null)?.Vantage;
        AffectedPlace = failing;
        _places = [.. _standing.Select(o => o.Vantage).Where(v => v is not null).Distinct(StringComparer.OrdinalIgnoreCase).Select(v => v!).Take(MostPlaces)];
        foreach (var place in _places) _roles[place] = Judge(place);
        SetApart([.. _places.Where(place => _roles[place] == Role.Affected && Fails(place))]);
        AffectedPlace ??= _places.FirstOrDefault(place => _roles[place] == Role.Affected);
        return [.. _places.OrderBy(place => _roles[place] == Role.Affected ? 0 : 1)];
    }

    /// <summary>
    /// Of several places that fail by their own measurements one is the complaint's: the one reported, else the one where least
    /// works, else the one that measured most. The others compare with it: as another place where they are known to lie apart, else only as another machine.
    /// </summary>
    private void SetApart(string[] failing)
    {
        if (failing.Length < 2) return;
        var main = failing.FirstOrDefault(place => PlaceNames.Same(place, AffectedPlace)) ?? failing.OrderBy(Working).ThenByDescending(place => Own(place).Count()).First();
        foreach (var place in failing)
        {
            if (!PlaceNames.Same(place, main)) _roles[place] = PlaceNames.DifferentSites(place, main) || FirstPublicHops(place, main) ? Role.Control : Role.Peer;
        }
    }

    /// <summary>Its own measurements show the service failing; or it never got so far as to try, because the name led nowhere.</summary>
    private bool Fails(string place)
    {
        var own = Own(place).ToArray();
        return own.Any(o => Outcomes.Worked(o) == false)
            || (!own.Any(o => Outcomes.Worked(o) == true) && own.OfType<Dns>().Any(dns => dns.Outcome is not (null or "ok" or "bogus")));
    }

    private IEnumerable<Observation> Own(string place) => _standing.Where(o => o.Basis == Basis.Measured && o.Vantage == place && _subject.RelationOf(o) == Relation.Subject);

    /// <summary>The share of a place's attempts that worked.</summary>
    private double Working(string place)
    {
        bool[] tries = [.. Own(place).Select(Outcomes.Worked).OfType<bool>()];
        return tries.Length == 0 ? 0 : (double)tries.Count(worked => worked) / tries.Length;
    }


    /// <summary>Traces from both leave for the internet through different operators.</summary>
    private bool FirstPublicHops(string one, string other)
    {
        var (a, b) = (FirstPublicHop(one), FirstPublicHop(other));
        return a is not null && b is not null && !Hosts.SameSlash16(a, b);
    }

    private string? FirstPublicHop(string place) => _standing.OfType<PathTrace>().Where(t => t.Vantage == place)
        .SelectMany(t => (t.Hops ?? []).Select(h => h.Address)).FirstOrDefault(address => Hosts.IsAddress(address) && !Hosts.IsPrivate(address));

    private Role Judge(string place)
    {
        if (PlaceNames.RoleOf(place) is { } told) return told;
        if (PlaceNames.Same(place, AffectedPlace)) return Role.Affected;
        if (_reports.Any(r => _subject.About(r) && r.Vantage is not null && PlaceNames.Same(place, r.Vantage))) return Role.Control;
        if (Serves(place) || SawLostAnswers(place)) return Role.ServerItself;

        // Unnamed in any report: a place whose own measurements were all good compares with the complaint, if there is one elsewhere.
        var allGood = !Fails(place) && Own(place).Any(o => Outcomes.Worked(o) == true);
        var complaintElsewhere = AffectedPlace is not null || _reports.Any(r => _subject.About(r) && r.Works is not "always" && r.Vantage is null)
            || _places.Any(other => !PlaceNames.Same(place, other) && Fails(other));
        return complaintElsewhere && allGood ? Role.Control : Role.Affected;
    }

    /// <summary>A capture there holds the server's answers to the very connections that a capture elsewhere shows unanswered: it was taken at the server's end.</summary>
    private bool SawLostAnswers(string place)
    {
        var unanswered = _standing.OfType<TcpConnection>().Where(t => t is { State: "syn-unanswered", Vantage: not null } && t.Vantage != place).Select(t => (t.Client, t.Server)).ToHashSet();
        return unanswered.Count > 0 && _standing.OfType<TcpConnection>().Any(t => t.Vantage == place && t is { State: "established", HandshakeMs: null } && unanswered.Contains((t.Client, t.Server)));
    }

    /// <summary>The place listens on the subject's port for everybody: it is the server.</summary>
    private bool Serves(string place) => _standing.OfType<Listen>().Any(l =>
        l.Vantage == place && l.Port == _subject.Port && l.Address is "0.0.0.0" or "::" or "*" or "[::]" && l.Process is not null);
}
