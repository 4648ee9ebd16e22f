using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// "Only systems of kind X fail, others work" blames the operating system; a later "it also happens on standard ones,
/// and X succeeds at times" takes that back. The names of X are remembered so that both speak of the same vantage.
/// </summary>
internal sealed partial class ScopeRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private readonly HashSet<string> _affected = new(StringComparer.OrdinalIgnoreCase);
    private string? _target;

    /// <summary>Notes the systems a sentence calls the only ones affected. To be called for all sentences first.</summary>
    public void Learn(Sentence sentence)
    {
        if (Name(sentence.Evidential) is not { } name) return;
        _affected.Add(name);
        _target ??= Targets.Host(sentence.Evidential);
    }

    /// <summary>The vantage of a clause that names affected systems or the others; null when it names neither.</summary>
    public string? Place(string clause)
    {
        if (_affected.Count == 0) return null;
        if (Places.Find(clause) == Places.Others) return Places.Others;
        if (IsAffected(clause)) return Places.Affected;
        return Ordinary.IsMatch(clause) ? Places.Others : null;
    }

    /// <summary>Whether a sentence says that only one kind of system is affected.</summary>
    public bool Tells(Sentence sentence) => _affected.Count > 0 && Name(sentence.Evidential) is not null;

    /// <summary>Reads both directions; whether the sentence is spent.</summary>
    public bool Read(Sentence sentence, Proposals proposals)
    {
        if (Name(sentence.Evidential) is not null) AddClaim(sentence, proposals, denied: null, StatementRules.ScopeOnlySystem);
        return ReadContradiction(sentence, proposals);
    }

    private bool ReadContradiction(Sentence sentence, Proposals proposals)
    {
        var also = AlsoOn.Match(sentence.Evidential);
        if (!also.Success) return ReadCorrection(sentence, proposals);
        var system = also.Groups["name"].Value.Trim();
        if (IsAffected(system) || (_affected.Count == 0 && !Places.IsSystem(system))) return false;
        var target = Failing.Match(sentence.Evidential) is { Success: true } failing ? failing.Groups["target"].Value.Trim() : Targets.Find(sentence.Evidential);
        AddReport(sentence, proposals, Places.Others, target);
        var succeeds = AlsoSucceeds.Match(sentence.Evidential);
        if (succeeds.Success && (IsAffected(succeeds.Groups["name"].Value) || _affected.Count == 0)) AddReport(sentence, proposals, Places.Affected, target);
        AddClaim(sentence, proposals, denied: true, StatementRules.ScopeContradicted);
        return true;
    }

    /// <summary>"Two standard ones fail as well; X got in after some tries": either takes an earlier "only X fails, others work" back.</summary>
    private bool ReadCorrection(Sentence sentence, Proposals proposals)
    {
        if (_affected.Count == 0 || Name(sentence.Evidential) is not null) return false;
        bool others = false, affected = false;
        string? share = null;
        foreach (var clause in Clauses.Split(sentence.Evidential).Where(part => part.Length > 2).Take(40))
        {
            if (ReportRules.IsRetold(clause)) continue;
            var place = Place(clause);
            if (place == Places.Others && ReportRules.Failing(clause) && Also.IsMatch(clause)) (others, share) = (true, share ?? Headcount.Find(clause));
            if (place == Places.Affected && !ReportRules.Failing(clause) && (ReportRules.Succeeding(clause) || GotThrough.IsMatch(clause))) affected = true;
        }

        if (!others && !(affected && AtTimes.IsMatch(sentence.Evidential))) return false;
        var target = Targets.Host(sentence.Evidential) ?? _target;
        if (others) AddReport(sentence, proposals, Places.Others, target, share);
        if (affected) AddReport(sentence, proposals, Places.Affected, target);
        if (others) AddClaim(sentence, proposals, denied: true, StatementRules.ScopeContradicted);
        return true;
    }

    private bool IsAffected(string name) => _affected.Any(affected => name.Contains(affected, StringComparison.OrdinalIgnoreCase));

    private static string? Name(string text)
    {
        var match = Only.Match(text);
        if (!match.Success) return null;
        var name = match.Groups["name"].Value.Trim();
        if (NoSystem.IsMatch(name)) return null;
        return match.Groups["system"].Success || Places.IsSystem(name) || Ordinary.IsMatch(text[(match.Index + match.Length)..]) ? name : null;
    }

    private static void AddReport(Sentence sentence, Proposals proposals, string place, string? target, string? share = null) => proposals.Add(sentence, new Report
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, sentence, place), Time = proposals.Time(sentence), By = sentence.By,
        Vantage = place, Target = target, Works = "sometimes", Symptom = "intermittent", Share = share,
    }, StatementRules.ScopeContradicted.Id);

    private static void AddClaim(Sentence sentence, Proposals proposals, bool? denied, StatementRule rule) => proposals.Add(sentence, new Claim
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Claim, sentence), Time = proposals.Time(sentence), By = sentence.By,
        ClaimId = "operating-system", Denied = denied,
    }, rule.Id);

    [GeneratedRegex(@"(只有|仅有?|就是)(在|是)?\s?((安?装|换|用|使用|跑|升级)(着|了|成|到)?)?\s?(?<name>[^，,。；;有的]{1,30}?)\s?(?<system>操作系统|系统)?(的)?\s?(机器|电脑|主机|环境|终端|笔记本)?\s?(上|下)?\s?(才会?|会|都)?\s?((打|连接?|登[录陆]?|访问|进|上|刷|收|拿|获取|更新|下载)不(开|上|了|到|去|进去?|出来)|无法|不能|出现|存在|有(这个)?问题|不行|失败|受影响)|\b(only|just)\s(the\s|our\s)?(machines|systems|computers|PCs|hosts|laptops|desktops|clients|workstations|boxes|ones)\s(running|with|on)\s(?<name>[\w .-]{2,30}?)\s(?<system>)(that\s|which\s)?(can't|cannot|fail|are\s(affected|unable)|have|won't|don't|time\sout|hang)|\b(only|just)\s(the\s|our\s)?(?<name>[\w.-]{2,20}(\s[\w.-]{1,12})?)\s((?<system>systems)|machines|computers|PCs|laptops|desktops|clients|workstations|boxes|hosts)\s(that\s|which\s)?(can't|cannot|fail|are\s(affected|unable)|have|won't|don't|time\sout|hang)", Options, 500)]
    private static partial Regex Only { get; }

    [GeneratedRegex(@"在\s?(?<name>[^，,。；;在]{1,24}?)\s?(系统)?上也(会|能|可以)?(出现|发生|有|遇到|复现)|\b(also|the\ssame\sthing)\s(happens|occurs|fails)\son\s(?<name>[\w .-]{2,30}?)(?=[,.;]|\stoo|$|\sand\b|\swhile\b)", Options, 500)]
    private static partial Regex AlsoOn { get; }

    [GeneratedRegex(@"[，,；;]\s?(而|并且|且|同时)?(在)?\s?(?<name>[^，,。；;]{1,24}?)\s?(系统)?上也会?(有|出现|能)?[^，,。；;]{0,10}(成功|正常)|\b(and|while)\s(the\s)?(?<name>[\w.-]{2,20}(\s[\w.-]{1,12})?)\s(systems|machines|computers|PCs)?\s?(do\s)?(sometimes|occasionally|at\stimes)\s(work|succeed)", Options, 500)]
    private static partial Regex AlsoSucceeds { get; }

    [GeneratedRegex(@"(出现|有|遇到)\s?(?<target>[^，,。；;]{2,16}?)\s?(无法|打不开|不能|连不上|登不上)", Options, 500)]
    private static partial Regex Failing { get; }

    [GeneratedRegex(@"[，,、；;：:]|\s(?=(but|while|whereas)\b)|\s(?=and\s(one|two|three|some|a|the|sometimes)\b)|(?<=[\u4E00-\u9FFF])(?=但是?(?!书)|(?<![反从因然进])而(?!且))", Options, 500)]
    private static partial Regex Clauses { get; }

    [GeneratedRegex(@"普通的?\s?(win|电脑|机器|系统|PC)|(老|旧|标准|原来的?)(的)?\s?(操作)?系统|(?<![A-Za-z])(win(dows)?\s?(xp|vista|\d{1,2})|windows|linux|ubuntu|mac\s?os|macs?)(?![A-Za-z])|统信|麒麟|安卓|\b(standard|ordinary|plain|normal)\s(machines|computers|PCs|laptops|systems)\b", Options, 500)]
    private static partial Regex Ordinary { get; }

    [GeneratedRegex(@"也|同样|一样|\b(too|also|as\swell|likewise)\b", Options, 500)]
    private static partial Regex Also { get; }

    [GeneratedRegex(@"(进|上|登|连|打)(得|能)?(去|上|开)(了|过)|(能|可以)\s?(进|上|用|打开|登|连)(?!不)|成功|通了|\b(got\s(through|in)|succeeded|connected|worked|works|managed\sto|made\sit)\b", Options, 500)]
    private static partial Regex GotThrough { get; }

    [GeneratedRegex(@"有时|偶尔|反而|反倒|刷新|重试|多试|几次|\b(sometimes|occasionally|at\stimes|after\s(a\sfew|several|some)|eventually|retr(y|ies|ying))\b", Options, 500)]
    private static partial Regex AtTimes { get; }

    [GeneratedRegex(@"[楼层区室部科厅家]$|公司|机房|校|外网|内网|网段|无线|wi-?fi|浏览器|这|那|我|他|们|部分|个别|少数|几台|一台|两台|同事|用户|\b(floor|vpn|office|branch|network|subnet|vlan|building|desk|room|few|two|three|some|my|his|her|their|these|those)\b", Options, 500)]
    private static partial Regex NoSystem { get; }
}
