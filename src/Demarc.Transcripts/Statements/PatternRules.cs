using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads what the trouble goes with and what it leaves alone: hours of the day, sizes, IP families, other sites, another line or a
/// VPN, another browser. Each is the outcome of one test, told by a note, and no report of whether the service works.
/// </summary>
internal sealed partial class PatternRules(Proposals proposals)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Browser = "browser";
    private const string Vpn = "vpn";
    private const string Wifi = "wifi";

    private static readonly (Regex Shape, StatementRule Rule, string Works, string? Symptom, string Note)[] Noted =
    [
        (PeakHours, StatementRules.PeakHours, "sometimes", null, "peak-hours"),
        (OtherTargets, StatementRules.OtherTargetsFine, "always", null, "other-targets"),
        (FamilySplit, StatementRules.FamilySplit, "sometimes", null, "ipv6-bad"),
        (LargeOnly, StatementRules.LargeOnly, "sometimes", "hangs", "large-only"),
        (OtherLine, StatementRules.OtherNetworkCures, "always", null, "other-network"),
        (VpnCures, StatementRules.OtherNetworkCures, "always", null, "other-network"),
    ];

    /// <summary>Whether the sentence is spent; what is said of other sites or of two ways in leaves the rest of it to be read.</summary>
    public bool Read(Sentence sentence)
    {
        var text = sentence.Evidential;
        if (text.Length is < 4 or > 400 || ReportRules.IsRetold(text) || Doubted.IsMatch(text)) return false;
        foreach (var (shape, rule, works, symptom, note) in Noted)
        {
            if (!shape.IsMatch(text)) continue;
            proposals.Add(sentence, new Report
            {
                Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, sentence), Time = proposals.Time(sentence), By = sentence.By,
                Works = works, Symptom = symptom, Note = note,
            }, rule.Id);
            return note != "other-targets";
        }

        return ReadPair(sentence, text, VpnBreaks, Vpn) || (!ReadPair(sentence, text, WifiBreaks, Wifi) && ReadBrowsers(sentence, text));
    }

    /// <summary>With it on the trouble comes, with it off it does not.</summary>
    private bool ReadPair(Sentence sentence, string text, Regex shape, string factor)
    {
        if (!shape.IsMatch(text)) return false;
        Try(sentence, factor, "on", symptom: true);
        Try(sentence, factor, "off", symptom: false);
        return true;
    }

    private bool ReadBrowsers(Sentence sentence, string text)
    {
        var match = Browsers.Match(text);
        if (!match.Success && AnotherBrowser.IsMatch(text))
        {
            Try(sentence, Browser, "the usual", symptom: true);
            Try(sentence, Browser, "another", symptom: false);
            return true;
        }

        if (!match.Success || match.Groups["bad"].Value.Equals(match.Groups["good"].Value, StringComparison.OrdinalIgnoreCase)) return false;
        Try(sentence, Browser, match.Groups["bad"].Value, symptom: true);
        if (match.Groups["good"].Success) Try(sentence, Browser, match.Groups["good"].Value, symptom: false);
        return true;
    }

    private void Try(Sentence sentence, string factor, string level, bool symptom) => proposals.Add(sentence, new Trial
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Trial, sentence), Time = proposals.Time(sentence), By = sentence.By,
        Factors = new Dictionary<string, string>(StringComparer.Ordinal) { [factor] = level }, Symptom = symptom,
    }, StatementRules.FactorCompared.Id);

    /// <summary>Questions, conditions and wishes.</summary>
    [GeneratedRegex(@"[?？]|吗|是否|是不是|请(您|你)?(试|测|确认|换|看)|如果|假如|\b(please|could\syou|can\syou|whether|if\s(it|you|we)|would|might|try\s(to\s)?)\b", Options, 500)]
    private static partial Regex Doubted { get; }

    [GeneratedRegex(@"\b(only|mostly|mainly|especially|particularly|worst|always|usually|just)\b(?=[^.;]{0,60}\b(this|slow\w{0,4}|hang\w{0,3}|fail\w{0,3}|drop\w{0,4}|happens?|occurs?|problems?|issues?|trouble|unreachable|down|bad)\b)[^.;]{0,30}\b(between\s\d{1,2}\D{0,12}\band\s\d{1,2}|(in\sthe|every)\s(morning|evening|afternoon)s?|(at|around)\s(noon|lunch(time)?)|(during|in|at)\s(peak|business|office|working)\s(hours|times?))|\b(never|not)\s(happens?|occurs?|seen|a\sproblem)\s(at\snight|(on|at)\s(the\s)?weekends?|after\shours|outside)|\b(every|each)\s(evening|morning|afternoon|day\s(at|from|between))[^.;]{0,24}\b(slow|crawls?|stuck|drops?|unreachable|hangs?|times?\sout)|(每天|每到|一到|只在|只有|主要是?|都是)\s?(在)?(上午|早上|中午|下午|傍晚|晚上|晚高峰|高峰期?|上班时间|白天|[一二三四五六七八九十\d]{1,3}点)[^，,。；]{0,16}[，,]?[^，,。；]{0,6}(慢|卡|打不开|断|掉|不行|超时|出现|这样|连不上)|(晚上|夜里|半夜|凌晨|周末|下班(以)?后)[^，,。；]{0,6}((从来)?(没有?|不会?)(出现|发生|过|这个|问题|卡|慢)|就(正常|好了?|没事))", Options, 500)]
    private static partial Regex PeakHours { get; }

    [GeneratedRegex(@"(其他|其它|别的|另外的?|其余的?)[^，,。；]{0,4}(网站|网页|站点|网址|页面|服务|应用|业务|平台)[^，,。；]{0,6}(都|也|均|全)?(正常|没(有)?问题|没事|(可以|能)(打开|访问|上|用))|\b(all\s(the\s)?)?(other|another)\s(\w{2,12}\s)?(sites?|websites?|pages?|services?)\s(are|is|all|also|still|work|open|load|can)\b(?!\s(not|slow|down|n't))[^.;]{0,24}|\b(everything|anything)\selse\s(is\s(fine|ok|normal)|works|opens|loads)\b", Options, 500)]
    private static partial Regex OtherTargets { get; }

    [GeneratedRegex(@"\bIPv4\s(works|is\s(fine|ok)|(can|does)\b)[^.;]{0,30}\bIPv6\s(does\s?n[o']t|fails?|is\s(not|broken|down|dead)|hangs|times\sout|never)|\bIPv6\s(does\s?n[o']t|fails?|is\s(not|broken|down|dead)|hangs|times\sout)[^.;]{0,30}\bIPv4\s(works|is\s(fine|ok)|does\b)|IPv4[^，,。；]{0,6}(正常|可以|能|没问题)[^。；]{0,6}IPv6[^，,。；]{0,8}(不通|不行|打不开|超时|失败|不了|很?慢)|IPv6[^，,。；]{0,8}(不通|不行|打不开|超时|失败|不了)[^。；]{0,6}IPv4[^，,。；]{0,6}(正常|可以|能|没问题)|(关|禁)(掉|闭|用)?了?\s?IPv6[^。；]{0,10}(就|后)[^。；]{0,4}(好|正常|可以)", Options, 500)]
    private static partial Regex FamilySplit { get; }

    [GeneratedRegex(@"\b(small|short|little)\s(files?|pages?|mails?|downloads?|requests?|images?|ones)\b[^.;]{0,40}\b(big|large|long)(er)?\s(files?|pages?|mails?|downloads?|requests?|images?|ones)\b[^.;]{0,24}\b(stops?|hangs?|stalls?|fails?|breaks?|never|n't|not|abort)|\bonly\s(the\s)?(big|large)\s(files?|pages?|mails?|downloads?|requests?)\s(fail|stall|hang|stop|break)|小(文件|页面|图片?|附件|邮件|包)[^。；]{0,14}(能|可以|正常|没问题)[^。；]{0,8}大(文件|页面|图片?|附件|邮件|包|的)[^。；]{0,12}(停|卡|断|不行|失败|不了|不动|超时)|(只有)?大(文件|附件|页面)[^，,。；]{0,8}(下|传|发)?到?(一半|中途)[^，,。；]{0,4}(就)?(停|卡|断)", Options, 500)]
    private static partial Regex LargeOnly { get; }

    [GeneratedRegex(@"(换|改|切)(成|用|到|走|为)?了?\s?(联通|电信|移动|教育网|另(外)?一?条|别的|其他|其它|备用|备份)[^，,。；]{0,8}(线路|网络|宽带|专线|出口|运营商|的)?[^。；]{0,6}(就|便|以?后|之后)[^，,。；]{0,4}(好了?|正常|可以|能|没问题|不卡|快)|\b(over|via|through|on)\s(the|our|an)(other|\sother|\ssecond|\sbackup|\sspare)\s(line|provider|ISP|link|uplink|connection)\b[^.;]{0,20}\b(works|fine|ok|fast|opens|no\sproblem)|\b(switching|switched|changing|changed|moving|moved)\s(over\s)?to\s(another|a\sdifferent|the\s(other|second|backup))\s(line|provider|ISP|link|uplink|connection)\b[^.;]{0,24}\b(works|helps|helped|fixe[sd]|cure[sd]|solve[sd]|fine)", Options, 500)]
    private static partial Regex OtherLine { get; }

    [GeneratedRegex(@"\b(with|over|through|via|when\s(I|we)\s(turn\son|use|connect))\s(a|the|our|my)?\s?VPN\b[^.;,]{0,12},?\s[^.;]{0,10}\b(works|opens|loads|is\sfine|fine|no\sproblem)\b(?![^.;]{0,4}\b(only|sometimes)\b)|\b(works|opens|loads)\s[^.;,]{0,16}\b(with|over|through|via)\s(a|the|our|my)?\s?VPN\b|(开|挂|连|用|走|打开)(了|上|着|起)?\s?(VPN|代理|加速器|梯子)[^，,。；不]{0,6}[，,]?(就|才|之?后)[^，,。；不]{0,4}(能|可以|正常|好|快)", Options, 500)]
    private static partial Regex VpnCures { get; }

    [GeneratedRegex(@"\b(with|when|once|while)\s(the|our|my|a)?\s?VPN\s(is\s)?(on|up|connected|active)\b[^.;]{0,14}\b(does\s?n[o']t|never|fails?|hangs?|stalls?|times\sout|can(no|')t)|\b(turn(ed|ing)?|switch(ed|ing)?)\s((the|our|my)\s)?(VPN\soff|off\s(the\s|our\s|my\s)?VPN)\b[^.;]{0,16}\b(works|opens|loads|fine)|\bwithout\s(the\s|a\s|our\s)?VPN\b[^.;]{0,12}\b(works|opens|loads|fine)|(关|断|退)(了|掉|开|闭|出)?\s?(VPN|代理|加速器)[^。；]{0,6}(就|才|之?后)[^，,。；不]{0,4}(能|可以|正常|好|没事)|(开|挂|连)(了|上|着)?\s?(VPN|代理|加速器)[^。；]{0,6}(就|反而)[^，,。；]{0,4}(不行|打不开|不能|不了|断|卡)", Options, 500)]
    private static partial Regex VpnBreaks { get; }

    [GeneratedRegex(@"\b(over|on|via|with|by)\s(the\s|a\s)?(cable|ethernet|LAN|wire|wired(\s\w+)?)\b[^.;]{0,20}\b(fast|fine|ok|works|no\sproblem|good)\b[^.;]{0,20}\b(wi-?fi|wireless|WLAN)\b[^.;]{0,20}\b(crawls?|slow|drops?|hangs?|stalls?|not|fails?|loses|bad)|\b(over|on|via|with)\s(the\s)?(wi-?fi|wireless|WLAN)\b[^.;]{0,20}\b(crawls?|slow|drops?|hangs?|stalls?|fails?|loses|bad)\b[^.;]{0,24}\b(cable|ethernet|LAN|wired?)\b[^.;]{0,16}\b(fast|fine|ok|works|good|not)|(插|接|用|连)(了|上|着)?\s?(网线|有线)[^，,。；不]{0,4}(快|正常|没问题|没事|好|可以|稳定)[^。；]{0,8}(无线|wi-?fi)[^，,。；]{0,4}(卡|慢|断|掉|不行|不稳|丢包)|(无线|wi-?fi)[^，,。；]{0,4}(卡|慢|断|掉|不行|不稳|丢包)[^。；]{0,8}(网线|有线)[^，,。；不]{0,4}(快|正常|没问题|没事|好|可以|稳定)", Options, 500)]
    private static partial Regex WifiBreaks { get; }

    [GeneratedRegex(@"\bonly\s(in\s|with\s|on\s)?(?<bad>Chrome|Firefox|Edge|Safari|Opera|IE|Internet\sExplorer)\b[^.;]{0,16}\b(is\saffected|fails?|hangs?|can(no|')t|has\sthe\sproblem|shows)[^.;]{0,4}[.;,]?\s?((and\s|but\s|while\s)?(in\s|with\s)?(?<good>Chrome|Firefox|Edge|Safari|Opera|IE|Internet\sExplorer)\b)?|\b(works|opens|loads|is\sfine)\s([\w\s]{0,12}\s)?(in|with|on)\s(?<good>Chrome|Firefox|Edge|Safari|Opera|IE|Internet\sExplorer)\b[^.;]{0,10}\b(but\s|and\s)?(not|fails|never)\s(in|with|on)\s(?<bad>Chrome|Firefox|Edge|Safari|Opera|IE|Internet\sExplorer)\b|(只有|就)\s?(?<bad>Chrome|Firefox|Edge|Safari|IE|谷歌|火狐|360|QQ)(浏览器)?\s?(打不开|不行|不能|上不去|有问题|报错|卡)([，,]\s?(但|用|换)?\s?(?<good>Chrome|Firefox|Edge|Safari|IE|谷歌|火狐|360|QQ))?", Options, 500)]
    private static partial Regex Browsers { get; }

    [GeneratedRegex(@"(换|用)了?(个|一个|别的|其他|其它|另(外)?一个)\s?浏览器[^。；]{0,4}(就|便|以?后)[^，,。；不]{0,4}(可以|好|正常|能|没问题)|\b(in|with|using)\s(another|a\sdifferent)\sbrowser\b[^.;]{0,12}\b(works|opens|loads|fine)|\b(works|opens|loads)\s[^.;]{0,12}\b(in|with|using)\s(another|a\sdifferent)\sbrowser\b", Options, 500)]
    private static partial Regex AnotherBrowser { get; }
}
