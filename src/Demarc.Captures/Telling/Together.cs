using System.Globalization;
using Demarc.Captures.Formats;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>What connections show only together, and what is to be known of the capture itself before anything is read from it.</summary>
internal static class Together
{
    public static IEnumerable<CaptureFinding> Of(Scene scene, CaptureFile file, string place)
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

        _ = place;
    }

    private static CaptureFinding Say(string id, IReadOnlyList<int> frames, FormattableString en, FormattableString zh) => new(id, frames, en.ToString(CultureInfo.InvariantCulture), zh.ToString(CultureInfo.InvariantCulture));
}
