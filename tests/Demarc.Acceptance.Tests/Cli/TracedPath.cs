using System.Net;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>A trace over a path given as one function from a probe to its answer, without a socket or a clock.</summary>
internal static class TracedPath
{
    public static readonly IPAddress Target = IPAddress.Parse("203.0.113.9");

    /// <summary>Runs a trace to its end.</summary>
    /// <param name="answer">Kind, sender and ICMP code for the n-th probe; null = silence.</param>
    public static TraceMachine Of(Func<Probe, int, (ReplyKind Kind, string From, int Code)?> answer, ProbeProtocol protocol = ProbeProtocol.Icmp, int rounds = 10, string? name = null)
    {
        var machine = new TraceMachine(new() { Address = Target, Name = name, Protocol = protocol, Port = 443, Rounds = rounds });
        Drive(machine, answer);
        return machine;
    }

    /// <summary>Runs any machine to its end.</summary>
    public static void Drive(IProbeMachine machine, Func<Probe, int, (ReplyKind Kind, string From, int Code)?> answer)
    {
        var (now, sent) = (TimeSpan.Zero, 0);
        while (true)
        {
            switch (machine.Next(now))
            {
                case ProbeStep.Send(var probe):
                    if (answer(probe, sent++) is not { } told) break;
                    machine.Accept(new()
                    {
                        ProbeId = probe.Id, Kind = told.Kind, From = IPAddress.Parse(told.From), SentAt = now, ReceivedAt = now + TimeSpan.FromMilliseconds(probe.Ttl),
                        ReplyTtl = 256 - probe.Ttl, IcmpType = told.Kind == ReplyKind.Unreachable ? (byte)3 : (byte)11, IcmpCode = (byte)told.Code,
                    });
                    break;
                case ProbeStep.Wait(var until):
                    now = until;
                    break;
                case ProbeStep.Finish:
                    return;
                default:
                    break;
            }
        }
    }

    /// <summary>A path of routers 198.51.100.1 and on with the target behind the last.</summary>
    public static TraceMachine Clean(int routers, ProbeProtocol protocol = ProbeProtocol.Icmp, string? name = null) => Of((p, _) => At(p, routers, protocol), protocol, name: name);

    /// <summary>The plain answer of such a path.</summary>
    public static (ReplyKind Kind, string From, int Code) At(Probe probe, int routers, ProbeProtocol protocol = ProbeProtocol.Icmp) => probe.Ttl <= routers
        ? (ReplyKind.TimeExceeded, $"198.51.100.{probe.Ttl}", 0)
        : (protocol == ProbeProtocol.Tcp ? ReplyKind.SynAck : ReplyKind.Echo, "203.0.113.9", 0);

    public static PathTrace Observed(this TraceMachine machine) => TraceObservation.Of(machine, new("here", TimeProvider.System))[^1];
}
