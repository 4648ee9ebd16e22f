using System.Text.Json;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Intake;
using Demarc.Desk.Requests;
using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Telling;

/// <summary>Turns what the desk keeps into the documents that programs read.</summary>
public static class CaseTelling
{
    /// <summary>All of a case.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="it">The case.</param>
    /// <param name="maySee">Which similar cases the reader may know of; null for all.</param>
    public static ToldCase Tell(this CaseDesk desk, CaseRecord it, Func<CaseRecord, bool>? maySee = null) => new(it)
    {
        ForeignNumbers = desk.Cases.ForeignNumbers(it.Id),
        Tags = desk.Cases.Tags(it.Id),
        Parties = [.. desk.Cases.Parties(it.Id).Select(ToldParty.Of)],
        Turns = [.. desk.Threads.Turns(it.Id).Select(turn => new ToldTurn(
            turn.Channel, turn.Direction, turn.Author, turn.Address, turn.To, turn.Copies, turn.Subject, turn.At, turn.AtText, turn.AtZone, turn.Automatic, turn.TimesQuoted, turn.Body))],
        Log = [.. desk.Cases.Log(it.Id).Select(entry => new ToldEntry(entry.Kind, entry.Who, entry.At, entry.Found, entry.Text))],
        Evidence = [.. desk.Evidence.Of(it.Id).Select(Tell)],
        Requests = [.. desk.Requests.Of(it.Id).Select(Tell)],
        Verdicts = [.. desk.Verdicts.History(it.Id).Select(step => new ToldVerdictStep(step.Id, step.At, step.Side, step.Cause, step.Confidence, step.MovedBy))],
        Similar = [.. desk.Finder.Similar(it.Id).Where(other => maySee?.Invoke(other.Case) != false).Select(other => new ToldSimilar(other.Case.Number, other.Case.Title, [.. other.Shared.Select(shared => shared.Value)]))],
        Verdict = desk.Verdicts.Latest(it.Id) is { } latest ? JsonElement.Parse(latest.Document) : null,
    };

    /// <summary>A piece of evidence.</summary>
    public static ToldEvidence Tell(EvidenceRecord it) => new(it.Label, it.Name, it.Size, it.Sha256, it.Received, it.GivenBy, it.Channel, it.CoversFrom, it.CoversTo, it.Erased);

    /// <summary>A request.</summary>
    public static ToldRequest Tell(RequestRecord it) => new(
        it.Id, it.Request.Test, it.State, it.Request.What, it.Request.Why, it.Request.Where.Words, it.Made, it.MetAt, it.MetBy,
        [.. it.Request.Commands.Select(command => new ToldCommand(command.System, command.Place, command.Text))],
        [.. it.Progress.Select(progress => new ToldCriterion(progress.IsMet, progress.Words, progress.By))]);

    /// <summary>What became of a mail.</summary>
    public static ToldIntake Tell(IntakeResult it) => new(it.Kind == IntakeEnd.SetAside ? "set-aside" : it.Kind.ToString().ToLowerInvariant(), it.Case?.Number, it.Reason);

    /// <summary>A mail that waits.</summary>
    public static ToldQuarantined Tell(QuarantinedMail it)
    {
        var reason = it.Reason.Split('\n');
        return new(it.Id, it.At, it.Sender, it.Subject, new(reason[0], reason[^1]), it.SuggestedCase);
    }

    /// <summary>The summary as a person left it last, else the draft, as Markdown.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="it">The case.</param>
    /// <param name="language"><c>zh en both</c>.</param>
    public static string Summary(this CaseDesk desk, CaseRecord it, string language) => desk.Summaries.Latest(it.Id, language)?.Text ?? SummaryMarkdown.Write(desk.SummaryDraft(it, language));

    /// <summary>The same, laid out for HTML and Word.</summary>
    public static SummaryDocument SummaryLaidOut(this CaseDesk desk, CaseRecord it, string language) => desk.Summaries.Latest(it.Id, language) is { } saved ? SummaryReader.Read(saved.Text) : desk.SummaryDraft(it, language);

    private static SummaryDocument SummaryDraft(this CaseDesk desk, CaseRecord it, string language) => CaseSummary.Draft(SummarySource.Of(desk, it), language switch
    {
        "en" => [Language.English],
        "both" => [Language.Chinese, Language.English],
        _ => [Language.Chinese],
    });
}
