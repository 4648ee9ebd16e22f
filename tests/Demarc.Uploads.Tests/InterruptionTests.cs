using System.Diagnostics;
using System.Security.Cryptography;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>Connections that break, stall or come twice: what came is kept, and one request at a time changes an upload.</summary>
public sealed class InterruptionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_before_a_connection_broke_is_kept_and_the_rest_completes_it(bool reset)
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(8_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using (var patch = await RawPatch.OpenAsync(upload, 0, octets.Length))
        {
            await patch.SendAsync(octets.AsMemory(0, 5_000_000));
            await UntilAsync(() => Written(desk) >= 4_000_000);
            if (reset) patch.Reset();
        }

        await UntilAsync(async () => (await desk.Client.PatchAsync(upload, octets.Length, [])).StatusCode != (System.Net.HttpStatusCode)423);
        var offset = (int)await desk.Client.OffsetAsync(upload);
        offset.ShouldBeInRange(4_000_000, 5_000_000);
        (await desk.Client.PatchAsync(upload, offset, octets[offset..])).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_broken_request_whose_checksum_can_no_longer_be_told()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(3_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using (var patch = await RawPatch.OpenAsync(upload, 0, octets.Length, $"Upload-Checksum: sha256 {Convert.ToBase64String(SHA256.HashData(octets))}\r\n"))
        {
            await patch.SendAsync(octets.AsMemory(0, 2_000_000));
            await UntilAsync(() => Written(desk) >= 1_000_000);
            (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
        }

        await UntilAsync(() => Written(desk) == 0);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
        (await desk.Client.PatchAsync(upload, 0, octets)).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_second_patch_while_octets_flow_is_locked_out_and_the_first_goes_on()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(2_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var first = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await first.SendAsync(octets.AsMemory(0, 1_000_000));
        await UntilAsync(() => Written(desk) == 1_000_000);
        using var second = await desk.Client.PatchAsync(upload, 1_000_000, octets[1_000_000..]);
        ((int)second.StatusCode).ShouldBe(423);
        await first.SendAsync(octets.AsMemory(1_000_000));
        (await first.StatusAsync()).ShouldBe(204);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Of_many_patches_at_once_one_gets_through_and_none_interleave()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(1_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Client.PatchAsync(upload, 0, octets)));
        answers.Count(answer => (int)answer.StatusCode == 204).ShouldBe(1);
        answers.Select(answer => (int)answer.StatusCode).ShouldAllBe(status => status == 204 || status == 409 || status == 423);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_request_from_which_nothing_comes_gives_way_to_the_sender_coming_back()
    {
        await using var desk = await UploadDesk.StartAsync(options => options with { StalledAfter = TimeSpan.FromMilliseconds(300) });
        var octets = UploadDesk.Octets(2_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var dead = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await dead.SendAsync(octets.AsMemory(0, 1_000_000));
        await UntilAsync(() => Written(desk) == 1_000_000);
        await Task.Delay(400);
        using var back = await desk.Client.PatchAsync(upload, 1_000_000, octets[1_000_000..]);
        ((int)back.StatusCode).ShouldBe(204);
        (await dead.StatusAsync()).ShouldBe(409);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Too_little_for_too_long_ends_the_request_and_what_came_is_kept()
    {
        await using var desk = await UploadDesk.StartAsync(options => options with { LeastOctetsPerSecond = 1000, RateWindow = TimeSpan.FromMilliseconds(700) });
        var upload = await desk.Client.CreateAsync(2_000_000);
        using var slow = await RawPatch.OpenAsync(upload, 0, 2_000_000);
        // A fast beginning does not pay for the rest.
        await slow.SendAsync(UploadDesk.Octets(1_000_000));
        var watch = Stopwatch.StartNew();
        var status = slow.StatusAsync();
        while (!status.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(10))
        {
            await Task.Delay(100);
            await slow.SendAsync(new byte[] { 1 }).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        (await status).ShouldBe(408);
        (await desk.Client.OffsetAsync(upload)).ShouldBeInRange(1_000_000, 1_000_100);
    }

    [Fact]
    public async Task A_server_that_stops_keeps_what_came_and_does_not_wait_for_the_rest()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(2_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var patch = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await patch.SendAsync(octets.AsMemory(0, 1_000_000));
        await UntilAsync(() => Written(desk) == 1_000_000);
        var watch = Stopwatch.StartNew();
        await desk.RestartAsync();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        upload = new Uri(desk.Address, upload.AbsolutePath);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(1_000_000);
        (await desk.Client.PatchAsync(upload, 1_000_000, octets[1_000_000..])).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Deleting_ends_the_request_that_is_sending()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(2_000_000);
        using var patch = await RawPatch.OpenAsync(upload, 0, 2_000_000);
        await patch.SendAsync(UploadDesk.Octets(1_000_000));
        await UntilAsync(() => Written(desk) == 1_000_000);
        ((int)(await desk.Client.SendAsync(HttpMethod.Delete, upload)).StatusCode).ShouldBe(204);
        (await patch.StatusAsync()).ShouldBe(409);
        desk.Store.Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_creation_whose_sender_left_before_its_answer_leaves_nothing()
    {
        await using var desk = await UploadDesk.StartAsync();
        using (var post = await RawPatch.OpenAsync(desk.Client.Collection(), 0, 2_000_000, "X-HTTP-Method-Override: POST\r\nUpload-Length: 2000000\r\n"))
        {
            await post.SendAsync(UploadDesk.Octets(1_000_000));
            await UntilAsync(() => Written(desk) > 0);
        }

        await UntilAsync(() => !desk.Store.Ids().Any());
    }

    private static long Written(UploadDesk desk) =>
        Directory.EnumerateFiles(desk.Options.Folder, "data", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(10);
        }
    }
}
