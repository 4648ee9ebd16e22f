using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Probing.Ports;

/// <summary>
/// Packets with what .NET offers on every system: echo with a TTL, and connections with a TTL. It cannot tell which router
/// stopped a SYN, quotes nothing, and times to the millisecond or by the program's clock.
/// </summary>
public sealed class ManagedPacketPort : IPacketPort
{
    private const int MostOut = 256;
    private static readonly TimeSpan EchoWait = TimeSpan.FromSeconds(5);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly BlockingCollection<Reply> _replies = [];
    private readonly ConcurrentDictionary<int, IDisposable> _out = [];
    private volatile bool _closed;

    public PortAbilities Abilities { get; } = new([ProbeProtocol.Icmp, ProbeProtocol.Tcp], "managed",
    [
        new("UDP probes, the router that stopped a TCP probe, MPLS labels and kernel times: only the port for Linux has them",
            "UDP 探测、拦下 TCP 探测的路由器、MPLS 标签和内核时间戳：仅 Linux 端口提供"),
    ]);

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public void Send(Probe probe)
    {
        if (_out.Count >= MostOut) Give(Failed(probe, SocketError.TooManyOpenSockets));
        else if (probe.Protocol == ProbeProtocol.Icmp) _ = Echo(probe);
        else if (probe.Protocol == ProbeProtocol.Tcp) _ = Connect(probe);
        else Give(Failed(probe, SocketError.ProtocolNotSupported));
    }

    public void Receive(ICollection<Reply> into, TimeSpan wait)
    {
        if (!_replies.TryTake(out var first, wait > TimeSpan.Zero ? wait : TimeSpan.Zero)) return;
        into.Add(first);
        while (_replies.TryTake(out var next)) into.Add(next);
    }

    public void Forget(int probeId)
    {
        if (_out.TryRemove(probeId, out var socket)) socket.Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        foreach (var id in _out.Keys) Forget(id);
    }

    private async Task Connect(Probe probe)
    {
        var socket = new Socket(probe.Target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _out[probe.Id] = socket;
        var sent = Now;
        var atOnce = true;
        try
        {
            socket.LingerState = new(true, 0);
            socket.Ttl = probe.Ttl;
            if (probe.SourcePort is { } port) socket.Bind(new IPEndPoint(probe.Target.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            sent = Now;
            var connecting = socket.ConnectAsync(probe.Target, probe.Port);
            atOnce = connecting.IsCompleted;
            await connecting.ConfigureAwait(false);
            var reply = Answer(probe, ReplyKind.SynAck, sent, Now);
            Give(reply with { SourcePort = (socket.LocalEndPoint as IPEndPoint)?.Port });
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
        {
            Give(Answer(probe, ReplyKind.Reset, sent, Now));
        }
        catch (SocketException e) when (!atOnce && e.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable)
        {
            Give(Answer(probe, ReplyKind.Unreachable, sent, Now) with { From = null });
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.OperationAborted)
        {
            // Silence is no reply.
        }
        catch (SocketException e)
        {
            Give(Failed(probe, e.SocketErrorCode));
        }
        catch (ObjectDisposedException)
        {
            // Forgotten meanwhile.
        }

        Forget(probe.Id);
    }

    private async Task Echo(Probe probe)
    {
        var ping = new System.Net.NetworkInformation.Ping();
        _out[probe.Id] = ping;
        var sent = Now;
        try
        {
            var data = new byte[Math.Max(0, probe.Size - (probe.Target.AddressFamily == AddressFamily.InterNetworkV6 ? 48 : 28))];
            var reply = await ping.SendPingAsync(probe.Target, (int)EchoWait.TotalMilliseconds, data, new(probe.Ttl, probe.DontFragment)).ConfigureAwait(false);
            Tell(probe, reply, sent);
        }
        catch (PingException e)
        {
            Give(Failed(probe, (e.InnerException as SocketException)?.SocketErrorCode ?? SocketError.SocketError));
        }
        catch (Exception e) when (e is PlatformNotSupportedException or InvalidOperationException or ArgumentException)
        {
            Give(Failed(probe, SocketError.OperationNotSupported));
        }

        Forget(probe.Id);
    }

    private void Tell(Probe probe, PingReply reply, TimeSpan sent)
    {
        (ReplyKind Kind, byte Code)? meaning = reply.Status switch
        {
            IPStatus.Success => (ReplyKind.Echo, 0),
            IPStatus.TtlExpired or IPStatus.TimeExceeded => (ReplyKind.TimeExceeded, 0),
            IPStatus.DestinationNetworkUnreachable => (ReplyKind.Unreachable, 0),
            IPStatus.DestinationHostUnreachable => (ReplyKind.Unreachable, 1),
            IPStatus.DestinationPortUnreachable => (ReplyKind.Unreachable, 3),
            IPStatus.DestinationProhibited when probe.Target.AddressFamily == AddressFamily.InterNetwork => (ReplyKind.Unreachable, 13),
            IPStatus.DestinationProhibited => (ReplyKind.Unreachable, 1),
            IPStatus.PacketTooBig => (ReplyKind.TooBig, 4),
            _ => null,
        };
        if (meaning is { } what)
        {
            // The system counts whole milliseconds; the program's clock is finer but late. Within the millisecond it is believed.
            var least = TimeSpan.FromMilliseconds(reply.RoundtripTime);
            var most = least + TimeSpan.FromMilliseconds(1);
            var seen = Now - sent;
            var rtt = seen < least ? least : seen > most ? most : seen;
            Give(Answer(probe, what.Kind, sent, sent + rtt) with
            {
                From = reply.Address,
                IcmpCode = what.Kind == ReplyKind.Echo ? null : what.Code,
                ReplyTtl = what.Kind == ReplyKind.Echo ? reply.Options?.Ttl : null,
            });
        }
        else if (reply.Status is not (IPStatus.TimedOut or IPStatus.Unknown))
        {
            Give(Failed(probe, SocketError.SocketError));
        }
    }

    private static Reply Answer(Probe probe, ReplyKind kind, TimeSpan sent, TimeSpan received) =>
        new() { ProbeId = probe.Id, Kind = kind, From = probe.Target, SentAt = sent, ReceivedAt = received };

    private Reply Failed(Probe probe, SocketError error) => Answer(probe, ReplyKind.SendFailed, Now, Now) with { From = null, Error = error };

    private void Give(Reply reply)
    {
        if (!_closed) _replies.Add(reply);
    }
}
