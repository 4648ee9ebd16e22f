using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Ports.Linux;

/// <summary>What the ways of probing share: the clock, the sockets waited on, the message buffers, and the replies not yet fetched.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly Queue<Reply> _replies = [];

    public Exchange()
    {
        Messages = new(Clock);

        // As long as one socket asks for stamps the kernel makes them; switched on by the first probe, it would miss that probe.
        var fd = Libc.Socket(Libc.Inet, Libc.SockDatagram, Libc.ProtocolUdp);
        if (fd < 0) return;
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampReceive);
        Sockets.Keep(fd);
    }

    public KernelClock Clock { get; } = new();

    public SocketSet Sockets { get; } = new();

    public Messages Messages { get; }

    public bool HasReplies => _replies.Count > 0;

    public void Give(Reply reply) => _replies.Enqueue(reply);

    /// <summary>Answers that the system would not send it.</summary>
    /// <param name="errno">The error number or its negative.</param>
    /// <param name="mtu">The MTU the system named, where the packet was too long for it.</param>
    public void GiveFailure(Probe probe, int errno, int? mtu = null)
    {
        var now = Clock.Now;
        Give(new() { ProbeId = probe.Id, Kind = ReplyKind.SendFailed, SentAt = now, ReceivedAt = now, Error = Errno.Name(errno), Mtu = mtu });
    }

    public void Fetch(ICollection<Reply> into)
    {
        while (_replies.TryDequeue(out var reply)) into.Add(reply);
    }

    public void Dispose()
    {
        Sockets.Dispose();
        Messages.Dispose();
    }

    /// <summary>A socket of an address's family, or the negative errno.</summary>
    public static int Open(IPAddress target, int type, int protocol) =>
        Libc.Socket(target.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.Inet6 : Libc.Inet, type, protocol);
}
