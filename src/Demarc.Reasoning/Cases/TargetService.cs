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

    /// <summary>Nothing says which service it is of.</summary>
    Unknown,
}

/// <summary>
/// The service complained of: which it is, by which names and addresses it goes, and whether an observation or a report
/// speaks of it, of another service, or of a router on the way.
/// </summary>
public sealed class TargetService
{
    /// <summary>Where proxies listen, which stand between.</summary>
    private static readonly int[] Proxies = [1080, 3128, 8000, 8080, 8081, 8443, 8888, 9090];

    private readonly IReadOnlyList<Observation> _standing;
    private readonly IReadOnlyList<Report> _reports;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _routers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ends = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string>? _tiedElsewhere;
    private string? _suspect;
    private int? _port;

    /// <param name="standing">The facts that count.</param>
    /// <param name="target">The service as somebody named it; null = find it in the facts.</param>
    public TargetService(IReadOnlyList<Observation> standing, string? target)
    {
        (_standing, _reports) = (standing, [.. standing.OfType<Report>()]);
        CollectRouters();
        Target = target ?? FindTarget();
        CollectNames();
    }

    /// <summary>The service, as written; null when nothing names it.</summary>
    public string? Target { get; }

    /// <summary>Its host name or address.</summary>
    public string? Host => Hosts.HostOf(Target);

    /// <summary>Its port: the target's own, else one that people name with the host ("example.com 80"), else 443.</summary>
    public int Port => _port ??= Hosts.PortOf(Target) ?? SpokenPort() ?? 443;

    /// <summary>Known names and addresses of the service.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>What an observation is about.</summary>
    public Relation RelationOf(Observation observation)
    {
        var address = observation switch { Ping p => p.TargetAddress, PathTrace t => t.TargetAddress, Connect c => c.TargetAddress, Tls t => t.TargetAddress, _ => null };
        var host = observation switch
        {
            TcpConnection { Server: { } server } => Ties.AddressOf(server),
            TcpConnection => null,
            Model.Dns dns => dns.Name,
            Http http => Hosts.HostOf(http.Url ?? http.Target),
            _ => Hosts.HostOf(observation.Target),
        };
        if (Known(host) || Known(address)) return Relation.Subject;

        // A connection on which the subject is named leads to it, whatever its address.
        if (observation is TcpConnection && Ties.Asked(observation) is { } named && Known(named.Name)) return Relation.Subject;
        if (observation is Ping && (_routers.Contains(host ?? "") || _routers.Contains(address ?? ""))) return Relation.Router;
        if (host is null && address is null) return Relation.Subject;
        if (_names.Count == 0) return Relation.Subject;

        // A ping of an address that is none of the subject's known ones, and no trace's end, is of something else: a router, most likely.
        if (observation is Ping && Hosts.IsAddress(address ?? host) && _names.Any(Hosts.IsAddress) && !_ends.Contains((address ?? host)!)) return Relation.Other;

        // The resolvers of the place are asked about the subject; they are not the subject.
        if (IsResolver(address ?? host)) return Relation.Other;

        // A capture names no service where it holds neither the question for its name nor a greeting with it.
        if (observation is TcpConnection && Hosts.IsAddress(host) && !_names.Any(Hosts.IsAddress) && !TiedElsewhere(host!)) return host == Suspect() ? Relation.Subject : Relation.Unknown;

        // People trace and ping the service by address; only another name is surely another service.
        return Hosts.IsAddress(host ?? address) && observation is (PathTrace or Ping or Connect) && !TiedElsewhere(host ?? address!) ? Relation.Subject : Relation.Other;
    }

    /// <summary>A report is about the subject unless it names another host, or an everyday name unlike any that is complained of.</summary>
    public bool About(Report report)
    {
        if (report.Target is null) return true;
        if (Hosts.HostOf(report.Target) is { } host) return _names.Count == 0 || _names.Contains(host);
        var complained = _reports.Where(r => r.Works is not "always" && r.Target is not null && Hosts.HostOf(r.Target) is null).Select(r => r.Target!).Distinct(StringComparer.Ordinal).ToArray();
        return complained.Length == 0 || complained.Any(name => ServiceNames.Alike(name, report.Target));
    }

    /// <summary>The address belongs to a name that is not the subject's.</summary>
    private bool TiedElsewhere(string address) => (_tiedElsewhere ??= _standing.Select(Ties.Of)
        .Where(tie => IsAnotherName(tie.Name))
        .SelectMany(tie => tie.Others)
        .Concat(_standing.Select(Ties.Asked).OfType<(string Name, string Address)>().Where(asked => IsAnotherName(asked.Name)).Select(asked => asked.Address))
        .ToHashSet(StringComparer.OrdinalIgnoreCase)).Contains(address);

    private bool IsAnotherName(string? name) => name is not null && !Hosts.IsAddress(name) && !_names.Contains(name);

