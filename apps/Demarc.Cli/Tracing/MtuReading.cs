using Demarc.Model;
using Demarc.Probing.Machines;

namespace Demarc.Cli.Tracing;

/// <summary>What a path MTU search found, in one line.</summary>
public static class MtuReading
{
    public static Bilingual Lead(PathMtuMachine machine)
    {
        if (!machine.Answers) return new("Path MTU: the target does not answer small packets, so nothing can be said of large ones.", "路径 MTU：目标不应答小报文，因此无法判断大报文。");
        if (machine.PathMtu is not { } mtu) return new("Path MTU: no size passes unfragmented.", "路径 MTU：没有任何大小的报文能不分片通过。");
        if (machine.Named is { } named)
        {
            return new(
                $"Path MTU {mtu}: {named.From} asks for packets of at most {named.Mtu?.ToString() ?? "?"}. It says so, so programs adapt.",
                $"路径 MTU {mtu}：{named.From} 要求报文不超过 {named.Mtu?.ToString() ?? "?"}。它会通知，程序会自行适应。");
        }

        if (machine.LocalLimit is { } local) return new($"Path MTU {mtu}: this machine sends no packet larger than {local}.", $"路径 MTU {mtu}：本机不发送大于 {local} 的报文。");
        if (!machine.BlackHole) return new($"Path MTU {mtu}, the largest that was tried.", $"路径 MTU {mtu}，即尝试过的最大值。");
        var (place, zhPlace) = machine.HoleAfter is { } after ? ($" after hop {after.Ttl} ({after.Address})", $"在第 {after.Ttl} 跳（{after.Address}）之后") : ("", "");
        var clear = machine.PassesInFragments switch
        {
            true => new Bilingual("; in fragments they pass", "；分片后可以通过"),
            false => new("; in fragments they do not pass either", "；分片后也不能通过"),
            null => new("", ""),
        };
        return new(
            $"Path MTU black hole{place}: packets larger than {mtu} vanish there or on the way back, and nobody says so{clear.En}.",
            $"路径 MTU 黑洞：大于 {mtu} 的报文{zhPlace}或在回程中消失，且没有任何通知{clear.Zh}。");
    }
}
