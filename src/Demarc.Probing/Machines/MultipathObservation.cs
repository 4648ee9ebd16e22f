using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>
/// The graph of all ways as an observation: a trace whose hops name every address that answered, with the links in its
/// evidence. Losses are not counted, since flows were asked unevenly.
/// </summary>
public static class MultipathObservation
{
    /// <summary>The trace; null where no hop answered.</summary>
    public static PathTrace? Of(MultipathMachine machine, ProbeLog log)
    {
        var plan = machine.Given;
        if (machine.Nodes.Count == 0) return null;
        var hops = machine.Nodes.ToLookup(n => n.Ttl, n => n.Address);
        var last = machine.Nodes.Max(n => n.Ttl);
        var links = string.Join('\n', machine.Links.Select(l => $"{l.From.Ttl} {l.From.Address} -> {l.To.Ttl} {l.To.Address}"));
        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Protocol = plan.Protocol.ToString().ToLowerInvariant(),
            Port = plan.Protocol == ProbeProtocol.Icmp ? null : plan.Port,
            Reached = machine.Arrival is not null,
            Hops = [.. Enumerable.Range(plan.FirstTtl, last - plan.FirstTtl + 1).Select(ttl => new Hop { Ttl = ttl, Responders = [.. hops[ttl].Select(a => new Responder(a.ToString()))] })],
            Evidence = log.Enter(Kinds.PathTrace, $"ways to {plan.Address}: {machine.Nodes.Count} addresses, {machine.Links.Count} links, {machine.Flows} flows\n{links}".TrimEnd(), time),
        };
    }
}
