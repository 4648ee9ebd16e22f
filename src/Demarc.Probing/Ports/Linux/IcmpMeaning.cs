using Demarc.Wire;

namespace Demarc.Probing.Ports.Linux;

/// <summary>What an ICMP error says about a probe.</summary>
internal static class IcmpMeaning
{
    /// <summary>Kind of reply an ICMP or ICMPv6 error is (RFC 792, RFC 4443); null for what is no answer to a probe.</summary>
    public static ReplyKind? Of(bool v6, byte type, byte code) => (v6, type, code) switch
    {
        (false, 11, _) or (true, 3, _) => ReplyKind.TimeExceeded,
        (false, 3, 4) or (true, 2, _) => ReplyKind.TooBig,
        (false, 3 or 12, _) or (true, 1 or 4, _) => ReplyKind.Unreachable,
        _ => null,
    };

    /// <summary>The reply an entry of the error queue makes; null when it is none.</summary>
    /// <param name="headers">Octets of the quoted packet that the kernel took off before <see cref="Message.Octets"/>.</param>
    public static Reply? Read(in Message message, int probeId, bool v6, TimeSpan sentAt, Stamps stamps, TimeSpan woke, int headers)
    {
        if (message.Error is not { IsIcmp: true } error || Of(v6, error.Type, error.Code) is not { } kind) return null;
        return new()
        {
            ProbeId = probeId,
            Kind = kind,
            From = error.Offender,
            SentAt = sentAt,
            ReceivedAt = message.At ?? woke,
            Stamps = message.At is null ? Stamps.User : stamps,
            ReplyTtl = message.Ttl,
            IcmpType = error.Type,
            IcmpCode = error.Code,
            Mtu = kind == ReplyKind.TooBig && error.Info > 0 ? (int)Math.Min(error.Info, 65535) : null,
            Mpls = IcmpExtensions.LabelsBehindQuote(message.Octets, headers, error.ExtensionsAt),
        };
    }
}
