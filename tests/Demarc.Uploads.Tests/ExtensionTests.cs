using System.Globalization;
using System.Security.Cryptography;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>The extensions: creation, creation with upload, checksum, termination.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public async Task Creation_answers_with_a_place_relative_to_the_address_that_was_asked()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.PostAsync(5, "a:b c");
        ((int)answer.StatusCode).ShouldBe(201);
        var id = desk.Store.Ids().Single();
        answer.Headers.Location!.OriginalString.ShouldStartWith("/");
        answer.Headers.Location.OriginalString.ShouldEndWith("/files/" + id);
        TusClient.AddressOf(answer).ShouldBe(new Uri(desk.Client.Collection("a:b c") + "/" + id));
        TusClient.Header(answer, "Upload-Expires").ShouldNotBeNull();
        (await desk.Client.OffsetAsync(TusClient.AddressOf(answer))).ShouldBe(0);
    }

    [Fact]
    public async Task The_place_is_right_too_when_the_address_ends_with_a_slash()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, new(desk.Client.Collection() + "/"), headers: ("Upload-Length", "5"));
        (await desk.Client.OffsetAsync(TusClient.AddressOf(answer))).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1 ")]
    [InlineData("99999999999999999999")]
    public async Task Creation_needs_a_length_that_is_a_number(string length)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, desk.Client.Collection(), headers: ("Upload-Length", length));
        ((int)answer.StatusCode).ShouldBe(length == "1 " ? 201 : 400);
    }

    [Theory]
    [InlineData("Upload-Defer-Length", "1")]
    [InlineData("Upload-Concat", "partial")]
    public async Task Extensions_that_are_not_offered_are_refused_and_not_misread(string header, string value)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, desk.Client.Collection(), headers: [("Upload-Length", "5"), (header, value)]);
        ((int)answer.StatusCode).ShouldBe(400);
        desk.Store.Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_is_finished_by_its_creation()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(0, metadata: TusClient.Metadata(("filename", "empty.log")));
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Theory]
    [InlineData("filename")]
    [InlineData("filename ")]
    [InlineData("filename YQ==,note")]
    [InlineData("a YQ==, b Yg==")]
    public async Task Metadata_with_empty_values_is_fine(string metadata)
    {
        await using var desk = await UploadDesk.StartAsync();
        await desk.Client.CreateAsync(1, metadata: metadata);
    }

    [Theory]
    [InlineData("filename not*base64")]
    [InlineData("filename YQ==,filename Yg==")]
    [InlineData(" YQ==,,b Yg==")]
    [InlineData("filename Y Q==")]
    [InlineData("filename YQ==\u0001")]
    public async Task Metadata_that_breaks_the_rules_is_refused(string metadata)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.PostAsync(1, metadata: metadata);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Metadata_longer_than_it_may_be_is_refused()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.PostAsync(1, metadata: TusClient.Metadata(("note", new string('x', 20_000))));
        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Creation_takes_first_octets_along_and_the_upload_goes_on_behind_them()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, desk.Client.Collection(), [1, 2, 3], headers: ("Upload-Length", "5"));
        ((int)answer.StatusCode).ShouldBe(201);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("3");
        using var rest = await desk.Client.PatchAsync(TusClient.AddressOf(answer), 3, [4, 5]);
        ((int)rest.StatusCode).ShouldBe(204);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256([1, 2, 3, 4, 5]));
    }

    [Fact]
    public async Task Creation_takes_a_whole_file_along()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, desk.Client.Collection(), [1, 2, 3], headers: [("Upload-Length", "3"), ("Upload-Checksum", Promise("sha1", [1, 2, 3]))]);
        ((int)answer.StatusCode).ShouldBe(201);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("3");
        desk.Gate.Told.ShouldHaveSingleItem().Octets.ShouldBe(3);
    }

    [Theory]
    [InlineData("text/plain", "3", null, 415)]
    [InlineData("application/offset+octet-stream", "2", null, 413)]
    [InlineData("application/offset+octet-stream", "3", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=", 460)]
    public async Task A_creation_whose_octets_cannot_be_kept_leaves_no_upload(string type, string length, string? checksum, int status)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(HttpMethod.Post, desk.Client.Collection(), [1, 2, 3], type, ("Upload-Length", length), ("Upload-Checksum", checksum ?? ""));
        ((int)answer.StatusCode).ShouldBe(status);
        desk.Store.Ids().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task A_chunk_with_the_right_checksum_is_kept(string algorithm)
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(500_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        foreach (var part in new[] { 0..200_000, 200_000..500_000 })
        {
            using var answer = await desk.Client.PatchAsync(upload, part.Start.Value, octets[part], ("Upload-Checksum", Promise(algorithm, octets[part])));
            ((int)answer.StatusCode).ShouldBe(204);
        }

        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_chunk_with_another_checksum_and_the_upload_still_ends_right()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(700_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        (await desk.Client.PatchAsync(upload, 0, octets[..200_000])).Dispose();
        using var wrong = await desk.Client.PatchAsync(upload, 200_000, UploadDesk.Octets(500_000, seed: 2), ("Upload-Checksum", Promise("sha256", octets[200_000..])));
        ((int)wrong.StatusCode).ShouldBe(460);
        TusClient.Header(wrong, "Upload-Offset").ShouldBe("200000");
        (await desk.Client.OffsetAsync(upload)).ShouldBe(200_000);
        desk.Gate.Told.ShouldBeEmpty();
        using var right = await desk.Client.PatchAsync(upload, 200_000, octets[200_000..], ("Upload-Checksum", Promise("sha256", octets[200_000..])));
        ((int)right.StatusCode).ShouldBe(204);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Theory]
    [InlineData("md5 1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("SHA256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha256")]
    [InlineData("sha256 AAAA")]
    [InlineData("sha1 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha256 not*base64")]
    public async Task A_checksum_that_cannot_be_verified_is_a_bad_request_and_nothing_is_kept(string checksum)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.PatchAsync(upload, 0, [1], ("Upload-Checksum", checksum));
        ((int)answer.StatusCode).ShouldBe(400);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_upload_is_gone_from_the_disk_and_for_every_later_request()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        using var answer = await desk.Client.SendAsync(HttpMethod.Delete, upload);
        ((int)answer.StatusCode).ShouldBe(204);
        desk.Store.Ids().ShouldBeEmpty();
        ((int)(await desk.Client.HeadAsync(upload)).StatusCode).ShouldBe(404);
        ((int)(await desk.Client.PatchAsync(upload, 1, [2])).StatusCode).ShouldBe(404);
        ((int)(await desk.Client.SendAsync(HttpMethod.Delete, upload)).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_finished_upload_is_deleted_only_where_the_permit_says_so()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(1);
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        ((int)(await desk.Client.SendAsync(HttpMethod.Delete, upload)).StatusCode).ShouldBe(403);
        desk.Gate.Terms = permit => permit with { MayDeleteFinished = true };
        ((int)(await desk.Client.SendAsync(HttpMethod.Delete, upload)).StatusCode).ShouldBe(204);
    }

#pragma warning disable CA5350 // The protocol demands SHA-1; it guards against broken lines, not against people.
    private static string Promise(string algorithm, byte[] octets) =>
        string.Create(CultureInfo.InvariantCulture, $"{algorithm} {Convert.ToBase64String(algorithm == "sha1" ? SHA1.HashData(octets) : SHA256.HashData(octets))}");
#pragma warning restore CA5350
}
