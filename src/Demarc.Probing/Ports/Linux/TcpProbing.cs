namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// TCP probes without privilege. Two sockets cannot have one 4-tuple, so a flow keeps its source port only while one probe of
/// it is out at a time; a second one meanwhile gets another port, and its reply says which.
/// </summary>
internal sealed class TcpProbing(Exchange exchange) : IProbing
{
    private const int MostOut = 512;
    private const int MostFlows = 4096;
    private static readonly TimeSpan BeforeRetransmit = TimeSpan.FromMilliseconds(950);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(150);
    private readonly Dictionary<int, TcpAttempt> _out = [];

    /// <summary>The attempt that holds a flow's source port, or held it last.</summary>
    private readonly Dictionary<FlowKey, TcpAttempt> _last = [];

    public void Send(Probe probe)
    {
        if (_out.Count >= MostOut)
        {
            exchange.GiveFailure(probe, Errno.TooManyFiles);
            return;
        }

        var flow = FlowKey.Of(probe);
        var owner = _last.GetValueOrDefault(flow);
        var busy = owner is { IsFinished: false };
        var port = probe.SourcePort ?? (busy ? 0 : owner?.SourcePort ?? 0);
        var result = TcpAttempt.TryStart(exchange, probe, port, Finished, out var attempt);
        if (attempt is null && port > 0 && probe.SourcePort is null && result is -Errno.AddressInUse or -Errno.AddressNotAvailable)
        {
            // Somebody else took the flow's port since.
            owner = null;
            result = TcpAttempt.TryStart(exchange, probe, 0, Finished, out attempt);
        }

        if (attempt is null)
        {
            exchange.GiveFailure(probe, result);
            return;
        }

        if (_last.Count >= MostFlows) _last.Clear();
        if (!busy || owner is null) _last[flow] = attempt;
        if (!attempt.IsFinished) _out[probe.Id] = attempt;
    }

    public void Forget(int probeId)
    {
        if (!_out.TryGetValue(probeId, out var attempt)) return;
        attempt.GiveUp();
        Finished(attempt);
    }

    public TimeSpan? Tidy(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var (id, attempt) in _out)
        {
            var ends = attempt.SentAt + (attempt.Probe.Patient ? LongestPatience : BeforeRetransmit);
            if (ends <= now) Forget(id);
            else if (next is null || ends < next) next = ends;
        }

        return next;
    }

    private void Finished(TcpAttempt attempt) => _out.Remove(attempt.Probe.Id);
}
