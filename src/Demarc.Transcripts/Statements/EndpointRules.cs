using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// "Some stop at checking, others at 0 % of the download": machines stopping at different steps speak of different
/// endpoints behind one service. Told once per statement,
/// about the host the thread is about where the sentence names none.
/// </summary>
internal sealed partial class EndpointRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private readonly Proposals _proposals;
    private readonly string? _host;

    public EndpointRules(Proposals proposals, IReadOnlyList<Sentence> sentences)
    {
        _proposals = proposals;
        _host = sentences.Select(sentence => Targets.Host(sentence.Text)).OfType<string>().GroupBy(host => host, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
    }

    /// <summary>Reads the sentence; what is left of it for other rules.</summary>
    public string Read(Sentence sentence)
    {
        var text = sentence.Theory;
        if (!Differ.IsMatch(text) || !Step.IsMatch(text)) return sentence.Evidential;
        _proposals.Add(sentence, new Report
        {
            Basis = Basis.Proposed, Evidence = _proposals.Cite(Kinds.Report, sentence), Time = _proposals.Time(sentence), By = sentence.By,
            Target = Targets.Host(text) ?? _host, Works = "never", Symptom = "hangs", Note = "endpoints-differ",
        }, StatementRules.EndpointsDiffer.Id);
        var first = First.Match(sentence.Evidential);
        return first.Success ? sentence.Evidential[..first.Index] : "";
    }

    [GeneratedRegex(@"(有的|有些|一部分|部分|一些|有几台|一半)[^。；]{0,20}(停|卡|一直|总是|挂|转圈|不动|等)[^。；]{0,30}(有的|有些|另一部分|另外|另一半|其他|其它|其余|剩下|还有)[^。；]{0,24}(停|卡|一直|总是|始终|挂|转圈|不动|0\s?[%％]|等)|\b(some|a\sfew|half|part|several)\b[^.;]{0,60}\b(stuck|stops?|sits?|hangs?|stays?|stalls?|freezes?|waits?|never\s(get|gets|go|goes)\s(past|beyond)|gets?\sas\sfar\sas)\b[^.;]{0,70}\b(others?|the\srest|the\sother\shalf|some)\b[^.;]{0,60}(\b(stuck|stops?|sits?|hangs?|stays?|stalls?|freezes?|waits?|never)\b|\b0\s?%)", Options, 500)]
    private static partial Regex Differ { get; }

    [GeneratedRegex(@"检查|登[录陆]|下载|进度|安装|认证|连接中|初始化|获取|验证|[%％]|check|log\s?(ging)?\s?(in|on)|sign|download|percent|install|authenticat|verif|connecting|initiali|handshake", Options, 500)]
    private static partial Regex Step { get; }

    [GeneratedRegex(@"有的|有些|一部分|部分|一些|有几台|一半|\b(some|a\sfew|half|part|several)\b", Options, 500)]
    private static partial Regex First { get; }
}
