using System.Globalization;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Probing.Machines;

/// <summary>
/// Makes observations of a path MTU search: small pings, large ones that must not be fragmented, large ones that may be, and
/// the path with its MTU.
/// </summary>
public static class PathMtuObservation
{
    public static IReadOnlyList<Observation> Of(PathMtuMachine machine, ProbeLog log)
    {
        var observations = new List<Observation>();
        var summary = Summary(machine);
        if (machine.Small.Count > 0) observations.Add(Ping(machine, machine.Small, log, summary));
        if (machine.Large.Count > 0) observations.Add(Ping(machine, machine.Large, log, summary));
        if (machine.Clear.Count > 0) observations.Add(Ping(machine, machine.Clear, log, summary));
        if (machine is { Answers: true, Path: { } path, PathMtu: not null }) observations.Add(Trace(machine, path, log, summary));
        return observations;
    }

    /// <summary>What was found, in one stable English line.</summary>
    public static string Summary(PathMtuMachine machine)
    {
        if (!machine.Answers) return "the target does not answer small packets, so nothing can be said of large ones";
        var limit = machine.PathMtu is { } mtu ? string.Create(CultureInfo.InvariantCulture, $"path mtu {mtu}") : "no size passes unfragmented";
        if (machine.Named is { } named) return string.Create(CultureInfo.InvariantCulture, $"{limit}; {named.From} asks for at most {named.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "?"}");
        if (machine.LocalLimit is { } local) return string.Create(CultureInfo.InvariantCulture, $"{limit}; this host sends no more than {local}");
        if (!machine.BlackHole) return limit;
        var place = machine.HoleAfter is { } after ? string.Create(CultureInfo.InvariantCulture, $" after hop {after.Ttl} {after.Address}") : "";
        var clear = machine.PassesInFragments switch { true => ", while fragments pass", false => ", and fragments do not pass either", null => "" };
        return $"{limit}; larger packets vanish{place} without a message{clear}";
    }

    private static Ping Ping(PathMtuMachine machine, IReadOnlyList<Shot> shots, ProbeLog log, string summary)
    {
        var plan = machine.Given;
        var probe = shots[0].Probe;
        var (received, errors) = (new List<Reply>(), new List<Reply>());
        foreach (var reply in shots.Select(s => s.Answer).OfType<Reply>())
        {
            var arrived = reply.Kind is ReplyKind.Echo or ReplyKind.Datagram || (IcmpMeaning.IsPortUnreachable(reply) && Equals(reply.From, plan.Address));
            (arrived ? received : errors).Add(reply);
        }

        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = plan.Name ?? plan.Address.ToString(),
            TargetAddress = plan.Address.ToString(),
            Time = time,
            Size = probe.Size == 0 ? 0 : probe.Size - (plan.Address.AddressFamily == AddressFamily.InterNetworkV6 ? 48 : 28),
            Df = probe.DontFragment,
            Sent = shots.Count,
            Received = received.Count,
            Errors = [.. errors.GroupBy(r => (Code: IcmpMeaning.PingError(r), From: r.From?.ToString())).Select(g => new PingError(g.Key.Code, g.Key.From, g.Count()))],
            RttMs = [.. received.Select(r => (double?)Milliseconds.Of(r.Rtt))],
            ReplyTtls = [.. received.Select(r => r.ReplyTtl).OfType<int>().Distinct().Order()],
            Mtu = errors.Select(r => r.Mtu).FirstOrDefault(m => m is not null),
            Evidence = log.Enter(
                Kinds.Ping,
                string.Create(CultureInfo.InvariantCulture, $"ping {plan.Address} {plan.Protocol.ToString().ToLowerInvariant()} size={probe.Size} df={(probe.DontFragment ? 1 : 0)}: {received.Count} of {shots.Count} answered\n{summary}"),
                time),
        };
    }

    private static PathTrace Trace(PathMtuMachine machine, RoundRecord path, ProbeLog log, string summary)
    {
        var plan = machine.Given;
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
            Reached = path.End.Arrival is not null,
            Hops = [.. path.Rows.Where(row => path.End.Ttl is not { } end || row.Key <= end).Select(row => new Hop
            {
                Ttl = row.Key,
                Sent = row.Value.Count,
                Lost = row.Value.Count(p => !p.Answered),
                Responders = [.. path.Responders(row.Key).Select(a => new Responder(a.ToString()))],
                RttMs = [.. row.Value.Select(p => p.Reply is { } r ? (double?)Milliseconds.Of(r.Rtt) : null)],
            })],
            PathMtu = machine.PathMtu,
            MtuHoleAfterHop = machine.BlackHole ? machine.HoleAfter?.Ttl : null,
            Evidence = log.Enter(Kinds.PathTrace, $"path mtu {plan.Address}: {summary}", time),
        };
    }
}
