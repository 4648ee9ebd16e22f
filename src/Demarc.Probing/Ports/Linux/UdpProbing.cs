using System.Net;

namespace Demarc.Probing.Ports.Linux;

/// <summary>UDP probes without privilege: a socket for each flow, opened when needed and closed when idle.</summary>
internal sealed class UdpProbing(Exchange exchange) : IProbing
{
    private const int MostFlows = 256;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);
    private readonly uint _nonce = (uint)Random.Shared.Next();
    private readonly Dictionary<Key, UdpFlow> _flows = [];
    private readonly Dictionary<int, UdpFlow> _byProbe = [];

    /// <summary>What makes a flow; <paramref name="Own"/> is a probe's id where it needs a source port of its own.</summary>
    private readonly record struct Key(IPAddress Target, int Port, int Flow, int? SourcePort, int Own);

    public void Send(Probe probe)
    {
        var key = new Key(probe.Target, probe.Port, probe.Flow, probe.SourcePort, 0);
        if (_flows.TryGetValue(key, out var flow) && flow.QuotesAreShort && probe.SourcePort is null && !flow.IsIdle) key = key with { Own = probe.Id };
        if (!_flows.TryGetValue(key, out flow))
        {
            if (_flows.Count >= MostFlows) CloseIdle(exchange.Clock.Now, TimeSpan.Zero);
            var failed = UdpFlow.TryOpen(exchange, probe, probe.SourcePort, _nonce, out flow);
            if (flow is null)
            {
                exchange.GiveFailure(probe, failed);
                return;
            }

            _flows[key] = flow;
        }

        _byProbe[probe.Id] = flow;
        flow.Send(probe);
    }

    public void Forget(int probeId)
    {
        if (_byProbe.Remove(probeId, out var flow)) flow.Forget(probeId);
    }

    public TimeSpan? Tidy(TimeSpan now)
    {
        CloseIdle(now, IdleTime);
        return null;
    }

    private void CloseIdle(TimeSpan now, TimeSpan idleTime)
    {
        foreach (var (key, flow) in _flows)
        {
            if (now - flow.LastUsed < idleTime || !flow.IsIdle) continue;
            flow.Close();
            _flows.Remove(key);
        }
    }
}
