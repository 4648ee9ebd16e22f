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

    [GeneratedRegex(@"没有(对应的?)?固定的?\s?IP|(?<!无)智能分配[^，,。]{0,10}IP|IP\s?(地址)?(是|并)?(不固定|会变|经常变|动态变化)|\b(has|have)\sno\s(fixed|static)\s(IP|address)|\bdoes(\snot|n't)\shave\s(a\s|any\s)?(fixed|static)\s(IP|address)|\b(IP\s)?addresses\s(change|rotate|vary)\b", Options, 500)]
    private static partial Regex NoFixedAddress { get; }

    [GeneratedRegex(@"(无法|不能|没法)\s?ping\s?通?|ping\s?不通|\b(can(no|')t|cannot|unable\sto)\sping\b|\bping(s|ing)?\s(to\s)?[\w.-]{3,60}\s(fails?|failed|times\sout|gets\sno\s(reply|answer))", Options, 500)]
    private static partial Regex NoPing { get; }

    [GeneratedRegex(@"(?<old>([a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24})\s{0,3}(->|→|=>|变更为|改为|更换为|换成|改成|迁移到|\bto\b)\s{0,3}(?<new>([a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24})", Options, 500)]
    private static partial Regex Rename { get; }

    [GeneratedRegex(@"域名|主机名|rename|domain|host\s?name", Options, 500)]
    private static partial Regex RenameWord { get; }
}
