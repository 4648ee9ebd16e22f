namespace Demarc.Probing.Ports.Linux;

/// <summary>Socket options that go together.</summary>
internal static class SocketOptions
{
    /// <summary>ICMP errors with their quotes go to the error queue, and everything that arrives says its TTL.</summary>
    public static void ReportErrors(int fd, bool v6)
    {
        if (v6)
        {
            _ = Libc.Set(fd, Libc.SolIp6, Libc.Ip6Only, 1);
            _ = Libc.Set(fd, Libc.SolIp6, Libc.Ip6ReceiveErrors, 1);
            _ = Libc.Set(fd, Libc.SolIp6, Libc.Ip6ReceiveErrorsRfc4884, 1);
        }
        else
        {
            _ = Libc.Set(fd, Libc.SolIp, Libc.IpReceiveErrors, 1);
            _ = Libc.Set(fd, Libc.SolIp, Libc.IpReceiveErrorsRfc4884, 1);
        }

        ReportTtl(fd, v6);
    }

    public static void ReportTtl(int fd, bool v6) =>
        _ = v6 ? Libc.Set(fd, Libc.SolIp6, Libc.Ip6ReceiveHopLimit, 1) : Libc.Set(fd, Libc.SolIp, Libc.IpReceiveTtl, 1);

    /// <summary>
    /// Either nobody may fragment, and what the network said before is not remembered (every probe finds out anew; only the
    /// interface's own MTU stops it here), or anybody may.
    /// </summary>
    public static void Fragmentation(int fd, bool v6, bool forbid)
    {
        var mode = forbid ? Libc.DiscoverProbe : Libc.DiscoverOmit;
        _ = v6 ? Libc.Set(fd, Libc.SolIp6, Libc.Ip6MtuDiscover, mode) : Libc.Set(fd, Libc.SolIp, Libc.IpMtuDiscover, mode);
        if (v6) _ = Libc.Set(fd, Libc.SolIp6, Libc.Ip6DontFragment, forbid ? 1 : 0);
    }

    /// <summary>Closing drops the connection at once: a reset instead of an orderly end, and no TIME-WAIT.</summary>
    public static void CloseAtOnce(int fd) => _ = Libc.Set(fd, Libc.SolSocket, Libc.SoLinger, [1, 0, 0, 0, 0, 0, 0, 0]);
}
