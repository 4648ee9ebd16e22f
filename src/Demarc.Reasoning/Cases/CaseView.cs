using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What an observation is about, seen from the complaint.</summary>
public enum Relation
{
    /// <summary>The service complained of.</summary>
    Subject,

    /// <summary>Another service: a control.</summary>
    Other,

    /// <summary>A router on the way.</summary>
    Router,
}

/// <summary>
/// A case ordered around its complaint: which service, which places are affected, which compare with them,
/// and which observations speak of what. Everything that evaluates signs asks this, so there is one answer.
/// </summary>
public sealed class CaseView
{
    private const int MostPlaces = 200;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _routers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ends = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Role> _roles = new(StringComparer.OrdinalIgnoreCase);

    private HashSet<string>? _tiedElsewhere;
    private int? _port;

    public CaseView(CaseInput input)
    {
        Input = input;
        Standing = [.. Effective(input.Observations)];
        Reports = [.. Standing.OfType<Report>()];
        CollectRouters();
        Target = input.Target ?? FindTarget();
        CollectNames();
        Symptom = input.Symptom ?? FindSymptom();
        AssignRoles();
    }

    public CaseInput Input { get; }

    /// <summary>What counts: without statements taken back later, and without proposals a person has replaced by facts.</summary>
    public IReadOnlyList<Observation> Standing { get; }

    public IReadOnlyList<Report> Reports { get; }

    /// <summary>The service complained of, as written; null when nothing names it.</summary>
    public string? Target { get; }

    /// <summary>Its host name or address.</summary>
    public string? Host => Hosts.HostOf(Target);

    /// <summary>Its port: the target's own, else one that people name with the host ("example.com 80"), else 443.</summary>
    public int Port => _port ??= Hosts.PortOf(Target) ?? SpokenPort() ?? 443;

    /// <summary>Known names and addresses of the service.</summary>
    public IReadOnlySet<string> Names => _names;

    public string? Symptom { get; }

    /// <summary>The place that complains, if it has a name.</summary>
    public string? AffectedPlace { get; private set; }

    /// <summary>All places by name, in order of appearance.</summary>
    public IReadOnlyList<string> Places { get; private set; } = [];

    /// <summary>The role of a place; a place without a name is the affected one.</summary>
    public Role RoleOf(string? vantage) => vantage is not null && _roles.TryGetValue(vantage, out var role) ? role : Role.Affected;

    /// <summary>Standing observations of a kind about the subject, from places of that role.</summary>
    public IEnumerable<T> Of<T>(Role role = Role.Affected)
        where T : Observation =>
        Standing.OfType<T>().Where(o => o.Basis == Basis.Measured && RoleOf(o.Vantage) == role && RelationOf(o) == Relation.Subject);

    /// <summary>Whether an observation is about the subject, another service, or a router on the way.</summary>
    public Relation RelationOf(Observation observation)
    {
        var address = observation switch { Ping p => p.TargetAddress, PathTrace t => t.TargetAddress, Connect c => c.TargetAddress, Tls t => t.TargetAddress, _ => null };
        var host = observation switch
        {
            TcpConnection tcp => Endpoint(tcp.Server),
            Model.Dns dns => dns.Name,
            Http http => Hosts.HostOf(http.Url ?? http.Target),
            _ => Hosts.HostOf(observation.Target),
        };
        if (Known(host) || Known(address)) return Relation.Subject;
        if (observation is Ping && (_routers.Contains(host ?? "") || _routers.Contains(address ?? ""))) return Relation.Router;
        if (host is null && address is null) return Relation.Subject;
        if (_names.Count == 0) return Relation.Subject;

        // A ping of an address that is none of the subject's known ones, and no trace's end, is of something else: a router, most likely.
        if (observation is Ping && Hosts.IsAddress(address ?? host) && _names.Any(Hosts.IsAddress) && !_ends.Contains((address ?? host)!)) return Relation.Other;

        // People trace and ping the service by address; only another name is surely another service.
        return Hosts.IsAddress(host ?? address) && observation is (PathTrace or Ping or Connect) && !TiedElsewhere(host ?? address!) ? Relation.Subject : Relation.Other;
    }

