using System.Net;
using System.Text;
using System.Text.Json;
using Demarc.Desk.People;

namespace Demarc.Web.Tests.Api;

/// <summary>What strangers and narrow tokens try at the API, and what they get for it.</summary>
public sealed class ApiSecurityTests
{
    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "GET", "cases" }, { "GET", "search?q=x" }, { "GET", "cases/DM-2026-0001" }, { "POST", "cases" }, { "POST", "cases/from-file?name=x" }, { "PUT", "cases/DM-2026-0001/files/x" },
        { "GET", "cases/DM-2026-0001/evidence/E1/raw" }, { "POST", "mail" }, { "GET", "quarantine" }, { "POST", "quarantine/1/accept" }, { "GET", "causes" }, { "GET", "me" }, { "GET", "no-such-thing" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Nothing_is_told_or_done_without_a_token_that_holds(string method, string path)
    {
        await using var workbench = await Workbench.Start();
        var revoked = workbench.Desk.People.ApiTokens.Make(workbench.Admin.Actor, "gone", Scopes.Admin);
        workbench.Desk.People.ApiTokens.Revoke(workbench.Admin.Actor, workbench.Admin.Id, revoked.Id);
        var expired = workbench.Token(Scopes.Admin, holds: TimeSpan.FromMilliseconds(1));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        foreach (var token in new[] { null, "guessed", "demarc_" + new string('0', 48), revoked.Token.Reveal(), expired })
        {
            using var program = new ApiVisitor(workbench.Url, token);
            var answer = await program.Send(new HttpMethod(method), path, null);
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, token);
            answer.Type.ShouldBe("application/problem+json");
            answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
            if (token is not null) answer.Text.ShouldNotContain(token);
        }
    }

    [Fact]
    public async Task A_token_in_the_query_or_a_session_s_cookie_opens_nothing()
    {
        await using var workbench = await Workbench.Start();
        var token = workbench.Token();
        using var program = new ApiVisitor(workbench.Url, null);
        (await program.Get($"cases?access_token={token}&token={token}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var visitor = await workbench.Visit();
        (await visitor.Get("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.Get("/api/v1/cases")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.Post("/api/v1/cases", ("title", "by a form"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        // Nor does a token open the pages.
        using var bearer = new Visitor(workbench.Url);
        (await bearer.Send(HttpMethod.Get, "/causes", null, ("Authorization", "Bearer " + token))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_scope_narrows_what_its_owner_may()
    {
        await using var workbench = await Workbench.Start();
        var number = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("one")).Number;
        using var reading = workbench.Program(Scopes.Read);
        using var writing = workbench.Program(Scopes.Write);
        using var intake = workbench.Program(Scopes.Intake);

        (await reading.Get("cases/" + number)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { $"cases/{number}/log", $"cases/{number}/close", $"cases/{number}/archive", "cases", "mail" }) (await reading.Post(path)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        (await reading.Put($"cases/{number}/files/x.txt", [1])).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in new[] { $"cases/{number}/erase", $"cases/{number}/hold", $"cases/{number}/release", $"cases/{number}/retention", "retention", "retention/erase-due", "field/priors" }) (await writing.Post(path, """{"why":"x","class":"short","on":true}""")).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        (await reading.Get($"cases/{number}/export.zip")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await writing.Send("mail", Samples.Mail(), "message/rfc822")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await intake.Send("mail", Samples.Mail(), "message/rfc822")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "cases", "search?q=one", "cases/" + number, $"cases/{number}/evidence", "quarantine" }) (await intake.Get(path)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        (await reading.Get("me")).At("rights").EnumerateArray().Select(it => it.GetString()).ShouldBe(["SeeAllCases"]);
    }

    [Fact]
    public async Task A_role_narrows_what_its_token_may_also_when_it_is_taken_away_later()
    {
        await using var workbench = await Workbench.Start();
        var mo = workbench.Engineer();
        using var program = workbench.Program(Scopes.Write, mo);
        (await program.Post("cases", """{"title":"mine"}""")).Status.ShouldBe(HttpStatusCode.Created);
        workbench.Desk.People.SetRole(workbench.Admin.Actor, mo.Id, Roles.Observer);
        (await program.Post("cases", """{"title":"not any more"}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
        workbench.Desk.People.SetDisabled(workbench.Admin.Actor, mo.Id, true);
        (await program.Get("cases")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/evidence")]
    [InlineData("GET", "/evidence/E1")]
    [InlineData("GET", "/evidence/E1/raw")]
    [InlineData("GET", "/verdict")]
    [InlineData("GET", "/requests")]
    [InlineData("GET", "/summary.md")]
    [InlineData("GET", "/trials")]
    [InlineData("GET", "/reminders")]
    [InlineData("GET", "/retention")]
    [InlineData("GET", "/export.zip")]
    [InlineData("GET", "/escalation.zip")]
    [InlineData("POST", "/trials")]
    [InlineData("POST", "/hold")]
    [InlineData("POST", "/erase")]
    [InlineData("POST", "/log")]
    [InlineData("POST", "/close")]
    [InlineData("POST", "/mail")]
    [InlineData("PUT", "/files/x.txt")]
    public async Task A_case_one_may_not_see_is_as_if_it_were_not_there(string method, string path)
    {
        await using var workbench = await Workbench.Start();
        var secret = workbench.Desk.OpenWith(workbench.Admin.Actor, "thread.txt", Samples.Bytes(Samples.Thread), null, TestContext.Current.CancellationToken);
        var mo = workbench.Engineer();
        using var program = workbench.Program(Scopes.Write, mo);

        var there = await program.Send(new HttpMethod(method), $"cases/{secret.Number}{path}", new StringContent("""{"text":"x","reason":"solved"}""", Encoding.UTF8, "application/json"));
        var nowhere = await program.Send(new HttpMethod(method), $"cases/DM-2026-9999{path}", new StringContent("""{"text":"x","reason":"solved"}""", Encoding.UTF8, "application/json"));

        there.Status.ShouldBe(HttpStatusCode.NotFound);
        there.Text.Replace(secret.Number, "N", StringComparison.Ordinal).ShouldBe(nowhere.Text.Replace("DM-2026-9999", "N", StringComparison.Ordinal));
        workbench.Desk.Cases.Log(secret.Id).ShouldBeEmpty();
        workbench.Desk.Evidence.Of(secret.Id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_similar_case_of_somebody_else_s_is_not_told_of()
    {
        await using var workbench = await Workbench.Start();
        workbench.Desk.OpenWith(workbench.Admin.Actor, "thread.txt", Samples.Bytes(Samples.Thread), null, TestContext.Current.CancellationToken);
        var mo = workbench.Engineer();
        using var program = workbench.Program(Scopes.Write, mo);
        using var admin = workbench.Program();
        var number = (await program.Send("cases/from-file?name=thread.txt", Samples.Bytes(Samples.Thread), "text/plain")).At("number").GetString();
        (await admin.Get("cases/" + number)).At("similar").GetArrayLength().ShouldBe(1);
        (await program.Get("cases/" + number)).At("similar").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"titel":"typed wrong"}""")]
    [InlineData("""{"title":7}""")]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"title":"a","more":{}}""")]
    public async Task Bad_JSON_is_told_as_such_and_changes_nothing(string json)
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        var answer = await program.Post("cases", json);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Type.ShouldBe("application/problem+json");
        answer.At("detail").GetString().ShouldNotBeNullOrEmpty();
        workbench.Desk.Cases.List(new()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_type_is_refused()
    {
        await using var workbench = await Workbench.Start();
        using var program = workbench.Program();
        (await program.Post("cases", JsonSerializer.Serialize(new { title = new string('x', 2 << 20) }))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await program.Send(HttpMethod.Post, "cases", new FormUrlEncodedContent([new("title", "by a form")]))).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await Announce(workbench, "/api/v1/mail", workbench.Token(Scopes.Intake), 65L << 20)).ShouldContain("413");
        (await Announce(workbench, "/api/v1/cases/from-file?name=x", workbench.Token(), long.MaxValue)).ShouldContain("413");
        workbench.Desk.Cases.List(new()).ShouldAllBe(it => !it.Case.Title.Contains("form", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var workbench = await Workbench.Start();
        using var hasty = workbench.Program(Scopes.Read);
        using var other = workbench.Program(Scopes.Read);
        ApiVisitor.Answer? refused = null;
        for (var i = 0; i < 1000 && refused is null; i++)
        {
            var answer = await hasty.Get("me");
            if (answer.Status == HttpStatusCode.TooManyRequests) refused = answer;
        }

        refused.ShouldNotBeNull();
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await other.Get("me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessing_tokens_is_slowed_and_stops_nobody_whose_token_holds()
    {
        await using var workbench = await Workbench.Start();
        using var guessing = new ApiVisitor(workbench.Url, "demarc_" + new string('1', 48));
        using var program = workbench.Program();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++) statuses.Add((await guessing.Get("me")).Status);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses.ShouldNotContain(HttpStatusCode.OK);
        (await program.Get("me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Faults_are_told_in_the_reader_s_language()
    {
        await using var workbench = await Workbench.Start();
        using var english = workbench.Program();
        using var chinese = workbench.Program(language: "zh-CN");
        (await english.Get("cases/DM-1")).At("detail").GetString().ShouldBe("no case 'DM-1'");
        var answer = await chinese.Get("cases/DM-1");
        answer.At("title").GetString().ShouldBe("未找到");
        answer.At("detail").GetString().ShouldBe("没有案例“DM-1”");
        (await chinese.Send(HttpMethod.Delete, "cases", null)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await chinese.Send(HttpMethod.Delete, "cases", null)).At("detail").GetString()!.ShouldContain("可用的操作");
        (await english.Get("nothing/here")).At("status").GetInt32().ShouldBe(404);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var workbench = await Workbench.Start();
        var number = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("one")).Number;
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(workbench.Url.Host, workbench.Url.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT /api/v1/cases/{number}/files/x HTTP/1.1\r\nHost: desk.example\r\nAuthorization: Bearer {workbench.Token()}\r\nContent-Length: 1000000\r\n\r\nhalf of it"), TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        var incoming = Path.Combine(workbench.Home, "artifacts", "incoming");
        for (var i = 0; i < 100 && Directory.GetFiles(incoming).Length > 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Directory.GetFiles(incoming).ShouldBeEmpty();
        workbench.Desk.Evidence.Of(workbench.Desk.Cases.Get(number).Id).ShouldBeEmpty();
    }

    /// <summary>Says how much will come, sends nothing of it, and reads the answer's first line.</summary>
    private static async Task<string> Announce(Workbench workbench, string path, string token, long length)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(workbench.Url.Host, workbench.Url.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: desk.example\r\nAuthorization: Bearer {token}\r\nContent-Type: message/rfc822\r\nContent-Length: {length}\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }
}
