namespace Demarc.Model;

/// <summary>The published ids of observation kinds (kinds.tsv).</summary>
public static class Kinds
{
    public const string PathTrace = "path-trace";
    public const string Ping = "ping";
    public const string Connect = "connect";
    public const string Dns = "dns";
    public const string Tls = "tls";
    public const string Http = "http";
    public const string Download = "download";
    public const string Upload = "upload";
    public const string TcpConnection = "tcp-connection";
    public const string Sockets = "sockets";
    public const string Listen = "listen";
    public const string Setting = "setting";
    public const string Counter = "counter";
    public const string FirewallRule = "firewall-rule";
    public const string Interface = "interface";
    public const string Route = "route";
    public const string Neighbour = "neighbour";
    public const string NameServer = "name-server";
    public const string Proxy = "proxy";
    public const string HostLoad = "host-load";
    public const string AccessLog = "access-log";
    public const string Clock = "clock";
    public const string Software = "software";
    public const string ErrorText = "error-text";
    public const string Report = "report";
    public const string Change = "change";
    public const string Claim = "claim";
    public const string Trial = "trial";

    /// <summary>Every kind, in the order of kinds.tsv.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        PathTrace, Ping, Connect, Dns, Tls, Http, Download, Upload, TcpConnection, Sockets, Listen, Setting, Counter,
        FirewallRule, Interface, Route, Neighbour, NameServer, Proxy, HostLoad, AccessLog, Clock, Software, ErrorText,
        Report, Change, Claim, Trial,
    ];
}
