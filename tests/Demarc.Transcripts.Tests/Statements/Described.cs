using Demarc.Model;
using Demarc.Transcripts.Mail;
using Demarc.Transcripts.Statements;

namespace Demarc.Transcripts.Tests.Statements;

/// <summary>Proposals written as one line each, so that expectations can be written as a reader would.</summary>
internal static class Described
{
    private static readonly string?[] Known = ["affected-systems", "other-systems", "server-itself", "office", "home", "mobile", "outside"];

    public static List<string> Read(string content, bool lines = false, bool words = true)
    {
        var text = new EvidenceText("case.txt", "", content);
        return [.. StatementReader.Read(text, MailChain.Split(text), _ => false).Select(fact => Line(fact, lines, words))];
    }

    private static string Line(ProposedFact proposal, bool lines, bool words)
    {
        var fact = proposal.Fact;
        var place = lines ? " " + Lines(fact.Evidence.Lines) : "";
        var also = lines && fact.Evidence.Also.Count > 0 ? " also=" + string.Join(',', fact.Evidence.Also.Select(other => Lines(other.Lines))) : "";
        string? Word(string? word) => words || word is null or "customer" ? word : "*";
        string? Place(string? place) => Known.Contains(place) ? place : Word(place);
        return fact switch
        {
            Report report => $"report{place}{Part("at", Place(report.Vantage))}{Part("target", Word(report.Target))}{Part("works", report.Works)}{Part("symptom", report.Symptom)}{Part("share", report.Share)}{Part("note", report.Note)}{Part("by", Word(report.By))}{Part("superseded", report.SupersededBy is { } later ? Lines(later.Lines) : null)}{also}",
            Change change => $"change{place}{(words ? $" '{change.What}'" : "")}{Part("concerns", change.Concerns)}{Part("effect", change.Effect)}{Part("by", Word(change.By))}{also}",
            Claim claim => $"claim{place} {claim.ClaimId}{(claim.Denied == true ? " denied" : "")}{Part("by", Word(claim.By))}{Part("superseded", claim.SupersededBy is { } later ? Lines(later.Lines) : null)}{also}",
            Trial trial => $"trial{place} {string.Join("; ", trial.Factors!.Select(factor => (factor.Key is "other software" or "system" or "office-document" ? factor.Key : Word(factor.Key)) + "=" + (factor.Key == "system" ? Word(factor.Value) : factor.Value)))} -> {(trial.Symptom == true ? "yes" : "no")}{also}",
            _ => "?",
        };
    }

    private static string Part(string name, string? value) => value is null ? "" : $" {name}={value}";

    private static string Lines(IReadOnlyList<int>? lines) => string.Join('-', (lines ?? []).Distinct());
}
