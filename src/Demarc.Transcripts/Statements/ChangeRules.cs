using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads what was altered and what came of it. A change needs a sign that it was done (已, 了, 后, a list of changes
/// made, a value it went from and to, an effect); an order to change something is none.
/// </summary>
internal sealed partial class ChangeRules(Proposals proposals)
{
    private const string Returned = "returned-on-revert";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private readonly List<(Sentence Sentence, string Topic)> _ineffective = [];
    private readonly List<(Sentence Sentence, Change Change)> _open = [];

    /// <summary>What sounds like a change that was made, if the next sentence tells an effect.</summary>
    private (Sentence Sentence, string What)? _held;

    public void Read(Sentence sentence)
    {
        if (TakenBack.IsMatch(sentence.Theory) && sentence.Before is { } theory && Topics.Find(theory.Theory) is { } topic) _ineffective.Add((sentence, topic));
        if (ReadAfterAdvice(sentence)) return;
        var (text, held) = (sentence.Evidential, _held);
        _held = null;
        if (text.Length < 4 || QuotedRename.IsMatch(text)) return;
        var effect = Effect(text);
        if (ReadFromTo(sentence, text, effect) || ReadArrow(sentence, text, effect)) return;
        foreach (var regex in new[] { Done, ObjectFirst, Replaced, EnglishDone, EnglishBare, EnglishResult, Handled, EnglishSet })
        {
            var match = regex.Match(text);
            if (match.Success && effect is null && (regex == ObjectFirst || regex == EnglishBare || regex == Handled)) _held ??= (sentence, What(match.Groups["what"].Value));
            if (!match.Success || (regex == Replaced && !IsDone(sentence, text, effect)) || ((regex == ObjectFirst || regex == EnglishBare || regex == Handled) && effect is null && !Already.IsMatch(match.Value))) continue;
            Add(sentence, What(match.Groups["what"].Value), effect, StatementRules.Changed, sentence);
            return;
        }

        if (sentence.Spoken && Unblocked.Match(text) is { Success: true } unblocked) Add(sentence, unblocked.Value.Trim(), effect, StatementRules.Changed, sentence);
        else if (After.Match(text) is { Success: true } after && effect is not null) Add(sentence, What(after.Groups["what"].Value), effect, StatementRules.Changed, sentence);
        else if (effect is not null && text.Length <= 60 && held is { } before && before.Sentence == sentence.Before) Add(sentence, before.What, effect, StatementRules.Changed, before.Sentence);
        else if (effect is not null && text.Length <= 60) GiveEffect(sentence, effect);
    }

    /// <summary>
    /// An item beside it in the same list that says the matter proved otherwise tells the effect of changes that were
    /// made to test it.
    /// </summary>
    public void Settle()
    {
        foreach (var (said, topic) in _ineffective)
        {
            foreach (var (sentence, change) in _open)
            {
                if (change.Concerns != topic || change.Effect is not null || sentence.List is null || sentence.List != said.List || Math.Abs(sentence.Paragraph - said.Paragraph) > 1) continue;
                var evidence = proposals.Cite(Kinds.Change, sentence, from: said);
                proposals.Replace(one => ReferenceEquals(one, change), one => one with { Effect = "none", Evidence = evidence });
            }
        }
    }

    /// <summary>"I suggest to set A to B; after that the problem stayed": the advice was followed.</summary>
    private bool ReadAfterAdvice(Sentence sentence)
    {
        if (sentence.Before is not { Evidential.Length: 0 } advice || !Followed.IsMatch(sentence.Evidential)) return false;
        var what = Advised.Match(advice.Text);
        if (!what.Success || Effect(sentence.Evidential) is not { } effect) return false;
        Add(sentence, What(what.Groups["what"].Value), effect, StatementRules.Changed, advice);
        return true;
    }

    private bool ReadFromTo(Sentence sentence, string text, string? effect)
    {
        var match = FromTo.Match(text);
        if (!match.Success || (!sentence.Spoken && !IsDone(sentence, text, effect) && !match.Groups["en"].Success)) return false;
        var what = match.Groups["what"].Value;
        what = What(what[(what.LastIndexOfAny(['将', '把']) + 1)..]);
        var from = match.Groups["from"].Value;
        foreach (Capture to in match.Groups["to"].Captures)
        {
            Add(sentence, what + " " + from + " -> " + to.Value, effect, StatementRules.ChangedFromTo, sentence);
            from = to.Value;
        }

        return true;
    }

    /// <summary>"eth0 MTU 1500 -> 1460" in a list of what was done; "1460 -> 1400" below it is the same setting.</summary>
    private bool ReadArrow(Sentence sentence, string text, string? effect)
    {
        var match = Arrow.Match(text);
        if (!match.Success || (sentence.List is null && effect is null)) return false;
        var what = match.Groups["what"].Value.Trim();
        var above = _open.Count > 0 && _open[^1].Sentence is var last && last.List == sentence.List && last.List is not null ? _open[^1].Change.What : null;
        if (what.Length < 2 || Zone.IsMatch(what)) what = above?.Split(" -> ")[0] is { } named && named.LastIndexOf(' ') is > 0 and var blank ? named[..blank] : "";
        if (what.Length < 2) return false;
        Add(sentence, what + " " + match.Groups["from"].Value + " -> " + match.Groups["to"].Value, effect, StatementRules.ChangedFromTo, sentence);
        return true;
    }

    private void Add(Sentence sentence, string what, string? effect, StatementRule rule, Sentence from)
    {
        if (what.Length is < 4 or > 120 || Document.IsMatch(what)) return;
        var change = new Change
        {
            Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Change, sentence, from: from), Time = proposals.Time(sentence), By = sentence.By,
            What = what, Concerns = Topics.Find(what) is { } topic && topic is not ("server" or "client" or "network" or "operating-system") ? topic : null, Effect = effect,
        };
        proposals.Add(sentence, change, rule.Id);
        _open.Add((sentence, change));
    }

    /// <summary>A short sentence that only tells an effect tells that of the change just before it.</summary>
    private void GiveEffect(Sentence sentence, string effect)
    {
        if (_open.Count == 0) return;
        var (last, change) = _open[^1];
        if (sentence.Before != last || !(change.Effect is null || (change.Effect == "cured" && effect == Returned))) return;
        var evidence = proposals.Cite(Kinds.Change, sentence, from: last);
        var told = change with { Effect = effect, Evidence = evidence };
        proposals.Replace(one => ReferenceEquals(one, change), _ => told);
        _open[^1] = (sentence, told);
    }

    private static bool IsDone(Sentence sentence, string text, string? effect) =>
        effect is not null || DoneMark.IsMatch(text) || (sentence.Intro is { } intro && DoneList.IsMatch(intro));

    private static string What(string text) => Blanks.Replace(text, " ").Trim(' ', '.', '，', ',', '：', ':', '。', '；', ';');

    private static string? Effect(string text)
    {
        if (TakenOut.IsMatch(text)) return Returned;
        if (Better.IsMatch(text)) return "better";      // "better, but still drops at times"
        if (NoEffect.IsMatch(text)) return "none";
        if (Worse.IsMatch(text)) return "worse";
        return Cured.IsMatch(text) ? "cured" : null;
    }

    [GeneratedRegex(@"文档|窗口|表格|页面|对话框|\b(documents?|workbooks?|windows?\b(?!\s?\d)|tabs?|pages?)\b", Options, 500)]
    private static partial Regex Document { get; }

    [GeneratedRegex(@"(?<what>[A-Za-z\u4E00-\u9FFF][\w./-]{1,30}(\s[\w./-]{2,20}){0,2})?\s{0,3}(?<![\d.:-])(?<from>\d{1,6})\s?(->|→|=>)\s?(?<to>\d{1,6})(?!\d|[.:]\d)", Options, 500)]
    private static partial Regex Arrow { get; }

    [GeneratedRegex(@"^(UTC|GMT|CES?T|CST|[A-Z]{3}|\w{3}\s\w{3})$", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex Zone { get; }

    [GeneratedRegex(@"关[^，,。；]{0,12}(就|才)(正常|好|没事|不卡|不断)[^，,。；]{0,4}[，,]\s?开[^，,。；]{0,12}(就|又)(断|卡|不行|掉|打不开)|(再|重新|又|改|装|恢复|开|换|调|加)(回去?|打开|开启|启用|装上|连上|插上)(来|去|之?后|以后)?[^。；]{0,6}(又|马上|立刻|立马|就)[^，,。；]{0,6}(不行|不通|卡|断|掉|慢|打不开|复现|出现|不好|挂|坏)|\b(turned|switched|put|set|changed|plugged|enabled|moved)\s(it|them|that)\s(back|on\sagain)\b[^.;]{0,30}\b(dead|broken|fails?|failed|down|again|came\sback|is\sback|was\sback)\b", Options, 500)]
    private static partial Regex TakenOut { get; }

    [GeneratedRegex(@"(?<what>(换|拔|插|改|关|删|加|清|刷|装|重启|重置|重装|回滚|回退|升级|降级|断开|调)(了|过)(?!吗|没)\s?[^，,。；]{1,40}?)(了)?(?=就|[，,。；]|$)|(?<what>(将|把)\s?[^，,。；]{1,30}?(关|停|拔|删|卸载?|换|禁用|断开|重启)(了|掉了?))(?=就|[，,。；]|$)", Options, 500)]
    private static partial Regex Handled { get; }

    [GeneratedRegex(@"^\s?(?<what>set\s[\w./-]{2,60}\s(to|=)\s?[\w./-]{1,20})\s(yesterday|last\s\w+|this\smorning|earlier|today|on\s(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(\s\w+)?|(two|three|a\sfew|\d+)\s\w+\sago)", Options, 500)]
    private static partial Regex EnglishSet { get; }

    [GeneratedRegex(@"(证实|证明|发现|确认|事实)[^，,。；]{0,4}(并)?(不是|非)(这样|如此)", Options, 500)]
    private static partial Regex TakenBack { get; }

    [GeneratedRegex(@"(?<what>(将|把)\s?[^，,。；]{2,60})", Options, 500)]
    private static partial Regex Advised { get; }

    [GeneratedRegex(@"^\s?(调整|修改|更换|替换|改|变更|切换|重启|关闭|开启|设置|测试)(完成?|之|以)?后", Options, 500)]
    private static partial Regex Followed { get; }

    [GeneratedRegex(@"(将|把)?\s?(?<what>[^，,。；]{0,40}?[A-Za-z\u4E00-\u9FFF]{2,20}[^，,。；]{0,10}?)\s?(从|由)\s?(?<from>[\w./-]{1,20})\s?(调整|修改|改|变更|更改|调|降|升)(为|成|到|至)\s?(?<to>[\w./-]{1,20})(\s?[，,、]\s?(再)?(调整|修改|改|变更|更改|调)(为|成|到|至)\s?(?<to>[\w./-]{1,20})){0,8}|(?<en>\b(changed|lowered|raised|set|reduced|increased|dropped|cut|brought|took|moved))\s(the\s)?(?<what>[\w. /-]{2,40}?)\sfrom\s(?<from>[\w./-]{1,20}?)\sto\s(?<to>[\w/-]{1,20}(\.\d[\w./-]{0,19})?)((,\s|,?\sthen\s|,?\sand\s)(then\s)?(to\s)?(?<to>\d[\w/-]{0,20})){0,8}", Options, 500)]
    private static partial Regex FromTo { get; }

    [GeneratedRegex(@"已(经)?(尝试)?(将|把)?\s?(?<what>(添加|修改|调整|更换|替换|关闭|禁用|开启|启用|重启|升级|卸载|放行|更改|变更|恢复|加入|增加|删除|取消|绑定|重装|切换)[^，,。；]{2,60})|已(经)?(将|把)\s?(?<what>[^，,。；]{4,60})|(?<what>(变更|修改|更换|替换|绑定|关闭|调整|重启|升级|禁用|启用|开启|卸载|增加|删除|重装|更新|清空|清除|停用|换掉|加上|删掉|关掉|卸掉)了(?!吗|没)\s?[^，,。；]{2,60}(\s?[，,]\s?(并|同时)[^，,。；]{2,40})?)", Options, 500)]
    private static partial Regex Done { get; }

    [GeneratedRegex(@"^\s?(?<what>(?!我|你|您|他|她|这|那|如|等)[^，,。；]{2,24}?(昨天|今天|前天|上周|下午|上午|早上|晚上|刚才|之前|后来|也|都|就|已经?|又|再)*\s?(试|加|改|换|关|停|重启|删|升级|重装|卸载?|放行|配|设|绑|清|拔|降)(过了?|上了|掉了|好了|回去了|了))(?=[，,。；]|$)", Options, 500)]
    private static partial Regex ObjectFirst { get; }

    [GeneratedRegex(@"已经?|也|都|试过", Options, 500)]
    private static partial Regex Already { get; }

    [GeneratedRegex(@"^\s?(then\s|also\s|so\s)?(?<what>(changed|replaced|disabled|enabled|restarted|rebooted|upgraded|updated|added|removed|switched|reinstalled|turned\s(off|on)|swapped|moved|flushed|cleared|unplugged|reset|dropped|lowered|raised|tried|rolled\sback|reverted|renewed|pulled|patched|whitelisted|bypassed|turned\s(the\s|our\s)?[\w-]{2,20}(\s[\w-]{2,20})?\s(off|on))\s?(?!to\b|up\b|by\b|from\b)[^.;,]{3,60}?)(?=[.;,]|$|\s(and|but)\s)", Options, 500)]
    private static partial Regex EnglishBare { get; }

    [GeneratedRegex(@"(?<what>(将|把)\s?[^，,。；]{2,60}?\s?(变更|更换|替换|恢复|修改|调整|改|换|切换|设置)(为|成|到|回)\s?[^，,。；]{1,40}?)(?=\s?(之|以)?后|[，,。；]|$)|(?<what>(替换|更换|换|改|切换)(成|为|到)[^，,。；]{2,40}?)(之|以)?后|(?<what>(将|把)\s?[^，,。；]{2,40}?(重启|关|停|拔|删|卸载?|重装|升级|清空|禁用|换|断开)(了|掉了|过)(一[次下遍])?)(?=[，,。；]|$)", Options, 500)]
    private static partial Regex Replaced { get; }

    [GeneratedRegex(@"放开[^，,。；]{0,24}禁\s?ping[^，,。；]{0,8}|(关闭|取消|解除)了?[^，,。；]{0,12}禁\s?ping[^，,。；]{0,8}", Options, 500)]
    private static partial Regex Unblocked { get; }

    [GeneratedRegex(@"(?<what>(关闭|关掉|禁用|重启|更换|换了?|修改|调整|卸载|升级|停用|删除|删掉|去掉|取消|断开|改用|开启|启用|重装|清除|清理)[^，,。；]{1,40}?)(之|以)?后|\bafter\s(?<what>(upgrading|replacing|disabling|enabling|restarting|rebooting|removing|changing|switching|reinstalling|lowering)\s[^.;,]{3,50}?)(,|(?=\s(the\s(problem|issue|fault)|it|everything)\b))", Options, 500)]
    private static partial Regex After { get; }

    [GeneratedRegex(@"\b(I|we|they|he|she|(?!You\b|That\b)[A-Z]\w{1,20}|have|has|had)\s(have\s|has\s|just\s|already\s|also\s|then\s|tried\sto\s)?(?<what>(changed|replaced|disabled|enabled|restarted|rebooted|upgraded|added|removed|switched|reinstalled|turned\s(off|on)|set|opened|swapped|rolled\sback|reverted|flushed|cleared|renewed|lowered|raised|patched)\s(?!up\b)[^.;,]{3,60}?)(?=[.;,]|$|\s(and|but)\s)", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex EnglishDone { get; }

    [GeneratedRegex(@"^\s?(?<what>(changing|replacing|disabling|enabling|restarting|rebooting|upgrading|adding|removing|switching|reinstalling|turning\s(off|on)|lowering|raising|setting)\s[^.;,]{3,60}?)\s(did\s(not|n't)|didn't|made\s(no|it|things)|has\sno|had\sno|fixed|solved|cured|helped|makes)", Options, 500)]
    private static partial Regex EnglishResult { get; }

    [GeneratedRegex(@"已|了(?!解)|按照?[^，,。]{0,10}要求|进行测试|后[，,]?\s?(问题|现象|表现)|之后|以后", Options, 500)]
    private static partial Regex DoneMark { get; }

    [GeneratedRegex(@"(完成|做|进行)了[^。]{0,10}(变更|调整|修改|改动)|(变更|调整|修改)(如下|记录|内容)|变更调整|\b(changes\smade|we\schanged|what\swe\sdid)\b", Options, 500)]
    private static partial Regex DoneList { get; }

    [GeneratedRegex(@"效果不大|没用(?!过|户)|没啥用|不管用|没戏|没区别|没差别?(?=[，,。；]|$)|没反应|白搭|\bno\sdice\b|(^|,\s)nope\b|\bno\sgo\b|\b(no|not\sany|isn't\sany)\sbetter\b|没有?(什么|任何|明显)?(效果|作用|改善|改变|变化|好转|用处?(?=[，,。；]|$))|(问题|现象|情况|结果|效果)?(还是)?(一个样|老样子|一样(?=[，,。；]|$)|照旧)|还是(不行|不通|打|连|登|上|无法|不能|断|掉|慢|卡|超时|报错)|照样(打|连|登|上|无法|不|断|掉|慢|卡)|无(效|效果|改善|变化)|(问题|表现|现象|情况|故障)(仍然?|还是|依旧|依然|照旧)|依旧|依然(存在|如此|不)|仍然?(存在|无法|不能|未|没有)|不起作用|(并)?不是(这样|如此)|没有?解决|未解决|\b(no\s(effect|change|difference|improvement|joy|luck)|same\s(result|thing|problem|issue|symptoms?|behaviou?r)|to\sno\savail|makes?\sno\sdifference|unchanged|still\s(won't|can't|can\snot|times|drops|slow|hangs|unable)|did\snothing|did(n't|\snot)\s(help|change|fix|work)|problem\s(persists|remains|stayed)|still\s(the\ssame|fails|happens|there|broken|cannot|can't))\b", Options, 500)]
    private static partial Regex NoEffect { get; }

    [GeneratedRegex(@"更(差|糟|慢|严重)了?|恶化|\b(made\s(it|things)\s)?worse\b", Options, 500)]
    private static partial Regex Worse { get; }

    [GeneratedRegex(@"恢复(了)?正常|(一切|全部?|都)正常|从那(以后|之后)[^，,。；]{0,4}(没|没有)|再(也)?没(有)?(出|断|掉|卡|报|发生|复现)过?|(就|全|都|已经)(都)?好了|问题没了|不(报错|卡|掉线|断)了|(问题|故障)(已经?|得到|得以|就)?(解决|消失)(?!方|思|办)|就(好|正常)了|正常了|不再(出现|发生|掉|断|卡|超时)|(之后|后来|以后|就)[^，,。；]{0,4}(没|没有)再?[^，,。；]{0,4}(断|掉|出现|发生|卡|超时|复现)过?|\b(fixed\s(it|the)|solved\s(it|the)|cured\s(it|the)|(everything\s|it\s|all\s)?works\s(now|again|since|fine\s(now|since|again))|(been|is|are)\s(fine|stable|ok|good|rock\ssolid|quiet)\s(ever\s)?(since|now|again)|(has|have)(\snot|n't)\s(dropped|happened|occurred|failed|come\sback)\ssince|(went|goes)\saway|errors?\s(have\s|has\s)?(stopped|gone|disappeared)|\bnot\sa\ssingle\s\w{3,15}(\s\w{3,15})?\ssince|\b(no|zero)\s(more\s)?(complaints|errors|drops|issues|problems|tickets)\ssince|\band\sboom,?\s(it\s)?works\b|did\sthe\strick|problem\sis\sgone)\b", Options, 500)]
    private static partial Regex Cured { get; }

    [GeneratedRegex(@"(?<!没有?(什么|任何)?)(有所|明显|略有|稍有)(改善|好转|缓解)|好(了)?(一些|很多|多了)|(?<!\b(no|not|not\sany|any)\s)\b(a\s(bit|little)\sbetter|(much|slightly|somewhat|noticeably)\sbetter|(got|is|it's|are)\sbetter|improved|helped\sa\s(bit|little))\b", Options, 500)]
    private static partial Regex Better { get; }

    [GeneratedRegex(@"(域名|主机名|domain|host\s?name|rename)[^。；]{0,80}([a-z0-9-]{1,60}\.){1,6}[a-z]{2,24}\s{0,3}(->|→|变更为|改为|更换为|换成|改成|\bto\b)", Options, 500)]
    private static partial Regex QuotedRename { get; }

    [GeneratedRegex(@"\s{2,20}", Options, 500)]
    private static partial Regex Blanks { get; }
}
