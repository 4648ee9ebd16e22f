using System.Collections.Frozen;

namespace Demarc.Transcripts;

/// <summary>Commands that people paste with their prompt; they tell <c># ping x</c> from a heading and <c>Router#ping</c> from an issue number.</summary>
internal static class ShellWords
{
    /// <summary>Commands no reader reads, but that stand at prompts all the same.</summary>
    private static readonly string[] Others =
    [
        "arp", "besttrace", "cat", "cd", "conntrack", "date", "df", "display", "docker", "echo", "ethtool", "execute", "exit", "for", "free", "getent", "grep", "hostname", "hping3", "ipconfig", "iperf", "iperf3",
        "journalctl", "kubectl", "ls", "lsof", "nc", "ncat", "netsh", "nexttrace", "nft", "nmap", "nstat", "openssl", "pathping", "pktmon", "ps", "resolvectl", "show", "ssh", "sudo", "systemctl", "tail", "tc", "tcping", "tracetcp", "telnet", "tshark", "uname",
        "uptime", "watch", "wget", "while",
    ];

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, [.. Others, .. Readers.All.SelectMany(reader => reader.Commands)]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text begins with a known command, followed by nothing but what a command line holds.</summary>
    public static bool Begin(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\t');
        var word = end < 0 ? text : text[..end];
        if (word.Length is 0 or > 20) return false;
        var name = word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? word[..^4] : word;
        return Lookup.Contains(name) && (end < 0 || !IsProse(text[end..]));
    }

    /// <summary>A heading such as "ping 测试" or a sentence goes on in words of another script or ends in a stop.</summary>
    private static bool IsProse(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, 200)].Trim();
        if (rest.IsEmpty) return false;
        return char.IsLetter(rest[0]) && !char.IsAscii(rest[0]) || rest[^1] is '。' or '：' or '，' or '？' or '?' or '!' or '！'
            || rest[^1] is '.' or ':' && rest.Contains(' ');
    }
}
