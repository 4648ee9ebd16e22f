using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>What a clause is about: a URL or host where it names one, else the service named after the verb.</summary>
internal static partial class Targets
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The target; null when the clause names none.</summary>
    public static string? Find(string clause) => Host(clause) ?? Service(clause);

    /// <summary>A URL, host name or address in the text; mail addresses are none. Of "A cannot reach B" it is B.</summary>
    public static string? Host(string clause) => Reached.Match(clause) is { Success: true } reached && First(clause[reached.Index..]) is { } far ? far : First(clause);

    private static string? First(string clause)
    {
        foreach (Match match in HostOrUrl.Matches(clause))
        {
            if (!IsFile(match.Value)) return match.Value.TrimEnd('.', ',');
        }

        return null;
    }

    private static bool IsFile(string name) => FileEnding.IsMatch(name) && !name.Contains("://", StringComparison.Ordinal);

    private static string? Service(string clause)
    {
        foreach (Match match in Named.Matches(clause))
        {
            var name = Tail.Replace(match.Groups["name"].Value, "").Trim().Trim('“', '”', '"', '\'', '：', ':', '.');
            if (name.Length >= 2 && !NoName.IsMatch(name)) return name;
        }

        return null;
    }

    [GeneratedRegex(@"(?<![@A-Za-z0-9_./-])(https?://[^\s，。；、（）()<>""'“”]{3,200}|([a-z0-9]([a-z0-9-]{0,62})\.){1,6}[a-z]{2,24}|(\d{1,3}\.){3}\d{1,3})(?![@A-Za-z0-9_-])", Options, 500)]
    private static partial Regex HostOrUrl { get; }

    /// <summary>A verb for not reaching, with a host right behind it.</summary>
    [GeneratedRegex(@"((打|连|访问|登录?|进|上)不(开|上|了|到|通|进)|(无法|不能|没法)(打开|访问|连接|连通|登[录陆])|(ping|telnet)\s?不通|\b(cannot|can't|can\snot|could\snot|couldn't|unable\sto|fails?\sto)\s(reach|open|access|load|ping|telnet(\sto)?|connect\sto|get\sto|log\s?in(to|\sto)))\s?(到|the\s)?[\u4E00-\u9FFF]{0,6}\s?(?=[A-Za-z0-9])", Options, 500)]
    private static partial Regex Reached { get; }

    [GeneratedRegex(@"\.(txt|log|etl|cab|zip|exe|dll|conf|cfg|ini|png|jpe?g|pcap(ng)?|docx?|xlsx?|pdf|html?|js|css|json|ipv4|tcp)$|^net\.|^e\.g|^i\.e", Options, 500)]
    private static partial Regex FileEnding { get; }

    [GeneratedRegex(@"(打开|访问|连接|连上|登[陆录](?!界面|页面|按钮)|使用|获取|安装取)(?!的|过|不)\s?(?<name>[^，,。；;：:、（）()\s][^，,。；;：:（）()]{0,40}?)\s?(?=(的?(情况|问题|现象|时候|时)|发送|传输|上传|出现|卡|就|很|都|也|总是|一直|均|无法|不能|失败|超时)|[，,。；;：:（()）]|$)|(?<=反[映馈应]|报告)\s?(?<name>(?!电脑|机器|终端|我|你|他|读者|客户|同事|员工|办公|公司|有|可能|现在|今|昨|最近|浏览器|网络|外网|内网)[\u4E00-\u9FFFA-Za-z0-9-[的在是不没被从用台人个部楼时也都就还会]]{2,10}?)\s?(?=(打|登[录陆]?|连接?|进|上|访问|收)不(开|上|了|去|进去?|到)|无法(打开|访问|登[录陆]|连接))|(?<![使采专通信费作应])用\s?(?<name>(?!浏览器|电脑|手机|户|[的了它他这那来于])[^，,。；;：:、（）()\s用]{2,12}?)\s?(?=(发|收|传|登|开会|办|看)[^，,。；]{0,12}(卡|慢|断|不了|失败|超时|无法|打不开))|在\s?(?<name>[^，,。；;在]{2,30}?)\s?所在的?(机器|主机|服务器)|\b(reach|access|open|load|connect\sto|log\s?in\sto|log\sinto|sign\sin\sto|use|using|get\sto)\s(the\s|our\s|any\s)?(?<name>[\w./-]{2,40}(\s(?!reliably|properly|normally|quickly|directly|again|since|this|that|anymore|either|every|all|because|after|before|until|to|of|while|from|at|on|in|with|but|and|or|when|over|via|again|now|today|any|most|some|half|about|only|for|is|are)[\w./-]{2,20}){0,2})|^\s?(the\s|our\s)?(?<name>(?!(when|while|after|once|since|because|then|also|people|users?|everyone|everybody|nobody|someone|some|others?|all|most|every|machines?|PCs?|computers?|laptops?|systems?|office|branch|head|headquarters|internet|connection|line|network|ping|pings|firewall|problem|issue|capture|trace|calls?|page|pages|site|website|here|now|today|yesterday|if|which|who|what|where|how|no|none|one|two|both|each|these|those|their|my|your|his|her|its|customer|login|logins|reply|result)\b|it\b|this\b|that\b|they\b|he\b|she\b|we\b|there\b|everything\b|same\b|problem\b|and\b|but\b|only\b|so\b|I\b|works\b|ok\b)[\w-]{2,24}(\s(?!is|are|was|works|fails|hangs|loads|can|cannot|times|does|has|very|only|sometimes|always|never|intermittently|keeps|stays)[\w-]{2,20}){0,2})\s(?=(is|are|works|fails|hangs|loads|times\sout|does|keeps|sometimes|always|never|intermittently|cannot|can't))", Options, 500)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"(的)?(问题|情况|现象|时候?)$", Options, 500)]
    private static partial Regex Tail { get; }

    [GeneratedRegex(@"^(服务器?$|服务$|网站$|网页$|系统$|平台$|站点$|时[断好通]|该|此|本(网|站|页|系统|服务)|这|那|其|它|他|不|又|再|外网|互联网|网络|本身|界面|就|都|才|均|也|不|正常|成功|失败|没|有|了|过|后|缓慢|速度|页面|网页$|起来|数据|请求|信息|部分|某些|一些|浏览器|显示|为|是|很|非常|太|特别|附件|文件$|截图|链接|attachment|ticket|case\b|file\b|link\b|(our|my|the|your)\b|it\b|them\b|that\b|this\b|anything|nothing|everything|(web)?page\b|(web)?sites?\b|services?$|server$|internet\b|network\b|machine|system$|application$|app$|the\b|(from|by|through|past|any|some|all|every|no|on|in|at)\b)", Options, 500)]
    private static partial Regex NoName { get; }
}
