using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>Writes the pack: the same facts as Markdown in each language and as JSON, in one zip.</summary>
public static class EscalationPack
{
    /// <summary>Writes the zip; the stream stays open.</summary>
    public static void Write(Escalation escalation, Stream target, params IReadOnlyList<Language> languages) => PackedZip.Write(target,
    [
        .. languages.Select(language => ($"escalation.{(language == Language.Chinese ? "zh" : "en")}.md", SummaryMarkdown.Write(Draft(escalation, language)))),
        ("escalation.json", Json(escalation)),
    ]);

    /// <summary>The pack as a document.</summary>
    public static SummaryDocument Draft(Escalation escalation, Language language) => new([new EscalationText(escalation, language).Write()]);

    /// <summary>The pack for programs.</summary>
    public static string Json(Escalation escalation)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Escalation.Schema);
            json.WriteString("case", escalation.Case);
            json.WriteString("title", MailText.Line(escalation.Title));
            json.WriteString("from", UtcTime.Text(escalation.Window.From));
            json.WriteString("to", UtcTime.Text(escalation.Window.To));
            json.WriteString("contact", MailText.Line(escalation.Contact));
            if (escalation.Verdict is { } verdict) Write(json, "verdict", VerdictSentence.Of(verdict), ("side", verdict.Side.Id()), ("standing", verdict.Standing));
            List(json, "asks", escalation.Asks, ask => Write(json, null, ask));
            List(json, "flows", escalation.Flows, flow => Flow(json, flow));
            List(json, "traces", escalation.Traces, trace => Trace(json, trace));
            List(json, "excluded", escalation.Excluded, item =>
            {
                json.WriteStartObject();
                Write(json, "what", item.What);
                Write(json, "why", item.Why);
                json.WriteEndObject();
            });
            List(json, "files", escalation.Files, file => File(json, file));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string? name, Bilingual text, params ReadOnlySpan<(string Name, string Value)> more)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        foreach (var (key, value) in more) json.WriteString(key, value);
        json.WriteString("en", MailText.Line(text.En));
        json.WriteString("zh", MailText.Line(text.Zh));
        json.WriteEndObject();
    }

    private static void Flow(Utf8JsonWriter json, FiveTuple flow)
    {
        json.WriteStartObject();
        json.WriteString("protocol", flow.Protocol);
        json.WriteString("source", flow.Source);
        Number(json, "sourcePort", flow.SourcePort);
        json.WriteString("destination", flow.Destination);
        Number(json, "destinationPort", flow.DestinationPort);
        json.WriteString("note", flow.Note);
        json.WriteEndObject();
    }

    private static void Trace(Utf8JsonWriter json, DirectedTrace trace)
    {
        json.WriteStartObject();
        json.WriteString("direction", trace.IsForward ? "forward" : "reverse");
        json.WriteString("from", trace.From);
        json.WriteString("to", trace.To);
        json.WriteString("at", trace.At is { } at ? UtcTime.Text(at) : null);
        List(json, "lines", trace.Lines, line => json.WriteStringValue(MailText.Block(line)));
        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, EvidenceFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", MailText.Line(file.Name));
        json.WriteNumber("octets", file.Octets);
        json.WriteString("sha256", file.Sha256);
        json.WriteString("what", MailText.Line(file.What));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
