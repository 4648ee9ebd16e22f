namespace Demarc.Transcripts.Netstat;

/// <summary>
/// The kernel's names for the sentences of <c>netstat -s</c> (net-tools <c>statistics.c</c>, old and new wording). Names of
/// the Tcp and TcpExt groups stand alone, those of other groups carry the group in front, as nstat prints them.
/// </summary>
internal static class CounterNames
{
    /// <summary>The kernel's name, or null for a sentence that is not known in that section.</summary>
    /// <param name="section">Heading such as <c>Tcp</c>; null when the line stands alone.</param>
    /// <param name="sentence">The sentence with the number taken out, without a final dot.</param>
    public static string? Find(string? section, string sentence) => section switch
    {
        null => Tcp.GetValueOrDefault(sentence),
        "Tcp" or "TcpExt" => Tcp.GetValueOrDefault(sentence),
        "Ip" => Ip.GetValueOrDefault(sentence),
        "Udp" or "UdpLite" => Udp.TryGetValue(sentence, out var name) ? section + name : null,
        _ => null,
    };

    /// <summary>Sentences of Tcp and TcpExt, each met in one of them only.</summary>
    private static readonly Dictionary<string, string> Tcp = new(StringComparer.Ordinal)
    {
        ["active connections openings"] = "ActiveOpens",
        ["active connection openings"] = "ActiveOpens",
        ["passive connection openings"] = "PassiveOpens",
        ["failed connection attempts"] = "AttemptFails",
        ["connection resets received"] = "EstabResets",
        ["connections established"] = "CurrEstab",
        ["segments received"] = "InSegs",
        ["segments send out"] = "OutSegs",
        ["segments sent out"] = "OutSegs",
        ["segments retransmited"] = "RetransSegs",
        ["segments retransmitted"] = "RetransSegs",
        ["bad segments received"] = "InErrs",
        ["resets sent"] = "OutRsts",
        ["SYN cookies sent"] = "SyncookiesSent",
        ["SYN cookies received"] = "SyncookiesRecv",
        ["invalid SYN cookies received"] = "SyncookiesFailed",
        ["resets received for embryonic SYN_RECV sockets"] = "EmbryonicRsts",
        ["packets pruned from receive queue because of socket buffer overrun"] = "PruneCalled",
        ["packets pruned from receive queue"] = "RcvPruned",
        ["packets dropped from out-of-order queue because of socket buffer overrun"] = "OfoPruned",
        ["ICMP packets dropped because they were out-of-window"] = "OutOfWindowIcmps",
        ["ICMP packets dropped because socket was locked"] = "LockDroppedIcmps",
        ["TCP sockets finished time wait in fast timer"] = "TW",
        ["time wait sockets recycled by time stamp"] = "TWRecycled",
        ["TCP sockets finished time wait in slow timer"] = "TWKilled",
        ["passive connections rejected because of time stamp"] = "PAWSPassive",
        ["active connections rejected because of time stamp"] = "PAWSActive",
        ["packets rejects in established connections because of timestamp"] = "PAWSEstab",
        ["packets rejected in established connections because of timestamp"] = "PAWSEstab",
        ["delayed acks sent"] = "DelayedACKs",
        ["delayed acks further delayed because of locked socket"] = "DelayedACKLocked",
        ["Quick ack mode was activated times"] = "DelayedACKLost",
        ["times the listen queue of a socket overflowed"] = "ListenOverflows",
        ["SYNs to LISTEN sockets ignored"] = "ListenDrops",
        ["SYNs to LISTEN sockets dropped"] = "ListenDrops",
        ["packets directly queued to recvmsg prequeue"] = "TCPPrequeued",
        ["packet headers predicted"] = "TCPHPHits",
        ["packets header predicted and directly queued to user"] = "TCPHPHitsToUser",
        ["acknowledgments not containing data payload received"] = "TCPPureAcks",
        ["acknowledgments not containing data received"] = "TCPPureAcks",
        ["predicted acknowledgments"] = "TCPHPAcks",
        ["times recovered from packet loss due to fast retransmit"] = "TCPRenoRecovery",
        ["times recovered from packet loss due to SACK data"] = "TCPSackRecovery",
        ["times recovered from packet loss by selective acknowledgements"] = "TCPSackRecovery",
        ["bad SACKs received"] = "TCPSACKReneging",
        ["bad SACK blocks received"] = "TCPSACKReneging",
        ["congestion windows fully recovered"] = "TCPFullUndo",
        ["congestion windows fully recovered without slow start"] = "TCPFullUndo",
        ["congestion windows partially recovered using Hoe heuristic"] = "TCPPartialUndo",
        ["congestion windows recovered after partial ack"] = "TCPLossUndo",
        ["congestion windows recovered without slow start after partial ack"] = "TCPLossUndo",
        ["congestion windows recovered without slow start by DSACK"] = "TCPDSACKUndo",
        ["TCP data loss events"] = "TCPLoss",
        ["timeouts after SACK recovery"] = "TCPSackFailures",
        ["timeouts after reno fast retransmit"] = "TCPRenoFailures",
        ["timeouts in loss state"] = "TCPLossFailures",
        ["fast retransmits"] = "TCPFastRetrans",
        ["forward retransmits"] = "TCPForwardRetrans",
        ["retransmits in slow start"] = "TCPSlowStartRetrans",
        ["other TCP timeouts"] = "TCPTimeouts",
        ["SACK retransmits failed"] = "TCPSackRecoveryFail",
        ["classic Reno fast retransmits failed"] = "TCPRenoRecoveryFail",
        ["times receiver scheduled too late for direct processing"] = "TCPSchedulerFailed",
        ["packets collapsed in receive queue due to low socket buffer"] = "TCPRcvCollapsed",
        ["DSACKs sent for old packets"] = "TCPDSACKOldSent",
        ["DSACKs sent for out of order packets"] = "TCPDSACKOfoSent",
        ["DSACKs received"] = "TCPDSACKRecv",
        ["DSACKs for out of order packets received"] = "TCPDSACKOfoRecv",
        ["connections reset due to unexpected SYN"] = "TCPAbortOnSyn",
        ["connections reset due to unexpected data"] = "TCPAbortOnData",
        ["connections reset due to early user close"] = "TCPAbortOnClose",
        ["connections aborted due to memory pressure"] = "TCPAbortOnMemory",
        ["connections aborted due to timeout"] = "TCPAbortOnTimeout",
        ["connections aborted after user close in linger timeout"] = "TCPAbortOnLinger",
        ["times unable to send RST due to no memory"] = "TCPAbortFailed",
        ["TCP ran low on memory times"] = "TCPMemoryPressures",
    };

