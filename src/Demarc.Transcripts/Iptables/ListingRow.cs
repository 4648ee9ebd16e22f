using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Iptables;

/// <summary>
/// Rows of <c>iptables -L</c>. The header tells which columns there are; long target names shift them, a rule without
/// target leaves its column blank, ip6tables leaves the opt column blank, newer versions print the protocol as <c>0</c>.
/// </summary>
internal static class ListingRow
{
    /// <summary>Which optional columns the header names.</summary>
    internal readonly record struct Columns(bool Numbers, bool Counters, bool Interfaces);

    public static Columns? Header(ReadOnlySpan<char> line)
    {
        var fields = Fields.Of(line);
        if (!fields.Contains("target") || !fields.Contains("source")) return null;
        return new Columns(fields[0] == "num", fields.Contains("pkts"), fields.Contains("in") && fields.Contains("out"));
    }

    public static ChainRule? Parse(ReadOnlySpan<char> line, int index, Columns columns)
    {
        if (line.Length > 2000) return null;
        var fields = Fields.Of(line);
        var at = 0;
        int? number = null;
        if (columns.Numbers && (fields.Count == 0 || (number = Figures.Small(fields[at++])) is null)) return null;
        long? packets = null, bytes = null;
        if (columns.Counters)
        {
            if (fields.Count < at + 2) return null;
            (packets, bytes) = (Figures.Scaled(fields[at]), Figures.Scaled(fields[at + 1]));
            if (packets is null || bytes is null) return null;
            at += 2;
        }

        if (fields.Count < at + 3) return null;
        var target = IsProtocol(fields[at + 1]) && !(IsProtocol(fields[at]) && IsOption(fields[at + 1])) ? fields[at++] : null;
        if (!IsProtocol(fields[at])) return null;
        var start = at;
        var protocol = fields[at++];
        var option = at < fields.Count && IsOption(fields[at]) ? fields[at++] : "--";
        var wild = protocol is "all" or "0" && option == "--";
        if (columns.Interfaces)
        {
            if (fields.Count < at + 2) return null;
            wild &= fields[at] is "*" or "any" && fields[at + 1] is "*" or "any";
            at += 2;
        }

        if (fields.Count < at + 2) return null;
        wild &= IsAnywhere(fields[at]) && IsAnywhere(fields[at + 1]);
        at += 2;
        var conditions = Conditions(fields, at);
        var match = string.Join(' ', fields.GetRange(start, at - start).Concat(conditions));
        return new ChainRule
        {
            Line = index,
            Target = target,
            Match = match,
            Number = number,
            Packets = packets,
            Bytes = bytes,
            ShowsAll = columns.Interfaces,
            MatchesAll = wild && WithoutComment(conditions).Count == 0,
            Key = string.Join(' ', fields.GetRange(start, at - start).Concat(WithoutComment(conditions))),
        };
    }

    /// <summary>What follows the addresses, without the target's own options.</summary>
    private static List<string> Conditions(List<string> fields, int from)
    {
        var end = fields.Count;
        for (var i = from; i < fields.Count; i++)
        {
            if (fields[i] is "reject-with" or "[goto]" or "LOG" or "to:" or "redir" or "MARK" or "TCPMSS" or "CT" or "NFLOG" or "masq"
                || fields[i].StartsWith("to:", StringComparison.Ordinal))
            {
                end = i;
                break;
            }
        }

        return fields.GetRange(from, end - from);
    }

    /// <summary>A comment is printed among the conditions and is none.</summary>
    private static List<string> WithoutComment(List<string> conditions)
    {
        var open = conditions.IndexOf("/*");
        var close = conditions.IndexOf("*/");
        return open < 0 || close < open ? conditions : [.. conditions.Take(open), .. conditions.Skip(close + 1)];
    }

    private static bool IsAnywhere(string address) => address is "anywhere" or "0.0.0.0/0" or "::/0";

    private static bool IsOption(string word) => word is "--" or "-f" or "!f";

    private static bool IsProtocol(string word)
    {
        if (word.StartsWith('!')) word = word[1..];
        return word is "all" or "tcp" or "udp" or "udplite" or "icmp" or "icmpv6" or "ipv6-icmp" or "esp" or "ah" or "sctp" or "gre" or "igmp" or "mh"
            or "ospf" or "vrrp" or "ipencap" or "ipip" or "ipv6" or "pim" or "dccp" || Figures.Small(word) is <= 255;
    }
}
