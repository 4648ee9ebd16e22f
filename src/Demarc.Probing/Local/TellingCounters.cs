namespace Demarc.Probing.Local;

/// <summary>Counters whose growth says something about a fault; the others only count traffic.</summary>
internal static class TellingCounters
{
    /// <summary>In the order they are told: what leaves this host, what comes in damaged, what it refuses, what its servers drop.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "TCPSynRetrans", "RetransSegs", "TCPTimeouts", "TCPRetransFail", "AttemptFails", "EstabResets", "OutRsts", "TCPFastOpenActiveFail", "TCPFastOpenBlackhole",
        "TCPAbortOnTimeout", "TCPMTUPFail", "TCPWqueueTooBig", "OutOfWindowIcmps", "LockDroppedIcmps",
        "InErrs", "InCsumErrors", "UdpInErrors", "UdpInCsumErrors", "UdpRcvbufErrors", "UdpSndbufErrors", "UdpNoPorts", "IcmpInCsumErrors", "IcmpInErrors",
        "IpInHdrErrors", "IpInAddrErrors", "IpInDiscards", "IpOutDiscards", "IpOutNoRoutes", "IpReasmFails", "IpFragFails", "IpExtInNoRoutes", "IpExtInTruncatedPkts",
        "IpExtInCsumErrors", "IcmpInDestUnreachs", "IcmpInTimeExcds", "IcmpOutDestUnreachs", "IcmpMsgInType3", "IcmpMsgInType11",
        "TCPSYNChallenge", "TCPChallengeACK", "TCPMinTTLDrop", "PAWSActive", "PAWSEstab", "PAWSPassive", "PAWSTimewait", "TCPACKSkippedPAWS", "TCPACKSkippedChallenge",
        "IPReversePathFilter", "ArpFilter", "TCPRcvQDrop", "TCPBacklogDrop", "TCPZeroWindowDrop", "TCPToZeroWindowAdv", "TCPMemoryPressures",
        "ListenOverflows", "ListenDrops", "TCPReqQFullDoCookies", "TCPReqQFullDrop", "SyncookiesSent", "SyncookiesFailed", "TCPTimeWaitOverflow",
        "Ip6InHdrErrors", "Ip6InTooBigErrors", "Ip6InNoRoutes", "Ip6InAddrErrors", "Ip6InDiscards", "Ip6OutDiscards", "Ip6OutNoRoutes", "Ip6ReasmFails", "Ip6FragFails",
        "Icmp6InCsumErrors", "Icmp6InErrors", "Icmp6InDestUnreachs", "Icmp6InPktTooBigs", "Icmp6InTimeExcds", "Udp6InErrors", "Udp6InCsumErrors", "Udp6NoPorts", "Udp6RcvbufErrors",
    ];

    /// <summary>Told even when they did not grow: that they stand still is testimony too.</summary>
    public static IReadOnlySet<string> Always { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "TCPSynRetrans", "RetransSegs", "TCPTimeouts", "TCPRetransFail", "InCsumErrors", "InErrs",
    };
}
