namespace Demarc.Probing.Ports.Linux;

/// <summary>One way of probing with one protocol.</summary>
internal interface IProbing
{
    void Send(Probe probe);

    void Forget(int probeId);

    /// <summary>Closes what nobody waits for; when it wants to be called again, or null.</summary>
    TimeSpan? Tidy(TimeSpan now);
}
