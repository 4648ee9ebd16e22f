using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>One try to connect: a SYN and its retransmissions, and what came of it.</summary>
public sealed class ConnectAttempt(int set, int? sourcePort)
{
    private readonly List<SentProbe> _syns = [];

    /// <summary>Which pass over the source ports it belongs to, from 0.</summary>
    public int Set { get; } = set;

    public int? SourcePort { get; } = sourcePort;

    public IReadOnlyList<SentProbe> Syns => _syns;

    public TimeSpan? StartedAt => _syns.Count > 0 ? _syns[0].AskedAt : null;

    /// <summary>The first answer to any of its SYNs; null while silent.</summary>
    public Reply? Answer { get; private set; }

    /// <summary>Answered, or given up.</summary>
    public bool Settled { get; private set; }

    /// <summary>The source port was taken by somebody else, so nothing was tried.</summary>
    public bool Void => Answer is { Kind: ReplyKind.SendFailed, Error: SocketError.AddressAlreadyInUse };

    /// <summary>SYNs sent again.</summary>
    public int Retransmits => Math.Max(0, _syns.Count - 1);

    /// <summary>From the first SYN to the answer.</summary>
    public TimeSpan? Duration { get; private set; }

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

    public void Send(SentProbe syn) => _syns.Add(syn);

    public void Take(SentProbe syn, Reply reply)
    {
        if (!syn.Take(reply) || Answer is not null) return;
        Answer = reply;
        Settled = true;
        var again = syn.AskedAt - _syns[0].AskedAt;
        Duration = again + reply.Rtt;
    }

    public void GiveUp() => Settled = true;
}
