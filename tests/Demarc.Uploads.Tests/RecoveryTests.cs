using System.Diagnostics;
using System.Globalization;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>What a server finds on disk when it starts: every state a crash can leave, and damage it must not make worse.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task After_a_restart_the_offset_is_what_is_on_disk_and_the_hash_is_of_the_whole_file()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(9_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets[..8_000_000])).Dispose();
        for (var offset = 8_000_000; offset < octets.Length; offset += 250_000)
        {
            await desk.RestartAsync();
            upload = new Uri(desk.Address, upload.AbsolutePath);
            (await desk.Client.OffsetAsync(upload)).ShouldBe(offset);
            (await desk.Client.PatchAsync(upload, offset, octets[offset..(offset + 250_000)])).Dispose();
        }

        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Octets_of_a_chunk_that_was_never_verified_do_not_count_after_a_crash()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(1000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets[..400])).Dispose();
        var place = desk.Store.Place(upload.Segments[^1]);
        place.Write(place.Read()! with { UnverifiedFrom = 400 });
        await File.AppendAllTextAsync(place.Data, new string('x', 600));
        await desk.RestartAsync();
        upload = new Uri(desk.Address, upload.AbsolutePath);
        desk.Gate.Told.ShouldBeEmpty();
        (await desk.Client.OffsetAsync(upload)).ShouldBe(400);
        (await desk.Client.PatchAsync(upload, 400, octets[400..])).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_between_the_last_octet_and_the_end_is_made_up_for(bool bySender)
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(1000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets[..400])).Dispose();
        await File.AppendAllBytesAsync(desk.Store.Place(upload.Segments[^1]).Data, octets[400..]);
        if (bySender) (await desk.Client.OffsetAsync(upload)).ShouldBe(1000);
        else (await desk.Sweeper.SweepAsync()).ShouldBe(new(Finished: 1, Told: 1));
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_crash_after_the_end_but_before_the_app_confirmed_tells_it_again_at_the_start()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        var place = desk.Store.Place(upload.Segments[^1]);
        place.Write(place.Read()! with { Confirmed = false });
        await desk.RestartAsync();
        for (var watch = Stopwatch.StartNew(); !place.Read()!.Confirmed; await Task.Delay(10)) watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        desk.Gate.Told.Count.ShouldBe(2);
        desk.Gate.Told.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Folders_a_crash_left_without_a_state_go_after_a_day_and_others_stay()
    {
        await using var desk = await UploadDesk.StartAsync();
        var (old, fresh, foreign) = (Path.Combine(desk.Options.Folder, new string('a', 32)), Path.Combine(desk.Options.Folder, new string('b', 32)), Path.Combine(desk.Options.Folder, "foreign"));
        foreach (var folder in new[] { old, fresh, foreign }) Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(old, "state.json.new"), "{");
        foreach (var folder in new[] { old, foreign }) Directory.SetLastWriteTimeUtc(folder, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        (await desk.Sweeper.SweepAsync()).Stray.ShouldBe(1);
        Directory.Exists(old).ShouldBeFalse();
        Directory.Exists(fresh).ShouldBeTrue();
        Directory.Exists(foreign).ShouldBeTrue();
    }

    [Fact]
    public async Task A_damaged_state_is_reported_and_its_octets_are_left_alone()
    {
        await using var desk = await UploadDesk.StartAsync();
        var (broken, whole) = (await desk.Client.CreateAsync(3), await desk.Client.CreateAsync(3));
        (await desk.Client.PatchAsync(broken, 0, [1])).Dispose();
        var place = desk.Store.Place(broken.Segments[^1]);
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "state.json"), "{ \"Id\": ");
        ((int)(await desk.Client.HeadAsync(broken)).StatusCode).ShouldBe(507);
        (await desk.Sweeper.SweepAsync()).Faulty.ShouldBe(1);
        File.ReadAllBytes(place.Data).ShouldBe([1]);
        (await desk.Client.OffsetAsync(whole)).ShouldBe(0);
    }

    [Fact]
    public async Task Two_servers_over_one_folder_do_not_write_the_same_upload_at_once()
    {
        await using var one = await UploadDesk.StartAsync();
        await using var two = await UploadDesk.StartAsync(folder: one.Options.Folder);
        var octets = UploadDesk.Octets(200_000);
        var upload = await one.Client.CreateAsync(octets.Length);
        using var patch = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await patch.SendAsync(octets.AsMemory(0, 100_000));
        while (new FileInfo(one.Store.Place(upload.Segments[^1]).Data).Length < 100_000) await Task.Delay(10);
        var other = new Uri(two.Address, upload.AbsolutePath);
        ((int)(await two.Client.PatchAsync(other, 100_000, octets[100_000..])).StatusCode).ShouldBe(423);
        await patch.SendAsync(octets.AsMemory(100_000));
        (await patch.StatusAsync()).ShouldBe(204);
        (await two.Client.OffsetAsync(other)).ShouldBe(octets.Length);
    }

    [Fact]
    public async Task Fifty_uploads_at_once_arrive_whole()
    {
        await using var desk = await UploadDesk.StartAsync();
        var sent = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var octets = UploadDesk.Octets(400_000 + number, seed: number);
            var upload = await desk.Client.CreateAsync(octets.Length, scope: "s" + number.ToString(CultureInfo.InvariantCulture));
            foreach (var part in new[] { 0..150_000, 150_000..300_000, 300_000..octets.Length })
                ((int)(await desk.Client.PatchAsync(upload, part.Start.Value, octets[part])).StatusCode).ShouldBe(204);
            return UploadDesk.Sha256(octets);
        }));
        desk.Gate.Told.Select(receipt => receipt.Sha256).ShouldBe(sent, ignoreOrder: true);
    }
}
