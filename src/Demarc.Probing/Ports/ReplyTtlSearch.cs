using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Ports;

/// <summary>A TCP answer and the TTL it arrived with: resets forged on the way come with another TTL than the host's own packets.</summary>
public sealed record ReplyTtl(ReplyKind Kind, int Ttl);

/// <summary>
/// Finds the TTL of a SYN-ACK or reset without privilege. A socket can tell the kernel to drop what arrives with less than a
/// given TTL (IP_MINTTL, IPV6_MINHOPCOUNT): the highest gate that still lets the answer in is its TTL. Nine connections in all.
/// </summary>
public static class ReplyTtlSearch
{
    private const int MostSilentTries = 3;
    private static readonly TimeSpan BeforeRetransmit = TimeSpan.FromMilliseconds(950);

    /// <summary>
    /// The TTL of the answer from a port, or null: no answer, an answer that changes from try to try, no such interface here, or
    /// loss that cannot be told from the gate.
    /// </summary>
    public static ReplyTtl? Find(IPAddress target, int port, CancellationToken cancelled)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var clock = new KernelClock();
        var first = Try(clock, target, port, gate: 0, BeforeRetransmit, out var rtt);
        if (first is not { } kind) return null;

        // Long enough for the slowest answer to be expected, and always before the SYN is sent again.
        var wait = TimeSpan.FromTicks(Math.Clamp((rtt * 4).Ticks, TimeSpan.FromMilliseconds(40).Ticks, BeforeRetransmit.Ticks));
        var (low, high) = (1, 255);
        while (low < high)
        {
            var gate = (low + high + 1) / 2;
            switch (Passes(clock, target, port, gate, kind, wait, cancelled))
            {
                case true:
                    low = gate;
                    break;
                case false:
                    high = gate - 1;
                    break;
                default:
                    return null;
            }
        }

        return new(kind, low);
    }

    /// <summary>Whether the answer comes through a gate; null when it cannot be told.</summary>
    private static bool? Passes(KernelClock clock, IPAddress target, int port, int gate, ReplyKind kind, TimeSpan wait, CancellationToken cancelled)
    {
        var counted = false;
        for (var tries = 0; tries < MostSilentTries; tries++)
        {
            if (cancelled.IsCancellationRequested) return null;
            var dropped = DroppedAtGate();
            var answer = Try(clock, target, port, gate, wait, out _);
            if (answer == kind) return true;

            // The kernel counts what it drops at a gate: silence with a count is the gate, silence without one is loss.
            if (dropped is null) continue;
            counted = true;
            if (DroppedAtGate() > dropped) return false;
        }

        return counted ? null : false;
    }

    /// <summary>TcpExt TCPMinTTLDrop of this network namespace; null where the kernel does not count it.</summary>
    private static long? DroppedAtGate() => Local.KernelCounters.Read().GetValueOrDefault("TCPMinTTLDrop", -1) is >= 0 and var value ? value : null;

    /// <summary>Connects once, closes at once: SYN-ACK, reset, or null for silence and everything else.</summary>
    private static ReplyKind? Try(KernelClock clock, IPAddress target, int port, int gate, TimeSpan wait, out TimeSpan rtt)
    {
        rtt = TimeSpan.Zero;
        var fd = Exchange.Open(target, Libc.SockStream, Libc.ProtocolTcp);
        if (fd < 0) return null;
        try
        {
            var v6 = target.AddressFamily == AddressFamily.InterNetworkV6;
            SocketOptions.CloseAtOnce(fd);
            if (gate > 0 && (v6 ? Libc.Set(fd, Libc.SolIp6, Libc.Ip6MinHops, gate) : Libc.Set(fd, Libc.SolIp, Libc.IpMinTtl, gate)) < 0) return null;
            var sent = clock.Now;
            var result = Libc.Connect(fd, new(target, port));
            if (result == -Errno.InProgress)
            {
                if (Libc.WaitFor(fd, Libc.PollOut, wait) <= 0) return null;
                result = -Libc.Get(fd, Libc.SolSocket, Libc.SoError);
            }

            rtt = clock.Now - sent;
            return result switch { 0 => ReplyKind.SynAck, -Errno.Refused => ReplyKind.Reset, _ => null };
        }
        finally
        {
            Libc.Close(fd);
        }
    }
}
