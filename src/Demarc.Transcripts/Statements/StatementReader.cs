using System.Text.RegularExpressions;
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
    public static IReadOnlyList<ProposedFact> Read(EvidenceText text, IReadOnlyList<Turn> turns, Func<int, bool> isToolOutput)
    {
        var ranks = TurnOrder.Ranks(turns);
        try
        {
            var sentences = new SentenceReader(text, isToolOutput).Read(turns, ranks);
            return Propose(text, turns, sentences, TableReader.Read(text, turns, ranks, isToolOutput));
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static IReadOnlyList<ProposedFact> Propose(EvidenceText text, IReadOnlyList<Turn> turns, List<Sentence> sentences, IEnumerable<TableRow> rows)
    {
        var proposals = new Proposals(text, turns);
        var scope = new ScopeRules();
        var unread = 0;
        foreach (var sentence in sentences) unread += Guarded(() => scope.Learn(sentence));
        var reports = new ReportRules(proposals, scope);
        var changes = new ChangeRules(proposals);
        var trials = new TrialRules(proposals, sentences);
        var endpoints = new EndpointRules(proposals, sentences);
        var patterns = new PatternRules(proposals);
        foreach (var sentence in sentences)
        {
            if (unread > MostUnread) break;
            unread += sentence.Theory.Length == 0
                ? Guarded(() => changes.Read(sentence))
                : Guarded(() => ReadSentence(sentence, proposals, scope, reports, changes, trials, endpoints, patterns));
        }

        var tables = new TableRules(proposals);
        foreach (var row in rows)
        {
            if (unread > MostUnread) break;
            unread += Guarded(() => tables.Read(row));
        }

        changes.Settle();
        return proposals.Build();
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

    /// <summary>A sentence no rule can finish in time is passed over, nothing is proposed from it; the others are still read. Counts 1 then.</summary>
    private static int Guarded(Action read)
    {
        try
        {
            read();
            return 0;
        }
        catch (RegexMatchTimeoutException)
        {
            return 1;
        }
    }
}
