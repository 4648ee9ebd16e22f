using System.Globalization;

namespace Demarc.Probing.Local;

/// <summary>
/// The kernel's network counters of this namespace by its own names. Those of Tcp and TcpExt stand alone (<c>ListenOverflows</c>),
/// others carry their group in front (<c>UdpInErrors</c>), as everywhere in Demarc.
/// </summary>
internal static class KernelCounters
{
    private const int Most = 2000;

    /// <summary>Every counter; empty where the system has none.</summary>
    public static Dictionary<string, long> Read()
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        ParsePairs(ProcText.Net("snmp") ?? "", counters);
        ParsePairs(ProcText.Net("netstat") ?? "", counters);
        ParseList(ProcText.Net("snmp6") ?? "", counters);
        return counters;
    }

    /// <summary><c>snmp</c> and <c>netstat</c>: a line of names and a line of values, both led by the group.</summary>
    public static void ParsePairs(string text, Dictionary<string, long> into)
    {
        string[] names = [];
        foreach (var line in text.Split('\n'))
        {
            var words = ProcText.Words(line);
            if (words.Length < 2 || !words[0].EndsWith(':')) continue;
            if (names.Length == 0 || names[0] != words[0] || names.Length != words.Length)
            {
                names = words;
                continue;
            }

            var group = words[0][..^1];
            var prefix = group is "Tcp" or "TcpExt" ? "" : group;
            for (var i = 1; i < words.Length; i++) Add(into, prefix + names[i], words[i]);
            names = [];
        }
    }

    /// <summary><c>snmp6</c>: a name and a value on each line.</summary>
    public static void ParseList(string text, Dictionary<string, long> into)
    {
        foreach (var line in text.Split('\n'))
        {
            if (ProcText.Words(line) is [var name, var value]) Add(into, name, value);
        }
    }

    private static void Add(Dictionary<string, long> into, string name, string value)
    {
        if (into.Count < Most && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) into[name] = number;
    }
}
