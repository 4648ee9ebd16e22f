namespace Demarc.Probing.Ports;

/// <summary>
/// Sends probes and hands back the answers that are theirs: every quoted packet is checked against what was sent, foreign
/// answers are dropped. One thread; no call throws for what the network or the system does (that is a reply).
/// </summary>
public interface IPacketPort : IDisposable
{
    /// <summary>What this port can do here, and why not.</summary>
    PortAbilities Abilities { get; }

    /// <summary>Time since the port's start, on the clock of its replies.</summary>
    TimeSpan Now { get; }

    /// <summary>Sends a probe, or owes a <see cref="ReplyKind.SendFailed"/> reply.</summary>
    void Send(Probe probe);

    /// <summary>Adds the answers that are here, waiting for a first one at most this long.</summary>
    void Receive(ICollection<Reply> into, TimeSpan wait);

    /// <summary>Nobody waits for this probe any more: its socket may close. A late answer to it may still be handed back.</summary>
    void Forget(int probeId);
}

/// <summary>What a port can do.</summary>
/// <param name="Protocols">Protocols it can probe with.</param>
/// <param name="Name">How it does so, in one or two words, such as <c>error queue</c> or <c>raw</c>.</param>
/// <param name="Missing">What it cannot do here and what would grant it, for a person; empty when nothing is missing.</param>
public sealed record PortAbilities(IReadOnlyList<ProbeProtocol> Protocols, string Name, IReadOnlyList<Model.Bilingual> Missing)
{
    /// <summary>
    /// Several TCP probes of one flow may be out at once and all keep its source port. Otherwise only one at a time does; another
    /// sent meanwhile gets a port of its own (<see cref="Reply.SourcePort"/>).
    /// </summary>
    public bool TcpFlowsAtOnce { get; init; }
}
