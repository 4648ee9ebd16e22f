using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>What a theory or a change is about, as an id of claims.tsv.</summary>
internal static partial class Topics
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The subject the text names first by this order, most specific first; null when it names none.</summary>
    public static string? Find(string text)
    {
        if (TwRecycle.IsMatch(text)) return "tw-recycle";
        if (Mtu.IsMatch(text)) return "mtu";
        if (Certificate.IsMatch(text)) return "certificate";
        if (PathLength.IsMatch(text)) return "path-too-long";
        if (OperatingSystem.IsMatch(text)) return "operating-system";
        if (Cpu.IsMatch(text)) return "cpu";
        if (Dns.IsMatch(text)) return "dns";
        if (Firewall.IsMatch(text)) return "firewall";
        if (Proxy.IsMatch(text)) return "proxy";
        if (Wifi.IsMatch(text)) return "wifi";
        if (Isp.IsMatch(text)) return "isp";
        if (Server.IsMatch(text)) return "server";
        if (Client.IsMatch(text)) return "client";
        return Network.IsMatch(text) ? "network" : null;
    }

    [GeneratedRegex(@"tcp_tw_recycle|tw[_-]recycle", Options, 500)]
    private static partial Regex TwRecycle { get; }

    [GeneratedRegex(@"(?<![A-Za-z])(P?MTU|MSS)(?![A-Za-z])|分片|fragmentation|packet\ssize", Options, 500)]
    private static partial Regex Mtu { get; }

    [GeneratedRegex(@"证书|\bcertificates?\b|\bcerts?\b", Options, 500)]
    private static partial Regex Certificate { get; }

    [GeneratedRegex(@"(跳数|寻址|跳转|路由跳数)[^，,。；]{0,6}(过多|太多|过长)|too\smany\shops|path\s(is\s)?too\slong", Options, 500)]
    private static partial Regex PathLength { get; }

    [GeneratedRegex(@"操作系统|(?<!业务|应用|办公|管理|信息)(这个|该|此)系统|\boperating\ssystem|\bthe\sOS\b|(?<![A-Za-z])OS(?![A-Za-z])", Options, 500)]
    private static partial Regex OperatingSystem { get; }

    [GeneratedRegex(@"(?<![A-Za-z])CPU(?![A-Za-z])|CPU\s?资源|负载过高|\boverload", Options, 500)]
    private static partial Regex Cpu { get; }

    [GeneratedRegex(@"(?<![A-Za-z])DNS(?![A-Za-z])|域名解析|name\sresolution|\bresolver", Options, 500)]
    private static partial Regex Dns { get; }

    [GeneratedRegex(@"防火墙|白名单|安全组|iptables|禁\s?ping|\bfirewall|\bsecurity\sgroup|\ballow-?list", Options, 500)]
    private static partial Regex Firewall { get; }

    [GeneratedRegex(@"代理(?!商)|\bproxy", Options, 500)]
    private static partial Regex Proxy { get; }

    [GeneratedRegex(@"无线|wi-?fi|(?<![A-Za-z])AP(?![A-Za-z])|\baccess\spoint", Options, 500)]
    private static partial Regex Wifi { get; }

    [GeneratedRegex(@"运营商|宽带商|\bISP\b|\bcarrier\b|(?<!service\s)\bprovider\b", Options, 500)]
    private static partial Regex Isp { get; }

    [GeneratedRegex(@"服务器|服务端|服务所在(的)?机器|服务本身|\bserver\b", Options, 500)]
    private static partial Regex Server { get; }

    [GeneratedRegex(@"客户端|(第?三方|安全)软件|\bthird-?party\s(software|program)|\b(the\s)?client\b", Options, 500)]
    private static partial Regex Client { get; }

    [GeneratedRegex(@"网络|\bnetwork\b", Options, 500)]
    private static partial Regex Network { get; }
}
