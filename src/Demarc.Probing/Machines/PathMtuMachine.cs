using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>
/// Finds the largest packet that passes unfragmented, who says so where somebody does, and, where nobody does, after which
/// hop large packets vanish: usual sizes side by side, then the gap between the largest that passed and the smallest that
/// did not, then large packets that expire hop by hop. Nothing is said of a target that does not answer small ones.
/// </summary>
public sealed class PathMtuMachine(PathMtuPlan plan) : StagedMachine
{
    private const int SmallProbes = 3;
    private const int LargeProbes = 3;
    private const int Steps = 8;
    private const int MostNarrowings = 6;
    private static readonly Patience Waits = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
    private readonly SortedSet<int> _passed = [];
    private readonly SortedSet<int> _failed = [];
    private readonly List<Shot> _small = [];
    private readonly List<Shot> _large = [];
    private readonly List<Shot> _clear = [];
    private RoundRecord? _path;

    public PathMtuPlan Given => plan;

    /// <summary>The path small packets take.</summary>
    public RoundRecord? Path => _path;

    /// <summary>Small packets, sent to know that the target answers at all.</summary>
    internal IReadOnlyList<Shot> Small => _small;

    /// <summary>Packets of the largest size that must not be fragmented.</summary>
    internal IReadOnlyList<Shot> Large => _large;

    /// <summary>Packets of the same size that may be fragmented.</summary>
    internal IReadOnlyList<Shot> Clear => _clear;

    /// <summary>The target answers small packets, so that silence about large ones means something.</summary>
    public bool Answers => _small.Any(Passes);

    /// <summary>Largest size that passed unfragmented; null where none was tried or none passed.</summary>
    public int? PathMtu => _passed.Count > 0 ? _passed.Max : null;

    /// <summary>This host's own limit, where it is what keeps larger packets back.</summary>
    public int? LocalLimit { get; private set; }

    /// <summary>Who asked for smaller packets, and for how large at most.</summary>
    public (IPAddress? From, int? Mtu)? Named { get; private set; }

    /// <summary>Larger packets vanish without a message.</summary>
    public bool BlackHole => Answers && Named is null && LocalLimit is null && _failed.Count > 0 && _passed.Count > 0;

    /// <summary>Last hop that large packets reach before they vanish; null where none was looked for or found.</summary>
    public PathNode? HoleAfter { get; private set; }

    /// <summary>
    /// Packets that may be fragmented pass at the size that fails otherwise: a missing message (true) is told apart from a
    /// link that takes no large packets at all (false).
    /// </summary>
    public bool? PassesInFragments => _clear.Count == 0 ? null : _clear.Any(Passes);

    private protected override IEnumerable<IReadOnlyList<Stage>> Plan()
    {
        var small = new Volley(Enumerable.Range(0, SmallProbes).Select(_ => Probe(0, 64, df: false)), Numbers, Waits, tries: 1);
        var finding = new PathFinding(new() { Address = plan.Address, Protocol = plan.Protocol, Port = plan.Port }, Numbers);
        yield return [small, finding];
        _small.AddRange(small.Shots);
        _path = finding.Record;
        if (!Answers) yield break;

        var sweep = Sizes(plan.Usual, tries: 2, finding.Slowest);
        yield return [sweep];
        Learn(sweep);
        for (var i = 0; i < MostNarrowings && Gap() is { Count: > 0 } gap; i++)
        {
            var narrowing = Sizes(gap, tries: 2, finding.Slowest);
            yield return [narrowing];
            Learn(narrowing);
        }

        if (_failed.Count == 0) yield break;
        var large = new Volley(Enumerable.Range(0, LargeProbes).Select(_ => Probe(plan.Largest, 64, df: true)), Numbers, Waits, tries: 1, finding.Slowest);
        var clear = new Volley(Enumerable.Range(0, LargeProbes).Select(_ => Probe(plan.Largest, 64, df: false)), Numbers, Waits, tries: 1, finding.Slowest);
        if (!BlackHole)
        {
            yield return [large];
            _large.AddRange(large.Shots);
            yield break;
        }

        // Just above what passes, so that only the narrowest link is met.
        var above = _failed.Min;
        var hops = _path.Rows.Keys.Where(ttl => _path.Responders(ttl).Any() && ttl != _path.End.Arrival).ToArray();
        var walk = new Volley(hops.Select(ttl => Probe(above, (byte)ttl, df: true)), Numbers, Waits, tries: 3, finding.Slowest);
        yield return [large, clear, walk];
        _large.AddRange(large.Shots);
        _clear.AddRange(clear.Shots);
        var reached = walk.Shots.Where(s => s.Answer?.Kind == ReplyKind.TimeExceeded).Select(s => (int)s.Probe.Ttl).DefaultIfEmpty(0).Max();
        if (reached > 0) HoleAfter = new(reached, _path.Responders(reached).First());
    }

    private Volley Sizes(IEnumerable<int> sizes, int tries, TimeSpan? slowest) => new(sizes.Select(size => Probe(size, 64, df: true)), Numbers, Waits, tries, slowest);

    private void Learn(Volley volley)
    {
        foreach (var shot in volley.Shots)
        {
            if (Passes(shot))
            {
                _passed.Add(shot.Probe.Size);
                continue;
            }

            _failed.Add(shot.Probe.Size);
            if (shot.Answer is { Kind: ReplyKind.TooBig } told)
            {
                // The narrowest link of several is the one that counts.
                if (Named is not { } known || told.Mtu < known.Mtu) Named = (told.From, told.Mtu);
            }
            else if (shot.Answer is { Kind: ReplyKind.SendFailed, Error: SocketError.MessageSize }) LocalLimit = Math.Min(LocalLimit ?? int.MaxValue, shot.Probe.Size - 1);
        }

        // A lost probe is no limit: whatever is smaller than a size that passed passes.
        if (_passed.Count > 0) _failed.RemoveWhere(size => size < _passed.Max);
    }

    /// <summary>Sizes between the largest that passed and the smallest that did not; a named size is tried first.</summary>
    private List<int> Gap()
    {
        if (_passed.Count == 0 || _failed.Count == 0) return [];
        var (low, high) = (_passed.Max, _failed.Min);
        if (high - low <= 1) return [];
        var sizes = new SortedSet<int>();
        if (Named?.Mtu is { } named && named > low && named < high) sizes.UnionWith([named, named + 1]);
        else
        {
            for (var i = 1; i <= Steps; i++) sizes.Add(low + ((high - low) * i / (Steps + 1)));
        }

        sizes.RemoveWhere(size => size <= low || size >= high);
        return sizes.Count > 0 ? [.. sizes] : [low + 1];
    }

    private bool Passes(Shot shot) => shot.Answer is { } answer && (answer.Kind is ReplyKind.Echo or ReplyKind.Datagram
        || (plan.Protocol == ProbeProtocol.Udp && IcmpMeaning.IsPortUnreachable(answer) && Equals(answer.From, plan.Address)));

    private Probe Probe(int size, byte ttl, bool df) => new()
    {
        Id = 0,
        Protocol = plan.Protocol,
        Target = plan.Address,
        Port = plan.Port,
        Ttl = ttl,
        Size = size,
        DontFragment = df,
    };
}
