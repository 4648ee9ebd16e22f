namespace Demarc.Transcripts;

/// <summary>Every transcript reader, one line each; where several would open at one line, the earlier one is asked first.</summary>
public static class Readers
{
    public static IReadOnlyList<ITranscriptReader> All { get; } =
    [
        new Tracert.TracertReader(),
        new Traceroute.TracerouteReader(),
        new Tcptraceroute.TcptracerouteReader(),
        new Tracepath.TracepathReader(),
        new Mtr.MtrReader(),
        new Mtr.MtrDocumentReader(),
        new Mtr.MtrCsvReader(),
        new Mtr.MtrRawReader(),
        new WinMtr.WinMtrReader(),
        new TestNetConnection.TestNetConnectionReader(),
        new Ifconfig.IfconfigReader(),
        new IpAddr.IpAddrReader(),
        new Iptables.IptablesListReader(),
        new Iptables.IptablesSaveReader(),
        new Netstat.NetstatInterfacesReader(),
        new Netstat.NetstatRoutesReader(),
        new Netstat.Route6Reader(),
        new Netstat.NetstatSocketsReader(),
        new Netstat.NetstatStateCountsReader(),
        new Netstat.NetstatStatisticsReader(),
        new Sysctl.ProcSysReader(),
        new Ss.SsReader(),
        new Ss.SsSummaryReader(),
        new Sysctl.SysctlReader(),
        new Top.TopReader(),
        new Pinging.WindowsPingReader(),
        new Pinging.UnixPingReader(),
        new Pinging.IosPingReader(),
        new Pinging.RouterOsPingReader(),
        new Fping.FpingReader(),
        new AccessLogs.AccessLogReader(),
        new Curl.CurlReader(),
        new Dig.DigReader(),
        new Dig.HostReader(),
        new Nslookup.NslookupReader(),
        new Tcpdump.TcpdumpReader(),
        new ErrorTexts.BrowserErrorReader(),
        new ErrorTexts.ProgramErrorReader(),
        new ErrorTexts.WindowsErrorReader(),
    ];
}
