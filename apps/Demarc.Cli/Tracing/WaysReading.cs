using System.Globalization;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;

namespace Demarc.Cli.Tracing;

/// <summary>All ways of a load-balanced path in words: whether there are several, and what follows what.</summary>
public static class WaysReading
{
    private const int MostShown = 8;

    /// <summary>Whether flows take different ways, and where.</summary>
    public static Bilingual Lead(MultipathMachine ways)
    {
        var (nodes, links, flows) = (ways.Nodes.Count, ways.Links.Count, ways.Flows);
        var plan = ways.Given;
        var by = plan.Protocol.ToString().ToUpperInvariant() + (plan.Protocol == ProbeProtocol.Icmp ? "" : string.Create(CultureInfo.InvariantCulture, $" {plan.Port}"));
        if (nodes == 0) return new("No hop answers, so ways cannot be told apart.", "没有任何一跳应答，无法区分路径。");
        int[] split = [.. ways.Nodes.GroupBy(n => n.Ttl).Where(g => g.Count() > 1).Select(g => g.Key)];
        if (split.Length == 0)
        {
            var (echoes, zhEchoes) = plan.Protocol == ProbeProtocol.Icmp ? (" Many balancers take all echoes for one flow: -u or -T tells more.", "许多负载均衡把所有回显当作一条流：用 -u 或 -T 更可靠。") : ("", "");
            return new($"One way: {flows} flows of {by} passed the same {nodes} addresses.{echoes}", $"只有一条路径：{flows} 条 {by} 流都经过同样的 {nodes} 个地址。{zhEchoes}");
        }

        var hops = string.Join(", ", split);
        var perPacket = ways.PerPacket.Count == 0 ? new("", "") : new Bilingual($"; hop {string.Join(", ", ways.PerPacket.Order())} changes its answer for one flow, so no link is claimed there", $"；第 {string.Join("、", ways.PerPacket.Order())} 跳对同一条流的应答会变化，因此不判定该处的连接");
        var (sure, zhSure) = ways.Incomplete ? ("too few to be sure that none is missing", "流太少，不能确定没有遗漏") : ("95 % sure that no address is missing at a hop", "每跳不遗漏地址的置信度为 95%");
        return new(
            $"Several ways, at hop {hops}: {nodes} addresses and {links} links, by {flows} flows of {by} ({sure}){perPacket.En}.",
            $"存在多条路径，位于第 {hops.Replace(", ", "、", StringComparison.Ordinal)} 跳：用 {flows} 条 {by} 流找到 {nodes} 个地址、{links} 条连接（{zhSure}）{perPacket.Zh}。");
    }

    /// <summary>Each address with those that follow it, where there are several ways; as figures and addresses only.</summary>
    public static IEnumerable<string> Lines(MultipathMachine ways)
    {
        if (!ways.Nodes.GroupBy(n => n.Ttl).Any(g => g.Count() > 1)) yield break;
        var next = ways.Links.ToLookup(l => l.From, l => l.To.Address);
        foreach (var node in ways.Nodes)
        {
            var following = next[node].ToArray();
            var shown = string.Join(' ', following.Take(MostShown)) + (following.Length > MostShown ? " …" : "");
            yield return $"{node.Ttl,5} {node.Address,-15}{(following.Length > 0 ? " -> " + shown : "")}".TrimEnd();
        }
    }
}
