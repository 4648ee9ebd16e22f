using System.Text.Json;
using System.Text.RegularExpressions;
using Demarc.Desk.People;
using Demarc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Demarc.Web.Tests.Api;

/// <summary>The description of the API says what the API does.</summary>
public sealed partial class ApiDescriptionTests
{
    [Fact]
    public async Task Every_route_of_the_API_is_described()
    {
        await using var workbench = await Workbench.Start();
        using var program = new ApiVisitor(workbench.Url, null);
        var description = (await program.Get("openapi.json")).Json;
        var described = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).ToList();

        var mapped = workbench.Routes.Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !route.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal) && !route.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}")).ToList();

        mapped.Count.ShouldBeGreaterThan(25);
        described.Order(StringComparer.Ordinal).ShouldBe(mapped.Order(StringComparer.Ordinal));
        described.ShouldAllBe(it => !it.Contains("/settings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_words_in_both_languages_and_its_answers()
    {
        await using var workbench = await Workbench.Start();
        using var program = new ApiVisitor(workbench.Url, null);
        var description = (await program.Get("openapi.json")).Json;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, operation) in Operations(description))
        {
            names.Add(operation.GetProperty("operationId").GetString()!).ShouldBeTrue(path);
            var summary = operation.GetProperty("summary").GetString()!;
            summary.ShouldContain(" / ", customMessage: path);
            Han.IsMatch(summary).ShouldBeTrue(path);
            var responses = operation.GetProperty("responses");
            responses.EnumerateObject().ShouldContain(it => it.Name.StartsWith('2'), path);
            responses.GetProperty("401").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem", path);
            var parameters = operation.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().Select(it => it.GetProperty("name").GetString()).ToList() : [];
            foreach (Match inPath in PathParameter.Matches(path)) parameters.ShouldContain(inPath.Groups["name"].Value, path);
            if (parameters.Count > 0) listed.EnumerateArray().ShouldAllBe(it => it.GetProperty("description").GetString() != "", path);
        }

        description.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString().ShouldBe("bearer");
        description.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe("/");
    }

    [Fact]
    public async Task What_the_API_answers_is_what_its_description_says()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program(Scopes.Admin);
        var description = (await program.Get("openapi.json")).Json;
        var walked = new List<string>();

        async Task<ApiVisitor.Answer> Walk(string method, string path, string template, HttpContent? content = null)
        {
            var answer = await program.Send(new HttpMethod(method), path, content);
            var responses = description.GetProperty("paths").GetProperty("/api/v1/" + template).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
            var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            responses.TryGetProperty(status, out var response).ShouldBeTrue($"{method} {path} answers {status}: {answer.Text}");
            walked.Add($"{method} {template}");
            if (response.TryGetProperty("content", out var types) && types.TryGetProperty(answer.Type!, out var type) && answer.Type!.EndsWith("json", StringComparison.Ordinal))
                Schema(description, type.GetProperty("schema")).Validate(answer.Text).ShouldBeEmpty($"{method} {path}");
            return answer;
        }

        static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
        static ByteArrayContent Bytes(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new(type) } };

        var number = (await Walk("POST", "cases/from-file?name=thread.txt", "cases/from-file", Bytes(Samples.Bytes(Samples.Thread), "application/octet-stream"))).At("number").GetString();
        var at = "cases/" + number;
        await Walk("POST", "cases", "cases", Json("""{"title":"second"}"""));
        await Walk("GET", "cases?limit=1", "cases");
        await Walk("GET", "search?q=shop", "search");
        await Walk("PUT", at + "/files/ping.txt", "cases/{number}/files/{name}", Bytes(Samples.Bytes(Samples.Ping), "application/octet-stream"));
        await Walk("POST", at + "/mail", "cases/{number}/mail", Bytes(Samples.Mail(), "message/rfc822"));
        await Walk("POST", at + "/log", "cases/{number}/log", Json("""{"text":"x"}"""));
        await Walk("POST", at + "/claim", "cases/{number}/claim", Json("""{"text":"x","by":"Ann"}"""));
        await Walk("POST", at + "/set", "cases/{number}/set", Json("""{"what":"title","value":"other"}"""));
        await Walk("POST", at + "/scope", "cases/{number}/scope", Json("""{"text":"the shop","agreed":true}"""));
        var verdict = await Walk("GET", at + "/verdict", "cases/{number}/verdict");
        JsonSchema.Load(Repository.File("docs/formats/verdict.schema.json")).Validate(verdict.Text).ShouldBeEmpty();
        var asked = await Walk("POST", at + "/requests", "cases/{number}/requests", Json($$"""{"test":"{{verdict.At("nextTests", 0, "test").GetString()}}"}"""));
        var shown = await Walk("GET", at, "cases/{number}");
        shown.At("turns").GetArrayLength().ShouldBeGreaterThan(1);
        shown.At("requests").GetArrayLength().ShouldBe(1);
        await Walk("GET", $"{at}/verdicts/{shown.At("verdicts", 0, "id").GetString()}", "cases/{number}/verdicts/{id}");
        await Walk("GET", at + "/requests", "cases/{number}/requests");
        await Walk("POST", $"{at}/requests/{asked.At("id").GetString()}/withdraw", "cases/{number}/requests/{id}/withdraw");
        await Walk("GET", at + "/evidence", "cases/{number}/evidence");
        await Walk("GET", at + "/evidence/E1", "cases/{number}/evidence/{label}");
        await Walk("GET", at + "/evidence/E1/raw", "cases/{number}/evidence/{label}/raw");
        var trials = await Walk("POST", at + "/trials", "cases/{number}/trials", Json("""{"symptom":true,"factors":"proxy=on"}"""));
        await Walk("GET", at + "/trials", "cases/{number}/trials");
        await Walk("POST", $"{at}/trials/{trials.At("trials", 0, "id").GetString()}/remove", "cases/{number}/trials/{id}/remove");
        await Walk("POST", at + "/reminders", "cases/{number}/reminders", Json("""{"text":"call them","businessDays":401}"""));
        var reminders = await Walk("POST", at + "/reminders", "cases/{number}/reminders", Json("""{"text":"call them","businessDays":2}"""));
        await Walk("GET", at + "/reminders", "cases/{number}/reminders");
        await Walk("POST", $"{at}/reminders/{reminders.At("reminders", 0, "id").GetString()}/done", "cases/{number}/reminders/{id}/done");
        var parties = await Walk("POST", at + "/parties", "cases/{number}/parties", Json("""{"name":"Line desk","address":"noc@carrier.example","role":"vendor"}"""));
        await Walk("POST", at + "/parties", "cases/{number}/parties", Json("""{"role":"friend","name":"x"}"""));
        await Walk("GET", at + "/parties", "cases/{number}/parties");
        var vendor = parties.Json.GetProperty("parties").EnumerateArray().Single(it => it.GetProperty("role").GetString() == "vendor").GetProperty("id").GetString();
        await Walk("POST", $"{at}/parties/{vendor}", "cases/{number}/parties/{id}", Json("""{"name":"Line desk","address":"noc@carrier.example","role":"vendor","language":"en"}"""));
        var link = await Walk("POST", at + "/links", "cases/{number}/links", Json($$"""{"for":"{{vendor}}"}"""));
        await Walk("GET", at + "/links", "cases/{number}/links");
        await Walk("POST", $"{at}/links/{link.At("id").GetString()}/revoke", "cases/{number}/links/{id}/revoke");
        foreach (var (name, value) in new[] { ("undo-seconds", "3600"), ("mailboxes", "support@support.example") }) workbench.Desk.Settings.Set(workbench.Admin.Actor, name, value);
        var draft = await Walk("POST", at + "/letters/draft", "cases/{number}/letters/draft", Json($$"""{"template":"evidence-request","for":"{{vendor}}","link":true}"""));
        draft.At("text").GetString()!.ShouldContain("/u/");
        await Walk("POST", at + "/letters", "cases/{number}/letters", Json("""{"to":["x"],"subject":"s","text":"t"}"""));
        var letter = await Walk("POST", at + "/letters", "cases/{number}/letters", Json($$"""{"to":["noc@carrier.example"],"subject":{{draft.At("subject").GetRawText()}},"text":{{draft.At("text").GetRawText()}} }"""));
        await Walk("GET", at + "/letters", "cases/{number}/letters");
        await Walk("POST", $"{at}/letters/{letter.At("id").GetString()}/undo", "cases/{number}/letters/{id}/undo");
        await Walk("POST", $"{at}/parties/{vendor}/remove", "cases/{number}/parties/{id}/remove");
        await Walk("GET", at + "/escalation.zip?language=en", "cases/{number}/escalation.zip");
        foreach (var format in new[] { "md", "html", "docx" }) await Walk("GET", $"{at}/summary.{format}", "cases/{number}/summary.{format}");
        await Walk("POST", at + "/close", "cases/{number}/close", Json("""{"reason":"solved"}"""));
        await Walk("POST", at + "/reopen", "cases/{number}/reopen", Json("""{"why":"again"}"""));
        await Walk("POST", at + "/close", "cases/{number}/close", Json("""{"reason":"cause-confirmed","cause":"tw-recycle-nat","confirmedBy":"owner","verdictRight":"partly"}"""));
        await Walk("GET", "field", "field");
        await Walk("POST", "field/priors", "field/priors", Json("""{"on":true}"""));
        await Walk("POST", at + "/archive", "cases/{number}/archive");
        await Walk("POST", "mail", "mail", Bytes(Samples.Mail("9"), "message/rfc822"));
        await Walk("POST", "mail", "mail", Bytes(Samples.Bytes($"From: Eve <eve@stranger.example>\r\nTo: support@support.example\r\nSubject: {number} more\r\nMessage-ID: <2@stranger.example>\r\n\r\nHello.\r\n"), "message/rfc822"));
        await Walk("POST", "mail", "mail", Bytes(Samples.Bytes($"From: Eve <eve@stranger.example>\r\nTo: support@support.example\r\nSubject: {number} again\r\nMessage-ID: <3@stranger.example>\r\n\r\nHello again.\r\n"), "message/rfc822"));
        var waiting = await Walk("GET", "quarantine", "quarantine");
        waiting.At("mails").GetArrayLength().ShouldBe(2);
        await Walk("POST", $"quarantine/{waiting.At("mails", 0, "id").GetString()}/accept", "quarantine/{id}/accept");
        await Walk("POST", $"quarantine/{waiting.At("mails", 1, "id").GetString()}/reject", "quarantine/{id}/reject");
        await Walk("GET", at + "/export.zip", "cases/{number}/export.zip");
        await Walk("GET", at + "/retention", "cases/{number}/retention");
        await Walk("POST", at + "/retention", "cases/{number}/retention", Json("""{"class":"short"}"""));
        await Walk("POST", at + "/hold", "cases/{number}/hold", Json("""{"why":"court order"}"""));
        await Walk("POST", at + "/erase", "cases/{number}/erase", Json("""{"why":"asked"}"""));
        await Walk("POST", at + "/release", "cases/{number}/release", Json("""{"why":"ended"}"""));
        await Walk("POST", at + "/erase", "cases/{number}/erase", Json("""{"why":"asked"}"""));
        (await Walk("GET", at, "cases/{number}")).At("turns").GetArrayLength().ShouldBe(0);
        await Walk("POST", "retention", "retention", Json("""{"class":"short","days":"90"}"""));
        await Walk("GET", "retention", "retention");
        await Walk("POST", "retention/erase-due", "retention/erase-due");
        await Walk("GET", "causes", "causes");
        await Walk("GET", "causes/tw-recycle-nat", "causes/{id}");
        await Walk("GET", "me", "me");
        await Walk("GET", "cases/DM-1", "cases/{number}");
        await Walk("POST", "cases", "cases", Json("{"));

        // Whoever adds a route adds it to this walk.
        Operations(description).Select(it => it.Path).Order(StringComparer.Ordinal).ShouldBe(walked.Distinct().Select(it => it.Insert(it.IndexOf(' ', StringComparison.Ordinal) + 1, "/api/v1/")).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Path, JsonElement Operation)> Operations(JsonElement description) =>
        description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => ($"{method.Name.ToUpperInvariant()} {path.Name}", method.Value)));

    /// <summary>A schema of the description, with those it refers to.</summary>
    private static JsonSchema Schema(JsonElement description, JsonElement schema)
    {
        var parts = description.GetProperty("components").GetProperty("schemas").GetRawText();
        var text = $$"""{"$defs":{{parts}},"anyOf":[{{schema.GetRawText()}}]}""";
        return JsonSchema.Parse(text.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex Han { get; }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathParameter { get; }
}
