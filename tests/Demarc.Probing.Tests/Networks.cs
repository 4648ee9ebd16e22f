using System.Net;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

/// <summary>Paths that tests share, and running a machine over one.</summary>
internal static class Networks
{
    public static IPAddress Target { get; } = IPAddress.Parse("203.0.113.9");

    /// <summary>Routers 198.51.100.1 and on; the first link takes most of the time.</summary>
    public static VirtualRouter[] Routers(int count, int firstMs = 10, Func<int, VirtualRouter, VirtualRouter>? change = null) =>
        [.. Enumerable.Range(1, count).Select(i =>
        {
            var router = new VirtualRouter($"198.51.100.{i}") { Delay = TimeSpan.FromMilliseconds(i == 1 ? firstMs : 0.05) };
            return change?.Invoke(i, router) ?? router;
        })];

    public static VirtualNetwork Path(int routers, int firstMs = 10, Func<int, VirtualRouter, VirtualRouter>? change = null, VirtualTarget? target = null) =>
        new(target ?? new("203.0.113.9"), Routers(routers, firstMs, change));

    /// <summary>Runs machines to their end and gives the time it took.</summary>
    public static TimeSpan Run(this VirtualNetwork network, params IReadOnlyList<IProbeMachine> machines)
    {
        var start = network.Now;
        new ProbeLoop(network, new(new(100, 100))).Run(machines, TestContext.Current.CancellationToken);
        return network.Now - start;
    }

    public static ProbeLog Log() => new("here", TimeProvider.System);
}
