using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>One try to connect, and what came of it.</summary>
public sealed class ConnectAttempt(int set, int? sourcePort)
{
    /// <summary>Which pass over the source ports it belongs to, from 0.</summary>
    public int Set { get; } = set;

    public int? SourcePort { get; } = sourcePort;

    /// <summary>The probe; null before it is begun.</summary>
    public SentProbe? Syn { get; private set; }

    /// <summary>A second SYN is waited for.</summary>
    public bool Twice { get; private set; }

    /// <summary>The answer; null while silent.</summary>
    public Reply? Answer => Syn?.Reply;

    /// <summary>How long it was waited for in vain.</summary>
    public TimeSpan? Waited { get; private set; }

    /// <summary>Answered, or given up.</summary>
    public bool Settled => Answer is not null || Waited is not null;

    /// <summary>The source port was taken by somebody else, so nothing was tried.</summary>
    public bool Void => Answer is { Kind: ReplyKind.SendFailed, Error: SocketError.AddressAlreadyInUse };

    /// <summary>SYNs the system sent again.</summary>
    public int Retransmits => Answer?.Retransmits ?? (Waited > ConnectPlan.SecondSyn ? 1 : 0);

    /// <summary>From the first SYN to the answer.</summary>
    public TimeSpan? Duration => Answer?.Rtt;

    /// <summary><c>ok refused timeout unreachable local-error</c>; null while nothing is settled.</summary>
    public string? Outcome => Answer switch
    {
        null => Settled ? "timeout" : null,
        { Kind: ReplyKind.SynAck } => "ok",
        { Kind: ReplyKind.Reset } => "refused",
        { Kind: ReplyKind.SendFailed, Error: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => "unreachable",
        { Kind: ReplyKind.SendFailed } => "local-error",
        _ => "unreachable",
    };

    /// <summary>For <c>unreachable</c>: <c>host</c>, <c>net</c> or <c>admin</c>.</summary>
    public string? Code => Answer is { } answer && Outcome == "unreachable" ? IcmpMeaning.ConnectCode(answer) : null;

    public void Begin(SentProbe syn, bool twice) => (Syn, Twice) = (syn, twice);

    public void GiveUp(TimeSpan now)
    {
        Waited = now - Syn!.AskedAt;
        Syn.GiveUp();
    }
}
