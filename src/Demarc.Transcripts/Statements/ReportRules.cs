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

    public void Read(Sentence sentence)
    {
        var goesOn = sentence.Before is not null && GoesOn.IsMatch(sentence.Evidential);
        var place = goesOn ? sentence.Before!.Place : null;
        var target = goesOn ? sentence.Before!.Target : null;
        var listed = Places.FindListed(sentence.Evidential);
        if (ReadLoss(sentence)) return;
        var told = new List<(string? Place, string? Target, Outcome Outcome)>();
        var whole = WholeSometimes.IsMatch(sentence.Evidential);
        foreach (var clause in Clauses(sentence.Evidential))
        {
            place = scope.Place(clause) ?? Places.Find(clause) ?? place;
            var named = Targets.Find(clause);
            target = named ?? target;
            if (ClaimRules.Blames(clause) || Pinged.IsMatch(clause)) continue;
            var outcome = whole && Read(clause) is { } part ? new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", part.Share) : Read(clause) ?? Hang(sentence, clause);
            if (outcome is null) continue;
            var about = target ?? sentence.Before?.Target ?? sentence.Topic;
            if (place is null && target is null && (sentence.By != "customer" || about is null)) continue;
            if (outcome.Rule == StatementRules.NotNormalHere && place is null) continue;
            if (named is null && proposals.Reported(sentence.Paragraph, place, outcome.Works, outcome.Symptom)) continue;
            if (listed.Count > 0) told.AddRange(listed.Select(machine => ((string?)machine, about, outcome)));
            else told.Add((place, about, outcome));
        }

        foreach (var (at, about, outcome) in told)
        {
            // Both outcomes for one place and target: what told them apart was not understood.
            var other = outcome.Works switch { "always" => "never", "never" => "always", _ => "" };
            if (!told.Exists(one => one.Place == at && one.Target == about && one.Outcome.Works == other)) Add(sentence, at, about, outcome);
        }

        sentence.Place = place;
        sentence.Target = target ?? sentence.Before?.Target;
    }

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
        if (Unstable.IsMatch(clause)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
        var fails = Fails.IsMatch(clause);
        var works = !fails && Works.IsMatch(clause);
        if (Seldom.IsMatch(clause) && (fails || works)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
        if (works && share is not null && !share.StartsWith("100", StringComparison.Ordinal)) return new Outcome(StatementRules.WorksSometimes, "sometimes", "intermittent", share);
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
        var complained = Complains.IsMatch(sentence.Evidential) || StuckFor.IsMatch(clause) || English.IsMatch(clause) || Places.Find(clause) is not null;
        if (!complained) return null;
        return new Outcome(StatementRules.HangsOrSlow, null, hangs ? "hangs" : "slow");
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

    [GeneratedRegex(@"(?<![A-Za-z])ping(?![A-Za-z])", Options, 500)]
    private static partial Regex Pinged { get; }

    [GeneratedRegex(@"^\s?(均|都|但|同时|而且|并且|且|however|but|it\b|there\sit)", Options, 500)]
    private static partial Regex GoesOn { get; }

    [GeneratedRegex(@"(部分|某些|有些|一些|很多|个别)[^，,。；]{0,12}(资源|数据|图片|内容|请求|页面|文件)[^，,。；]{0,10}((加载|获取|请求|下载)(失败|不出来|不了)|没有获取成功|失败)|\b(some|part\sof\sthe|a\sfew)\s(of\sthe\s)?(resources|images|assets|requests|files|parts|content)\s(of\s[\w\s]{2,30}\s)?(fail|do(n't|\snot)\sload|never\sload|are\smissing)", Options, 500)]
    private static partial Regex Partial { get; }

    [GeneratedRegex(@"时断时续|时好时坏|时通时不通|断断续续|间歇性|(连接|网络|访问)[^，,。；]{0,4}不稳定|\bintermittent(ly)?\b|\bon\sand\soff\b|\bflaky\b|\b(fails?|works)\s(only\s)?(about\s)?(half|some|part)\s(of\s)?(the\stime|it)|\b(fails?|works)\s(only\s)?sometimes\b|\bdrops?\severy\snow\sand\sthen\b|\bcomes\sand\sgoes\b", Options, 500)]
    private static partial Regex Unstable { get; }

    [GeneratedRegex(@"(无法|不能|没法|没办法|不可以)\s?(再|正常|成功|直接|顺利)?(地)?\s?(打开|访问|连接|连上|登[陆录]|上网|联网|获[取并]|加载|下载更新|使用)|打不开|连不上|连接不上|上不去|登不上|进不去|访问不了|登[陆录]不了|刷不出来|(访问|连接|登[陆录]|打开)(总是|一直|都|全部)?(失败|超时)|\b(can(no|')t|cannot|could(n't|\snot)|unable\sto|not\sable\sto)\s(even\s)?(reach|access|open|connect|load|log\s?(in|on)|sign\sin|get\s(to|through|in)|use)\b|\b(does(n't|\snot)|won't|will\snot|do(n't|\snot))\s(load|open|connect|respond|work)\b|\bis\s(unreachable|not\sreachable|down|inaccessible)\b|\b(always|keeps|just)\s(times?|timing)\sout\b|\btimes\sout\b|\bnever\s(works|loads|opens|connects)\b|\bconnection\s(is\s)?refused\b|\brefuses\s(the\s|our\s)?connections?\b", Options, 500)]
    private static partial Regex Fails { get; }

    [GeneratedRegex(@"拒绝|refuse", Options, 500)]
    private static partial Regex Refused { get; }

    [GeneratedRegex(@"(?<!不|否|没|才)(可以|能够?|均可(以)?|都可(以)?)\s?(正常|成功|直接|立即|立刻|顺利)?(地)?\s?(打开|访问|连接|连上|登[陆录]|上网|使用|获得应答|发布|获取更新)|(访问|使用|连接|打开|登[陆录])(都|均|一切|完全|就|是)?正常(?!吗)|(访问|使用|连接|打开)(都|均|就)?(没有?|无)(任何)?问题|\d{1,3}\s?%\s?成功|(立刻|立即|马上)(成功)?(给出|弹出|打开|加载出)[^，,。；]{0,10}(页面|界面)|(能够?|可以)(立即|立刻)(获得|得到)应答|\b(?<!not\s|never\s|n't\s|nothing\s|how\s(it|this)\s|hardly\s|barely\s|only\s|no\slonger\s)works(?!\s(only|half|some|for\s\w+\sCorp))\b|\.[a-z]{2,24}\sis\s(fine|ok|okay)\b|\b(they|others|systems|machines|computers|PCs)\s(all\s|still\s)?work\b|\b(?<!not\s)(can|could)\s(reach|access|open|connect|load|log\s?in|use)\b|\bloads?\s(fine|instantly|normally|quickly|at\sonce)\b|\b(no|without)\s(any\s)?problems?\s(from|at|on|over|via)\b|\b100\s?%\s(success|of\s(the\s)?(requests|attempts))", Options, 500)]
    private static partial Regex Works { get; }

    [GeneratedRegex(@"有时|偶尔|时不时|有些时候|一定(的)?(概率|几率)|经常|部分时间|\bsometimes\b|\boccasionally\b|\bnow\sand\sthen\b|\bat\stimes\b|\bonce\sin\sa\swhile\b|\bhalf\s(of\s)?the\stime\b|\boften\b", Options, 500)]
    private static partial Regex Seldom { get; }

    [GeneratedRegex(@"有时候?[^。；]{0,20}(正常|成功|可以|能|好)[^。；]{0,20}有时候?[^。；]{0,20}(不|无法|失败|断)|有时候?[^。；]{0,20}(不|无法|失败|断)[^。；]{0,20}有时候?[^。；]{0,20}(正常|成功|可以|能|好)|\bsometimes\b[^.]{0,40}\b(works?|loads|opens|ok|fine)\b[^.]{0,40}\bsometimes\b[^.]{0,40}\b(not|fails?|n't)", Options, 500)]
    private static partial Regex WholeSometimes { get; }

    [GeneratedRegex(@"(访问|使用|就|都|才|是|还)?(就)?不正常|\bmisbehaves\b", Options, 500)]
    private static partial Regex Abnormal { get; }

    [GeneratedRegex(@"卡顿|卡死|假死|卡住|卡在[^，,。；]{1,24}不动|无响应|没有响应|一直(是|处于|停在|显示)[^，,。；]{1,20}状态|一直转圈|\bhangs?\b|\bhanging\b|\bfreezes?\b|\bstalls?\b|\bgets\sstuck\b|\bis\sstuck\b|\bnot\sresponding\b", Options, 500)]
    private static partial Regex Stuck { get; }

    [GeneratedRegex(@"缓慢|很慢|非常慢|特别慢|比[^，,。；]{0,6}慢|非常卡|很卡|\b(very|really|extremely|painfully|so|too)\sslow\b|\bis\sslow\b|\bsluggish\b|\btakes\sforever\b", Options, 500)]
    private static partial Regex Slow { get; }

    [GeneratedRegex(@"一直(是|处于|停在|显示)[^，,。；]{1,20}状态|卡在[^，,。；]{1,24}不动|一直转圈", Options, 500)]
    private static partial Regex StuckFor { get; }

    [GeneratedRegex(@"\b(hangs?|freezes?|stalls?|slow|sluggish|stuck|responding|forever)\b", Options, 500)]
    private static partial Regex English { get; }

    [GeneratedRegex(@"(用户|客户|我们?|同事|大家|员工)[^。；]{0,12}(反[馈映应]|出现|遇到|发生|抱怨|报告)(?!的)", Options, 500)]
    private static partial Regex Complains { get; }

    [GeneratedRegex(@"未(发现|出现|复现)|没有?(发现|出现|再)|不(再|会)(出现)?|消失|(均|都|也)?无卡顿|无关|有关|造成|复现|原因|解决|\b(no\slonger|does(n't|\snot)|did(n't|\snot)|never|without)\b", Options, 500)]
    private static partial Regex NoHang { get; }

    [GeneratedRegex(@"(?<![\d.])(?<share>\d{1,3}(\.\d{1,2})?\s?%)(?=\s?(成功|正常|的成功|success|of\s(the\s)?(requests|attempts)))|(?<share>\d{1,5}\s(out\s)?of\s(the\s)?\d{1,5})(?=\s(tries|attempts|requests|times|work|succeed|fail|loads))", Options, 500)]
    private static partial Regex Share { get; }

    [GeneratedRegex(@"有时[^。；]{0,20}(没有?|无|不)[^。；]{0,4}丢包[^。；]{0,20}有时[^。；]{0,12}丢包[^。；\d]{0,8}(?<percent>\d{1,3}(\.\d{1,2})?)\s?[%％]|\bsometimes\s(almost\s)?no\s(packet\s)?loss\b[^.]{0,40}\bsometimes\b[^.\d]{0,30}(?<percent>\d{1,3})\s?%", Options, 500)]
    private static partial Regex Loss { get; }
}
