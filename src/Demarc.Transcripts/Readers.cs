using Demarc.Transcripts.Ifconfig;
using Demarc.Transcripts.IpAddr;
using Demarc.Transcripts.Iptables;
using Demarc.Transcripts.Netstat;
using Demarc.Transcripts.Ss;
using Demarc.Transcripts.Sysctl;
using Demarc.Transcripts.Top;

namespace Demarc.Transcripts;

/// <summary>Every transcript reader, one line each.</summary>
public static class Readers
{
    public static IReadOnlyList<ITranscriptReader> All { get; } =
    [
        new IfconfigReader(),
        new IpAddrReader(),
        new IptablesListReader(),
        new IptablesSaveReader(),
        new NetstatInterfacesReader(),
        new NetstatRoutesReader(),
        new NetstatSocketsReader(),
        new NetstatStateCountsReader(),
        new NetstatStatisticsReader(),
        new ProcSysReader(),
        new SsReader(),
        new SsSummaryReader(),
        new SysctlReader(),
        new TopReader(),
    ];
}