    /// <summary>
    /// A connection the trace's own place made to the subject, where none failed: silence of ICMP or UDP probes is then a
    /// filter's, and tells of no segment.
    /// </summary>
    public Observation? ConnectsBehind(PathTrace trace)
    {
        var tried = Standing.Where(o => o is Connect { ViaProxy: null } && o.Basis == Basis.Measured && o.Vantage == trace.Vantage && RelationOf(o) == Relation.Subject).Cast<Connect>().ToArray();
        return tried.Length > 0 && tried.All(c => c.Outcome == "ok" && c.Failed is null or 0) ? tried[0] : null;
    }

    /// <summary>The address belongs to a name that is not the subject's.</summary>
    private bool TiedElsewhere(string address) => (_tiedElsewhere ??= Standing.Select(Tie)
        .Where(tie => tie.Name is { } name && !Hosts.IsAddress(name) && !_names.Contains(name))
        .SelectMany(tie => tie.Others).ToHashSet(StringComparer.OrdinalIgnoreCase)).Contains(address);

    private int? SpokenPort()
    {
        if (Host is null) return null;
        foreach (var text in Standing.Where(o => o.Basis != Basis.Measured).Select(o => o.Evidence.Text))
        {
            for (var at = text.IndexOf(Host, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Host, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var after = text.AsSpan(at + Host.Length);
                if (after.Length < 3 || after[0] is not (' ' or ':' or '：')) continue;
                after = after[1..];
                var digits = after.IndexOfAnyExceptInRange('0', '9');
                digits = digits < 0 ? after.Length : digits;
                if (digits is >= 2 and <= 5 && int.TryParse(after[..digits], out var port) && port < 65536) return port;
            }
        }

        return null;
    }

    private bool Known(string? name) => name is not null && _names.Contains(name);

    private static string? Endpoint(string? endpoint)
    {
        var colon = endpoint?.LastIndexOf(':') ?? -1;
        return colon > 0 ? endpoint![..colon].Trim('[', ']') : endpoint;
    }

    private static IEnumerable<Observation> Effective(IReadOnlyList<Observation> observations)
    {
        var stated = observations.Where(o => o.Basis == Basis.Stated).Select(o => o.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var observation in observations)
        {
            if (observation is Report { SupersededBy: not null } or Claim { SupersededBy: not null }) continue;
            if (observation.Basis == Basis.Proposed && stated.Contains(observation.Kind) && Replaced(observation)) continue;
            yield return observation;
        }
    }

    /// <summary>
    /// A person who writes facts has read the proposals: theirs replace what was proposed of places, changes and trials.
    /// Remarks on single tests, theories, and names that were changed stand beside them.
    /// </summary>
    private static bool Replaced(Observation proposed) => proposed switch
    {
        Claim => false,
        Change change => Tie(change).Name is null,
        Report report => report.Note is null && report.Share?.Contains("lost", StringComparison.Ordinal) != true,
        _ => true,
    };

    private void CollectRouters()
    {
        foreach (var trace in Standing.OfType<PathTrace>())
        {
            var hops = trace.Hops ?? [];
            for (var i = 0; i < hops.Count; i++)
            {
                if (i == hops.Count - 1 && trace.Truncated != true)
                {
                    _ends.UnionWith(hops[i].Responders.Select(r => r.Address).OfType<string>());
                    continue;
                }

                foreach (var responder in hops[i].Responders)
                {
                    if (responder.Address is { } address && address != trace.TargetAddress) _routers.Add(address);
                }
            }
        }
    }

    /// <summary>The host complained of; else the host measured, one that failed before one that worked, then the most measured; else the host anybody speaks of; else the service's everyday name.</summary>
    private string? FindTarget()
    {
        var complaints = Reports.Where(r => r.Target is not null && r.Works is not "always").Select(r => r.Target!).ToArray();
        return complaints.FirstOrDefault(t => Hosts.HostOf(t) is not null && !PingOnly(t))
            ?? Measured()
            ?? complaints.FirstOrDefault(t => Hosts.HostOf(t) is not null)
            ?? Reports.Select(r => r.Target).FirstOrDefault(t => Hosts.HostOf(t) is not null)
            ?? complaints.FirstOrDefault();
    }

    private bool PingOnly(string target) => Reports.Where(r => r.Target == target).All(r => r.Note is not null);

    private string? Measured() => Standing
        .Where(o => o is PathTrace or Connect or Tls or Http or Model.Dns or Download || (o is Ping p && !_routers.Contains(p.TargetAddress ?? p.Target ?? "")))
        .Where(o => Hosts.HostOf(o.Target) is not null)
        .GroupBy(o => Hosts.HostOf(o.Target), StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(group => group.Any(o => Outcomes.Worked(o) == false))
        .ThenByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Select(o => o.Target).OrderByDescending(target => target!.Contains("://", StringComparison.Ordinal)).First();

    /// <summary>Names tied to the subject by a DNS answer, a connection, a trace header or a renaming; two passes close the chain.</summary>
    private void CollectNames()
    {
        if (Host is null) return;
        _names.Add(Host);
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var observation in Standing)
            {
                var (one, others) = Tie(observation);
                if (one is null) continue;
                if (!_names.Contains(one) && !others.Any(_names.Contains)) continue;
                _names.Add(one);
                foreach (var other in others) _names.Add(other);
            }
        }
    }

