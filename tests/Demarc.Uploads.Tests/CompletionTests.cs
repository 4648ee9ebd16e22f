using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>The end of an upload: told once, told again until confirmed, taken without loss, and the sweep.</summary>
public sealed class CompletionTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_app_that_failed_is_told_again_with_the_same_id_until_it_confirms()
    {
        await using var desk = await UploadDesk.StartAsync();
        desk.Gate.OnCompleted = _ => throw new InvalidOperationException("the database is away");
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.PatchAsync(upload, 0, [1, 2, 3]);
        ((int)answer.StatusCode).ShouldBe(204);
        (await desk.Sweeper.SweepAsync()).Told.ShouldBe(0);
        desk.Gate.OnCompleted = _ => Task.CompletedTask;
        (await desk.Sweeper.SweepAsync()).Told.ShouldBe(1);
        (await desk.Sweeper.SweepAsync()).Told.ShouldBe(0);
        desk.Gate.Told.Count.ShouldBe(3);
        desk.Gate.Told.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_sweep_and_a_request_do_not_both_tell()
    {
        await using var desk = await UploadDesk.StartAsync();
        var gateOpen = new TaskCompletionSource();
        desk.Gate.OnCompleted = _ => gateOpen.Task;
        var upload = await desk.Client.CreateAsync(3);
        var patch = desk.Client.PatchAsync(upload, 0, [1, 2, 3]);
        while (desk.Gate.Told.IsEmpty) await Task.Delay(10);
        (await desk.Sweeper.SweepAsync()).Told.ShouldBe(0);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(3);
        gateOpen.SetResult();
        ((int)(await patch).StatusCode).ShouldBe(204);
        (await desk.Sweeper.SweepAsync()).Told.ShouldBe(0);
        desk.Gate.Told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_app_takes_the_file_while_it_is_told_and_the_sender_still_learns_that_it_is_complete()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var vault = new TempFolder();
        desk.Gate.OnCompleted = receipt => desk.Store.TakeAsync(receipt.Id, vault.File("evidence"));
        var octets = UploadDesk.Octets(500_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets)).Dispose();
        File.ReadAllBytes(vault.File("evidence")).ShouldBe(octets);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(octets.Length);
        ((int)(await desk.Client.PatchAsync(upload, octets.Length, [])).StatusCode).ShouldBe(204);
    }

    [Fact]
    public async Task Taking_never_overwrites_and_taking_twice_is_no_loss()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var vault = new TempFolder();
        var upload = await desk.Client.CreateAsync(3);
        var id = upload.Segments[^1];
        await Should.ThrowAsync<InvalidOperationException>(() => desk.Store.TakeAsync(id, vault.File("early")));
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        File.WriteAllText(vault.File("other"), "somebody's");
        await Should.ThrowAsync<IOException>(() => desk.Store.TakeAsync(id, vault.File("other")));
        File.ReadAllText(vault.File("other")).ShouldBe("somebody's");
        (await desk.Store.TakeAsync(id, vault.File("mine"))).Sha256.ShouldBe(UploadDesk.Sha256([1, 2, 3]));
        (await desk.Store.TakeAsync(id, vault.File("mine"))).Octets.ShouldBe(3);
        await Should.ThrowAsync<InvalidOperationException>(() => desk.Store.TakeAsync(id, vault.File("elsewhere")));
        await Should.ThrowAsync<InvalidOperationException>(() => desk.Store.TakeAsync("00112233445566778899aabbccddeeff", vault.File("none")));
        Directory.GetFiles(vault.Path).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("staged")]
    [InlineData("linked")]
    [InlineData("moved")]
    public async Task Taking_that_was_cut_short_is_ended_by_the_next_try(string at)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var vault = new TempFolder();
        var upload = await desk.Client.CreateAsync(3);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        var (id, destination) = (upload.Segments[^1], vault.File("mine"));
        var data = desk.Store.Place(id).Data;
        if (at != "moved") File.Copy(data, destination + ".incoming");
        if (at != "staged") File.Copy(data, destination);
        File.Delete(data);
        (await desk.Store.TakeAsync(id, destination)).Octets.ShouldBe(3);
        File.ReadAllBytes(destination).ShouldBe([1, 2, 3]);
        Directory.GetFiles(vault.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_unfinished_upload_past_its_time_is_gone_and_the_sweep_removes_it()
    {
        var clock = new FakeClock(Start);
        await using var desk = await UploadDesk.StartAsync(options => options with { Lifetime = TimeSpan.FromDays(2) }, clock);
        var upload = await desk.Client.CreateAsync(3);
        using var patch = await desk.Client.PatchAsync(upload, 0, [1]);
        TusClient.Header(patch, "Upload-Expires").ShouldBe("Wed, 06 May 2026 10:00:00 GMT");
        clock.Advance(TimeSpan.FromDays(1));
        (await desk.Sweeper.SweepAsync()).ShouldBe(default);
        clock.Advance(TimeSpan.FromDays(1));
        ((int)(await desk.Client.HeadAsync(upload)).StatusCode).ShouldBe(410);
        (await desk.Sweeper.SweepAsync()).Expired.ShouldBe(1);
        desk.Store.Ids().ShouldBeEmpty();
        ((int)(await desk.Client.HeadAsync(upload)).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task An_upload_that_is_being_sent_does_not_expire_under_its_request()
    {
        var clock = new FakeClock(Start);
        await using var desk = await UploadDesk.StartAsync(clock: clock);
        var octets = UploadDesk.Octets(100_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var patch = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await patch.SendAsync(octets.AsMemory(0, 50_000));
        while (new FileInfo(desk.Store.Place(upload.Segments[^1]).Data).Length < 50_000) await Task.Delay(10);
        clock.Advance(TimeSpan.FromDays(30));
        (await desk.Sweeper.SweepAsync()).Expired.ShouldBe(0);
        await patch.SendAsync(octets.AsMemory(50_000));
        (await patch.StatusAsync()).ShouldBe(204);
        desk.Gate.Told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_finished_upload_stays_until_the_app_took_it_and_is_then_forgotten_after_a_while()
    {
        var clock = new FakeClock(Start);
        await using var desk = await UploadDesk.StartAsync(clock: clock);
        using var vault = new TempFolder();
        var upload = await desk.Client.CreateAsync(1);
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        clock.Advance(TimeSpan.FromDays(365));
        (await desk.Sweeper.SweepAsync()).ShouldBe(default);
        await desk.Store.TakeAsync(upload.Segments[^1], vault.File("mine"));
        (await desk.Sweeper.SweepAsync()).Forgotten.ShouldBe(1);
        ((int)(await desk.Client.HeadAsync(upload)).StatusCode).ShouldBe(404);
        File.Exists(vault.File("mine")).ShouldBeTrue();
    }
}
