using System.Diagnostics;
using System.Globalization;
using System.Net;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Rtt;

/// <summary>
/// Traces of many targets side by side over one port, at a given pace: whether any answer is given to the wrong trace. The
/// network at hand numbers its routers after the target, so that every hop of a trace is known beforehand.
/// </summary>
internal static class Many
{
    /// <summary>Prints targets, those found whole, hops that are another target's, and packets.</summary>
    /// <param name="first">The first target; the others follow it.</param>
    /// <param name="expected">The router at a TTL on the way to a target.</param>
    public static int Run(IPAddress first, int count, double perSecond, ProbeProtocol protocol, Func<IPAddress, int, IPAddress> expected)
    {
        IPAddress[] targets = [.. Enumerable.Range(0, count).Select(i => After(first, i))];
        TraceMachine[] machines = [.. targets.Select(target => new TraceMachine(new() { Address = target, Protocol = protocol, Port = protocol == ProbeProtocol.Tcp ? 80 : 33434 }))];
        using var port = PacketPorts.Open();
        var loop = new ProbeLoop(port, new(new(perSecond, 100)));
        var start = Stopwatch.GetTimestamp();
        loop.Run(machines, CancellationToken.None);
        var (whole, foreign) = (0, 0);
        foreach (var (target, machine) in targets.Zip(machines))
        {
            var path = machine.Statistics.Current;
            if (path.Arrival is not { } arrival) continue;
            var hops = path.Hops.Where(h => h.Ttl < arrival).ToArray();
            foreign += hops.Sum(h => h.Responders.Count(r => !r.Address.Equals(expected(target, h.Ttl))));
            if (hops.All(h => h.Responders.Count == 1) && path.Hop(arrival)!.Responders.All(r => r.Address.Equals(target))) whole++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} targets, {whole} found whole, {foreign} answers of another target, {loop.Sent} packets, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {Environment.WorkingSet / 1_000_000} MB"));
        return foreign == 0 && whole == count ? 0 : 1;
    }

    private static IPAddress After(IPAddress first, int more)
    {
        var bytes = first.GetAddressBytes();
        var number = ((bytes[2] << 8) | bytes[3]) + more;
        (bytes[2], bytes[3]) = ((byte)(number >> 8), (byte)number);
        return new(bytes);
    }
}
