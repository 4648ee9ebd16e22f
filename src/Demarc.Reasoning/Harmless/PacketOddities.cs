using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Oddities of captured packets that are the capture's or the stack's own doing.</summary>
public sealed class PacketOddities : IHarmlessRule
{
    private const int EthernetPayload = 1500;

    public IEnumerable<HarmlessFinding> Find(CaseView view)
    {
        foreach (var tcp in view.Standing.OfType<TcpConnection>())
        {
            var largest = Math.Max(tcp.LargestSegment?.Client ?? 0, tcp.LargestSegment?.Server ?? 0);
            if (largest > Math.Max(EthernetPayload, tcp.Mss?.Server ?? 0))
            {
                yield return new(HarmlessRules.SegmentLargerThanMtu, [tcp.Evidence], new(
                    $"A captured segment of {largest} bytes is larger than the MTU: the network card splits and joins segments (offload) outside the capture's view. 1514 bytes would be 1500 plus the Ethernet header.",
                    $"抓包中出现 {largest} 字节的报文段，大于 MTU：这是网卡分段合并卸载，抓包看到的是拆分前或合并后的样子。若看到 1514，则是 1500 加以太网首部。"));
            }

            if (tcp is { ResetBy: { } by, ResetAfterClose: true })
            {
                yield return new(HarmlessRules.ResetAfterClose, [tcp.Evidence], new(
                    $"The {by}'s reset comes after the connection was already finished: it ends nothing.",
                    $"{(by == "client" ? "客户端" : "服务器")}的 RST 出现在连接已经结束之后，没有中断任何传输。"));
            }
        }

        var copied = view.Standing.OfType<TcpConnection>().Where(t => t.Findings?.Contains("captured-twice") == true).ToArray();
        if (copied.Length > 0)
        {
            yield return new(HarmlessRules.CaptureDuplicate, [copied[0].Evidence], new(
                "Packets appear more than once in the capture (a mirror port, several interfaces or layers). They were sent once: the copies are no retransmissions, whatever a tool that does not know them counts.",
                "抓包中有报文重复出现（镜像口、多个接口或协议栈多层）。它们只发送过一次：副本不是重传，不识别副本的工具会误计。"));
        }

        var dropping = view.Standing.OfType<TcpConnection>().Where(t => t.DroppedByCapture > 0).DistinctBy(t => (t.Evidence.Source, t.DroppedByCapture)).ToArray();
        if (dropping.Length > 0)
        {
            yield return new(HarmlessRules.CaptureDroppedPackets, [dropping[0].Evidence], new(
                $"{dropping[0].DroppedByCapture} packets were dropped by the capturing machine: they are missing from the capture, not lost on the path.",
                $"抓包机器自己丢了 {dropping[0].DroppedByCapture} 个报文：它们只是没被抓到，并非在路径上丢失。"));
        }
    }
}
