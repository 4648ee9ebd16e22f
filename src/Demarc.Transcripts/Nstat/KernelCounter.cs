using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Nstat;

/// <summary>Counters of the kernel by group and name: those of Tcp and TcpExt stand alone (<c>ListenOverflows</c>), others carry their group in front, as nstat prints them.</summary>
internal static class KernelCounter
{
    private static readonly string[] Groups = ["MPTcpExt", "TcpExt", "IpExt", "IcmpMsg", "Icmp6", "Icmp", "UdpLite6", "UdpLite", "Udp6", "Udp", "Ip6", "Ip", "Tcp", "Sctp", "Tls", "Xfrm"];

    /// <summary>The name of a counter in a group.</summary>
    public static string Name(string group, string name) => group is "Tcp" or "TcpExt" ? name : group + name;

    /// <summary>The name as other readers give it, from one with its group in front; null when it begins with no group.</summary>
    public static string? FromJoined(string joined)
    {
        foreach (var group in Groups)
        {
            if (joined.Length > group.Length && joined.StartsWith(group, StringComparison.Ordinal) && IsName(joined)) return Name(group, joined[group.Length..]);
        }

        return null;
    }

    public static bool IsGroup(string word) => Array.IndexOf(Groups, word) >= 0;

    /// <summary>A whole number, which may be negative in a few columns.</summary>
    public static long? Value(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static Counter Of(string name, long value) => new() { Evidence = Rows.Unplaced, Name = name, Value = value };

    private static bool IsName(string name) => name.Length < 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
