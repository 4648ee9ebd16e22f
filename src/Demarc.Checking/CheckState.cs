using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Local;

namespace Demarc.Checking;

/// <summary>
/// What is known so far of one target: the measurements begun and done, and their observations. Everything a measurement
/// needs to know about earlier ones it asks here.
/// </summary>
public sealed class CheckState(TargetSpec target, CheckSite site)
{
    private static readonly TimeSpan Suspicious = TimeSpan.FromMilliseconds(500);

    /// <summary>Replaced, never changed: measurements and other targets' runs read it on threads of their own.</summary>
    private volatile IReadOnlyList<Observation> _observations = [];
    private readonly Dictionary<string, TimeSpan> _begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<Unread> _failed = [];

    public TargetSpec Target { get; } = target;

    /// <summary>What the kernel had counted when the target's measurements began.</summary>
    public LocalSnapshot Before { get; } = LocalSnapshot.Take();

    /// <summary>The place measured from.</summary>
    public CheckSite Site { get; } = site;

    /// <summary>Everything observed so far, in the order it came.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>Measurements that failed by a defect of ours: the check goes on without them, and says so.</summary>
    public IReadOnlyList<Unread> Failed => _failed;

    public bool Done(string measurement) => _done.Contains(measurement);

    public bool Begun(string measurement) => _begun.ContainsKey(measurement);

    /// <summary>Observations of a kind so far.</summary>
    public IEnumerable<T> Of<T>()
        where T : Observation => _observations.OfType<T>();

    /// <summary>
    /// Addresses programs would go to, IPv4 first: the target's own, or what the system resolves its name to; what resolvers
    /// say counts only where the system says nothing.
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses
    {
        get
        {
            if (Target.Address is { } own) return [own];
            var answers = Of<Model.Dns>().Where(dns => dns.Outcome is "ok" or "bogus" && dns.Answers is { Count: > 0 }).ToArray();
            var system = answers.Where(dns => dns.Server == "system").ToArray();
            return [.. (system.Length > 0 ? system : answers).SelectMany(dns => dns.Answers!).Where(answer => answer.Type is null or "A" or "AAAA")
                .Select(answer => IPAddress.TryParse(answer.Address, out var address) ? address : null).OfType<IPAddress>().Distinct()
                .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)];
        }
    }

    /// <summary>The address measured above the name: one that accepted a connection, else the first.</summary>
    public IPAddress? Address =>
        Of<Connect>().Where(connect => connect.Outcome == "ok" && connect.TargetAddress is not null).Select(connect => IPAddress.Parse(connect.TargetAddress!)).FirstOrDefault()
        ?? (Addresses is [var first, ..] ? first : null);

    /// <summary>A connection to the target opened.</summary>
    public bool Connects => Of<Connect>().Any(connect => connect.Outcome == "ok" && connect.ViaProxy is null);

    /// <summary>The first connection failed, or takes so long that its first SYN was most likely lost.</summary>
    public bool Hangs => !Connects && (Done("connect") || Since("connect") > Suspicious);

    /// <summary>A page or handshake came through: the service's own protocol worked at least once.</summary>
    public bool Works => Target.Scheme is null ? Connects : Of<Http>().Any(http => http.Outcome is "ok");

    /// <summary>Measurements begun, in order.</summary>
    public IReadOnlyCollection<string> Measured => _begun.Keys;

    /// <summary>Time since a measurement began; null when it has not.</summary>
    public TimeSpan? Since(string measurement) => _begun.TryGetValue(measurement, out var at) ? Site.Elapsed - at : null;

    internal void Begin(string measurement) => _begun[measurement] = Site.Elapsed;

    /// <summary>The exception's own words may hold what was read from the network: only its kind is told.</summary>
    internal void Fail(Measurement measurement, Exception defect) => _failed.Add(new(
        "probe:" + measurement.Id,
        null,
        $"a defect in Demarc ({defect.GetType().Name}) ended this measurement ({measurement.Doing.En}); the rest was measured",
        $"Demarc 自身的缺陷（{defect.GetType().Name}）中断了这项测量（{measurement.Doing.Zh}）；其余测量不受影响"));

    internal void Finish(string measurement, IEnumerable<Observation> observations)
    {
        _done.Add(measurement);
        _observations = [.. _observations, .. observations];
    }
}