    private static (string? Name, IEnumerable<string> Others) Tie(Observation observation) => observation switch
    {
        Model.Dns { Name: { } name, Answers: { } answers } => (name.TrimEnd('.'), answers.Select(a => a.Address.TrimEnd('.'))),
        PathTrace { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Ping { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Connect { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Change { What: { } what } when what.Split(" -> ") is [var before, var after] && Hosts.HostOf(before) is { } old && old.Contains('.') && !old.Contains(' ') && after.Contains('.') => (old, [Hosts.HostOf(after) ?? after]),
        _ => (null, []),
    };

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

    /// <summary>A report is about the subject unless it names another host, or an everyday name unlike any that is complained of.</summary>
    public bool About(Report report)
    {
        if (report.Target is null) return true;
        if (Hosts.HostOf(report.Target) is { } host) return _names.Count == 0 || _names.Contains(host);
        var complained = Reports.Where(r => r.Works is not "always" && r.Target is not null && Hosts.HostOf(r.Target) is null).Select(r => r.Target!).Distinct(StringComparer.Ordinal).ToArray();
        return complained.Length == 0 || complained.Any(name => ServiceNames.Alike(name, report.Target));
    }

    private void AssignRoles()
    {
        var failing = Reports.FirstOrDefault(r => About(r) && r.Works is "never" or "sometimes" or "mostly" && PlaceNames.RoleOf(r.Vantage) is null && r.Vantage is not null)?.Vantage;
        AffectedPlace = failing;
        var places = Standing.Select(o => o.Vantage).Where(v => v is not null).Distinct(StringComparer.OrdinalIgnoreCase).Select(v => v!).Take(MostPlaces).ToList();
        foreach (var place in places) _roles[place] = Judge(place);
        AffectedPlace ??= places.FirstOrDefault(place => _roles[place] == Role.Affected);
        Places = [.. places.OrderBy(place => _roles[place] == Role.Affected ? 0 : 1)];
    }

    private Role Judge(string place)
    {
        if (PlaceNames.RoleOf(place) is { } told) return told;
        if (PlaceNames.Same(place, AffectedPlace)) return Role.Affected;
        if (Reports.Any(r => About(r) && r.Vantage is not null && PlaceNames.Same(place, r.Vantage))) return Role.Control;
        if (Serves(place)) return Role.ServerItself;

        // Unnamed in any report: a place whose own measurements were all good compares with the complaint, if there is one elsewhere.
        var outcomes = Standing.Where(o => o.Basis == Basis.Measured && o.Vantage == place && RelationOf(o) == Relation.Subject).Select(Outcomes.Worked).Where(w => w is not null).ToArray();
        var complaintElsewhere = AffectedPlace is not null || Reports.Any(r => About(r) && r.Works is not "always" && r.Vantage is null)
            || Standing.Any(o => o.Basis == Basis.Measured && o.Vantage is not null && !PlaceNames.Same(place, o.Vantage) && RelationOf(o) == Relation.Subject && Outcomes.Worked(o) == false);
        return complaintElsewhere && outcomes.Length > 0 && outcomes.All(worked => worked == true) ? Role.Control : Role.Affected;
    }

    /// <summary>The place listens on the subject's port for everybody: it is the server.</summary>
    private bool Serves(string place) => Standing.OfType<Listen>().Any(l =>
        l.Vantage == place && l.Port == Port && l.Address is "0.0.0.0" or "::" or "*" or "[::]" && l.Process is not null);
}
