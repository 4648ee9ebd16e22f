using System.Globalization;
using Demarc.Desk.Requests;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Letters;

/// <summary>The names letters may use, and what a context says for each, in the party's language.</summary>
internal static class LetterValues
{
    private static readonly TemplateNames Commands = TemplateNames.Of(["shell", "place", "text"]);
    private static readonly TemplateNames Requests = TemplateNames.Of(["number", "what", "how", "why", "where", "vantage", "otherEnd", "window", "filter", "permission"], ("commands", Commands));
    private static readonly TemplateNames Items = TemplateNames.Of(["number", "item"]);
    private static readonly TemplateNames Files = TemplateNames.Of(["number", "file", "octets", "sha256"]);

    private static readonly string[] Texts =
    [
        "case", "title", "greeting", "party", "sender", "signature", "scope", "goal", "verdict", "reason", "ask", "next", "nextWhy", "target",
        "portal", "code", "session", "sessionTool", "sessionLink", "sessionCode", "attempt", "talked", "asked", "due", "archiveOn", "requestList",
    ];

    /// <summary>All names, with those a template declares itself.</summary>
    public static TemplateNames Names(IEnumerable<string> free) =>
        TemplateNames.Of(Texts.Concat(free), ("requests", Requests), ("missing", Items), ("points", Items), ("files", Files));

    /// <summary>A free name must be a word of its own.</summary>
    public static bool IsTaken(string name) => Texts.Contains(name) || name is "requests" or "missing" or "points" or "files";

    public static TemplateValues Of(LetterContext context)
    {
        var (language, zone) = (context.Party.Language, context.Party.Zone);
        string? When(DateTimeOffset? instant) => instant is { } at ? DateWords.Instant(at, zone, language) : null;
        var values = new TemplateValues()
            .Set("case", context.Case).Set("title", context.Title).Set("greeting", Greeting.Of(context.Party)).Set("party", context.Party.Name)
            .Set("sender", context.Sender.Name).Set("signature", context.Sender.Signature).Set("scope", context.Scope).Set("goal", context.Goal)
            .Set("portal", context.Portal?.Link).Set("code", context.Portal?.Code)
            .Set("session", When(context.Session?.At)).Set("sessionTool", context.Session?.Tool).Set("sessionLink", context.Session?.Link).Set("sessionCode", context.Session?.Code)
            .Set("attempt", context.Attempt?.ToString(CultureInfo.InvariantCulture)).Set("talked", When(context.Talked)).Set("asked", When(context.Asked)).Set("due", When(context.Due))
            .Set("archiveOn", context.ArchiveOn is { } day ? DateWords.Date(day, zone, language) : null);
        foreach (var (name, text) in context.Free)
        {
            if (!IsTaken(name)) values.Set(name, text);
        }

        if (context.Verdict is { } document) SetVerdict(values, document, language);
        return values
            .SetList("requests", context.Requests, (item, request, number) => SetRequest(item, request, number, zone, language))
            .SetList("missing", context.Missing, (item, words, number) => item.Set("item", words.In(language)).Set("number", Number(number)))
            .SetList("points", context.Points, (item, words, number) => item.Set("item", words).Set("number", Number(number)))
            .SetList("files", context.Files, (item, file, number) => item.Set("file", MailText.Line(file.Name)).Set("octets", Octets(file.Octets)).Set("sha256", file.Sha256).Set("number", Number(number)));
    }

    private static void SetVerdict(TemplateValues values, VerdictDocument document, Language language)
    {
        var verdict = document.Verdict;
        values.Set("verdict", VerdictSentence.Of(verdict).In(language)).Set("reason", verdict.Summary.In(language)).Set("target", document.Subject.Target)
            .Set("ask", verdict.Tell is { } tell ? language == Language.Chinese ? tell.Zh : tell.En : null);
        if (document.NextTests is [var next, ..])
            values.Set("next", TestTexts.Of(next.Test).Title.In(language)).Set("nextWhy", RequestTable.Find(next.Test)?.Why.In(language));
    }

    private static void SetRequest(TemplateValues item, EvidenceRequest request, int number, TimeZoneInfo zone, Language language)
    {
        string Named(Place place) => place.Words.In(language) + (place.Vantage is { } name ? language == Language.Chinese ? $"（{name}）" : $" ({name})" : "");
        item.Set("number", Number(number)).Set("what", request.What.In(language)).Set("how", request.How.In(language)).Set("why", request.Why.In(language))
            .Set("where", Named(request.Where)).Set("vantage", request.Where.Vantage).Set("otherEnd", request.OtherEnd is { } other ? Named(other) : null)
            .Set("window", request.Window is { } window ? DateWords.Span(window, zone, language) : null)
            .Set("filter", request.Filter).Set("permission", request.Permission.In(language))
            .SetList("commands", request.Commands, (command, line, _) => command.Set("shell", line.Shell.In(language)).Set("text", line.Text)
                .Set("place", request.BothEnds ? PlaceWords.Place(line.Place).In(language) : null));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Octets(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
