using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>Disks that are full, filling up, or another one.</summary>
public sealed class DiskTests
{
    [Fact]
    public async Task A_file_there_is_no_room_for_is_refused_before_it_is_sent()
    {
        using var disk = new SmallDisk(megabytes: 1);
        await using var desk = await UploadDesk.StartAsync(folder: disk.Path);
        using var creation = await desk.Client.PostAsync(50_000_000);
        ((int)creation.StatusCode).ShouldBe(507);
        (await creation.Content.ReadAsStringAsync()).ShouldBe("There is not enough room on the server for this file.\n");
        var upload = await desk.Client.CreateAsync(600_000);
        disk.Fill(700_000);
        ((int)(await desk.Client.PatchAsync(upload, 0, new byte[600_000])).StatusCode).ShouldBe(507);
    }

    [Fact]
    public async Task A_disk_that_fills_up_under_a_request_is_answered_clearly_and_the_upload_goes_on_once_there_is_room()
    {
        using var disk = new SmallDisk(megabytes: 1);
        await using var desk = await UploadDesk.StartAsync(folder: disk.Path);
        var octets = UploadDesk.Octets(600_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var patch = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await patch.SendAsync(octets.AsMemory(0, 100_000));
        while (new FileInfo(desk.Store.Place(upload.Segments[^1]).Data).Length < 100_000) await Task.Delay(10);
        disk.Fill(700_000);
        await patch.SendAsync(octets.AsMemory(100_000));
        (await patch.StatusAsync()).ShouldBe(507);
        var offset = (int)await desk.Client.OffsetAsync(upload);
        offset.ShouldBeInRange(100_000, 599_999);
        disk.Empty();
        (await desk.Client.PatchAsync(upload, offset, octets[offset..])).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_long_request_stops_where_others_would_be_left_too_little_and_what_came_is_kept()
    {
        using var disk = new SmallDisk(megabytes: 96);
        await using var desk = await UploadDesk.StartAsync(options => options with { KeepFree = 20 << 20 }, folder: disk.Path);
        var octets = UploadDesk.Octets(60_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var patch = await RawPatch.OpenAsync(upload, 0, octets.Length);
        await patch.SendAsync(octets.AsMemory(0, 1_000_000));
        while (new FileInfo(desk.Store.Place(upload.Segments[^1]).Data).Length < 1_000_000) await Task.Delay(10);
        disk.Fill(65_000_000);
        var sending = patch.SendAsync(octets.AsMemory(1_000_000, 40_000_000));
        (await patch.StatusAsync()).ShouldBe(507);
        patch.Reset();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        var offset = await desk.Client.OffsetAsync(upload);
        offset.ShouldBeInRange(16 << 20, 20_000_000);
        disk.Empty();
        (await desk.Client.PatchAsync(upload, offset, octets[(int)offset..])).Dispose();
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_finished_file_is_taken_to_another_disk()
    {
        using var disk = new SmallDisk(megabytes: 4);
        using var vault = new TempFolder();
        await using var desk = await UploadDesk.StartAsync(folder: disk.Path);
        var octets = UploadDesk.Octets(500_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets)).Dispose();
        await desk.Store.TakeAsync(upload.Segments[^1], vault.File("mine"));
        File.ReadAllBytes(vault.File("mine")).ShouldBe(octets);
        Directory.GetFiles(vault.Path).ShouldHaveSingleItem();
        File.Exists(desk.Store.Place(upload.Segments[^1]).Data).ShouldBeFalse();
    }
}
