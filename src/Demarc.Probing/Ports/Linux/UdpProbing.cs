namespace Demarc.Probing.Ports.Linux;

/// <summary>UDP probes without privilege: a socket for each flow, opened when needed and closed when idle.</summary>
internal sealed class UdpProbing(Exchange exchange) : IProbing
{
    private const int MostFlows = 256;
    private const int MostProbes = 16384;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);
    private readonly uint _nonce = (uint)Random.Shared.Next();
    private readonly Dictionary<FlowKey, UdpFlow> _flows = [];
    private readonly Recent<UdpFlow> _byProbe = new(MostProbes);

    public void Send(Probe probe)
    {
        var key = FlowKey.Of(probe);
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

        _byProbe.Add(probe.Id, flow);
        flow.Send(probe);
    }

    public void Forget(int probeId)
    {
        _byProbe.Find(probeId)?.Forget(probeId);
        _byProbe.Remove(probeId);
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
