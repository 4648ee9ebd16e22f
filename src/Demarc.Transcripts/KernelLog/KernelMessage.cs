namespace Demarc.Transcripts.KernelLog;

/// <summary>Messages of the Linux kernel and its drivers that speak of the network, by words only they use.</summary>
internal static class KernelMessage
{
    /// <summary>Words and the stable id of what they mean; the first that fits counts.</summary>
    private static readonly (string Words, string Meaning)[] Known =
    [
        ("conntrack: table full", "conntrack-table-full"),
        ("conntrack: expectation table full", "conntrack-table-full"),
        ("martian source", "martian-source"),
        ("martian destination", "martian-source"),
        ("ossible SYN flooding", "syn-flooding"),
        ("TCP: out of memory", "tcp-out-of-memory"),
        ("Out of socket memory", "tcp-out-of-memory"),
        ("too many orphaned sockets", "tcp-too-many-orphans"),
        ("table overflow", "neighbour-table-overflow"),
        ("bad checksum. From", "udp-bad-checksum"),
        ("UDP: short packet", "udp-bad-checksum"),
        ("NETDEV WATCHDOG", "transmit-timeout"),
        ("transmit timed out", "transmit-timeout"),
        ("Tx Unit Hang", "transmit-timeout"),
        ("IPv6 duplicate address", "duplicate-address"),
        ("duplicate address detected", "duplicate-address"),
        ("unexpectedly shrunk window", "window-shrunk"),
        ("Link is Down", "link-down"),
        ("Link is Up", "link-up"),
        ("link down", "link-down"),
        ("link up", "link-up"),
        ("link becomes ready", "link-up"),
        ("link is not ready", "link-down"),
        ("definitely down for interface", "link-down"),
        ("definitely up for interface", "link-up"),
    ];

    /// <summary>Rare parts of the words above: what a reader may be called at.</summary>
    public static IReadOnlyList<string> Anchors { get; } =
    [
        "conntrack: ", "martian ", "SYN flooding", "TCP: out of memory", "Out of socket memory", "orphaned sockets", "table overflow", "bad checksum. From", "UDP: short packet",
        "NETDEV WATCHDOG", "transmit timed out", "Tx Unit Hang", "duplicate address", "shrunk window", "ink is Down", "ink is Up", "link down", "link up", "link becomes ready", "link is not ready", "definitely down", "definitely up",
    ];

    /// <summary>What a message means; null for one that is not known.</summary>
    public static string? Meaning(ReadOnlySpan<char> message)
    {
        foreach (var (words, meaning) in Known)
        {
            if (message.Contains(words, StringComparison.Ordinal)) return meaning;
        }

        return null;
    }
}
