using System.Text.Json;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Portals;

/// <summary>One open request of a case in words for the one who is asked.</summary>
/// <param name="What">What is asked for.</param>
/// <param name="Why">Why, in a sentence; null where nothing says.</param>
/// <param name="How">How to do it; null where nothing says.</param>
/// <param name="Commands">Lines to paste, by system; what has to be filled in stands in capitals.</param>
public sealed record AskedItem(Bilingual What, Bilingual? Why, Bilingual? How, IReadOnlyList<AskedCommand> Commands)
{
    private const int MostItems = 100;

    /// <summary>Requests that are open and that this party was asked, or nobody in particular.</summary>
    internal static IReadOnlyList<AskedItem> Of(DeskReading reading, string caseId, Party? party) =>
    [
        .. reading.All(
            "SELECT test, what, why, asked_of FROM request WHERE case_id = @1 AND met IS NULL AND state NOT IN ('met', 'withdrawn', 'dropped', 'cancelled', 'done', 'closed') ORDER BY made, id",
            row => (Item: One(row.TextOf(0), row.GetString(1), row.TextOf(2)), AskedOf: row.TextOf(3)), caseId)
            .Where(it => it.AskedOf is null || IsFor(it.AskedOf, party)).Take(MostItems).Select(it => it.Item),
    ];

    private static bool IsFor(string askedOf, Party? party) =>
        party is not null && (askedOf == party.Id || Same(askedOf, party.Address) || Same(askedOf, party.Name));

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static AskedItem One(string? test, string what, string? why)
    {
        var known = test is not null && Tests.Find(test) is not null ? TestTexts.Of(test) : null;
        return new(Read(what), why is null ? null : Read(why), known?.Do, known is null ? [] : [.. Lines(known)]);
    }

    private static IEnumerable<AskedCommand> Lines(TestText test)
    {
        if ((test.Windows ?? test.Command) is { } windows) yield return new("windows", Named(windows));
        if (test.Command is { } command) yield return new("linux", Named(command));
    }

    /// <summary>Nothing of the case goes into the line: whoever runs it puts their own names in.</summary>
    private static string Named(string template) => template.Replace("{host}", "HOST", StringComparison.Ordinal).Replace("{address}", "ADDRESS", StringComparison.Ordinal)
        .Replace("{port}", "PORT", StringComparison.Ordinal).Replace("{url}", "URL", StringComparison.Ordinal);

    /// <summary>The store keeps a text in both languages as <c>{"en": …, "zh": …}</c>; a plain text is the same in both.</summary>
    private static Bilingual Read(string text)
    {
        if (!text.StartsWith('{')) return new(text, text);
        try
        {
            using var document = JsonDocument.Parse(text);
            var (en, zh) = (Text(document.RootElement, "en", "En"), Text(document.RootElement, "zh", "Zh"));
            return (en ?? zh) is { } any ? new(en ?? any, zh ?? any) : new(text, text);
        }
        catch (JsonException)
        {
            return new(text, text);
        }
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.GetString();
        }

        return null;
    }
}

/// <summary>One command line for one system.</summary>
/// <param name="System"><c>windows</c> or <c>linux</c>; the latter also for macOS.</param>
/// <param name="Text">The line.</param>
public sealed record AskedCommand(string System, string Text);
