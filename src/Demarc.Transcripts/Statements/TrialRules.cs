using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads environments that were compared: which systems with what installed, which program signed in, which document
/// open, and whether the symptom came. Items of a reproduction scenario carry the program the turn found necessary.
/// </summary>
internal sealed partial class TrialRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string System = "system";
    private const string OtherSoftware = "other software";
    private const string Document = "office-document";
    private readonly Proposals _proposals;
    private readonly Dictionary<int, string?> _necessary = [];      // turn to the one program a sign-in to which reproduces; null when several

    public TrialRules(Proposals proposals, IReadOnlyList<Sentence> sentences)
    {
        _proposals = proposals;
        foreach (var sentence in sentences)
        {
            var match = SignIn.Match(sentence.Evidential);
            if (!match.Success || match.Groups["no"].Success) continue;
            var name = Program(match);
            _necessary[sentence.Turn] = !_necessary.TryGetValue(sentence.Turn, out var known) || known == name ? name : null;
        }
    }

    /// <summary>Whether the sentence is spent by a trial.</summary>
    public bool Read(Sentence sentence)
    {
        var text = sentence.Evidential;
        return text.Length > 6 && (ReadInstalls(sentence, text) | (ReadSignIn(sentence, text) || ReadAtOnce(sentence, text)) | ReadDocument(sentence, text));
    }

    private bool ReadInstalls(Sentence sentence, string text)
    {
        foreach (var (regex, level, rule) in new[] { (OnlyInstalled, "absent", StatementRules.CleanInstall), (SystemsFirst, "absent", StatementRules.CleanInstall), (CleanMachines, "absent", StatementRules.CleanInstall), (OnlyThen, "absent", StatementRules.CleanInstall), (FreshWith, "absent", StatementRules.CleanInstall), (AllInstalled, "present", StatementRules.FullInstall), (EnglishInstall, "", StatementRules.CleanInstall) })
        {
            var match = regex.Match(text);
            if (!match.Success) continue;
            var symptom = !match.Groups["no"].Success;
            var other = level.Length > 0 ? level : match.Groups["only"].Success ? "absent" : "present";
            var cited = level.Length == 0 && other == "present" ? StatementRules.FullInstall : rule;
            var systems = match.Groups["system"].Captures.Select(capture => capture.Value.Trim()).Where(name => name.Length > 1).ToList();
            if (systems.Count == 0) Add(sentence, cited, symptom, (OtherSoftware, other));
            foreach (var system in systems) Add(sentence, cited, symptom, (System, system), (OtherSoftware, other));
            return true;
        }

        return false;
    }

    private bool ReadSignIn(Sentence sentence, string text)
    {
        if (Both(text) is { Success: true } both)
            Add(sentence, StatementRules.SignedIn, !both.Groups["no"].Success, (Program(both), "signed-in"), (Document, "open"));
        var read = false;
        foreach (Match match in SignIn.Matches(text))
        {
            Add(sentence, StatementRules.SignedIn, !match.Groups["no"].Success, (Program(match), "signed-in"));
            read = true;
        }

        if (SignOut.Match(text) is not { Success: true } signedOut) return read || Both(text).Success;
        Add(sentence, StatementRules.SignedIn, false, (Program(signedOut), "signed-out"));
        return true;
    }

    /// <summary>"Signing in hangs it, signing out does not": both in one breath.</summary>
    private bool ReadAtOnce(Sentence sentence, string text)
    {
        var match = SignInAtOnce.Match(text);
        if (!match.Success) return false;
        var program = Program(match);
        Add(sentence, StatementRules.SignedIn, true, (program, "signed-in"));
        if (match.Groups["out"].Success) Add(sentence, StatementRules.SignedIn, false, (program, "signed-out"));
        return true;
    }

    private bool ReadDocument(Sentence sentence, string text)
    {
        if (Both(text).Success) return false;
        var scenario = sentence.Intro is { } intro && Scenario.IsMatch(intro);
        var program = scenario ? _necessary.GetValueOrDefault(sentence.Turn) : null;
        (string, string)[] carried = program is null ? [] : [(program, "signed-in")];
        if (DocumentClosed.IsMatch(text)) Add(sentence, StatementRules.DocumentOpen, false, [.. carried, (Document, "closed")]);
        else if ((scenario && DocumentOpened.IsMatch(text)) || EnglishOpened.IsMatch(text)) Add(sentence, StatementRules.DocumentOpen, true, [.. carried, (Document, "open")]);
        else return false;
        return true;
    }

    private static Match Both(string text) => SignInAndDocument.Match(text) is { Success: true } match ? match : EnglishSignInAndDocument.Match(text);

    private static string Program(Match match) => match.Groups["program"].Value.Trim();

    private void Add(Sentence sentence, StatementRule rule, bool symptom, params (string Name, string Level)[] factors) => _proposals.Add(sentence, new Trial
    {
        Basis = Basis.Proposed, Evidence = _proposals.Cite(Kinds.Trial, sentence), Time = _proposals.Time(sentence), By = sentence.By,
        Factors = factors.DistinctBy(factor => factor.Name).ToDictionary(factor => factor.Name, factor => factor.Level, StringComparer.Ordinal), Symptom = symptom,
    }, rule.Id);

    [GeneratedRegex(@"(只|仅)安装了?\s?[^，,。；的]{1,24}?\s?的\s?(?<system>[^，,。；]{2,40}?)(\s?(和|与|及|、)\s?(?<system>[^，,。；]{2,40}?)){0,3}\s?(均|都)?\s?((?<no>未能?|没有?|无法|不能|不)|可以|能够?|会)?\s?(再)?(复现|出现|重现|发现)", Options, 500)]
    private static partial Regex OnlyInstalled { get; }

    [GeneratedRegex(@"在\s?(?<system>[^，,。；在]{2,40}?)(\s?(和|与|及|、)\s?(?<system>[^，,。；在]{2,40}?)){0,3}\s?(操作系统|系统|环境)?\s?上\s?(均|都)?\s?(只|仅)安装了?\s?[^，,。；]{1,24}?\s?[，,]?\s?(均|都)?\s?((?<no>未能?|没有?|无法|不能|不)|可以|能够?|会)?\s?(再)?(复现|出现|重现|发现)", Options, 500)]
    private static partial Regex SystemsFirst { get; }

    [GeneratedRegex(@"(只|仅)装了?\s?[^，,。；的]{1,24}?\s?的[^，,。；]{0,10}[，,：:]\s?(?<system>[^，,。；和与及、]{2,30}?)(\s?(和|与|及|、)\s?(?<system>[^，,。；和与及、]{2,30}?)){0,3}\s?(均|都|也)\s?(?<no>不会?|没有?(再)?)?\s?(卡|掉线|死机|断线|出现|复现|报错|有(这个)?问题)", Options, 500)]
    private static partial Regex CleanMachines { get; }

    [GeneratedRegex(@"(?<system>(win|windows|统信|uos|麒麟|ubuntu|mac|debian|centos)[^，,。；装在]{0,12}?)\s?(上|里)?(都|也)?(只|仅)装了?\s?[^，,。；]{1,20}?[，,：:][^。；]{0,20}?(?<no>没有?|未|不)(再)?(卡|掉线|死机|断线|出现|复现|报错)", Options, 500)]
    private static partial Regex OnlyThen { get; }

    [GeneratedRegex(@"\b(fresh|clean|vanilla)\s(?<system>(windows|win|ubuntu|debian|mac\s?os|linux)[\w. ]{0,20}?)(\s(install(ation)?|machine|box|VM|image))?\s(with|plus)\s(only|just|nothing\sbut)\s[\w\s-]{2,30}?\s?[:,]\s?[^.;]{0,12}?\b(?<no>fine|ok|no\s(problems?|issues?|freezes?|hangs?)|never\s\w+|not\s\w+\sonce)\b", Options, 500)]
    private static partial Regex FreshWith { get; }

    [GeneratedRegex(@"(一)?登[录陆](上|了)?\s?(?<program>[^，,。；后就]{2,20}?)\s?(就|马上就?|立刻就?)(会)?(卡|掉线|死机|假死|断线)[^，,。；]{0,6}([，,](一)?(退出|不登[录陆]|注销)[^，,。；]{0,6}(?<out>就?(不(卡|掉|死|断|会)|没事|正常|好了)))?", Options, 500)]
    private static partial Regex SignInAtOnce { get; }

    [GeneratedRegex(@"(安装|装)了?\s?(全部|所有)[^，,。；]{0,10}软件的\s?(?<system>[^，,。；]{2,40}?)(\s?(和|与|及|、)\s?(?<system>[^，,。；]{2,40}?)){0,3}\s?(均|都)?\s?((?<no>未能?|没有?|无法|不能|不)|可以|能够?|会)?\s?(再)?(复现|出现|重现)", Options, 500)]
    private static partial Regex AllInstalled { get; }

    [GeneratedRegex(@"\bwith\s((?<only>only)\s[\w. -]{2,30}?|all\s(the\s)?(other|third-party|user's)\s?[\w-]{0,12}\s?(software|programs))\sinstalled(\s(on\s)?(?<system>[\w. -]{2,30}?)(\sand\s(?<system>[\w. -]{2,30}?))?)?(,|\s)\s?(the\s(problem|issue|symptom|hang|hangs|fault)\s|it\s|both\s|[a-z ]{0,12})?((?<no>(does|did|do)(\snot|n't)|cannot\sbe|can't\sbe|never|could\snot\sbe)\s?|(does|can\sbe|always|still)\s)?(occurs?|reproduced?|appears?|happens?|come\sback|hangs?)", Options, 500)]
    private static partial Regex EnglishInstall { get; }

    [GeneratedRegex(@"登[录陆]了?\s?(?<program>[^，,、。；后再并]{2,40}?)\s?(之|以)?后?\s?[，,、]?\s?(并且?|且|再|同时|又)?\s?(打开|开着)了?\s?(着|一个|任意|个)*\s?([\u4E00-\u9FFF]{0,8}?)(word|excel|outlook|access|powerpoint|ppt|文档|表格)[^。；]{0,40}?[，,][^。；]{0,30}?((?<no>未|没有|不再|不会|就不|都不|不)(再)?(出现|复现|发生|卡|掉线)|(出现|复现|发生|卡死|卡住|卡顿|假死|都?会卡|就卡|掉线|无响应))", Options, 500)]
    private static partial Regex SignInAndDocument { get; }

    [GeneratedRegex(@"\b(?i:when|while|once|with)\s(?<program>[A-Z][\w.-]{1,30}(\s[A-Z][\w.-]{1,20})?)\s(is\s)?(signed|logged)\s(in|on)\sand\s(a|any|an|the)\s(\w{2,12}\s)?(document|spreadsheet|workbook|word\sfile|excel\sfile)\s(is\s)?open,?\s[^.;]{0,40}?\b((?<no>does(\snot|n't)|never|no\slonger)\s)?(freezes?|hangs?|stalls?|occurs?|happens?|fails?|locks?\sup)", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex EnglishSignInAndDocument { get; }

    [GeneratedRegex(@"登[录陆]\s?(?<program>[^，,。；后]{2,40}?)\s?(之|以)?后\s?[，,]?\s?(均|都|就|便|仍)?((?<no>未|无法|不能|没有|不再?|不会)|(可以|能够?|会|必然|总是))?\s?(固定|稳定|每次都?|再|都)?\s?(复现|出现|重现|必现)|\b(after|when|once)\s(signing|logging|signed|logged)\s(in|on)\s?to\s(?<program>[\w. -]{2,40}?),?\s(the\s(problem|issue|symptom|hang)\s|it\s|[A-Z]\w{1,20}\s)((?<no>(does|did)(\snot|n't)|never|no\slonger)\s|always\s|reliably\s|can\sbe\s)?(occurs?|happens?|hangs?|reproduced?|appears?|fails?)", Options, 500)]
    private static partial Regex SignIn { get; }

    [GeneratedRegex(@"(退出|注销|登出)\s?(?<program>[^，,。；后]{2,40}?)\s?(之|以)?后\s?[，,]?[^。；]{0,12}?(消失|恢复正常|不再|未复现|未出现|没有(再)?出现|正常)|\bafter\s(signing|logging)\s(out\sof|off)\s(?<program>[\w. -]{2,40}?),?\s(the\s(problem|issue|symptom|hang)\s|it\s)(goes\saway|went\saway|no\slonger|disappears|does(\snot|n't))", Options, 500)]
    private static partial Regex SignOut { get; }

    [GeneratedRegex(@"(复现|重现|再现)(的)?(场景|步骤|条件|方法)|\b(steps\sto\sreproduce|reproduction|scenario)\b", Options, 500)]
    private static partial Regex Scenario { get; }

    [GeneratedRegex(@"打开\s?(word|excel|outlook|access|powerpoint|ppt|文档|表格)[^。；]{0,160}(假死|卡顿|卡死|无响应|没有响应|复现)", Options, 500)]
    private static partial Regex DocumentOpened { get; }

    [GeneratedRegex(@"关闭(了)?\s?(word|excel|outlook|access|powerpoint|ppt|文档|表格)[^。；]{0,60}((现象|问题|症状|卡顿)\s?消失|不再(卡|出现)|恢复正常|无卡顿)|\bclosing\s(the\s|a\s|all\s)?(word\s|excel\s|office\s)?(document|documents|workbook|file|word|excel|outlook)s?\s(makes|made)\s(it|the\s\w{2,12})\s(go\saway|disappear|stop)|\b(after|once)\s(closing|I\sclose)\s(the\s|a\s)?(word\s|excel\s|office\s)?(document|workbook),?\s[^.;]{0,30}(goes\saway|went\saway|no\slonger|disappears|is\sgone)", Options, 500)]
    private static partial Regex DocumentClosed { get; }

    [GeneratedRegex(@"\bwith\s(a|the|any)\s(word\s|excel\s|office\s)?(document|workbook)\sopen,?\s[^.;]{0,30}\b(hangs?|freezes?|occurs|happens|stalls?)", Options, 500)]
    private static partial Regex EnglishOpened { get; }
}
