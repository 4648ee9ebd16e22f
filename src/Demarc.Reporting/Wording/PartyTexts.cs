using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Parties a request goes to. A verdict names its party in English; these are the Chinese names of the usual ones.</summary>
internal static class PartyTexts
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["network team of the office or the internet provider"] = "办公网络管理员或网络运营商",
        ["network team of the office"] = "办公网络管理员",
        ["network team of the server's site"] = "服务器所在网络的管理员",
        ["owner of the policy (firewall, allow-list, CDN)"] = "访问策略负责人",
        ["server administrators"] = "服务器管理员",
        ["service owner and its network provider"] = "服务方及其网络提供商",
        ["service owner"] = "服务方",
        ["the internet provider"] = "网络运营商",
        ["this machine's user or administrator"] = "本机使用者或管理员",
    };

    /// <summary>The party in the asked-for language; as given where it is not a usual one.</summary>
    public static string Of(string party, Language language) =>
        language == Language.Chinese && Chinese.TryGetValue(party, out var name) ? name : party;

    /// <summary>Every party known here.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Chinese.Select(row => (row.Key, new Bilingual(row.Key, row.Value)));
}
