using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads theories: somebody holds, suspects or states a cause, or rules one out. A cause is claimed only where a word
/// for believing or causing stands with a word for what is wrong; naming a thing is no claim about it.
/// </summary>
internal static partial class ClaimRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Whether a clause states a theory, so that words in it about failing are no report.</summary>
    public static bool Blames(string clause) =>
        Suspects.IsMatch(clause) || Believes.IsMatch(clause) || Causes.IsMatch(clause) || Denies.IsMatch(clause) || Related.IsMatch(clause) || Guess.IsMatch(clause) || SpokenTheories.Blamed(clause) is not null || SpokenTheories.Cleared(clause) is not null;

    public static void Read(Sentence sentence, Proposals proposals)
    {
        var text = sentence.Theory;
        if (text.Length == 0) return;
        if (PingClears.IsMatch(text) && !PingDoubted.IsMatch(text)) Add(sentence, proposals, "ping-clears-it", null, StatementRules.PingClearsIt, sentence.By);
        if (HopBlamed.IsMatch(text)) Add(sentence, proposals, "hop-down", null, StatementRules.HopBlamed, By(sentence, text));
        foreach (var clause in Clauses.Split(text).Where(part => part.Length > 2).Take(40)) ReadClause(sentence, clause, proposals);
        if (TakesBack.IsMatch(text) && Believes.IsMatch(text) is false && sentence.Before is { } before && TheoryOf(before.Theory) is { } topic)
            Add(sentence, proposals, topic, true, StatementRules.RuledOut, by: null);
    }

    private static void ReadClause(Sentence sentence, string clause, Proposals proposals)
    {
        var by = By(sentence, clause);
        if (Denies.Match(clause) is { Success: true } denied)
        {
            var what = denied.Groups["what"].Value;
            if (Topics.Find(what) is { } topic && !NoDenial.IsMatch(clause)) Add(sentence, proposals, topic, true, StatementRules.RuledOut, by);
            return;
        }

        if (SpokenTheories.Cleared(clause) is { } cleared)
        {
            Add(sentence, proposals, cleared, true, StatementRules.RuledOut, by);
            return;
        }

        if (Path.IsMatch(clause)) Add(sentence, proposals, "path-too-long", null, StatementRules.PathTooLong, by);
        else if (Suspects.Match(clause) is { Success: true } suspicion)
        {
            if (Topics.Find(suspicion.Groups["what"].Value) is { } topic) Add(sentence, proposals, topic, null, StatementRules.Suspected, by);
        }
        else if (Believes.Match(clause) is { Success: true } belief && Wrong.IsMatch(clause))
        {
            if (Topics.Find(clause[belief.Index..]) is { } topic) Add(sentence, proposals, topic, null, StatementRules.Suspected, by);
        }
        else if (Causes.Match(clause) is { Success: true } cause)
        {
            if (Topics.Find(cause.Groups["what"].Value) is { } topic) Add(sentence, proposals, topic, null, StatementRules.CausedBy, by);
        }
        else if (Guess.Match(clause) is { Success: true } guess && Topics.Find(guess.Groups["what"].Value) is { } guessed)
        {
            Add(sentence, proposals, guessed, null, StatementRules.Suspected, by);
        }
        else if (!NoDenial.IsMatch(clause) && !SpokenTheories.Gainsaid(sentence.Theory) && SpokenTheories.Blamed(clause) is { } blamed)
        {
            Add(sentence, proposals, blamed, null, StatementRules.Suspected, SpokenTheories.Holder(clause) ?? by);
        }
    }

    /// <summary>The topic of the theory in a sentence, for one that takes it back.</summary>
    private static string? TheoryOf(string text) => (Believes.IsMatch(text) || Suspects.IsMatch(text)) && Wrong.IsMatch(text) ? Topics.Find(text) : null;

    /// <summary>Whoever the clause says holds the theory; the speaker when it names nobody.</summary>
    private static string? By(Sentence sentence, string clause)
    {
        var match = Holder.Match(clause);
        return match.Success && !NoName.IsMatch(match.Groups["name"].Value) ? match.Groups["name"].Value.Trim() : sentence.By;
    }

    private static void Add(Sentence sentence, Proposals proposals, string claim, bool? denied, StatementRule rule, string? by) => proposals.Add(sentence, new Claim
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Claim, sentence), Time = proposals.Time(sentence), By = by, ClaimId = claim, Denied = denied,
    }, rule.Id);

    [GeneratedRegex(@"[，,；;](?!\s?(because|that)\b)|(?<=[\u4E00-\u9FFF])(?=但是?(?!书)|然而|或者)", Options, 500)]
    private static partial Regex Clauses { get; }

    [GeneratedRegex(@"(?<!不|没有?)(怀疑|疑似|猜测)过?(是|为)?(?<what>[^。；]{2,60})|\b(I|we|they|he|she|(?!not\b|no\b|nobody\b|never\b)\w{2,20})\s(strongly\s)?suspects?\s(that\s|it\sis\s|it's\s)?(?<what>[^.;]{2,60})", Options, 500)]
    private static partial Regex Suspects { get; }

    [GeneratedRegex(@"(?<!不|没有?)(认为|觉得)|坚持说?|强调|我说过|断定|判断(是|为)|推断|\b(am|are|is|'m|'re)\s(quite\s|pretty\s|very\s|absolutely\s|\d{1,3}\s?%\s)?(sure|convinced|certain)\b(?!\sif|\swhether|\show)|\b(reckons?|blames?|puts\sit\sdown\sto|points\s(the\sfinger\s)?at)\b|\b(I|we|they|he|she|team|(?!not\b|never\b|nobody\b|hardly\b)\w{3,20})\s(really\s|still\s|firmly\s)?(thinks?|believes?|insists?)\b|\b(says?|said|claims?)\s(that\s)?(it's|it\sis|this\sis|the\s(problem|cause|fault)\sis)\s(?!not\b)", Options, 500)]
    private static partial Regex Believes { get; }

    [GeneratedRegex(@"有关|问题|导致|引起|造成|由于|原因|\b(it's|it\sis|problem|issue|cause|culprit|due\sto|because|to\sblame|fault|wrong|is\sthe|blames?|puts\sit\sdown|points)\b", Options, 500)]
    private static partial Regex Wrong { get; }

    [GeneratedRegex(@"(由于?|因为?|是|为)\s?(?<what>[^，,。；由因是为]{2,40}?)\s?(问题|原因|故障)?\s?(所)?(导致|造成|引起|所致|引发)|^\s?(?<what>[^，,。；]{2,24}?)(问题|原因|故障)(所)?(导致|造成|引起|所致)|\b(caused\sby|due\sto|because\sof|down\sto)\s(?<what>(the\s|a\s|an\s|our\s|your\s)?[^.;,]{2,40})|\b(?<what>(the\s|your\s|our\s)[\w\s-]{2,30}?)\s(is|are)\s(the\s(problem|cause|culprit)|to\sblame|at\sfault|blocking)", Options, 500)]
    private static partial Regex Causes { get; }

    [GeneratedRegex(@"(与|跟|和)\s?(?<what>[^，,。；与跟和]{1,20}?)\s?(无关|没有?关系|没有?什么关系)|排除(了)?\s?(?<what>[^，,。；]{2,24}?)\s?(原因|问题|因素|影响|造成|的可能)|(不是|并非)\s?(?<what>[^，,。；]{1,20}?)\s?(的)?(问题|原因|导致|造成|引起)|\b(not|n't|nothing\sto\sdo\swith|unrelated\sto|rules?\sout|ruled\sout|not\s(caused\sby|due\sto|related\sto))\s(caused\sby\s|due\sto\s|related\sto\s)?(?<what>(the\s|a\s|an\s|our\s|your\s|DNS|MTU|wi-?fi|CPU)[\w\s-]{0,30})|\b(?<what>(the\s)?[\w\s-]{2,30}?)\s((is|was)\snot\s(the\s(problem|cause|culprit)|to\sblame)|(has|have)\sbeen\sruled\sout)", Options, 500)]
    private static partial Regex Denies { get; }

    [GeneratedRegex(@"以排除|为了?排除|不能排除|无法排除|尚?未排除|没有排除|说不是|\bcan(no|')t\srule\sout|\bcannot\srule\sout|\b(not|n't)\s(ruled?|yet\sruled)\sout|\bto\srule\sout", Options, 500)]
    private static partial Regex NoDenial { get; }

    [GeneratedRegex(@"(问题|故障|现象|卡顿|失败)[^，,。；]{0,6}(和|与|跟)[^，,。；]{1,20}有关", Options, 500)]
    private static partial Regex Related { get; }

    [GeneratedRegex(@"(可能|应该|应|大概|估计|多半|八成)(就)?是\s?(?<what>[^，,。；]{2,24}?)\s?(的)?(问题|原因|故障)|^\s?(?<what>(服务|服务器)所在的?(机器|主机)[^，,。；]{0,12})有问题|\b(it\s)?(must\sbe|might\sbe|may\sbe|probably|looks\slike|seems\sto\sbe|has\sto\sbe|is\sprobably)\s(?<what>(the|a|an|your|our)\s[\w\s-]{2,30})", Options, 500)]
    private static partial Regex Guess { get; }

    [GeneratedRegex(@"(跳数|寻址|路由跳转|跳转)[^，,。；]{0,6}(过多|太多|过长)|(路径?|路由|链路)(也|实在)?(太|过)长|经过的?(路由|节点|路由器|跳)[^，,。；]{0,4}(太|过)多|\bpath\sis\s(far\s|way\s|much\s)too\slong\b|\btoo\smany\shops\b|\bpath\sis\stoo\slong\b", Options, 500)]
    private static partial Regex Path { get; }

    [GeneratedRegex(@"ping[^。；]{0,16}(正常|是?通的?|没有?问题|不丢包|没有丢包)[^。；]{0,8}(所以|因此|说明|证明|可见)[^。；]{0,16}(网络|线路)[^。；]{0,6}(没有?问题|正常|无问题|是好的|是通的)|\bping\w{0,3}\s[^.;]{0,30}(works|fine|ok|good|clean|no\sloss)[^.;]{0,12}(so|therefore|which\smeans|hence)\s[^.;]{0,16}(network|line|connection|link)[^.;]{0,10}(fine|ok|good|clean|not\sthe\s(problem|issue|cause)|healthy)", Options, 500)]
    private static partial Regex PingClears { get; }

    [GeneratedRegex(@"不是万能|不能(说明|证明)|不代表|并不|发现不了|\bdoes(n't|\snot)\smean|\bprove(s)?\s(nothing|little)", Options, 500)]
    private static partial Regex PingDoubted { get; }

    [GeneratedRegex(@"(那一跳|这一跳|[那这]个节点|[那这]个跳点|第\s?\d{1,2}\s?跳|丢包的[^，,。；]{0,6}跳)[^，,。；]{0,8}(有问题|故障|坏了|异常|挂了|断了|的问题)|\bhop\s\d{1,2}\s(is|seems|looks|must\sbe|has\sto\sbe|is\sprobably)\s(down|broken|dead|faulty|the\sproblem)|\b(that|this)\shop\sis\s(down|broken|dead|faulty|the\sproblem)", Options, 500)]
    private static partial Regex HopBlamed { get; }

    [GeneratedRegex(@"(证实|证明|发现|确认|事实)[^，,。；]{0,4}(并)?(不是|非)(这样|如此)|\bturned\sout\s(not\sto\sbe\sso|to\sbe\swrong)", Options, 500)]
    private static partial Regex TakesBack { get; }

    [GeneratedRegex(@"(^|[，,。；]|但是?|然而|而|\s)(?<name>[A-Za-z][\w.-]{1,20}|[A-Za-z][\w.-]{1,20}\s[\u4E00-\u9FFF]{1,2}|[\u4E00-\u9FFF]{2,3})\s?(还|也|则)?(坚定|一直|始终|坚持|仍然?)?(认为|觉得|怀疑|强调)|\b(?<name>[A-Z][a-z]{1,20}(\s[A-Z][a-z]{1,20})?|(the\s)?\w{2,15}\steam)\s([(][^()]{2,30}[)]\s)?(still\s|firmly\s)?(thinks|believes|insists|suspects|reckons|blames|is\s(sure|convinced|certain))", Options, 500)]
    private static partial Regex Holder { get; }

    [GeneratedRegex(@"^(我们?|他们?|她|你们?|大家|但是?|然而|并|还|也|也都|I|we|they|he|she|it|who)$|问题|坚定|一直|始终|后来|目前|基本|初步|因此|所以", Options, 500)]
    private static partial Regex NoName { get; }
}
