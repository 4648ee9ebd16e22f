using System.Net;
using Demarc.Wire;

namespace Demarc.Probing.Ports.Linux;

/// <summary>The packet an ICMP error quotes.</summary>
internal ref struct Quote
{
    public byte Protocol;
    public int Ttl;
    public IPAddress Source;
    public IPAddress Destination;

    /// <summary>Transport header and what follows, as much as was quoted.</summary>
    public ReadOnlySpan<byte> Transport;
    public IReadOnlyList<string> Mpls;
}

/// <summary>What raw ICMP sockets need beyond what ping sockets do by themselves.</summary>
internal static class RawIcmp
{
    /// <summary>Lets in echo replies and errors only (ICMP_FILTER, ICMPV6_FILTER: a set bit blocks).</summary>
    public static void ListenForAnswers(int fd, bool v6)
    {
        if (!v6)
        {
            _ = Libc.Set(fd, Libc.SolRaw, 1, unchecked((int)~((1u << 0) | (1u << 3) | (1u << 11) | (1u << 12))));
            return;
        }

        Span<byte> blocked = stackalloc byte[32];
        blocked.Fill(0xff);
        foreach (var type in (ReadOnlySpan<byte>)[1, 2, 3, 4, 129]) blocked[type >> 3] &= (byte)~(1 << (type & 7));
        _ = Libc.Set(fd, Libc.ProtocolIcmp6, 1, blocked);
    }

    /// <summary>Reads the quoted packet's headers; false when they are not whole.</summary>
    public static bool TryReadQuote(IcmpView icmp, bool v6, out Quote quote)
    {
        quote = default;
        var (length, extensionsAt) = icmp.Quote(v6);
        var octets = icmp.Body[..length];
        quote.Mpls = extensionsAt >= 0 ? IcmpExtensions.Labels(icmp.Body[extensionsAt..]) : [];
        if (v6)
        {
            if (!Ipv6View.TryParse(octets, out var packet).IsComplete) return false;
            (quote.Protocol, quote.Ttl, quote.Source, quote.Destination) = (packet.Protocol, packet.HopLimit, packet.Source, packet.Destination);
            quote.Transport = packet.Payload;
        }
        else
        {
            if (!Ipv4View.TryParse(octets, out var packet).IsComplete) return false;
            (quote.Protocol, quote.Ttl, quote.Source, quote.Destination) = (packet.Protocol, packet.Ttl, packet.Source, packet.Destination);
            quote.Transport = packet.Payload;
        }

        return true;
    }

    /// <summary>The MTU a too-big error names; null where it names none (routers before RFC 1191).</summary>
    public static int? Mtu(IcmpView icmp, bool v6)
    {
        var mtu = (int)Math.Min(v6 ? icmp.Rest : icmp.Rest & 0xffff, 65535);
        return mtu > 0 ? mtu : null;
    }

    /// <summary>The MTU that stops a packet on this host: the same send fails once more with the error queue on, which tells.</summary>
    public static int? LocalMtu(Exchange exchange, int fd, bool v6, ReadOnlySpan<byte> packet, byte ttl, Libc.SocketAddress to)
    {
        int? mtu = null;
        SocketOptions.ReportErrors(fd, v6);
        _ = Messages.Send(fd, packet, ttl, v6, to);
        while (exchange.Messages.TryRead(fd, errors: true, out var message))
        {
            if (message.Error is { IsLocal: true } error) mtu = (int)Math.Min(error.Info, 65535);
        }

        _ = v6 ? Libc.Set(fd, Libc.SolIp6, Libc.Ip6ReceiveErrors, 0) : Libc.Set(fd, Libc.SolIp, Libc.IpReceiveErrors, 0);
        return mtu;
    }
}
