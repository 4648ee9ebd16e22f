using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// A capture at both ends, for a connection that a reset cut off in the server's name: who made it cannot be told from one end,
/// as whoever forges resets copies what the server's own look like. The server's own capture shows whether it left there.
/// </summary>
internal static class BothEnds
{
    public const string Command = "sudo timeout 120 tcpdump -ni any -s 256 -w here.pcap 'host {address} and tcp port {port}'";
    public const string OnWindows = "netsh trace start capture=yes IPv4.Address={address} tracefile=$env:TEMP\\here.etl maxsize=100; Start-Sleep 120; netsh trace stop";

    public static Bilingual Do { get; } = new(
        "Capture at both ends at the same time while it fails once: this here, and the server's owner the same at the server with the client's public address. A reset that arrives here and never left the server was made on the way; one that left it is the server's own. Give both files to demarc capture, which pairs them.",
        "在故障出现时两端同时抓包：本端执行此命令，服务方在服务器上以客户端公网地址同样抓取。本端收到而服务器未发出的重置，由途中设备伪造；服务器确实发出的，则是服务器自身所为。把两个文件一起交给 demarc capture，它会逐包对照。");

    /// <summary>The test to ask for, where resets of a maker not known stand in packets and none were captured at the server; null else.</summary>
    public static TestDefinition? Ask(CaseView view) =>
        view.Of<TcpConnection>().Any(IsOfUnknownMaker) && !view.Of<TcpConnection>(Role.ServerItself).Any() ? Tests.Get(Tests.CaptureServer) : null;

    private static bool IsOfUnknownMaker(TcpConnection it) =>
        it is { State: "reset", ResetBy: "server", ResetAfterClose: not true, HandshakeMs: not null } && it.Findings?.Any(f => f is "reset-before-answer" or "reset-ttl-differs") != true;
}
