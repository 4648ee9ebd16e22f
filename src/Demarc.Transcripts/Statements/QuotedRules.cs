using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Facts quoted in passing: the TTL of a reply, a name without fixed addresses, a ping without answer, a rename.
/// Nothing here counts as measured.
/// </summary>
internal static partial class QuotedRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Whether the sentence is spent by one of these rules.</summary>
    public static bool Read(Sentence sentence, Proposals proposals)
    {
        ReadTtl(sentence, proposals);
        ReadPingIsFine(sentence, proposals);
        ReadAllowList(sentence, proposals);
        return ReadRename(sentence, proposals) | ReadCdn(sentence, proposals) | ReadPing(sentence, proposals);
    }

    private static void ReadTtl(Sentence sentence, Proposals proposals)
    {
        var match = Ttl.Match(sentence.Evidential);
        if (!match.Success || EchoLine.IsMatch(sentence.Evidential)) return;
        Report(sentence, proposals, StatementRules.QuotedTtl, Targets.Host(sentence.Evidential), null, null, "reply-ttl=" + match.Groups["ttl"].Value);
    }

    private static bool ReadCdn(Sentence sentence, Proposals proposals)
    {
        if (!NoFixedAddress.IsMatch(sentence.Evidential)) return false;
        Report(sentence, proposals, StatementRules.CdnAddressesChange, Targets.Host(sentence.Evidential), null, null, "addresses-change");
        return true;
    }

    private static bool ReadPing(Sentence sentence, Proposals proposals)
    {
        var match = NoPing.Match(sentence.Evidential);
        if (!match.Success || Targets.Host(sentence.Evidential[match.Index..]) is not { } target) return false;
        Report(sentence, proposals, StatementRules.CannotPing, target, "never", "unreachable", "ping");
        return true;
    }

    /// <summary>Only where a "but" follows: by itself it is often said to clear the network, which it cannot.</summary>
    private static void ReadPingIsFine(Sentence sentence, Proposals proposals)
    {
        var match = PingIsFine.Match(sentence.Evidential);
        if (match.Success) Report(sentence, proposals, StatementRules.PingIsFine, Targets.Host(match.Value), "always", null, "ping");
    }

    private static void ReadAllowList(Sentence sentence, Proposals proposals)
    {
        if (!ByAddress.IsMatch(sentence.Evidential) || NotByAddress.IsMatch(sentence.Evidential)) return;
        Report(sentence, proposals, StatementRules.AllowListByAddress, null, null, null, "allow-list-by-address");
    }

    private static bool ReadRename(Sentence sentence, Proposals proposals)
    {
        var match = Rename.Match(sentence.Evidential);
        if (!match.Success || !RenameWord.IsMatch(sentence.Evidential)) return false;
        proposals.Add(sentence, new Change
        {
            Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Change, sentence), Time = proposals.Time(sentence), By = sentence.By,
            What = match.Groups["old"].Value + " -> " + match.Groups["new"].Value,
        }, StatementRules.Renamed.Id);
        return true;
    }

    private static void Report(Sentence sentence, Proposals proposals, StatementRule rule, string? target, string? works, string? symptom, string note)
    {
        var place = Places.Find(sentence.Evidential);
        proposals.Add(sentence, new Report
        {
            Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, sentence, place), Time = proposals.Time(sentence), By = sentence.By,
            Vantage = place, Target = target, Works = works, Symptom = symptom, Note = note,
        }, rule.Id);
    }

    [GeneratedRegex(@"(?<![A-Za-z])TTL(\s?值)?\s?(of|is|was|value\sof|为|是|只有)\s?(?<ttl>\d{1,3})(?!\d)", Options, 500)]
    private static partial Regex Ttl { get; }

    [GeneratedRegex(@"时间\s?[=<]|time\s?[=<]|字节\s?=|bytes\s?=|icmp_seq", Options, 500)]
    private static partial Regex EchoLine { get; }

    [GeneratedRegex(@"没有(对应的?)?固定的?\s?(IP|地址)|(解析|IP|(?<!无线|物理|邮箱|联系)地址)[^，,。；]{0,14}(都|每次)?(不一样|会变|不相同|经常变|时常变|一直在?变|随时(会)?变|变来变去|每次都变)|\b(IPs?|(IP\s)?address(es)?)\s(it\sresolves\sto\s)?(are\s|is\s)?(keeps?\s|always\s)?(chang(e|es|ing)|rotat(e|es|ing)|var(y|ies))\b|\b(resolves|resolving)\sto\s(a\s)?different\s(IP|address)|(?<!无)智能分配[^，,。]{0,10}IP|IP\s?(地址)?(是|并)?(不固定|会变|经常变|动态变化)|\b(has|have)\sno\s(fixed|static)\s(IP|address)|\bdoes(\snot|n't)\shave\s(a\s|any\s)?(fixed|static)\s(IP|address)|\b(IP\s)?addresses\s(change|rotate|vary)\b", Options, 500)]
    private static partial Regex NoFixedAddress { get; }

    [GeneratedRegex(@"(无法|不能|没法)\s?ping\s?通?|(?<![A-Za-z])ping\s?(不通|不到|不了|不上)|(?<![A-Za-z])ping\s?[\w.:-]{3,80}\s?(也|都|是|一直|始终|现在|还是)*\s?(不通|没有?(回应|应答|响应|回复)|(全部|全|都)?(超时|丢包|丢失))|(?<![A-Za-z])ping(\s[\w.:-]{3,80})?\s(gets|got|gives|gave|has|had|shows)\s(no|100\s?%|nothing)|\b(can(no|')t|cannot|unable\sto)\sping\b|\bping(s|ing)?\s(to\s|of\s|for\s)?[\w.:-]{3,80}\s(all\s|always\s|also\s|just\s|still\s)?(fails?|failed|times?\sout|timed\sout|gets?\sno\s(reply|answer)|(is|are|was|were)\s(not\sanswered|unanswered|lost))", Options, 500)]
    private static partial Regex NoPing { get; }

    [GeneratedRegex(@"(?<![A-Za-z])ping(?![A-Za-z])[^。；，,]{0,50}(?<!不|没|无法)(正常|(?<!不|没|无法\s?ping\s?)(?<!不能\s?ping\s?)通(?!过|常|知|道|讯|信|用)|没有?(任何)?(问题|丢包)|不丢包|稳定|得通)[^。；，,]{0,12}?([，,](?!\s?(但|可是|却|不过|而))[^。；，,]{0,24})?[，,]?\s?(但是?|可是?(?!以)|却|不过|然而|只是|就是|而)(?![^，,。；]{0,4}ping)|\bping(s|ing)?\b[^;]{0,60}\b(?<!not\s|n't\s)(works?|fine|ok|okay|good|clean|normal|(is|are)\sanswered|no\s(packet\s)?loss|repl(ies|y)\scome\sback)\b[^.;]{0,40}\b(but|yet|however|though|still|while|whereas)\b", Options, 500)]
    private static partial Regex PingIsFine { get; }

    [GeneratedRegex(@"(防火墙|出口|网关|白名单|策略|放行|放通|访问控制|安全设备|代理)[^。；]{0,24}(只|仅|都是?|一律|是|能)\s?(能|支持|认|接受|允许)?\s?(按|按照|根据|基于|通过|以|用|针对|填|写|加)?\s?(固定的?|具体的?)?\s?(目[的标])?(IP|网段|地址段)(?!\s?(变|不|冲突|没|都没))|(只|仅|都|一律|是)\s?(能|会)?\s?(按|按照|根据|基于)\s?(目[的标])?(IP|地址|网段)[^，,。；]{0,8}(放行|放通|开放|加白|过滤|控制|限制|允许|授权|做的)|(白名单|已经?放行|放行了|放行的)[^，,。；]{0,12}(是|了|加的|填的|用的)[^，,。；]{0,16}(IP|网段|地址段)|\b(firewall|allow-?list|white-?list|proxy|ACL|gateway|we|they|it|policy)\b[^.;]{0,30}\b(only|just)\s(let(s\sus|s)?|allow(s|ed)?|permit(s|ted)?|accept(s|ed)?|support(s|ed)?|take(s|n)?|work(s)?\s(with|on|by))\s[^.;,]{0,24}\b(IPs?|(IP\s)?addresses|(IP\s|address\s)?ranges|subnets|CIDRs?)\b|\b(firewall|allow-?list|white-?list|proxy|ACL|gateway|policy)\b[^.;]{0,30}\b(by|based\son|per|keyed\son|made\sof|(contains|holds|lists|has|have)(\sonly)?)\s(destination\s|fixed\s|static\s|specific\s)?(IPs?|(IP\s)?address(es)?|(IP\s|address\s)?ranges?|subnets?)\b", Options, 500)]
    private static partial Regex ByAddress { get; }

    [GeneratedRegex(@"(没法|无法|不能|不是|不支持|不用|不要|不必|难以)\s?(再|只)?(按|按照|根据|基于|通过|用|填|加)|\b(can(no|')t|cannot|not|n't|never|no\slonger)\s(only\s)?(be\s)?(allow|filter|work|permit|restrict|based|go|do)|来源|源\s?(IP|地址)|客户端\s?IP", Options, 500)]
    private static partial Regex NotByAddress { get; }

    [GeneratedRegex(@"(?<old>([a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24})\s{0,3}(->|→|=>|变更为|改为|更换为|换成|改成|迁移到|\bto\b)\s{0,3}(?<new>([a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24})", Options, 500)]
    private static partial Regex Rename { get; }

    [GeneratedRegex(@"域名|主机名|rename|domain|host\s?name", Options, 500)]
    private static partial Regex RenameWord { get; }
}
