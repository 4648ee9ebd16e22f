using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>Theories as people put them in chat and short mails: sure ones, guesses, what others keep saying, and what it cannot be.</summary>
internal static partial class SpokenTheories
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The topic a clause blames; null when it blames none.</summary>
    public static string? Blamed(string clause)
    {
        if (Negated.IsMatch(clause)) return null;
        foreach (var regex in new[] { Sure, Owned, Acting, EnglishSure, EnglishGuess, EnglishOwned, Said, Flat, EnglishFlat, EnglishTold })
        {
            if (regex.Match(clause) is { Success: true } match && Topics.Find(match.Groups["what"].Value) is { } topic) return topic;
        }

        return null;
    }

    /// <summary>The topic a clause clears; null when it clears none.</summary>
    public static string? Cleared(string clause)
    {
        foreach (var regex in new[] { Sound, EnglishCannot })
        {
            if (regex.Match(clause) is { Success: true } match && Topics.Find(match.Groups["what"].Value) is { } topic && !Asked.IsMatch(clause)) return topic;
        }

        return null;
    }

    /// <summary>Whether what somebody is said to hold is contradicted in the same breath: nobody's theory is left then.</summary>
    public static bool Gainsaid(string sentence) => Against.IsMatch(sentence);

    /// <summary>Who is said to hold it; null when the speaker does.</summary>
    public static string? Holder(string clause) => Teller.Match(clause) is { Success: true } match && !NoName.IsMatch(match.Groups["name"].Value) ? match.Groups["name"].Value.Trim() : null;

    [GeneratedRegex(@"(肯定|一定|绝对|铁定|必定|百分百|明显|显然|分明|应该|应当|可能|大概|估计|多半|八成|九成|十有八九|恐怕|搞不好|感觉|感觉像|看着|看起来|看样子|貌似|好像|怕|妥妥的?|咬定|坚称|一口咬定)[^，,。；]{0,4}(?<!不)是(?!不|否|没|因为|由于)\s?(?<what>[^，,。；]{2,24}?)\s?(的)?(问题|原因|锅|毛病|故障|事|责任|那边|这边|侧|不对|不行|有问题|抽风|抽了|挂了|崩了|坏了|拦(截)?了|的)(?=了?([。！!，,；;]|$))", Options, 500)]
    private static partial Regex Sure { get; }

    [GeneratedRegex(@"锅[^，,。；]{0,8}(?<!不)是\s?(?<what>[^，,。；]{2,16}?)的|(?<what>[^，,。；]{2,12}?)的锅(?![吗？?])|(怪|赖)(?<what>(运营商|防火墙|代理|服务器|网络|无线|DNS|证书)[^，,。；]{0,6})", Options, 500)]
    private static partial Regex Owned { get; }

    [GeneratedRegex(@"(肯定|一定|应该|估计|多半|八成|可能|感觉)(又|就)?(是)?\s?(?<what>(DNS|代理|防火墙|运营商|无线|Wi-?Fi|AP|证书|MTU)[^，,。；]{0,4}?)\s?(抽风|抽了|挂了|崩了|坏了|炸了|有问题|出问题|不对|拦了|搞的鬼|在搞鬼)", Options, 500)]
    private static partial Regex Acting { get; }

    [GeneratedRegex(@"\b(sure|certain|convinced|positive)\s(that\s)?(it's|it\sis|this\sis|that's)\s(?<what>(the\s|your\s|our\s|their\s|a\s|some\s)?[\w'-]{2,20}(\s[\w'-]{2,15})?)|\b(definitely|obviously|clearly|certainly)\s(?<what>(the|your|our|their)\s[\w'-]{2,20}|DNS|MTU|wi-?fi)\b(?!\s(is|are|was|works?|can|has)\b)", Options, 500)]
    private static partial Regex EnglishSure { get; }

    [GeneratedRegex(@"\b(my\smoney\s(is|would\sbe)\son|(I('d|'ll|\swould|\swill)?\s|I'm\s)?bet(ting)?\s(it's|on|it\sis|that\sit's)|smells\slike|looks\slike|sounds\slike|feels\slike|seems\slike|points\sto|has\sto\sbe|must\sbe|got\sto\sbe)\s(?<what>(an?\s|the\s|your\s|our\s|their\s|some\s)?(\w{2,12}\s)?(DNS|MTU|wi-?fi|firewall|proxy|carrier|ISP|provider|certificate|cert|CPU|access\spoint|server|network|client)\b)", Options, 500)]
    private static partial Regex EnglishGuess { get; }

    [GeneratedRegex(@"\b(it's|it\sis|this\sis|that's|is)\s(all\s|clearly\s|just\s|probably\s|likely\s|definitely\s)?(?<what>(the|your|our|their)\s[\w-]{2,20}(\s[\w-]{2,15})?)('s|s')\s(fault|problem|issue|mess)\b|\bblame\s(it\son\s)?(?<what>(the|your|our|their)\s[\w-]{2,20})", Options, 500)]
    private static partial Regex EnglishOwned { get; }

    [GeneratedRegex(@"\b(says?|saying|said|claims?|claiming|swears?|insists?|tells?\s(me|us)|told\s(me|us))\s(that\s)?(it's|it\sis|this\sis)\s(?<what>(the\s|your\s|our\s|their\s|a\s)[\w-]{2,20}|DNS|MTU|wi-?fi)(?=[.,;!]|\sand\b|$)|说(肯定|应该|可能|就|都)?是\s?(?<what>[^，,。；]{2,16}?)\s?(的)?(问题|原因|锅|故障)(?![吗？?])", Options, 500)]
    private static partial Regex Said { get; }

    /// <summary>A cause given without a word of doubt or proof: 老张说是 DNS, 就是 MTU, 说服务器挂了.</summary>
    [GeneratedRegex(@"(说|认为|觉得|怀疑)(肯定|应该|可能|就|都)?是\s?(?<what>MTU|DNS|证书|防火墙|代理|无线|Wi-?Fi|服务器|运营商)(?=$)|^\s?(这|那)?(就|肯定|一定)是\s?(?<what>MTU|DNS|证书|防火墙|代理|无线|Wi-?Fi|服务器|运营商)(?=[!！]?$)|(说|坚称|坚持)\s?(?<what>(证书|DNS|防火墙|代理|服务器|运营商|无线)[^，,。；不没]{0,6}?)(过期|挂|崩|宕机|坏|中病毒|中毒|拦截|抽风|出问题|出故障)了?", Options, 500)]
    private static partial Regex Flat { get; }

    /// <summary>"It is the MTU", "It is ALWAYS DNS": nothing else stands in the clause.</summary>
    [GeneratedRegex(@"^\s?(no,?\s)?(it's|it\sis|this\sis|that's)\s(always\s|just\s|simply\s|obviously\s|clearly\s)?(?<what>((the|your|our|their)\s)?(MTU|DNS|wi-?fi|firewall|proxy|carrier|ISP|provider|certificate|cert|network|server))(\sagain|\sof\scourse)?\s?[.!]*$", Options, 500)]
    private static partial Regex EnglishFlat { get; }

    /// <summary>Somebody is said to hold that a thing is broken, or does the harm.</summary>
    [GeneratedRegex(@"\b(says?|said|claims?|claimed|insists?|insisted|swears?|certain|sure|convinced)\s(that\s)?['""“]?(?<what>(the|your|our|their|my)\s(\w{2,12}\s)?(MTU|DNS|wi-?fi|firewall|proxy|carrier|ISP|provider|certificate|cert|access\spoint|server)(\s(of|for)\s[\w\s-]{2,24}?)?)\s((is|are|was|has)\s(\w{2,10}\s)?(down|broken|dead|wrong|expired|hacked|overloaded|blocking|blocked|dropping|doing|the\s(problem|cause|culprit))|(blocks?|drops?|breaks?|broke|blocked|dropped)\b)", Options, 500)]
    private static partial Regex EnglishTold { get; }

    [GeneratedRegex(@"^\s?(?<what>(证书|DNS|域名解析|防火墙|代理|MTU|服务器|运营商|无线|Wi-?Fi|CPU|操作系统|客户端)(本身|那边|这边|侧|配置|设置|规则|都|也|应该|肯定|绝对|这块){0,2})\s?(没有?|无)(什么|任何|啥)?(问题|毛病|异常)(的)?(?=[，,。；！!]|$)", Options, 500)]
    private static partial Regex Sound { get; }

    [GeneratedRegex(@"\bno\sway\s(that\s)?(it's|it\sis|this\sis)\s(?<what>(the|our|your|their)\s[\w-]{2,20}|DNS|MTU|wi-?fi)|\b(can(no|')t|cannot|can\snot|couldn't|could\snot)\spossibly\sbe\s(?<what>(the|our|your|their)\s[\w-]{2,20}|DNS|MTU)|\b(it|this)\s(can(no|')t|cannot|can\snot|couldn't)\sbe\s(?<what>(the|our|your|their)\s[\w-]{2,20}|DNS|MTU|wi-?fi)|\b(?<what>(the\s|our\s|your\s)?(certificate|cert|firewall|proxy|DNS|MTU|server))\s(is|was)\snot\sthe\s(problem|cause|culprit|issue)", Options, 500)]
    private static partial Regex EnglishCannot { get; }

    [GeneratedRegex(@"不(一定|见得|大?可能|太像|像)是|是不是|(说|并)?不是|\b(not|n't|never|nobody|no\sone)\b[^,;]{0,12}\b(sure|certain|bet|says?|think)|\b(is|it's|must|can)\snot\b|\bisn't\b", Options, 500)]
    private static partial Regex Negated { get; }

    [GeneratedRegex(@"说是[^。；]{2,16}[，,]\s?(但|可是?|然而|而)[^。；]{0,16}(没有?问题|正常|不是)", Options, 500)]
    private static partial Regex Against { get; }

    [GeneratedRegex(@"吗|[?？]|有没有|是否", Options, 500)]
    private static partial Regex Asked { get; }

    [GeneratedRegex(@"^\s?(?<name>[\u4E00-\u9FFF]{2,4}?)(那边|那里|的人|同事)?\s?(一口)?(咬定|坚称|回复|说)(?!明)|(^|\s)(?<name>[A-Z][a-z]{1,15}(\s(guys|team|folks|people|admins?|dept\.?))?|the\s\w{2,15}\s(guys|team|folks|people|admins?))\s(keeps?\s)?(says?|saying|swears?|insists?|claims?)\b", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex Teller { get; }

    [GeneratedRegex(@"^(我们?|他们?|她|你们?|大家|有人|别人|It|He|She|They|We|This|That|Who)$", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex NoName { get; }
}
