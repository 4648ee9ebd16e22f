using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What a claimed cause is called, and why the fallacies among claims prove nothing.</summary>
public static class ClaimTexts
{
    private static readonly Dictionary<string, Bilingual> Fallacies = new(StringComparer.Ordinal)
    {
        ["path-too-long"] = new("a reply TTL only says how many hops the reply travelled; no number of hops under 64 keeps a connection from working.", "应答 TTL 只说明应答走了多少跳；64 跳以内不影响连接。"),
        ["hop-down"] = new("a router that answers no probe, or answers only some, still forwards traffic; only loss that continues to the last hop counts.", "不应答或只应答部分探测的路由器照样转发流量；只有一直持续到最后一跳的丢失才算数。"),
        ["ping-clears-it"] = new("a ping reply proves IP reachability only; TCP connections can still fail.", "ping 有应答只证明 IP 可达，TCP 连接仍可能失败。"),
    };

    /// <summary>A cause as the name of a claim: its title, set apart; the id where the catalogue has none.</summary>
    public static Bilingual Cause(Ranking ranking, string id) =>
        ranking.Candidates.FirstOrDefault(candidate => candidate.Id == id)?.Cause?.Title is { } title ? new($"“{title.En}”", title.Zh) : new(id, id);

    /// <summary>Why a fallacy proves nothing, where no line of the case shows it.</summary>
    public static Bilingual WhyFallacy(string id) => Fallacies.TryGetValue(id, out var why) ? why : new("it proves nothing by itself.", "单凭这一点不能说明问题。");
}
