using System.Net;

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
    private readonly Dictionary<(IPAddress Target, int Port, int Flow), int> _ports = [];
    private readonly HashSet<(IPAddress Target, int Port, int SourcePort)> _taken = [];

    public void Send(Probe probe)
    {
        if (_out.Count >= MostOut)
        {
            exchange.GiveFailure(probe, Errno.TooManyFiles);
            return;
        }

        var flow = (probe.Target, probe.Port, probe.Flow);
        var port = probe.SourcePort ?? _ports.GetValueOrDefault(flow);
        if (port > 0 && probe.SourcePort is null && _taken.Contains((probe.Target, probe.Port, port))) port = 0;
        var result = TcpAttempt.TryStart(exchange, probe, port, Finished, out var attempt);
        if (attempt is null && port > 0 && probe.SourcePort is null && result is -Errno.AddressInUse or -Errno.AddressNotAvailable)
        {
            // Somebody else took the flow's port since.
            _ports.Remove(flow);
            result = TcpAttempt.TryStart(exchange, probe, 0, Finished, out attempt);
        }

        if (attempt is null)
        {
            exchange.GiveFailure(probe, result);
            return;
        }

        if (probe.SourcePort is null && port == 0)
        {
            if (_ports.Count >= MostFlows) _ports.Clear();
            _ports.TryAdd(flow, attempt.SourcePort);
        }

        if (attempt.IsFinished) return;
        _out[probe.Id] = attempt;
        _taken.Add((probe.Target, probe.Port, attempt.SourcePort));
    }

    public void Forget(int probeId)
    {
        if (!_out.TryGetValue(probeId, out var attempt)) return;
        attempt.Close();
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

    private void Finished(TcpAttempt attempt)
    {
        _out.Remove(attempt.Probe.Id);
        _taken.Remove((attempt.Probe.Target, attempt.Probe.Port, attempt.SourcePort));
    }
}
