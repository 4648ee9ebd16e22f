namespace Demarc.Model;

/// <summary>The published ids of harmless rules (harmless.tsv): oddities that are not faults.</summary>
public static class HarmlessRules
{
    public const string SilentHop = "silent-hop";
    public const string HopLossNotPersisting = "hop-loss-not-persisting";
    public const string IcmpFilteredAtTarget = "icmp-filtered-at-target";
    public const string IcmpBlockedMidway = "icmp-blocked-midway";
    public const string ReplyTtlLow = "reply-ttl-low";
    public const string SeveralResponders = "several-responders";
    public const string PrivateAddressMidway = "private-address-midway";
    public const string SegmentLargerThanMtu = "segment-larger-than-mtu";
    public const string MplsPlateau = "mpls-plateau";
    public const string TimeWaitMany = "time-wait-many";
    public const string PingOkProvesLittle = "ping-ok-proves-little";
    public const string PortReuseInTimeWait = "port-reuse-in-time-wait";
    public const string ResetAfterClose = "reset-after-close";
    public const string PingInterrupted = "ping-interrupted";
    public const string RouterIgnoresPing = "router-ignores-ping";
    public const string CaptureDroppedPackets = "capture-dropped-packets";
    public const string CaptureDuplicate = "capture-duplicate";
    public const string RuleShadowed = "rule-shadowed";
    public const string FooterSaysComplete = "footer-says-complete";
    public const string TcpModeRetransmitRtt = "tcp-mode-retransmit-rtt";
    public const string TcpOnlyFinalLoss = "tcp-only-final-loss";
    public const string PlaceNameInPtr = "place-name-in-ptr";

    /// <summary>All rules, in the order of harmless.tsv.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SilentHop,
        HopLossNotPersisting,
        IcmpFilteredAtTarget,
        IcmpBlockedMidway,
        ReplyTtlLow,
        SeveralResponders,
        PrivateAddressMidway,
        SegmentLargerThanMtu,
        MplsPlateau,
        TimeWaitMany,
        PingOkProvesLittle,
        PortReuseInTimeWait,
        ResetAfterClose,
        PingInterrupted,
        RouterIgnoresPing,
        CaptureDroppedPackets,
        CaptureDuplicate,
        RuleShadowed,
        FooterSaysComplete,
        TcpModeRetransmitRtt,
        TcpOnlyFinalLoss,
        PlaceNameInPtr,
    ];
}
