using System.Net;

namespace Demarc.Probing.Ports.Linux;

/// <summary>A probe that left, and what is known of when.</summary>
internal class Flight(Probe probe, TimeSpan sentAt)
{
    public Probe Probe => probe;

    /// <summary>The program's clock before the call, until the kernel says when the packet left.</summary>
    public TimeSpan SentAt { get; set; } = sentAt;

    /// <summary>Stamps a reply received by the kernel's clock has.</summary>
    public Stamps Stamps { get; set; } = Stamps.KernelReceive;

    /// <summary>Sequence number it carries, where its protocol has one.</summary>
    public uint Sequence { get; init; }

    /// <summary>Answered or given up; a late or second answer is still handed back.</summary>
    public bool Done { get; set; }
}

/// <summary>What makes a flow of UDP or TCP.</summary>
/// <param name="SourcePort">Source port asked for; null = one of the flow's own.</param>
/// <param name="Own">A probe's id where it needs a source port of its own; else 0.</param>
/// <remarks>A class: collections of classes are compiled ahead of time, those of structures when first used.</remarks>
internal sealed record FlowKey(IPAddress Target, int Port, int Flow, int? SourcePort = null, int Own = 0)
{
    public static FlowKey Of(Probe probe) => new(probe.Target, probe.Port, probe.Flow, probe.SourcePort);
}
