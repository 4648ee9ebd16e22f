using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>What the gate decides and what a permit bounds.</summary>
public sealed class GateTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Another_scopes_upload_answers_exactly_as_an_unknown_one(string method)
    {
        await using var desk = await UploadDesk.StartAsync();
        var theirs = await desk.Client.CreateAsync(3);
        var id = theirs.Segments[^1];
        var (foreign, unknown) = (new Uri($"{desk.Client.Collection("two")}/{id}"), new Uri($"{desk.Client.Collection("two")}/00112233445566778899aabbccddeeff"));
        var answers = new List<string>();
        foreach (var address in new[] { foreign, unknown })
        {
            using var answer = await desk.Client.SendAsync(new(method), address, method == "PATCH" ? [1] : null, headers: ("Upload-Offset", "0"));
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}={string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
            answers.Add($"{(int)answer.StatusCode} {string.Join(';', headers)} {await answer.Content.ReadAsStringAsync()}");
        }

        answers[0].ShouldStartWith("404 ");
        answers[0].ShouldBe(answers[1]);
        (await desk.Client.OffsetAsync(theirs)).ShouldBe(0);
    }

    [Fact]
    public async Task Each_request_is_asked_about_with_its_intent()
    {
        await using var desk = await UploadDesk.StartAsync();
        (await desk.Client.SendAsync(HttpMethod.Options, desk.Client.Collection())).Dispose();
        var upload = await desk.Client.CreateAsync(3);
        await desk.Client.OffsetAsync(upload);
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        (await desk.Client.SendAsync(HttpMethod.Delete, upload)).Dispose();
        desk.Gate.Asked.ShouldBe([UploadIntent.Describe, UploadIntent.Create, UploadIntent.See, UploadIntent.Continue, UploadIntent.Delete]);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_refusal_ends_the_request_with_its_status_and_reason(int status)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        desk.Gate.Refusal = (_, _) => UploadDecision.Refuse(status, "Not here.", "不在此处。");
        using var answer = await desk.Client.PatchAsync(upload, 0, [1]);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Not here.\n");
        desk.Gate.Refusal = (_, _) => null;
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_larger_than_the_permit_is_refused_before_it_is_sent()
    {
        await using var desk = await UploadDesk.StartAsync();
        desk.Gate.Terms = permit => permit with { MaxOctets = 100 };
        ((int)(await desk.Client.PostAsync(101)).StatusCode).ShouldBe(413);
        ((int)(await desk.Client.PostAsync(100)).StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task A_scope_has_no_more_uploads_at_once_than_its_permit_says()
    {
        await using var desk = await UploadDesk.StartAsync();
        desk.Gate.Terms = permit => permit with { MaxUploads = 2 };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.Client.PostAsync(3)));
        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([201, 201, 429, 429, 429, 429]);
        ((int)(await desk.Client.PostAsync(3, "two")).StatusCode).ShouldBe(201);
        var first = TusClient.AddressOf(answers.First(answer => (int)answer.StatusCode == 201));
        (await desk.Client.SendAsync(HttpMethod.Delete, first)).Dispose();
        ((int)(await desk.Client.PostAsync(3)).StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task After_the_deadline_nothing_is_begun_but_what_was_begun_goes_on_until_the_grace_is_over()
    {
        var clock = new FakeClock(Start);
        await using var desk = await UploadDesk.StartAsync(clock: clock);
        desk.Gate.Terms = permit => permit with { Deadline = Start.AddHours(1), Grace = TimeSpan.FromHours(2) };
        using var created = await desk.Client.PostAsync(3);
        TusClient.Header(created, "Upload-Expires").ShouldBe("Mon, 04 May 2026 13:00:00 GMT");
        var upload = TusClient.AddressOf(created);
        clock.Advance(TimeSpan.FromMinutes(61));
        ((int)(await desk.Client.PostAsync(3)).StatusCode).ShouldBe(403);
        ((int)(await desk.Client.PatchAsync(upload, 0, [1])).StatusCode).ShouldBe(204);
        clock.Advance(TimeSpan.FromHours(2));
        ((int)(await desk.Client.PatchAsync(upload, 1, [2])).StatusCode).ShouldBe(410);
        using var head = await desk.Client.HeadAsync(upload);
        ((int)head.StatusCode).ShouldBe(410);
        TusClient.Header(head, "Upload-Offset").ShouldBeNull();
    }

    [Fact]
    public async Task A_deadline_that_is_put_off_lets_an_upload_live_longer()
    {
        var clock = new FakeClock(Start);
        await using var desk = await UploadDesk.StartAsync(clock: clock);
        desk.Gate.Terms = permit => permit with { Deadline = Start.AddHours(1), Grace = TimeSpan.Zero };
        var upload = await desk.Client.CreateAsync(3);
        desk.Gate.Terms = permit => permit with { Deadline = Start.AddHours(9), Grace = TimeSpan.Zero };
        using var answer = await desk.Client.PatchAsync(upload, 0, [1]);
        TusClient.Header(answer, "Upload-Expires").ShouldBe("Mon, 04 May 2026 19:00:00 GMT");
        clock.Advance(TimeSpan.FromHours(2));
        (await desk.Sweeper.SweepAsync()).Expired.ShouldBe(0);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(1);
    }
}
