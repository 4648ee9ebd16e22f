using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

/// <summary>Answers in any order, twice, late, from strangers, to probes never sent: no machine throws, and each ends in bounded time.</summary>
public sealed class MachineEnduranceTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Machines => [.. Make(0).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Whatever_comes_the_machine_ends(string name)
    {
        for (var seed = 0; seed < 150; seed++) Drive(Make(seed).Single(m => m.Name == name).Machine, new(seed));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Without_any_answer_the_machine_ends_in_a_few_seconds(string name) =>
        Drive(Make(1).Single(m => m.Name == name).Machine, null).ShouldBeLessThan(TimeSpan.FromSeconds(8));

    private static IEnumerable<(string Name, IProbeMachine Machine)> Make(int seed)
    {
        var protocol = (ProbeProtocol)(seed % 3);
        yield return ("echo", new EchoMachine(new() { Address = Networks.Target, Protocol = protocol }));
        yield return ("connect", new ConnectMachine(ConnectPlan.Twice(Networks.Target, 443, seed)));
        yield return ("trace", new TraceMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 443, PerHop = 1 + (seed % 3) }));
        yield return ("rounds", new TraceMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 443, Rounds = 5, Interval = TimeSpan.FromMilliseconds(200) }));
        yield return ("multipath", new MultipathMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 443 }));
        yield return ("flows", new FlowFaultMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 443, SourcePort = 40000 }));
        yield return ("path-mtu", new PathMtuMachine(new() { Address = Networks.Target, Protocol = protocol == ProbeProtocol.Tcp ? ProbeProtocol.Icmp : protocol }));
    }

    /// <summary>Plays the loop and a hostile network; without a random source the network is silent.</summary>
    private static TimeSpan Drive(IProbeMachine machine, Random? random)
    {
        var now = TimeSpan.Zero;
        var coming = new PriorityQueue<Reply, TimeSpan>();
        var (sent, turns) = (0, 0);
        while (true)
        {
            (++turns).ShouldBeLessThan(200_000);
            while (coming.TryPeek(out var reply, out var at) && at <= now) machine.Accept(coming.Dequeue());
            switch (machine.Next(now))
            {
                case ProbeStep.Send(var probe):
                    (++sent).ShouldBeLessThan(5_000);
                    if (random is not null) Plan(probe, now, random, coming);
                    now += TimeSpan.FromMilliseconds(10);
                    break;
                case ProbeStep.Wait(var until):
                    var next = coming.TryPeek(out _, out var first) && first < until ? first : until;
                    now = next > now ? next : now + TimeSpan.FromMicroseconds(1);
                    break;
                case ProbeStep.Finish:
                    if (machine is TraceMachine trace) _ = TraceObservation.Of(trace, Networks.Log());
                    if (machine is PathMtuMachine mtu) _ = PathMtuObservation.Of(mtu, Networks.Log());
                    if (machine is FlowFaultMachine flows) _ = flows.Observe(Networks.Log());
                    if (machine is ConnectMachine connect) _ = connect.Observe(Networks.Log());
                    if (machine is EchoMachine echo) _ = echo.Observe(Networks.Log());
                    if (machine is MultipathMachine paths) _ = (paths.Nodes.Count, paths.Links.Count);
                    while (coming.Count > 0) machine.Accept(coming.Dequeue());
                    return now;
                default:
                    break;
            }

            now.ShouldBeLessThan(Bound);
        }
    }

    private static void Plan(Probe probe, TimeSpan now, Random random, PriorityQueue<Reply, TimeSpan> coming)
    {
        for (var i = random.Next(0, 3); i > 0; i--)
        {
            var at = now + TimeSpan.FromMilliseconds(random.Next(4) == 0 ? random.Next(0, 4000) : random.Next(0, 60));
            var kind = (ReplyKind)random.Next(0, 8);
            coming.Enqueue(
                new()
                {
                    ProbeId = random.Next(5) == 0 ? random.Next(-3, 4000) : probe.Id,
                    Kind = kind,
                    From = random.Next(6) == 0 ? null : random.Next(4) == 0 ? probe.Target : IPAddress.Parse($"198.51.100.{random.Next(1, 12)}"),
                    SentAt = now,
                    ReceivedAt = random.Next(10) == 0 ? now - TimeSpan.FromMilliseconds(1) : at,
                    ReplyTtl = random.Next(3) == 0 ? null : random.Next(0, 256),
                    IcmpType = (byte)random.Next(0, 256),
                    IcmpCode = random.Next(3) == 0 ? null : (byte)random.Next(0, 20),
                    Mtu = random.Next(2) == 0 ? random.Next(0, 70_000) : null,
                    Retransmits = random.Next(0, 3),
                    Error = kind == ReplyKind.SendFailed ? (SocketError)random.Next(10_000, 10_060) : null,
                },
                at);
        }
    }
}
