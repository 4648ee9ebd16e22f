using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads who sees what from where. Each clause with an outcome becomes a report of the place and target nearest to it;
/// an outcome with neither is left alone, for it could be about anything.
/// </summary>
internal sealed partial class ReportRules(Proposals proposals, ScopeRules scope)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int MostClauses = 40;

    /// <summary>What a clause says happened.</summary>
    private sealed record Outcome(StatementRule Rule, string? Works, string? Symptom, string? Share = null, string? Note = null);

    /// <summary>Whether a clause says that something fails, or that it succeeds.</summary>
    public static bool Failing(string clause) => Fails.IsMatch(clause) || Nobody.IsMatch(clause);

    public static bool Succeeding(string clause) => !Failing(clause) && (Works.IsMatch(clause) || Fine(clause));

    /// <summary>Whether a clause tells what was said before, to be corrected or recalled.</summary>
    public static bool IsRetold(string clause) => Retold.IsMatch(clause);

    /// <summary>Reads the text of a sentence that other rules left.</summary>
    public void Read(Sentence sentence, string text)
    {
        var goesOn = sentence.Before is not null && GoesOn.IsMatch(text);
        var place = goesOn ? sentence.Before!.Place : null;
        var target = goesOn ? sentence.Before!.Target : null;
        var listed = Places.FindListed(text);
        if (ReadLoss(sentence)) return;
        var told = new List<(string? Place, string? Target, Outcome Outcome)>();
        var whole = WholeSometimes.IsMatch(text);
        var counted = scope.Tells(sentence) && Clauses(text).Any(Headcount.OnlyCounts);
        foreach (var clause in Clauses(text))
        {
            if (IsRetold(clause)) continue;
            var at = scope.Place(clause) ?? Places.Find(clause);
            place = at ?? place;
            var named = Targets.Find(clause);
            if (named is not null && named.Equals(at, StringComparison.OrdinalIgnoreCase)) named = null;
            if (named is not null && Loopback.IsMatch(named)) (named, place) = (null, place ?? "server-itself");
            target = named ?? target;
            if (ClaimRules.Blames(clause) || Pinged.IsMatch(clause) || OtherThings.IsMatch(clause)) continue;
            var read = Read(clause) ?? (at is not null && Fine(clause) ? new Outcome(StatementRules.WorksFromHere, "always", null) : null);
            var outcome = whole && read is not null ? new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", read.Share) : read ?? (whole ? null : Hang(sentence, clause));
            if (outcome is null)
            {
                if (told.Count > 0 && told[^1].Outcome is { Works: not "always", Share: null } last && Headcount.OnlyCounts(clause)) told[^1] = told[^1] with { Outcome = last with { Share = Headcount.Find(clause) } };
                continue;
            }

            if (outcome.Works == "never" && outcome.Share is null) outcome = outcome with { Share = Headcount.Find(clause) };
            var about = target ?? sentence.Before?.Target ?? sentence.Topic;
            if (place is null && target is null && (sentence.By != "customer" || about is null)) continue;
            if (outcome.Rule == StatementRules.NotNormalHere && place is null) continue;
            if (named is null && !counted && proposals.Reported(sentence.Paragraph, place, outcome.Works, outcome.Symptom)) continue;
            if (listed.Count > 0) told.AddRange(listed.Select(machine => ((string?)machine, about, outcome)));
            else told.Add((place, about, outcome));
        }

        if (whole && told.Count == 0 && (place is not null || target is not null)) told.Add((place, target, new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent")));
        foreach (var (at, about, outcome) in told)
        {
            // Both outcomes for one place and target: what told them apart was not understood.
            var other = outcome.Works switch { "always" => "never", "never" => "always", _ => "" };
            if (!told.Exists(one => one.Place == at && one.Target == about && one.Outcome.Works == other)) Add(sentence, at, about, outcome);
        }

        sentence.Place = place;
        sentence.Target = target ?? sentence.Before?.Target;
    }

    /// <summary>"Is fine" is said of anything; it counts where a place is named and no cable, network or setting is meant.</summary>
    private static bool Fine(string clause) => IsFine.IsMatch(clause) && !FineThing.IsMatch(clause);

    private void Add(Sentence sentence, string? place, string? target, Outcome outcome) => proposals.Add(sentence, new Report
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, sentence, place), Time = proposals.Time(sentence), By = sentence.By,
        Vantage = place, Target = target, Works = outcome.Works, Symptom = outcome.Symptom, Share = outcome.Share, Note = outcome.Note,
    }, outcome.Rule.Id);

    private static IEnumerable<string> Clauses(string sentence) =>
        Separators.Split(sentence).Where(clause => clause.Length > 1).Take(MostClauses);

    private static Outcome? Read(string clause)
    {
        var share = Share.Match(clause) is { Success: true } match ? match.Groups["share"].Value : null;
        if (Partial.IsMatch(clause)) return new Outcome(StatementRules.PartialLoad, "sometimes", "error", share, "partial-load");
        if (Unstable.IsMatch(clause) && !Media.IsMatch(clause)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
        if (HopTalk.IsMatch(clause)) return null;
        var fails = Failing(clause);
        var works = !fails && Works.IsMatch(clause);
        if (Seldom.IsMatch(clause) && (fails || works)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
        if (works && share is not null && !share.StartsWith("100", StringComparison.Ordinal)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
        if (ServerError.Match(clause) is { Success: true } error) return new Outcome(StatementRules.CannotUse, error.Groups["always"].Success ? "never" : null, "error", share);
        if (fails) return new Outcome(StatementRules.CannotUse, "never", Refused.IsMatch(clause) ? "refused" : "unreachable", share);
        if (works) return new Outcome(StatementRules.WorksFromHere, "always", null, share);
        return Abnormal.IsMatch(clause) ? new Outcome(StatementRules.NotNormalHere, "sometimes", null, share) : null;
    }

    /// <summary>Hanging is told of many things; it counts where somebody complains of it, or a place is named with it.</summary>
    private static Outcome? Hang(Sentence sentence, string clause)
    {
        if (NoHang.IsMatch(clause)) return null;
        var hangs = Stuck.IsMatch(clause);
        if (!hangs && !Slow.IsMatch(clause)) return null;
        var complained = Complains.IsMatch(sentence.Evidential) || StuckFor.IsMatch(clause) || English.IsMatch(clause) || Places.Find(clause) is not null || (WillHang.IsMatch(clause) && Targets.Find(clause) is not null);
        if (!complained) return null;
        return new Outcome(StatementRules.HangsOrSlow, Seldom.IsMatch(clause) ? "sometimes" : null, hangs ? "hangs" : "slow");
    }

    private bool ReadLoss(Sentence sentence)
    {
        var match = Loss.Match(sentence.Evidential);
        if (!match.Success) return false;
        var place = Places.Find(sentence.Evidential);
        Add(sentence, place, Targets.Host(sentence.Evidential), new Outcome(StatementRules.IntermittentLoss, "sometimes", "intermittent", match.Groups["percent"].Value + "% lost"));
        return true;
    }

    [GeneratedRegex(@"[，,：；;]|\s(?=but\b|while\b|whereas\b|yet\b)|(?<=\w)\s(?=and\s(it|I|we|they|from|at|on|over)\b)|(?<=[\u4E00-\u9FFF])(?=但是?(?!书)|然而)", Options, 500)]
    private static partial Regex Separators { get; }

    [GeneratedRegex(@"(?<always>一直|总是|都|每次|全)?\s?(是|报|返回|提示|显示|出现)?\s?(?<![\d.:])50[0-9](?![\d.:])(\s?错误)?(?=$|[，,。；\s])|\b(?<always>always\s|every\stime\s|keeps\s)?(returns?|returning|gets?|getting|gives?|throws?|throwing|answers?(\swith)?|shows?)\s(an?\s|me\s|us\s)?(HTTP\s)?50[0-9]\b", Options, 500)]
    private static partial Regex ServerError { get; }

    [GeneratedRegex(@"^(127\.|localhost$|https?://(127\.|localhost))", Options, 500)]
    private static partial Regex Loopback { get; }

    [GeneratedRegex(@"\b(nobody|no\sone|none\sof\s(us|them|the\s\w{2,15}))\b[^.;]{0,40}\b(can|could|gets?|manages?|is\sable)\b|(没有?人|谁(都|也)(不|没))[^，,。；]{0,4}(能|可以|办法)?[^，,。；]{0,4}(打开|访问|连|登|进|上)", Options, 500)]
    private static partial Regex Nobody { get; }

    [GeneratedRegex(@"没(有)?(任何|什么|这个|这种|此|类似)?(问题|情况|现象)|(都|一切|完全|是|就|都是|很|也|均|一直)?正常(?!化)|(是|就)?好的|(就|都|也|却|是|那边|那里|同事)?(?<!不|否|才|不会)(可以|能上|能打开|没事|秒开|OK)(的|了)?\s?[。.！!]?\s?$|^\s?(but\s)?(the\s|my\s)?[\w\s-]{2,40}\s(can|could|does)\s?[.!]?$|\bis\s(instant|fast|quick|snappy)\b|\b(is|are|was|were|stays|all)\s(all\s|just\s|perfectly\s|absolutely\s|always\s)?(fine|ok|okay|good|unaffected|not\saffected)\b|\b(no\s(trouble|problems?|issues?|complaints))\b|^\s?(and\s)?(fine|always|every\stime)\s(from|at|on|over|in|via)\b", Options, 500)]
    private static partial Regex IsFine { get; }

    [GeneratedRegex(@"网络|线路|链路|电源|解析|防火墙|证书|CPU|负载|内存|配置|日志|硬件|网卡|信号|网线|交换机|路由|带宽|延迟|丢包|不正常|不好|不一定|有没有|\b(line|link|network|connection|cable|power|dns|cpu|load|memory|disk|firewall|certificate|config\w*|logs?|wi-?fi|router|switch|bandwidth|latency|loss|not|no\slonger|never|hardly|resolution)\s(is|are|was|were|looks?|seems?)\b|\bn't\b|\bnot\b", Options, 500)]
    private static partial Regex FineThing { get; }

    [GeneratedRegex(@"(其他|其它|别的|另外的?|其余的?|别人的)[^，,。；]{0,4}(网站|网页|站点|网址|页面|服务|应用|业务|平台|软件|功能|东西)|\b(other|another)\s(\w{2,12}\s)?(sites?|websites?|pages?|services?|apps?|applications?|things|tools|urls?)\b|\b(everything|anything|something|all)\selse\b|\bthe\srest\sof\sthe\s(internet|web)\b", Options, 500)]
    private static partial Regex OtherThings { get; }

    [GeneratedRegex(@"(上次|之前|原来|以前|昨天|先前|前面|刚才|原先|当时|上回)[^，,。；]{0,6}(说|讲|写|提到|认为|以为|描述)(?!明书)|\b(I|we|you|he|she|they)\s(had\s|have\s)?(said|wrote|mentioned|claimed|told\syou|reported)\b[^.;,]{0,40}\b(before|earlier|above|yesterday|last|previously)\b|\b(earlier|previously|above|last\s(week|time)|yesterday)\s(I|we|you|he|she|they)\s(said|wrote|mentioned|claimed|reported)\b|\b(I|we)\s(was|were)\swrong\b", Options, 500)]
    private static partial Regex Retold { get; }

    [GeneratedRegex(@"第\s?\d{1,2}\s?跳|[几每那一两三]跳|跃点|tracert|traceroute|路由跟踪|跟踪(结果)?|\bhops?\b|\bmtr\b|\bstars\b", Options, 500)]
    private static partial Regex HopTalk { get; }

    [GeneratedRegex(@"(?<![A-Za-z])ping(?![A-Za-z])", Options, 500)]
    private static partial Regex Pinged { get; }

    [GeneratedRegex(@"^\s?(均|都|但|同时|而且|并且|且|however|but|it\b|there\sit)", Options, 500)]
    private static partial Regex GoesOn { get; }

    [GeneratedRegex(@"(部分|某些|有些|一些|很多|个别)[^，,。；]{0,12}(资源|数据|图片|内容|请求|页面|文件)[^，,。；]{0,10}((加载|获取|请求|下载)(失败|不出来|不了)|没有获取成功|失败)|\b(some|part\sof\sthe|a\sfew)\s(of\sthe\s)?(resources|images|assets|requests|files|parts|content)\s(of\s[\w\s]{2,30}\s)?(fail|do(n't|\snot)\sload|never\sload|are\smissing)", Options, 500)]
    private static partial Regex Partial { get; }

    [GeneratedRegex(@"时断时续|时好时坏|时快时慢|(经常|频繁|老是?|总是?|时不时|每隔[^，,]{1,8}就?|偶尔)\s?(会|要|就)?\s?(掉线|断线|断开|断网|中断|断流|断一下)|时通时不通|断断续续|间歇性|(连接|网络|访问)[^，,。；]{0,4}不稳定|\bintermittent(ly)?\b|\bon\sand\soff\b|\bkeeps?\s(dropping|disconnecting|cutting\sout)\b|\b(drops|disconnects)\severy\s|\bhit\s(and|or)\smiss\b|\bflaky\b|\b(fails?|works)\s(only\s)?(about\s)?(half|some|part)\s(of\s)?(the\stime|it)|\b(fails?|works)\s(only\s)?sometimes\b|\bdrops?\severy\snow\sand\sthen\b|\bcomes\sand\sgoes\b", Options, 500)]
    private static partial Regex Unstable { get; }

    [GeneratedRegex(@"(无法|不能|没法|没办法|不可以)\s?(再|正常|成功|直接|顺利)?(地)?\s?(打开|访问|连接|连上|登[陆录]|上网|联网|获[取并]|加载|下载更新|使用)|(打|连接?|登[录陆]?|访问|进|上|刷新?|收|加载|拿|获取|更新|下载)不(开|上|了(?!班|课|结论|解)|到(?!位|期|日志|包|人)|去|进去?|出来|下来|动)|(?<!不)超时(?!时间|设置|值|重传|之?后)|(访问|连接|登[陆录]|打开)(总是|一直|都|全部)?(失败|超时)|\b(can(no|')t|cannot|could(n't|\snot)|unable\sto|not\sable\sto)\s(even\s)?(reach|access|open|connect|load|log\s?(in|on)|sign\sin|get\s(to|through|in)|use)\b|\b(does(n't|\snot)|won't|will\snot|do(n't|\snot))\s(load|open|connect|respond|work)\b|\b(can(no|')t|cannot|can\snot|could(n't|\snot))\sbe\s(reached|opened|accessed|loaded|contacted)\b|\bis\s(unreachable|not\sreachable|down|inaccessible)\b|\b(always|keeps|just)\s(times?|timing)\sout\b|\btimes\sout\b|\bnever\s(works|loads|opens|connects)\b|\bfail(s|ed)?\sto\s(connect|open|load|reach|log|sign|get|start|respond)\b|\btime\sout\b(?!s)|\b(machines?|PCs?|computers?|laptops?|systems|hosts|users|boxes|requests?|attempts?|connections?)\s(also\s|now\s)?fail(ed|s)?\b|(就|都|也|却|还是|又|就是)不行(了)?\s?[。.！!]?\s?$|^\s?(but\s|and\s)?not\s(from|at|on|over|via|in)\s|\bconnection\s(is\s)?refused\b|\brefuses\s(the\s|our\s)?connections?\b", Options, 500)]
    private static partial Regex Fails { get; }

    [GeneratedRegex(@"拒绝|refuse", Options, 500)]
    private static partial Regex Refused { get; }

    [GeneratedRegex(@"(?<!不|否|没|才)(可以|能够?|均可(以)?|都可(以)?)\s?(正常|成功|直接|立即|立刻|顺利)?(地)?\s?(打开|访问|连接|连上|登[陆录]|上网|使用|获得应答|发布|获取更新)|(访问|使用|连接|打开|登[陆录])(都|均|一切|完全|就|是)?正常(?!吗)|(访问|使用|连接|打开)(都|均|就)?(没有?|无)(任何)?问题|(都|均|全|就)(能|可以)\s?(打?开|上(?!报|升)|进|连|登|用)(?!始|发|会)|每次都(能|可以)|\d{1,3}\s?%\s?成功|(立刻|立即|马上)(成功)?(给出|弹出|打开|加载出)[^，,。；]{0,10}(页面|界面)|(能够?|可以)(立即|立刻)(获得|得到)应答|\b(?<!not\s|never\s|n't\s|nothing\s|how\s(it|this)\s|hardly\s|barely\s|only\s|no\slonger\s)works(?!\s(only|half|some|for\s\w+\sCorp))\b|\.[a-z]{2,24}\sis\s(fine|ok|okay)\b|\b(they|others|systems|machines|computers|PCs)\s(all\s|still\s)?work\b|\b(?<!not\s)(can|could)\s(reach|access|open|connect|load|log\s?in|use)\b|\b(loads?|connects?|opens?|logs?\sin|responds?|answers?|resolves?)\s(just\s)?(fine|instantly|normally|quickly|at\sonce|every\s(single\s)?time|ok|okay|without\s(any\s)?(trouble|problems?|issues?|delay))\b|\b(no|without)\s(any\s)?problems?\s(from|at|on|over|via)\b|\b(opens|loads|connects)\s(over|via|from|at)\s|(返回|是|状态码?)\s?200\b|\b(returns?|gets?|gives?|answers?(\swith)?)\s(an?\s|HTTP\s)?200\b|\b100\s?%\s(success|of\s(the\s)?(requests|attempts))", Options, 500)]
    private static partial Regex Works { get; }

    [GeneratedRegex(@"(?<!不)会(卡住|卡死|卡顿|假死|无响应)", Options, 500)]
    private static partial Regex WillHang { get; }

    [GeneratedRegex(@"^\s?(语音|视频|通话|声音|画面|图像)", Options, 500)]
    private static partial Regex Media { get; }

    [GeneratedRegex(@"有时|偶尔|时不时|时而|间或|多半时候|多数时候|大(部分|多数)时候|(大约|大概)?(一半|三成|四成|五成|六成|七成|八成)(的|左右)?(时候|时间|几率|概率|次数)?|[三四五六七八九十\d]次里?(面)?(有|大概|大约|总有)[一二两三四五六七\d]次|有些时候|一定(的)?(概率|几率)|经常|部分时间|\breliably\b|\bconsistently\b|\bsometimes\b|\boccasionally\b|\bnow\sand\sthen\b|\bat\stimes\b|\bonce\sin\sa\swhile\b|\bhalf\s(of\s)?the\stime\b|\b(one|two|three|1|2|3)\s(in|out\sof)\s(every\s)?(two|three|four|five|six|ten|\d{1,2})\b|\bevery\s(other|second|third|few)\s(time|attempt|try|request)\b|\bmost\s(of\sthe\stime|times|attempts)\b|\bmostly\b|\b(now|off)\sand\s(then|on)\b|\bfrom\stime\sto\stime\b|\boften\b", Options, 500)]
    private static partial Regex Seldom { get; }

    [GeneratedRegex(@"有时候?[^。；]{0,20}(正常|成功|可以|能|好)[^。；]{0,20}有时候?[^。；]{0,20}(不|无法|失败|断|转圈|超时|卡|白屏|报错)|有时候?[^。；]{0,20}(不|无法|失败|断|转圈|超时|卡|白屏|报错)[^。；]{0,20}有时候?[^。；]{0,20}(正常|成功|可以|能|好)|\bsometimes\b[^.]{0,40}\b(works?|loads|opens|ok|fine)\b[^.]{0,40}\bsometimes\b[^.]{0,40}\b(not|fails?|n't)", Options, 500)]
    private static partial Regex WholeSometimes { get; }

    [GeneratedRegex(@"(访问|使用|就|都|才|是|还)?(就)?不正常|\bmisbehaves\b", Options, 500)]
    private static partial Regex Abnormal { get; }

    [GeneratedRegex(@"卡顿|卡死|假死|卡住|卡在[^，,。；]{1,24}不动|无响应|没有响应|一直(是|处于|停在|显示)[^，,。；]{1,20}状态|一直转圈|(就|都|老|总)(是)?转圈|\b(just\s|only\s)?(spins?|spinning)\b|\bhangs?\b|\bhanging\b|\bfreezes?\b|\bstalls?\b|\bgets\sstuck\b|\bis\sstuck\b|\bnot\sresponding\b", Options, 500)]
    private static partial Regex Stuck { get; }

    [GeneratedRegex(@"缓慢|很慢|(要|得|需要?)等[^，,。；]{0,8}(秒|分钟)|非常慢|特别慢|比[^，,。；]{0,6}慢|非常卡|很卡|\b(very|really|extremely|painfully|so|too|super|dead|awfully|terribly)\sslow\b|\btakes\s(ages|\d{1,3}\s?(s|sec|seconds|minutes?))\b|\bis\s(sometimes\s|often\s|always\s|usually\s|occasionally\s|still\s|quite\s|rather\s|a\sbit\s|pretty\s)?slow\b|\bsluggish\b|\btakes\sforever\b", Options, 500)]
    private static partial Regex Slow { get; }

    [GeneratedRegex(@"一直(是|处于|停在|显示)[^，,。；]{1,20}状态|卡在[^，,。；]{1,24}不动|一直转圈|(就|都|老|总)(是)?转圈", Options, 500)]
    private static partial Regex StuckFor { get; }

    [GeneratedRegex(@"\b(hangs?|freezes?|stalls?|spins?|spinning|slow|sluggish|stuck|responding|forever)\b", Options, 500)]
    private static partial Regex English { get; }

    [GeneratedRegex(@"(用户|客户|我们?|同事|大家|员工)[^。；]{0,12}(反[馈映应]|出现|遇到|发生|抱怨|报告)(?!的)", Options, 500)]
    private static partial Regex Complains { get; }

    [GeneratedRegex(@"未(发现|出现|复现)|没有?(发现|出现|再)|不(再|会)(出现)?|消失|(均|都|也)?无卡顿|无关|有关|造成|复现|原因|解决|\b(no\slonger|does(n't|\snot)|did(n't|\snot)|never|without)\b", Options, 500)]
    private static partial Regex NoHang { get; }

    [GeneratedRegex(@"(?<![\d.])(?<share>\d{1,3}(\.\d{1,2})?\s?%)(?=\s?(成功|正常|的成功|success|of\s(the\s)?(requests|attempts)))|\b(?<share>(one|two|three|\d{1,2})\s(in|out\sof)\s(every\s)?(two|three|four|five|six|ten|\d{1,2})\s(requests|attempts|tries|times|logins|connections))|(?<share>\d{1,5}\s(out\s)?of\s(the\s)?\d{1,5})(?=\s(tries|attempts|requests|times|work|succeed|fail|loads))", Options, 500)]
    private static partial Regex Share { get; }

    [GeneratedRegex(@"有时[^。；]{0,20}(没有?|无|不)[^。；]{0,4}丢包[^。；]{0,20}有时[^。；]{0,12}丢包[^。；\d]{0,8}(?<percent>\d{1,3}(\.\d{1,2})?)\s?[%％]|\bsometimes\s(almost\s)?no\s(packet\s)?loss\b[^.]{0,40}\bsometimes\b[^.\d]{0,30}(?<percent>\d{1,3})\s?%", Options, 500)]
    private static partial Regex Loss { get; }
}
