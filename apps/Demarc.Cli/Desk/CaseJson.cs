using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Field;
using Demarc.Desk.Finding;

namespace Demarc.Cli.Desk;

/// <summary>Cases as JSON, written by hand: no reflection, keys in a fixed order.</summary>
internal static class CaseJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, IReadOnlyList<CaseLine> cases) => Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var line in cases)
        {
            json.WriteStartObject();
            Cover(json, line.Case);
            json.WriteString("side", line.Side);
            json.WriteString("cause", line.Cause);
            if (line.Confidence is { } confidence) json.WriteNumber("confidence", confidence);
            else json.WriteNull("confidence");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void Write(TextWriter output, IReadOnlyList<FoundCase> found) => Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var it in found)
        {
            json.WriteStartObject();
            Cover(json, it.Case);
            json.WriteString("reference", it.Reference);
            json.WriteString("snippet", it.Snippet);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void Write(TextWriter output, CaseDesk desk, CaseRecord it) => Write(output, json =>
    {
        json.WriteStartObject();
        Cover(json, it);
        json.WriteString("scope", it.Scope);
        Texts(json, "foreignNumbers", desk.Cases.ForeignNumbers(it.Id));
        List(json, "parties", desk.Cases.Parties(it.Id), party =>
        {
            json.WriteString("name", party.Name);
            json.WriteString("address", party.Address);
            json.WriteString("role", party.Role);
        });
        List(json, "turns", desk.Threads.Turns(it.Id), turn =>
        {
            json.WriteString("channel", turn.Channel);
            json.WriteString("direction", turn.Direction);
            json.WriteString("author", turn.Author);
            json.WriteString("address", turn.Address);
            json.WriteString("to", turn.To);
            json.WriteString("cc", turn.Copies);
            json.WriteString("subject", turn.Subject);
            Time(json, "at", turn.At);
            json.WriteString("atText", turn.AtText);
            json.WriteString("zone", turn.AtZone);
            json.WriteString("automatic", turn.Automatic);
            json.WriteNumber("timesQuoted", turn.TimesQuoted);
            json.WriteString("body", turn.Body);
        });
        List(json, "log", desk.Cases.Log(it.Id), entry =>
        {
            json.WriteString("kind", entry.Kind);
            json.WriteString("who", entry.Who);
            Time(json, "at", entry.At);
            Time(json, "found", entry.Found);
            json.WriteString("text", entry.Text);
        });
        List(json, "evidence", desk.Evidence.Of(it.Id), evidence =>
        {
            json.WriteString("label", evidence.Label);
            json.WriteString("name", evidence.Name);
            json.WriteNumber("size", evidence.Size);
            json.WriteString("sha256", evidence.Sha256);
            Time(json, "received", evidence.Received);
            json.WriteString("givenBy", evidence.GivenBy);
            json.WriteString("channel", evidence.Channel);
            Time(json, "coversFrom", evidence.CoversFrom);
            Time(json, "coversTo", evidence.CoversTo);
        });
        List(json, "verdicts", desk.Verdicts.History(it.Id), verdict =>
        {
            Time(json, "at", verdict.At);
            json.WriteString("side", verdict.Side);
            json.WriteString("cause", verdict.Cause);
            json.WriteNumber("confidence", verdict.Confidence);
            json.WriteString("movedBy", verdict.MovedBy);
        });
        json.WritePropertyName("verdict");
        if (desk.Verdicts.Latest(it.Id) is { } latest) json.WriteRawValue(latest.Document);
        else json.WriteNullValue();
        json.WriteEndObject();
    });

    public static void Write(TextWriter output, FieldCalibration table, FieldPriorsState priors) => Write(output, json =>
    {
        json.WriteStartObject();
        List(json, "bins", table.Bins, bin => Bin(json, bin));
        json.WriteStartObject("named");
        Bin(json, table.Named);
        json.WriteEndObject();
        json.WriteStartObject("undetermined");
        Bin(json, table.Undetermined);
        json.WriteEndObject();
        json.WriteStartObject("priors");
        json.WriteBoolean("on", priors.On);
        json.WriteBoolean("used", priors.Used);
        json.WriteNumber("cases", priors.Cases);
        List(json, "causes", priors.Causes, it =>
        {
            json.WriteString("cause", it.Cause);
            json.WriteNumber("cases", it.Cases);
        });
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Bin(Utf8JsonWriter json, CalibrationBin bin)
    {
        json.WriteNumber("from", bin.From);
        json.WriteNumber("to", bin.To);
        if (bin.Mean is { } mean) json.WriteNumber("mean", Math.Round(mean, 4));
        else json.WriteNull("mean");
        json.WriteNumber("right", bin.Right);
        json.WriteNumber("partly", bin.Partly);
        json.WriteNumber("wrong", bin.Wrong);
        json.WriteNumber("low", Math.Round(bin.Interval.Low, 4));
        json.WriteNumber("high", Math.Round(bin.Interval.High, 4));
    }

    private static void Cover(Utf8JsonWriter json, CaseRecord it)
    {
        json.WriteString("number", it.Number);
        json.WriteString("title", it.Title);
        json.WriteString("status", it.Status);
        json.WriteString("waitingFor", it.WaitingFor);
        json.WriteString("severity", it.Severity);
        json.WriteString("language", it.Language);
        Time(json, "opened", it.Opened);
        Time(json, "closed", it.Closed);
        json.WriteString("closeReason", it.CloseReason);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } at) json.WriteString(name, Demarc.Desk.Store.Times.Text(at));
        else json.WriteNull(name);
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
