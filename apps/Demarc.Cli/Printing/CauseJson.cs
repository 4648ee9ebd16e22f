using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Printing;

/// <summary>Entries of the catalogue as a JSON array, written by hand: no reflection, no start-up cost, keys in the order of the files.</summary>
internal static class CauseJson
{
    // Han text stays readable; nothing here is ever put into a page without escaping.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IEnumerable<Cause> causes, TextWriter output)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            foreach (var cause in causes) Entry(json, cause);
            json.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Entry(Utf8JsonWriter json, Cause cause)
    {
        json.WriteStartObject();
        json.WriteString("id", cause.Id);
        json.WriteString("side", cause.Side.Id());
        json.WriteString("scope", cause.Located ? "located" : "fixed");
        json.WriteString("mechanism", cause.Mechanism);
        Pair(json, "title", cause.Title);
        Pair(json, "how", cause.How);
        json.WriteNumber("prior", cause.Prior);
        Predicts(json, cause);
        json.WriteStartArray("confusers");
        foreach (var confuser in cause.Confusers)
        {
            json.WriteStartObject();
            json.WriteString("cause", confuser.Cause);
            Texts(json, confuser.Tell);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SettleAndAsk(json, cause);
        json.WriteEndObject();
    }

    private static void Predicts(Utf8JsonWriter json, Cause cause)
    {
        json.WriteStartObject("predicts");
        foreach (var test in cause.Words.GroupBy(word => word.Test, StringComparer.Ordinal))
        {
            json.WriteStartObject(test.Key);
            foreach (var word in test) json.WriteString(word.Outcome, word.Word);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void SettleAndAsk(Utf8JsonWriter json, Cause cause)
    {
        if (cause.Settle is { } settle)
        {
            json.WriteStartObject("settle");
            json.WriteString("test", settle.Test);
            json.WriteString("command", settle.Command);
            Texts(json, settle.Do);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("settle");
        }

        Pair(json, "remedy", cause.Remedy);
        if (cause.Ask is { } ask)
        {
            json.WriteStartObject("ask");
            Pair(json, "party", ask.Party);
            Texts(json, ask.Request);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("ask");
        }
    }

    private static void Pair(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteStartObject(name);
        Texts(json, text);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, Bilingual text)
    {
        json.WriteString("en", text.En);
        json.WriteString("zh", text.Zh);
    }
}