    private static readonly Dictionary<string, string> Ip = new(StringComparer.Ordinal)
    {
        ["total packets received"] = "IpInReceives",
        ["with invalid headers"] = "IpInHdrErrors",
        ["with invalid addresses"] = "IpInAddrErrors",
        ["forwarded"] = "IpForwDatagrams",
        ["with unknown protocol"] = "IpInUnknownProtos",
        ["incoming packets discarded"] = "IpInDiscards",
        ["incoming packets delivered"] = "IpInDelivers",
        ["requests sent out"] = "IpOutRequests",
        ["outgoing packets dropped"] = "IpOutDiscards",
        ["dropped because of missing route"] = "IpOutNoRoutes",
        ["fragments dropped after timeout"] = "IpReasmTimeout",
        ["reassemblies required"] = "IpReasmReqds",
        ["packets reassembled ok"] = "IpReasmOKs",
        ["packet reassembles failed"] = "IpReasmFails",
        ["packet reassemblies failed"] = "IpReasmFails",
        ["fragments received ok"] = "IpFragOKs",
        ["fragments failed"] = "IpFragFails",
        ["fragments created"] = "IpFragCreates",
    };

    private static readonly Dictionary<string, string> Udp = new(StringComparer.Ordinal)
    {
        ["packets received"] = "InDatagrams",
        ["packets to unknown port received"] = "NoPorts",
        ["packet receive errors"] = "InErrors",
        ["packets sent"] = "OutDatagrams",
        ["receive buffer errors"] = "RcvbufErrors",
        ["send buffer errors"] = "SndbufErrors",
    };
}
