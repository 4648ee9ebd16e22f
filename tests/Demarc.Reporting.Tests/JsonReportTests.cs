using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Reporting.Tests;

public sealed class JsonReportTests
{
    private static readonly JsonSchema Verdicts = JsonSchema.Load(Repository.File("docs", "formats", "verdict.schema.json"));
    private static readonly JsonSchema Observations = JsonSchema.Load(Repository.File("docs", "formats", "observations.schema.json"));

    [Theory]
    [InlineData("server")]
    [InlineData("undetermined")]
    [InlineData("healthy")]
    public void A_document_reads_as_agreed_and_keeps_to_the_schema(string name)
    {
        var text = Text(Valid(name));
        Golden.Check($"json/{name}.json", text);
        Verdicts.Validate(text).ShouldBeEmpty();
    }

    [Fact]
    public void Several_documents_are_an_array_and_one_is_an_object()
    {
        Text(Valid("server"))[0].ShouldBe('{');
        var several = Text(Valid("server"), Valid("healthy"));
        several[0].ShouldBe('[');
        Verdicts.Validate(several).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_without_a_mark_in_front()
    {
        Bytes(ServerSample.Document).ShouldBe(Bytes(ServerSample.Document));
        Bytes(ServerSample.Document)[0].ShouldBe((byte)'{');
        Text(ServerSample.Document).ShouldEndWith("}\n");
        Text(ServerSample.Document).ShouldNotContain('\r');
    }

    [Fact]
    public void A_document_read_back_is_the_same_document() =>
        Text(JsonSerializer.Deserialize(Text(Valid("server")), ModelJson.Readable.VerdictDocument)!).ShouldBe(Text(Valid("server")));

    [Fact]
    public void Every_name_of_the_contract_is_there_and_no_other()
    {
        var root = JsonNode.Parse(Text(ServerSample.Document))!;
        Names(root).ShouldBe("schema generatedAt version subject verdict sides hypotheses harmless claims proposed nextTests evidence unread fieldPriors");
        Names(root["subject"]).ShouldBe("target symptom vantages from to");
        Names(root["verdict"]).ShouldBe("side cause mechanism confidence standing location summary tell wouldChange");
        Names(root["verdict"]!["mechanism"]).ShouldBe("id probability");
        Names(root["verdict"]!["tell"]).ShouldBe("party en zh");
        Names(JsonNode.Parse(Text(OtherSamples.Undetermined))!["verdict"]!["location"]).ShouldBe("afterHop beforeHop afterAddress beforeAddress owner");
        Names(root["sides"]![0]).ShouldBe("side probability measured reported");
        Names(root["hypotheses"]![0]).ShouldBe("cause with side probability for against unexplained");
        Names(root["hypotheses"]![0]!["for"]![0]).ShouldBe("test outcome weight evidence reported");
        Names(root["harmless"]![0]).ShouldBe("rule evidence en zh");
        Names(root["claims"]![0]).ShouldBe("claim by status evidence settle en zh");
        Names(root["proposed"]![0]).ShouldBe("fact evidence rule supersededBy");
        Names(root["nextTests"]![0]).ShouldBe("test gain cost where command permission en zh");
        Names(root["evidence"]![0]).ShouldBe("id source lines also frames sha256 vantage time kind tool text");
        Names(root["evidence"]![0]!["time"]).ShouldBe("text utc zone");
        Names(root["unread"]![0]).ShouldBe("source lines reason zh");
    }

    [Fact]
    public void Instants_are_utc_with_z_and_absent_ones_null()
    {
        var root = JsonNode.Parse(Text(ServerSample.Document))!;
        root["generatedAt"]!.GetValue<string>().ShouldBe("2026-11-20T08:00:00Z");
        root["evidence"]![0]!["time"]!["utc"]!.GetValue<string>().ShouldBe("2026-11-20T07:58:02Z");
        root["evidence"]![2]!["time"]!["zone"]!.GetValue<string>().ShouldBe("unknown");
        Text(OtherSamples.Healthy).ShouldContain("\"generatedAt\": null");
        UtcTime.Text(new(2026, 1, 2, 11, 4, 5, 250, TimeSpan.FromHours(8))).ShouldBe("2026-01-02T03:04:05.25Z");
    }

    [Theory]
    [InlineData("verdict.side", "\"servers\"")]
    [InlineData("verdict.confidence", "1.2")]
    [InlineData("verdict.confidence", "0.4")]
    [InlineData("verdict.standing", "\"certain\"")]
    [InlineData("generatedAt", "\"2026-11-20T08:00:00+00:00\"")]
    [InlineData("evidence.0.id", "\"one\"")]
    [InlineData("evidence.0.kind", "\"trace\"")]
    [InlineData("evidence.0.lines", "[0, 8]")]
    [InlineData("evidence.0.extra", "1")]
    [InlineData("claims.0.status", "\"wrong\"")]
    [InlineData("claims.0.evidence", "[]")]
    [InlineData("harmless.0.rule", "\"odd\"")]
    [InlineData("hypotheses.0.for.0.outcome", "\"by-moon\"")]
    [InlineData("hypotheses.0.for.0.test", "\"dowsing\"")]
    [InlineData("sides", "[]")]
    [InlineData("proposed.0.fact.kind", "\"gossip\"")]
    [InlineData("proposed.0.fact.works", "\"now and then\"")]
    public void A_broken_document_is_rejected(string path, string value)
    {
        var root = JsonNode.Parse(Text(Valid("server")))!;
        var parts = path.Split('.');
        var node = root;
        foreach (var part in parts[..^1]) node = int.TryParse(part, out var index) ? node![index] : node![part];
        node!.AsObject()[parts[^1]] = JsonNode.Parse(value);
        Verdicts.Validate(root.ToJsonString()).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_field_left_out_is_rejected()
    {
        foreach (var field in JsonNode.Parse(Text(Valid("server")))!.AsObject().Select(member => member.Key).ToList())
        {
            var root = JsonNode.Parse(Text(Valid("server")))!.AsObject();
            root.Remove(field);
            Verdicts.Validate(root.ToJsonString()).ShouldNotBeEmpty(field);
        }
    }

    [Fact]
    public void An_observations_document_reads_as_agreed_and_keeps_to_the_schema()
    {
        using var stream = new MemoryStream();
        JsonReport.WriteObservations(stream, new()
        {
            Observations =
            [
                ServerSample.Trace,
                OtherSamples.Trace with { Id = "o2" },
                new Model.Trial { Id = "o3", Factors = new Dictionary<string, string>(StringComparer.Ordinal) { ["dlp"] = "signed-in" }, Symptom = true, Evidence = ServerSample.Trace.Evidence },
                new HostLoad { Id = "o4", CpuPercent = 66.7, IoWait = 1.5, LoadAverage = [1, 2.5, 3], Evidence = ServerSample.Trace.Evidence },
                new Download { Id = "o5", KBps = 12.5, Evidence = ServerSample.Trace.Evidence },
                new TcpConnection { Id = "o6", Mss = new(1460, null), Evidence = ServerSample.Trace.Evidence },
            ],
            Unread = ServerSample.Document.Unread,
        });
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Golden.Check("json/observations.json", text);
        Observations.Validate(text).ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_lists_exactly_the_fields_of_every_kind()
    {
        var defs = Definitions("observations.schema.json");
        foreach (var kind in ModelJson.Readable.Observation.PolymorphismOptions!.DerivedTypes)
        {
            var id = (string)kind.TypeDiscriminator!;
            var fields = Fields(kind.DerivedType);
            Keys(defs[id]).ShouldBe(fields.Append("kind"), ignoreOrder: true, id);
        }

        Keys(defs["evidence"]).ShouldBe(Fields(typeof(Evidence)), ignoreOrder: true);
        Keys(defs["hop"]).ShouldBe(Fields(typeof(Hop)), ignoreOrder: true);
    }

    [Fact]
    public void The_schemas_list_exactly_the_ids_of_the_contract()
    {
        var defs = Definitions("verdict.schema.json");
        Enum(defs["side"]).ShouldBe(Sides.All.Select(side => side.Id()), ignoreOrder: true);
        Enum(defs["test"]).ShouldBe(Model.Tests.All.Select(test => test.Id));
        Enum(defs["harmless"]!["properties"]!["rule"]).ShouldBe(HarmlessRules.All);
        Enum(Definitions("observations.schema.json")["kind"]).ShouldBe(Kinds.All);
        foreach (var rule in defs["sign"]!["oneOf"]!.AsArray())
        {
            var test = Model.Tests.Get(rule!["properties"]!["test"]!["const"]!.GetValue<string>());
            Enum(rule["properties"]!["outcome"]).ShouldBe(test.Outcomes, test.Id);
        }
    }

    /// <summary>A sample with the ids a document assembled by the program has.</summary>
    private static VerdictDocument Valid(string name)
    {
        var document = TerminalReportTests.Named(name);
        return document with { Proposed = [.. document.Proposed.Select((proposal, at) => proposal with { Fact = proposal.Fact with { Id = $"o{at + 1}" } })] };
    }

    private static string Names(JsonNode? node) => string.Join(' ', node!.AsObject().Select(member => member.Key));

    private static JsonObject Definitions(string file) => JsonNode.Parse(File.ReadAllText(Repository.File("docs", "formats", file)))!["$defs"]!.AsObject();

    private static IEnumerable<string> Keys(JsonNode? definition) => definition!["properties"]!.AsObject().Select(member => member.Key);

    private static IEnumerable<string> Enum(JsonNode? definition) => definition!["enum"]!.AsArray().Select(item => item!.GetValue<string>());

    private static IEnumerable<string> Fields(Type type) =>
        ModelJson.Readable.GetTypeInfo(type)!.Properties.Where(property => property.Get is not null).Select(property => property.Name);

    private static string Text(params VerdictDocument[] documents) => Encoding.UTF8.GetString(Bytes(documents));

    private static byte[] Bytes(params VerdictDocument[] documents)
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, documents);
        return stream.ToArray();
    }
}
