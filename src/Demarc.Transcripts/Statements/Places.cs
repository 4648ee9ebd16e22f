using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>Words for places, and the short stable vantage ids they stand for; other machines and sites keep the name they are given.</summary>
internal static partial class Places
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public const string Affected = "affected-systems";
    public const string Others = "other-systems";

    /// <summary>The vantage a clause names; null when it names none.</summary>
    public static string? Find(string clause)
    {
        if (ServerItself.IsMatch(clause)) return "server-itself";
        if (OtherSystems.IsMatch(clause)) return Others;
        if (Peer.IsMatch(clause)) return "peer";
        if (Machine.Match(clause) is { Success: true } machine) return machine.Groups["name"].Value.Trim();
        if (Environment.Match(clause) is { Success: true } environment) return environment.Value.Trim();
        if (Mobile.IsMatch(clause)) return "mobile";
        if (Home.IsMatch(clause)) return "home";
        if (Outside.IsMatch(clause)) return "outside";
        if (Vpn.IsMatch(clause)) return "vpn";
        if (Named.Match(clause) is { Success: true } named) return named.Groups["name"].Value.Trim();
        if (Office.IsMatch(clause)) return "office";
        if (City.Match(clause) is { Success: true } city) return city.Groups["name"].Value;
        return Elsewhere.Match(clause) is { Success: true } elsewhere ? elsewhere.Groups["name"].Value : null;
    }

    /// <summary>Machines listed in brackets after "on other machines": each is a vantage.</summary>
    public static IReadOnlyList<string> FindListed(string sentence)
    {
        var match = Listed.Match(sentence);
        if (!match.Success) return [];
        return [.. match.Groups["names"].Value.Split(['、', '，', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(name => TrailingOn.Replace(Blanks.Replace(name, " "), "").Trim()).Where(name => name.Length is > 1 and <= 40).Take(20)];
    }

    /// <summary>Whether a name is that of an operating system.</summary>
    public static bool IsSystem(string name) => System.IsMatch(name);

    [GeneratedRegex(@"(服务|服务器|网站|站点|\w\s?)所在的?(机器|主机|服务器)|服务器\s?(本机|本地|自身|自己|本身)\s?(?=上|访问|测试|curl|里|就|都|可以|能|直接|没|正常|[，,])|本机\s?[（(]\s?服务器\s?[)）]|(?<=^|在|从|登录|到)\s?服务器(本机)?\s?上\s?(直接|用|本地|自己)*\s?(访问|测试|测|curl|打开|wget|telnet|试)|本机(上|访问)|\bon\sthe\sserver\s(itself|directly)|\bfrom\sthe\sserver\sitself|\b(from|on)\slocalhost\b|\b(on|from)\s(the\s)?(box|machine|host|server|VM|node|instance)\s(itself|where\sit\sruns|that\s(runs|hosts)\s(it|the\s\w{2,20}))|\b(machine|box|host|server|VM|node)\s((that|which)\s)?(it|the\s(service|site|app|registry|application))\s(itself\s)?(runs|lives|sits|is\s(running|hosted|installed))\s?(on)?\b|\blocally\son\sthe\sserver", Options, 500)]
    private static partial Regex ServerItself { get; }

    [GeneratedRegex(@"(其他|其它|别的|另外的?)(操作)?系统|标准(版)?\s?(win|windows)|\bother\s(operating\s)?systems\b|\bother\s(machines|computers|PCs)\b", Options, 500)]
    private static partial Regex OtherSystems { get; }

    [GeneratedRegex(@"(隔壁|旁边|邻座|邻桌)(的)?(工位|同事|电脑|机器|桌|办公室)?|同事(的电脑|那边|那台)|\b(machine|computer|PC|laptop|desk|colleague|guy|person)\s(right\s)?(next\sto|beside)\s(me|mine|it|us)\b|\bat\sthe\snext\sdesk\b|\bmy\s(neighbou?r|colleague)('s)?\b", Options, 500)]
    private static partial Regex Peer { get; }

    [GeneratedRegex(@"在\s?(?<name>(?![^，,。；;]{0,20}(公司|办公|家|外网|其他|其它))[^，,。；;\s在上][^，,。；;在]{0,28}?)(?<!浏览器|系统|网络|页面)\s?上(直接)?\s?(访问|测试|打开|连接|执行|curl|ping)|\b(from|on)\s(the\s)?(?<name>(?!(the|a|an|every|any|all|each|another|this|that|which|some|one|no|my|your|our|their|his|her|other|same|whole|affected|first|second|third|new|old)\b)[a-z][\w-]{0,30}\s(host|server|box|machine|node|VM|bastion)|(?!windows|win\d|port\d|ipv\d|http|tls|tcp|office\d|ie\d|wi-?fi)[a-z][\w-]{1,30}\d{1,4}(\.[\w.-]{1,60})?)\b(?!\s(is|are|was))", Options, 500)]
    private static partial Regex Machine { get; }

    [GeneratedRegex(@"(测试|生产|开发|预发布?|正式)环境|\b(staging|production|test)\senvironment", Options, 500)]
    private static partial Regex Environment { get; }

    [GeneratedRegex(@"[45]G\b|[45]G\s?(网络|热点)|手机(热点|网络|流量|上网)|移动(网络|数据)|热点|\b(mobile|cellular)\s(data|network|connection)|\bhot\s?spot|\b(on|over|from|with)\smy\s(phone|mobile)\b|\bphone\s(on|over)\s[45]G|\btether|\bfrom\smy\sphone|\bLTE\b", Options, 500)]
    private static partial Regex Mobile { get; }

    [GeneratedRegex(@"在家|家里|家中|家庭(宽带|网络)|家(里)?的(宽带|网络|电脑)|\b(from|at)\s(my\s|their\s)?home\b|\bhome\s(network|connection|wi-?fi|broadband|line)|\bworking\sfrom\shome|\b(from|at|in)\smy\s(flat|apartment|house|place)\b", Options, 500)]
    private static partial Regex Home { get; }

    [GeneratedRegex(@"(在|从|通过|走)外网|外面(再)?(访问|测试|打开|连)|从外面|外网(访问|用户|环境)(?!请求)|\bfrom\s(the\s)?(outside|internet|public\sinternet)\b|\bexternally\b", Options, 500)]
    private static partial Regex Outside { get; }

    [GeneratedRegex(@"(走|连|通过|(?<![启不])用|挂|拨|经)(了|上|着)?\s?VPN(?![\w.])(?![^。；]{0,6}断开)|\b(over|via|through|on)\s(the\s|our\s)?VPN\b", Options, 500)]
    private static partial Regex Vpn { get; }

    [GeneratedRegex(@"(?<name>楼[上下](?!的?(交换|AP|设备|路由)))|(?<name>[一二三四五六七八九十\d]{1,3}(楼|层)(?!交换|的?(AP|设备|路由|接入)))|(?<name>(总部|总公司|分公司|子公司|分部|分行|支行|分店|门店|校区|宿舍|仓库|营业厅|阅览区))(?!的?(网络|网管|运维|防火墙|路由|交换机))|\b(from|in|at|on|of)\s(the\s|our\s)?(?<name>([A-Z][a-z]+\s){0,2}(branch(\soffice)?|warehouse|headquarters|head\soffice|HQ|campus|plant|depot|(first|second|third|fourth|fifth|ground|top)\sfloor|guest\s(wi-?fi|network)|remote\soffice))\b|^\s?(the\s|our\s)?(?<name>([A-Z][a-z]+\s){0,2}(branch(\soffice)?|warehouse|headquarters|head\soffice|HQ))\s(?=is\b|are\b|has\b|works\b|can\b|cannot\b|gets\b|sees\b)", Options, 500)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"^\s?(但是?|而|只有|在)?(?<name>北京|上海|广州|深圳|杭州|成都|武汉|西安|南京|天津|重庆|苏州|长沙|郑州|青岛|济南|沈阳|大连|厦门|福州|合肥|昆明|香港)(?!市?(电信|联通|移动|有限|公司))", Options, 500)]
    private static partial Regex City { get; }

    [GeneratedRegex(@"\b(?i:colleagues|people|users|staff|everybody|everyone|folks|teams?)\s(in|at|from|over\sin)\s(?<name>[A-Z][a-z]{2,20}(\s[A-Z][a-z]{2,20})?)\b", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex Elsewhere { get; }

    [GeneratedRegex(@"(全|整个)(公司|单位|办公室)(?!网站)|\b(whole|entire)\s(office|company)\b|换到办公|(在|从|连)(我们)?公司(?!内?其[他它])|公司(的)?(办公)?网络?(?!页)|公司内网|办公(室|网)|单位(网络|内网|里)|\b(from|in|at)\s(the\s|our\s|my\s)?(office|work|workplace)\b|\boffice\s(PCs?|computers?|machines?|laptops?)\b|\b(office|company|corporate)\s(network|lan|wi-?fi|connection)", Options, 500)]
    private static partial Regex Office { get; }

    [GeneratedRegex(@"(机器|主机|服务器|节点)上?\s?[（(](?<names>[^（()）]{2,120})[)）]", Options, 500)]
    private static partial Regex Listed { get; }

    [GeneratedRegex(@"(随便一个)?\s?上\s*$", Options, 500)]
    private static partial Regex TrailingOn { get; }

    [GeneratedRegex(@"\s{2,20}", Options, 500)]
    private static partial Regex Blanks { get; }

    [GeneratedRegex(@"系统|桌面(?!版|应用|快捷|图标|软件|端)|(?<![A-Za-z])(xp|vista|uos|mac)(?![A-Za-z])|win\s?\d|windows|linux|ubuntu|debian|centos|red\s?hat|mac\s?os|\bos\b|android|麒麟|统信", Options, 500)]
    private static partial Regex System { get; }
}
