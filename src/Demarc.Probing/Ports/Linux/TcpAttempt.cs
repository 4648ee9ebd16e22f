using System.Buffers.Binary;
using System.Net;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// One SYN by a socket of its own. The error queue tells who answered with ICMP, the socket's error tells a refusal, and no
/// error that it opened; then it is reset at once. Closed before the system would send the SYN again, unless that is wanted.
/// </summary>
internal sealed class TcpAttempt : IWaiting
{
    private const int InfoLength = 104, InfoRttAt = 68, InfoRetransmitsAt = 100;
    private readonly Exchange _exchange;
    private readonly Action<TcpAttempt> _finished;
    private readonly bool _v6;
    private int _fd = -1;

    private TcpAttempt(Exchange exchange, Probe probe, Action<TcpAttempt> finished)
    {
        (_exchange, Probe, _finished) = (exchange, probe, finished);
        _v6 = probe.Target.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
    }

    public Probe Probe { get; }

    public TimeSpan SentAt { get; private set; }

    public int SourcePort { get; private set; }

    public bool IsFinished { get; private set; }

    /// <summary>Sends a SYN: 0, or the negative errno.</summary>
    /// <param name="sourcePort">Source port; 0 = the system's choice.</param>
    public static int TryStart(Exchange exchange, Probe probe, int sourcePort, Action<TcpAttempt> finished, out TcpAttempt? attempt)
    {
        attempt = null;
        var fresh = new TcpAttempt(exchange, probe, finished);
        var result = fresh.Start(sourcePort);
        if (result < 0) Libc.Close(fresh._fd);
        else attempt = fresh;
        return result;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void GiveUp()
    {
        IsFinished = true;
        Close();
    }

    private void Close()
    {
        _exchange.Sockets.Close(_fd);
        _fd = -1;
    }

    public void Ready(TimeSpan woke)
    {
        var retransmits = Retransmits(out var rtt);
        while (_exchange.Messages.TryRead(_fd, errors: true, out var message))
        {
            if (Quotes(message.Octets)
                && IcmpMeaning.Read(message, Probe.Id, _v6, SentAt, Stamps.KernelReceive, woke, _v6 ? 40 : 20) is { } told)
            {
                Finish(told with { SourcePort = SourcePort, Retransmits = retransmits });
                return;
            }
        }

        var error = Libc.Get(_fd, Libc.SolSocket, Libc.SoError);
        if (error == 0 && !IsOpen()) return;
        var reply = new Reply
        {
            ProbeId = Probe.Id,
            Kind = error switch { 0 => ReplyKind.SynAck, Errno.Refused => ReplyKind.Reset, _ => ReplyKind.SendFailed },
            From = Probe.Target,
            SentAt = SentAt,
            ReceivedAt = woke,
            SourcePort = SourcePort,
            Retransmits = retransmits,
            Error = error is 0 or Errno.Refused ? null : Errno.Name(error),
        };
        if (error == 0)
        {
            // The kernel measured SYN to SYN-ACK itself; exact only when it sent a single SYN.
            if (retransmits == 0 && rtt > TimeSpan.Zero && rtt <= woke - SentAt) reply = reply with { ReceivedAt = SentAt + rtt, Stamps = Stamps.Kernel };
            if (_v6) reply = reply with { ReplyTtl = HopLimit() };
        }

        Finish(reply);
    }

    private int Start(int sourcePort)
    {
        _fd = Exchange.Open(Probe.Target, Libc.SockStream, Libc.ProtocolTcp);
        if (_fd < 0) return _fd;
        SocketOptions.ReportErrors(_fd, _v6);
        SocketOptions.CloseAtOnce(_fd);
        _ = Libc.Set(_fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampReceive);
        _ = _v6 ? Libc.Set(_fd, Libc.SolIp6, Libc.Ip6UnicastHops, Probe.Ttl) : Libc.Set(_fd, Libc.SolIp, Libc.IpTtl, Probe.Ttl);
        if (sourcePort > 0)
        {
            _ = Libc.Set(_fd, Libc.SolSocket, Libc.SoReuseAddress, 1);
            var bound = Libc.Bind(_fd, new(_v6 ? IPAddress.IPv6Any : IPAddress.Any, sourcePort));
            if (bound < 0) return bound;
        }

        var to = new Libc.SocketAddress(Probe.Target, Probe.Port);
        SentAt = _exchange.Clock.Now;
        var result = Libc.Connect(_fd, to);
        if (result < 0 && result is not (-Errno.InProgress or -Errno.Refused or -Errno.HostUnreachable)) return result;
        SourcePort = Libc.LocalEnd(_fd)?.Port ?? 0;
        if (result is -Errno.InProgress or 0) return _exchange.Sockets.Add(_fd, this, connecting: true) ? 0 : -Errno.TooManyFiles;
        return AnsweredAtOnce(result);
    }

    /// <summary>The answer came while connecting (no delay on the way): connect itself reported and cleared it.</summary>
    private int AnsweredAtOnce(int result)
    {
        var woke = _exchange.Clock.Now;
        while (_exchange.Messages.TryRead(_fd, errors: true, out var message))
        {
            if (IcmpMeaning.Read(message, Probe.Id, _v6, SentAt, Stamps.KernelReceive, woke, _v6 ? 40 : 20) is not { } told) continue;
            Finish(told with { SourcePort = SourcePort });
            return 0;
        }

        if (result != -Errno.Refused) return result;
        Finish(new() { ProbeId = Probe.Id, Kind = ReplyKind.Reset, From = Probe.Target, SentAt = SentAt, ReceivedAt = woke, SourcePort = SourcePort });
        return 0;
    }

    private void Finish(Reply reply)
    {
        _exchange.Give(reply);
        GiveUp();
        _finished(this);
    }

    /// <summary>The quoted header has our ports; the kernel looked the socket up by them and checked the sequence number.</summary>
    private bool Quotes(ReadOnlySpan<byte> octets) =>
        octets.Length < 4
        || (BinaryPrimitives.ReadUInt16BigEndian(octets) == SourcePort && BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) == Probe.Port);

