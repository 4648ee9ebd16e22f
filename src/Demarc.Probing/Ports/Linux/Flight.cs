namespace Demarc.Probing.Ports.Linux;

/// <summary>A probe that left, and what is known of when.</summary>
internal sealed class Flight(Probe probe, TimeSpan sentAt)
{
    public Probe Probe => probe;

    /// <summary>The program's clock before the call, until the kernel says when the packet left.</summary>
    public TimeSpan SentAt { get; set; } = sentAt;

    /// <summary>Stamps a reply received by the kernel's clock has.</summary>
    public Stamps Stamps { get; set; } = Stamps.KernelReceive;

    /// <summary>Answered or given up; a late or second answer is still handed back.</summary>
    public bool Done { get; set; }
}
