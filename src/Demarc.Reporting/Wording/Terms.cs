using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>How the contract's small words read: standings, symptoms, statuses, places, permissions, mechanisms, notes.</summary>
internal static class Terms
{
    public static IReadOnlyDictionary<string, Bilingual> Standings { get; } = Table(
        ("possible", "possible", "可能"),
        ("likely", "likely", "较可能"),
        ("very-likely", "very likely", "很可能"),
        ("confirmed", "confirmed", "已确认"));

    public static IReadOnlyDictionary<string, Bilingual> Symptoms { get; } = Table(
        ("unreachable", "cannot be reached", "无法访问"),
        ("intermittent", "works at times", "时好时坏"),
        ("slow", "slow", "缓慢"),
        ("hangs", "hangs", "卡住不动"),
        ("refused", "connection refused", "连接被拒绝"),
        ("error", "shows an error", "显示错误"));

    public static IReadOnlyDictionary<string, Bilingual> Statuses { get; } = Table(
        ("supported", "borne out", "成立"),
        ("refuted", "not borne out", "不成立"),
        ("undecided", "open", "尚待判定"));

    public static IReadOnlyDictionary<string, Bilingual> Places { get; } = Table(
        ("client", "the affected machine", "受影响的机器"),
        ("control", "a place where it works", "正常的对照地点"),
        ("same network", "another machine of the same network", "同一网络的另一台机器"),
        ("one client", "one affected machine", "一台受影响的机器"),
        ("server", "the server", "服务器"),
        ("server or gateway", "the server or gateway", "服务器或网关"),
        ("either", "either end", "任意一端"),
        ("gateway", "the gateway", "网关"),
        ("any", "any place", "任意位置"),
        ("desk", "the support desk", "支持台"));

    public static IReadOnlyDictionary<string, Bilingual> Permissions { get; } = Table(
        ("none", "none needed", "无需许可"),
        ("user", "of the user", "使用者同意"),
        ("administrator", "of an administrator", "管理员权限"),
        ("capture", "to capture packets", "抓包权限"),
        ("server owner", "of the server's owner", "服务器负责人同意"),
        ("network owner", "of the network's owner", "网络负责人同意"));

    /// <summary>Families of several causes; one that is a cause of its own has the catalogue's title.</summary>
    public static IReadOnlyDictionary<string, Bilingual> Mechanisms { get; } = Table(
        ("certificate", "the certificate is not accepted", "证书不被接受"),
        ("client-stall", "the client itself stands still", "客户端自身停滞"),
        ("loss", "packets are lost", "报文丢失"),
        ("name-filter", "the name of the site is filtered", "按域名过滤"),
        ("name-resolution", "the name is not resolved properly", "域名解析异常"),
        ("path-cut", "the path is cut", "路径中断"),
        ("pmtu-black-hole", "large packets vanish silently", "大包被静默丢弃"),
        ("port-filter", "the port is filtered", "端口被过滤"),
        ("proxy", "the proxy does not serve", "代理不可用"),
        ("receiver-limited", "the receiver does not keep up", "接收端来不及接收"),
        ("server-stall", "the server accepts but does not answer", "服务器接受连接但不应答"),
        ("syn-ignored", "connection requests stay unanswered", "建连请求得不到应答"));

    public static IReadOnlyDictionary<string, Bilingual> Kinds { get; } = Table(
        ("report", "report", "口述"),
        ("change", "change", "变更"),
        ("claim", "suggestion", "判断"),
        ("trial", "trial", "对照试验"));

    public static IReadOnlyDictionary<string, Bilingual> Works { get; } = Table(
        ("always", "always works", "始终正常"),
        ("mostly", "mostly works", "多数时候正常"),
        ("sometimes", "works at times", "时好时坏"),
        ("never", "never works", "始终不通"));

    public static IReadOnlyDictionary<string, Bilingual> Effects { get; } = Table(
        ("none", "no effect", "没有变化"),
        ("better", "better afterwards", "有所改善"),
        ("cured", "cured it", "恢复正常"),
        ("worse", "worse afterwards", "更差"),
        ("returned-on-revert", "the symptom returned when it was taken back", "撤销后现象重现"));

    /// <summary>Notes the prose reader writes itself; any other note is somebody's words.</summary>
    public static IReadOnlyDictionary<string, Bilingual> Notes { get; } = Table(
        ("addresses-change", "its addresses change", "解析地址会变化"));

    public static IReadOnlyDictionary<string, Bilingual> Zones { get; } = Table(
        ("Stated", "zone stated", "时区已注明"),
        ("Assumed", "zone assumed", "时区为推定"),
        ("Doubtful", "zone doubtful", "时区存疑"),
        ("Unknown", "zone unknown", "时区未知"));

    /// <summary>Every text of this file.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() =>
        new[] { Standings, Symptoms, Statuses, Places, Permissions, Mechanisms, Kinds, Notes, Works, Effects, Zones }
            .SelectMany(table => table.Select(row => (row.Key, row.Value)));

    /// <summary>The word for an id; the id itself where there is none.</summary>
    public static string Of(IReadOnlyDictionary<string, Bilingual> table, string id, Language language) =>
        table.TryGetValue(id, out var text) ? text.In(language) : id;

    private static Dictionary<string, Bilingual> Table(params (string Id, string En, string Zh)[] rows) =>
        rows.ToDictionary(row => row.Id, row => new Bilingual(row.En, row.Zh), StringComparer.Ordinal);
}