    /// <summary>
    /// Whose connections a capture must be of when nothing in it names a server: somebody captured because of the complaint. It is the
    /// only server that nothing ties to another name, or the only one of several where nothing worked; else empty. Machines talk to much
    /// else meanwhile, so a server on another port than the one complained of is none.
    /// </summary>
    private string Suspect()
    {
        if (_suspect is not null) return _suspect;
        var servers = _standing.OfType<TcpConnection>().GroupBy(tcp => Ties.AddressOf(tcp.Server ?? ""), StringComparer.OrdinalIgnoreCase)
            .Where(server => Hosts.IsAddress(server.Key) && !TiedElsewhere(server.Key)).ToArray();
        var told = Hosts.PortOf(Target) ?? SpokenPort();
        if (told is not null || servers.Length > 1) servers = [.. servers.Where(server => server.All(tcp => Hosts.PortOf(tcp.Server) is { } port && Fits(port, told)))];
        var failing = servers.Where(server => server.All(tcp => tcp.State is "syn-unanswered" or "reset")).ToArray();
        return _suspect = servers is [var only] ? only.Key : failing is [var bad] ? bad.Key : "";
    }

    /// <summary>Connections to that port may be about a service whose port is told, or not: nothing told means the web.</summary>
    private static bool Fits(int port, int? told) => port == told || Proxies.Contains(port) || (told is null or 80 or 443 && port is 80 or 443);

    private bool IsResolver(string? address) => address is not null && _standing.OfType<NameServer>().Any(server => address.Equals(server.Address, StringComparison.OrdinalIgnoreCase));

    private int? SpokenPort()
    {
        if (Host is null) return null;
        foreach (var text in _standing.Where(o => o.Basis != Basis.Measured).Select(o => o.Evidence.Text))
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

    private void CollectRouters()
    {
        _routers.UnionWith(_standing.OfType<Route>().Where(route => route.Destination is "0.0.0.0/0" or "::/0" or "default").Select(route => route.Gateway).OfType<string>().Where(Hosts.IsAddress));
        foreach (var trace in _standing.OfType<PathTrace>())
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

    /// <summary>The host complained of; else the host measured, one that failed before one that worked, then the most measured; else the host anybody speaks of; else the service's everyday name; else the one server a capture shows.</summary>
    private string? FindTarget()
    {
        var complaints = _reports.Where(r => r.Target is not null && r.Works is not "always").Select(r => r.Target!).ToArray();
        return complaints.FirstOrDefault(t => Hosts.HostOf(t) is not null && !PingOnly(t))
            ?? Measured(_routers)
            ?? complaints.FirstOrDefault(t => Hosts.HostOf(t) is not null)
            ?? _reports.Select(r => r.Target).FirstOrDefault(t => Hosts.HostOf(t) is not null)
            ?? _standing.OfType<ErrorText>().Select(text => text.Target).FirstOrDefault(t => Hosts.HostOf(t) is { } host && host != "localhost" && !Hosts.IsAddress(host))
            ?? complaints.FirstOrDefault()
            ?? _standing.OfType<TcpConnection>().FirstOrDefault(t => t.State is "syn-unanswered" or "reset" && Hosts.HostOf(t.Server) is not null && MayBeMeant(t))?.Server
            ?? (_standing.OfType<TcpConnection>().Select(t => t.Server).Distinct(StringComparer.Ordinal).Take(2).ToArray() is [{ } only] && Hosts.HostOf(only) is not null ? only : null)
            ?? Measured([]);
    }

    /// <summary>Somebody complains of something without naming it: a machine fails to reach much that nobody misses, so only the web can be meant. A capture alone was taken because of what fails in it.</summary>
    private bool MayBeMeant(TcpConnection connection) => _reports.Count == 0 || (Hosts.PortOf(connection.Server) is { } port && Fits(port, null));

    private bool PingOnly(string target) => _reports.Where(r => r.Target == target).All(r => r.Note is not null);

    /// <summary>The host measured, one that failed before one that worked, then the most measured; by its name where what was measured tells it.</summary>
    private string? Measured(HashSet<string> passedOver)
    {
        var hosts = _standing
            .Where(o => o is PathTrace or Connect or Tls or Http or Model.Dns or Download || (o is Ping p && !passedOver.Contains(p.TargetAddress ?? p.Target ?? "")))
            .Where(o => Hosts.HostOf(o.Target) is not null)
            .GroupBy(o => Hosts.HostOf(o.Target)!, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Any(o => Outcomes.Worked(o) == false))
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        if (hosts.Length == 0) return null;
        var chosen = hosts[0];
        if (Hosts.IsAddress(chosen.Key)) chosen = hosts.FirstOrDefault(host => !Hosts.IsAddress(host.Key) && host.Any(o => o is Connect or Ping or PathTrace && Ties.Of(o).Others.Contains(chosen.Key, StringComparer.OrdinalIgnoreCase))) ?? chosen;
        return chosen.Select(o => o.Target).OrderByDescending(target => target!.Contains("://", StringComparison.Ordinal)).First();
    }

    /// <summary>Names tied to the subject by a DNS answer, a connection, a trace header or a renaming; two passes close the chain.</summary>
    private void CollectNames()
    {
        if (Host is null) return;
        _names.Add(Host);
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var observation in _standing)
            {
                if (Ties.Asked(observation) is { } asked && _names.Contains(asked.Name)) _names.Add(asked.Address);
                var (one, others) = Ties.Of(observation);
                if (one is null) continue;
                if (!_names.Contains(one) && !others.Any(_names.Contains)) continue;
                _names.Add(one);
                foreach (var other in others) _names.Add(other);
            }
        }
    }
}
