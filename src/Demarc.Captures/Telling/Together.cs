using System.Globalization;
using Demarc.Captures.Formats;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>What connections show only together, and what is to be known of the capture itself before anything is read from it.</summary>
internal static class Together
{
    private const int MostFrames = 20;

    public static IEnumerable<CaptureFinding> Of(Scene scene, CaptureFile file, IReadOnlySet<int> ignored)
    {
        if (scene.Copied > 0)
        {
            yield return Say("captured-twice", [], $"{scene.Copied} of {scene.Segments} TCP packets were captured more than once (a mirror port, several interfaces or layers); the copies are no retransmissions", $"{scene.Segments} 个 TCP 报文中有 {scene.Copied} 个被重复抓取（镜像口、多个接口或协议栈多层）；这些副本不是重传");
        }

        if (file.Dropped > 0)
        {
            yield return Say("capture-lost-packets", [], $"the capturing machine itself lost {file.Dropped} packets: nothing here rests on a packet that is missing", $"抓包机器自身丢失了 {file.Dropped} 个报文：此处任何判断都不依赖缺失的报文");
        }

        foreach (var drop in file.Drops)
        {
            var reason = drop.Reason ?? drop.Code.ToString(CultureInfo.InvariantCulture);
            yield return Say("dropped-by-host", [], $"the host's own stack dropped {drop.Count} packets{(drop.Component is { } en ? $" in {en}" : "")}: {reason}", $"本机协议栈丢弃了 {drop.Count} 个报文{(drop.Component is { } zh ? $"（{zh}）" : "")}：{reason}");
        }

        if (ignored.Count > 0)
        {
            int[] frames = [.. ignored.Select(index => scene.Table[index].SynFrame).Order().Take(MostFrames)];
            yield return Say("syn-ignored-by-timestamp", frames, $"{ignored.Count} SYNs were ignored whose timestamps lie below one accepted from the same address before; those with later timestamps were answered, before and after in turn: the server's host drops them (PAWS, tcp_tw_recycle)", $"{ignored.Count} 个 SYN 被忽略，它们的时间戳低于同一地址此前被接受的时间戳；时间戳较新的在其前后交替地都得到应答：是服务器主机丢弃了它们（PAWS、tcp_tw_recycle）");
        }
    }

    private static CaptureFinding Say(string id, IReadOnlyList<int> frames, FormattableString en, FormattableString zh) => new(id, frames, en.ToString(CultureInfo.InvariantCulture), zh.ToString(CultureInfo.InvariantCulture));
}
