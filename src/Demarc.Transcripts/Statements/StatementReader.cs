using Demarc.Model;
using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Proposes facts from Chinese and English prose, for a person to confirm: who sees what from where, what was changed
/// with which effect, who blames what, which environments were compared. It prefers silence to a guess.
/// </summary>
public static class StatementReader
{
    private const int MostUnread = 20;      // sentences that took too long, before the text is taken to be an attack

    /// <summary>The proposals, in the order of their lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="turns">Its turns (<see cref="MailChain"/>).</param>
    /// <param name="isToolOutput">Whether a line index is tool output, which is never prose.</param>
    /// <param name="late">Takes what could not be read in time; null where nobody asks.</param>
    public static IReadOnlyList<ProposedFact> Read(EvidenceText text, IReadOnlyList<Turn> turns, Func<int, bool> isToolOutput, ICollection<Unread>? late = null)
    {
        var ranks = TurnOrder.Ranks(turns);
        IReadOnlyList<ProposedFact> proposed = [];
        if (!InTime.Runs(() => proposed = Propose(text, turns, new SentenceReader(text, isToolOutput).Read(turns, ranks), TableReader.Read(text, turns, ranks, isToolOutput), late))) late?.Add(Late(text, null));
        return proposed;
    }

    private static IReadOnlyList<ProposedFact> Propose(EvidenceText text, IReadOnlyList<Turn> turns, List<Sentence> sentences, IEnumerable<TableRow> rows, ICollection<Unread>? late)
    {
        var proposals = new Proposals(text, turns);
        var scope = new ScopeRules();
        var unread = 0;
        foreach (var sentence in sentences) unread += Guarded(() => scope.Learn(sentence), sentence);
        var reports = new ReportRules(proposals, scope);
        var changes = new ChangeRules(proposals);
        var trials = new TrialRules(proposals, sentences);
        var endpoints = new EndpointRules(proposals, sentences);
        var patterns = new PatternRules(proposals);
        foreach (var sentence in sentences)
        {
            if (unread > MostUnread) break;
            unread += sentence.Theory.Length == 0
                ? Guarded(() => changes.Read(sentence), sentence)
                : Guarded(() => ReadSentence(sentence, proposals, scope, reports, changes, trials, endpoints, patterns), sentence);
        }

        var tables = new TableRules(proposals);
        foreach (var row in rows)
        {
            if (unread > MostUnread) break;
            unread += Guarded(() => tables.Read(row), row.At);
        }

        if (unread > MostUnread) late?.Add(Late(text, null));
        changes.Settle();
        return proposals.Build();

        // A sentence no rule can finish in time is passed over, nothing is proposed from it; the others are still read. Counts 1 then.
        int Guarded(Action read, Sentence sentence)
        {
            if (InTime.Runs(read)) return 0;
            late?.Add(Late(text, sentence));
            return 1;
        }
    }

    private static void ReadSentence(Sentence sentence, Proposals proposals, ScopeRules scope, ReportRules reports, ChangeRules changes, TrialRules trials, EndpointRules endpoints, PatternRules patterns)
    {
        ClaimRules.Read(sentence, proposals);
        if (QuotedRules.Read(sentence, proposals)) return;
        if (trials.Read(sentence) || scope.Read(sentence, proposals)) return;
        changes.Read(sentence);
        if (patterns.Read(sentence)) return;
        reports.Read(sentence, endpoints.Read(sentence));
    }

    private static Unread Late(EvidenceText text, Sentence? at) => at is null
        ? new(text.Source, null, "the prose took too long to read, as on a very busy machine; what it says is not read, or not all of it", "正文读取超时（机器可能极忙），其中的陈述未读取或未全部读取")
        : new(text.Source, [text.Number(at.First), text.Number(at.Last)], "this sentence took too long to read, as on a very busy machine", "此句读取超时（机器可能极忙），未读取");
}
