using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Tells evidence from what only looks like it. Requests, plans, questions, conditions and hearsay about what might be
/// are no evidence; from the first clause that holds one, the rest of the sentence is cut off.
/// </summary>
internal static partial class Evidential
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The sentence up to the clause that asks, plans, supposes or doubts.</summary>
    public static string Cut(string sentence)
    {
        var match = NoEvidence.Match(sentence);
        if (!match.Success) return sentence;
        var clause = sentence.AsSpan(0, match.Index).LastIndexOfAny('，', ',', '：');
        return clause <= 0 ? "" : sentence[..clause];
    }

    /// <summary>Whether the whole sentence is an instruction or a plan.</summary>
    public static bool IsInstruction(string sentence) => sentence.Length > 0 && Cut(sentence).Length == 0;

    /// <summary>Whether a short line announces steps to take rather than findings.</summary>
    public static bool AnnouncesSteps(string line) => line.Length <= 60 && Steps.IsMatch(line);

    /// <summary>The text without what stands in quotation marks: those are somebody else's words, or a nickname.</summary>
    public static string Unquoted(string text) => Quoted.Replace(text, "");

    [GeneratedRegex(@"(?<![邀申恳提])请(?![求])|(?<!(经|根据|按照|按|听|接受)[^，,。]{0,10})建议|麻烦|劳驾|需要?(您|你|请|询问|在|将|准备|进行|修改|先|提供)|必须|计划|下一步|您可以?|你可以|可以?对.{0,20}发起|可否|能否|是否|有没有|是不是|会不会|吗|[?？]|如何|怎[么样]|(?<!例|假)如(果|您|你|要|有|需|若|无)|假如|倘若|若(?!干)|万一|一旦|否则|准备|以便|尝试复现|用于|很难说|不确定|不清楚|不知道|说不定|还不够|应当?先|要我|要求我|可能(会|将|短暂|暂时)|割接|停机维护|(手册|文档|文章|教程|说明书|知识库|网上)(里|上|中)?(是)?(写|说|讲|提到)|\b(please|kindly|could\s(you|we)|can\s(you|we)|would|should|shall|might\swant|let's|let’s|let\sus|try\s(to|the|a|running|using)|need\sto|have\sto|going\sto|plans?\sto|next\ssteps?|if|whether|unless|in\scase|make\ssure|wonder|not\ssure|runbook|handbook|manual|documentation|don'?t\sknow|will)\b", Options, 500)]
    private static partial Regex NoEvidence { get; }

    [GeneratedRegex(@"(下一步|计划|排查(方法|步骤|思路)|操作(方法|步骤)|上传方法|下载|工具说明|准备工作|测试环境要求|next\ssteps?|action\sitems|instructions|how\sto)[^。.]{0,20}[:：]?\s*$", Options, 500)]
    private static partial Regex Steps { get; }

    [GeneratedRegex("“[^”]{0,300}”|「[^」]{0,300}」|\"[^\"]{0,300}\"", Options, 500)]
    private static partial Regex Quoted { get; }
}
