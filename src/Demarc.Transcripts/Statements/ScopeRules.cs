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

    /// <summary>Notes the systems a sentence calls the only ones affected. To be called for all sentences first.</summary>
    public void Learn(Sentence sentence)
    {
        if (Name(sentence.Evidential) is { } name) _affected.Add(name);
    }

    /// <summary>The vantage of a clause that names affected systems or the others; null when it names neither.</summary>
    public string? Place(string clause)
    {
        if (_affected.Count == 0) return null;
        if (Places.Find(clause) == Places.Others) return Places.Others;
        return _affected.Any(name => clause.Contains(name, StringComparison.OrdinalIgnoreCase)) ? Places.Affected : null;
    }

    /// <summary>Reads both directions; whether the sentence is spent.</summary>
    public bool Read(Sentence sentence, Proposals proposals)
    {
        if (Name(sentence.Evidential) is not null) AddClaim(sentence, proposals, denied: null, StatementRules.ScopeOnlySystem);
        return ReadContradiction(sentence, proposals);
    }

    private bool ReadContradiction(Sentence sentence, Proposals proposals)
    {
        var also = AlsoOn.Match(sentence.Evidential);
        if (!also.Success) return false;
        var system = also.Groups["name"].Value.Trim();
        if (IsAffected(system) || (_affected.Count == 0 && !Places.IsSystem(system))) return false;
        var target = Failing.Match(sentence.Evidential) is { Success: true } failing ? failing.Groups["target"].Value.Trim() : Targets.Find(sentence.Evidential);
        AddReport(sentence, proposals, Places.Others, target);
        var succeeds = AlsoSucceeds.Match(sentence.Evidential);
        if (succeeds.Success && (IsAffected(succeeds.Groups["name"].Value) || _affected.Count == 0)) AddReport(sentence, proposals, Places.Affected, target);
        AddClaim(sentence, proposals, denied: true, StatementRules.ScopeContradicted);
        return true;
    }

    private bool IsAffected(string name) => _affected.Any(affected => name.Contains(affected, StringComparison.OrdinalIgnoreCase));

    private static string? Name(string text)
    {
        var match = Only.Match(text);
        if (!match.Success) return null;
        var name = match.Groups["name"].Value.Trim();
        return match.Groups["system"].Success || Places.IsSystem(name) ? name : null;
    }

    private static void AddReport(Sentence sentence, Proposals proposals, string place, string? target) => proposals.Add(sentence, new Report
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, sentence, place), Time = proposals.Time(sentence), By = sentence.By,
        Vantage = place, Target = target, Works = "sometimes", Symptom = "intermittent",
    }, StatementRules.ScopeContradicted.Id);

    private static void AddClaim(Sentence sentence, Proposals proposals, bool? denied, StatementRule rule) => proposals.Add(sentence, new Claim
    {
        Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Claim, sentence), Time = proposals.Time(sentence), By = sentence.By,
        ClaimId = "operating-system", Denied = denied,
    }, rule.Id);

    [GeneratedRegex(@"(只有|仅有?)(在|是)?\s?(?<name>[^，,。；;有的]{1,30}?)\s?(?<system>操作系统|系统)?(的)?\s?(机器|电脑|主机|环境)?\s?(上|下)?\s?(才会?|会|都)?\s?(打不开|无法|不能|连不上|出现|存在|有(这个)?问题|不行|失败|受影响)|\bonly\s(the\s)?(machines|systems|computers|PCs|hosts)\s(running|with|on)\s(?<name>[\w .-]{2,30}?)\s(?<system>)(can(no|')t|cannot|fail|are\s(affected|unable)|have)|\bonly\s(the\s)?(?<name>[\w.-]{2,20}(\s[\w.-]{1,12})?)\s(?<system>systems|machines|computers|PCs)\s(can(no|')t|cannot|fail|are\s(affected|unable)|have)", Options, 500)]
    private static partial Regex Only { get; }

    [GeneratedRegex(@"在\s?(?<name>[^，,。；;在]{1,24}?)\s?(系统)?上也(会|能|可以)?(出现|发生|有|遇到|复现)|\b(also|the\ssame\sthing)\s(happens|occurs|fails)\son\s(?<name>[\w .-]{2,30}?)(?=[,.;]|\stoo|$|\sand\b|\swhile\b)", Options, 500)]
    private static partial Regex AlsoOn { get; }

    [GeneratedRegex(@"[，,；;]\s?(而|并且|且|同时)?(在)?\s?(?<name>[^，,。；;]{1,24}?)\s?(系统)?上也会?(有|出现|能)?[^，,。；;]{0,10}(成功|正常)|\b(and|while)\s(the\s)?(?<name>[\w.-]{2,20}(\s[\w.-]{1,12})?)\s(systems|machines|computers|PCs)?\s?(do\s)?(sometimes|occasionally|at\stimes)\s(work|succeed)", Options, 500)]
    private static partial Regex AlsoSucceeds { get; }

    [GeneratedRegex(@"(出现|有|遇到)\s?(?<target>[^，,。；;]{2,16}?)\s?(无法|打不开|不能|连不上|登不上)", Options, 500)]
    private static partial Regex Failing { get; }
}