    /// <summary>SYNs the kernel sent again, and the RTT it measured.</summary>
    private int Retransmits(out TimeSpan rtt)
    {
        Span<byte> info = stackalloc byte[InfoLength];
        rtt = TimeSpan.Zero;
        if (Libc.Get(_fd, Libc.SolTcp, Libc.TcpInfo, info) < InfoLength) return 0;
        rtt = TimeSpan.FromMicroseconds(BitConverter.ToUInt32(info[InfoRttAt..]));
        return (int)BitConverter.ToUInt32(info[InfoRetransmitsAt..]);
    }

    private bool IsOpen()
    {
        Span<byte> info = stackalloc byte[InfoLength];
        return Libc.Get(_fd, Libc.SolTcp, Libc.TcpInfo, info) < 1 || info[0] is not (2 or 3);
    }

    /// <summary>Hop limit of the segment that came last, as the old interface for it still tells without privilege.</summary>
    private int? HopLimit()
    {
        Span<byte> control = stackalloc byte[256];
        var length = Libc.Get(_fd, Libc.SolIp6, Libc.Ip6PacketOptions2292, control);
        for (var at = 0; at + 20 <= length;)
        {
            var item = (int)Math.Min(BitConverter.ToUInt64(control[at..]), int.MaxValue);
            if (item < 16 || item > length - at) return null;
            if (BitConverter.ToInt32(control[(at + 8)..]) == Libc.SolIp6 && BitConverter.ToInt32(control[(at + 12)..]) is Libc.Ip6HopLimit or Libc.Ip6HopLimit2292)
            {
                return BitConverter.ToInt32(control[(at + 16)..]);
            }

            at += (item + 7) & ~7;
        }

        return null;
    }
}
