using Demarc.Probing.Ports;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Sends probes and gathers what comes.</summary>
internal static class Asking
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Sends all at once, then gathers until so many replies are there; by default one for each probe.</summary>
    public static List<Reply> All(IPacketPort port, IReadOnlyCollection<Probe> probes, int? replies = null, TimeSpan? wait = null)
    {
        foreach (var probe in probes) port.Send(probe);
        return Gather(port, replies ?? probes.Count, wait);
    }

    public static List<Reply> Gather(IPacketPort port, int replies, TimeSpan? wait = null)
    {
        List<Reply> found = [];
        for (var until = port.Now + (wait ?? Patience); port.Now < until && found.Count < replies;) port.Receive(found, until - port.Now);
        return found;
    }

    /// <summary>With a fresh port for Linux.</summary>
    public static List<Reply> Linux(bool raw, IReadOnlyCollection<Probe> probes, int? replies = null, TimeSpan? wait = null)
    {
        using var port = LinuxPacketPort.Open(raw);
        return All(port, probes, replies, wait);
    }

    /// <summary>One probe, one reply.</summary>
    public static Reply One(bool raw, Probe probe) => Linux(raw, [probe]).ShouldHaveSingleItem();
}
