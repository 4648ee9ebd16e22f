using System.Net;
using System.Security.Cryptography;
using Demarc.Cli;
using Demarc.Desk.Cases;
using Demarc.Desk.People;

namespace Demarc.Web.Tests.Api;

/// <summary>What programs can do by the API, and what they are told.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task A_case_is_opened_from_a_thread_and_read_back_whole()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();

        var opened = await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain");

        opened.Status.ShouldBe(HttpStatusCode.Created);
        var number = opened.At("number").GetString()!;
        opened.Location.ShouldBe("/api/v1/cases/" + number);
        opened.At("title").GetString().ShouldBe("网站打不开 shop.example.com");
        var shown = await program.Get("cases/" + number);
        shown.At("turns", 0, "author").GetString().ShouldBe("Wei Chen");
        shown.At("evidence", 0, "sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Samples.Bytes(Samples.Thread))));
        shown.At("verdict", "schema").GetString().ShouldBe("demarc.verdict/1");
        shown.At("verdicts").GetArrayLength().ShouldBe(1);
        (await program.Get($"cases/{number}/verdict")).At("schema").GetString().ShouldBe("demarc.verdict/1");
        (await program.Get($"cases/{number}/verdicts/{shown.At("verdicts", 0, "id").GetString()}")).Text.ShouldBe((await program.Get($"cases/{number}/verdict")).Text);
    }

    [Fact]
    public async Task Evidence_streams_in_moves_the_verdict_and_comes_back_byte_for_byte()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var number = (await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain")).At("number").GetString();
        var noise = new byte[3 << 20];
        new Random(6).NextBytes(noise);

        var added = await program.Put($"cases/{number}/files/ping%20%E7%BB%93%E6%9E%9C.txt", Samples.Bytes(Samples.Ping));
        var large = await program.Put($"cases/{number}/files/..%2F..%2Fnoise.bin", noise);

        added.Status.ShouldBe(HttpStatusCode.Created);
        added.At("name").GetString().ShouldBe("ping 结果.txt");
        added.At("givenBy").GetString().ShouldBe("Lin");
        added.Location.ShouldBe($"/api/v1/cases/{number}/evidence/E2");
        large.At("name").GetString().ShouldBe("noise.bin");
        large.At("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(noise)));
        (await program.Get($"cases/{number}/evidence/E3/raw")).Bytes.ShouldBe(noise);
        (await program.Get($"cases/{number}/evidence")).At("evidence").GetArrayLength().ShouldBe(3);
        (await program.Get($"cases/{number}")).At("verdicts").GetArrayLength().ShouldBeGreaterThan(1);
        Directory.GetFiles(Path.Combine(workbench.Home, "artifacts", "incoming")).ShouldBeEmpty();
        (await program.Put($"cases/{number}/files/empty.txt", [])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_case_goes_from_open_to_archived()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var number = (await program.Post("cases", """{"title":"Shop is down","severity":"a","language":"en","customer":"Shop"}""")).At("number").GetString();

        (await program.Post($"cases/{number}/log", """{"text":"called them","kind":"report","by":"Ann"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await program.Post($"cases/{number}/claim", """{"text":"it is the MTU"}""")).Status.ShouldBe(HttpStatusCode.OK);
        var set = await program.Post($"cases/{number}/set", """{"what":"severity","value":"b"}""");
        (await program.Post($"cases/{number}/set", $$"""{"what":"severity","value":"c","version":{{set.At("version").GetInt64() - 1}}}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await program.Post($"cases/{number}/scope", """{"text":"the shop from the office","agreed":true}""")).At("scopeAgreed").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        (await program.Post($"cases/{number}/archive")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await program.Post($"cases/{number}/close", """{"reason":"because"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.Post($"cases/{number}/close", """{"reason":"cause-confirmed","cause":"no-such"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.Post($"cases/{number}/close", """{"reason":"solved","verdictRight":"yes"}""")).At("status").GetString().ShouldBe("closed");
        (await program.Post($"cases/{number}/reopen", """{"why":"again"}""")).At("status").GetString().ShouldBe("open");
        await program.Post($"cases/{number}/close", """{"reason":"solved"}""");
        (await program.Post($"cases/{number}/archive")).At("status").GetString().ShouldBe("archived");
        (await program.Put($"cases/{number}/files/late.txt", [1])).Status.ShouldBe(HttpStatusCode.Conflict);

        var shown = await program.Get($"cases/{number}");
        shown.At("log").EnumerateArray().Select(it => (it.GetProperty("kind").GetString(), it.GetProperty("who").GetString())).ShouldBe([("report", "Ann"), ("hypothesis", "Lin (lin)"), ("decision", "Lin (lin)")]);
        shown.At("severity").GetString().ShouldBe("b");
        shown.At("customer").GetString().ShouldBe("Shop");
    }

    [Fact]
    public async Task The_list_comes_page_by_page_and_misses_nothing()
    {
        await using var workbench = await Workbench.Start();
        for (var i = 0; i < 7; i++) workbench.Desk.Cases.Open(workbench.Admin.Actor, new($"case {i}"));
        workbench.Desk.Cases.Close(workbench.Admin.Actor, workbench.Desk.Cases.List(new())[0].Case.Id, CloseReasons.Solved);
        using var program = workbench.Program(Scopes.Read);

        (await Pages(program, "cases?limit=2")).ShouldBe(["case 5", "case 4", "case 3", "case 2", "case 1", "case 0"]);
        (await Pages(program, "cases?status=all&limit=3")).ShouldBe(["case 6", "case 5", "case 4", "case 3", "case 2", "case 1", "case 0"]);
        (await Pages(program, "cases?status=closed")).ShouldBe(["case 6"]);
        (await program.Get("cases?status=lost")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.Get("cases?cursor=%27%20OR%201=1")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.Get("cases?limit=many")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_sees_few_cases_still_gets_full_pages_of_them()
    {
        await using var workbench = await Workbench.Start();
        var mo = workbench.Engineer();
        using var program = workbench.Program(Scopes.Write, mo);
        for (var i = 0; i < 5; i++)
        {
            workbench.Desk.Cases.Open(workbench.Admin.Actor, new($"hidden {i}"));
            await program.Post("cases", $$"""{"title":"mine {{i}}"}""");
        }

        (await Pages(program, "cases?limit=2")).ShouldBe(["mine 4", "mine 3", "mine 2", "mine 1", "mine 0"]);
        (await program.Get("search?q=hidden")).At("cases").GetArrayLength().ShouldBe(0);
        (await program.Get("search?q=mine")).At("cases").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task Two_character_words_are_found()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var number = (await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain")).At("number").GetString();
        (await program.Get("search?q=" + Uri.EscapeDataString("握手"))).At("cases", 0, "number").GetString().ShouldBe(number);
        (await program.Get("search?q=" + Uri.EscapeDataString("丢包"))).At("cases").GetArrayLength().ShouldBe(0);
        (await program.Get("search")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Mail_comes_in_waits_and_is_let_in()
    {
        await using var workbench = await Workbench.Start();
        using var server = workbench.Program(Scopes.Intake);
        using var program = workbench.Program();

        var opened = await server.Send("mail", Samples.Mail(), "message/rfc822");
        opened.At("end").GetString().ShouldBe("opened");
        var number = opened.At("case").GetString();
        (await server.Send("mail", Samples.Mail(), "message/rfc822")).At("end").GetString().ShouldBe("known");

        // The number alone opens no door to a stranger.
        var stranger = Samples.Bytes($"From: Eve <eve@stranger.example>\r\nTo: support@support.example\r\nSubject: {number} more\r\nDate: Tue, 01 Sep 2026 10:30:00 +0200\r\nMessage-ID: <2@stranger.example>\r\n\r\nHello.\r\n");
        (await server.Send("mail", stranger, "message/rfc822")).At("end").GetString().ShouldBe("quarantined");
        var waiting = await program.Get("quarantine");
        waiting.At("mails", 0, "sender").GetString().ShouldBe("eve@stranger.example");
        (await program.Post($"quarantine/{waiting.At("mails", 0, "id").GetString()}/accept", $$"""{"case":"{{number}}"}""")).At("number").GetString().ShouldBe(number);
        (await program.Get("quarantine")).At("mails").GetArrayLength().ShouldBe(0);
        (await program.Send($"cases/{number}/mail", Samples.Mail("3", "another", "Now it takes two."), "message/rfc822")).Status.ShouldBe(HttpStatusCode.OK);
        (await program.Get("cases/" + number)).At("turns").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task A_next_test_becomes_a_request_and_is_withdrawn()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var number = (await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain")).At("number").GetString();
        var test = (await program.Get($"cases/{number}/verdict")).At("nextTests", 0, "test").GetString();

        var asked = await program.Post($"cases/{number}/requests", $$"""{"test":"{{test}}"}""");

        asked.Status.ShouldBe(HttpStatusCode.Created);
        asked.At("state").GetString().ShouldBe("open");
        (await program.Get("cases/" + number)).At("waitingFor").GetString().ShouldBe("customer");
        (await program.Post($"cases/{number}/requests/{asked.At("id").GetString()}/withdraw")).Status.ShouldBe(HttpStatusCode.OK);
        (await program.Get($"cases/{number}/requests")).At("requests", 0, "state").GetString().ShouldBe("withdrawn");
        (await program.Post($"cases/{number}/requests", """{"test":"no-such-test"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_summary_comes_in_three_formats_and_two_languages()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var number = (await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain")).At("number").GetString();
        (await program.Get($"cases/{number}/summary.md?language=zh")).Text.ShouldContain(number!);
        (await program.Get($"cases/{number}/summary.html?language=both")).Text.ShouldStartWith("<!DOCTYPE html>");
        (await program.Get($"cases/{number}/summary.docx")).Bytes.AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
        (await program.Get($"cases/{number}/summary.pdf")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await program.Get($"cases/{number}/summary.md?language=de")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_catalogue_is_the_same_as_the_command_prints()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program(Scopes.Read);
        using var output = new StringWriter();
        CommandLine.Run(["causes", "--json"], Stream.Null, output, TextWriter.Null).ShouldBe(0);
        var printed = System.Text.Json.JsonElement.Parse(output.ToString());
        System.Text.Json.JsonElement.DeepEquals((await program.Get("causes")).At("causes"), printed).ShouldBeTrue();
        (await program.Get("causes/tw-recycle-nat")).At("side").GetString().ShouldBe("server-host");
        (await program.Get("causes/none-such")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<string?>> Pages(ApiVisitor program, string path)
    {
        var titles = new List<string?>();
        var cursor = "";
        for (var pages = 0; pages < 20; pages++)
        {
            var page = await program.Get(path + cursor);
            titles.AddRange(page.At("cases").EnumerateArray().Select(it => it.GetProperty("title").GetString()));
            if (page.At("next").GetString() is not { } next) return titles;
            cursor = "&cursor=" + next;
        }

        throw new InvalidOperationException("the pages do not end");
    }
}
