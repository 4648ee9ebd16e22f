using System.Net.Http.Headers;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>The core of the protocol: OPTIONS, HEAD and PATCH, rule by rule.</summary>
public sealed class CoreTests
{
    [Fact]
    public async Task An_upload_in_one_piece_arrives_whole_and_the_app_is_told_once()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(3_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length, metadata: TusClient.Metadata(("filename", "trace.pcap"), ("filetype", "application/vnd.tcpdump.pcap"), ("uploader", "Ada")));
        using var answer = await desk.Client.PatchAsync(upload, 0, octets);
        ((int)answer.StatusCode).ShouldBe(204);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("3000000");
        TusClient.Header(answer, "Upload-Sha256").ShouldBe(UploadDesk.Sha256(octets));
        TusClient.Header(answer, "Tus-Resumable").ShouldBe("1.0.0");
        var receipt = desk.Gate.Told.ShouldHaveSingleItem();
        receipt.Name.ShouldBe("trace.pcap");
        receipt.Type.ShouldBe("application/vnd.tcpdump.pcap");
        receipt.Uploader.ShouldBe("Ada");
        receipt.Scope.ShouldBe("one");
        receipt.Octets.ShouldBe(octets.Length);
        receipt.Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Options_tells_versions_extensions_checksums_and_the_largest_size_and_ignores_the_version()
    {
        await using var desk = await UploadDesk.StartAsync();
        desk.Gate.Terms = permit => permit with { MaxOctets = 5000 };
        using var answer = await desk.Client.SendAsync(HttpMethod.Options, desk.Client.Collection(), headers: ("Tus-Resumable", "0.2.2"));
        ((int)answer.StatusCode).ShouldBe(204);
        TusClient.Header(answer, "Tus-Version").ShouldBe("1.0.0");
        TusClient.Header(answer, "Tus-Resumable").ShouldBe("1.0.0");
        TusClient.Header(answer, "Tus-Extension")!.Split(',').ShouldBe(["creation", "creation-with-upload", "checksum", "expiration", "termination"], ignoreOrder: true);
        TusClient.Header(answer, "Tus-Checksum-Algorithm")!.Split(',').ShouldBe(["sha256", "sha1"]);
        TusClient.Header(answer, "Tus-Max-Size").ShouldBe("5000");
    }

    [Fact]
    public async Task Head_tells_offset_length_metadata_as_given_and_is_not_cached()
    {
        await using var desk = await UploadDesk.StartAsync();
        var metadata = TusClient.Metadata(("filename", "a b.txt")) + ",is_confidential";
        var upload = await desk.Client.CreateAsync(10, metadata: metadata);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        using var answer = await desk.Client.HeadAsync(upload);
        ((int)answer.StatusCode).ShouldBe(200);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("3");
        TusClient.Header(answer, "Upload-Length").ShouldBe("10");
        TusClient.Header(answer, "Upload-Metadata").ShouldBe(metadata);
        TusClient.Header(answer, "Cache-Control").ShouldBe("no-store");
        TusClient.Header(answer, "Upload-Defer-Length").ShouldBeNull();
    }

    [Fact]
    public async Task Head_of_a_finished_upload_tells_its_full_offset_and_its_hash()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        using var answer = await desk.Client.HeadAsync(upload);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("3");
        TusClient.Header(answer, "Upload-Sha256").ShouldBe(UploadDesk.Sha256([1, 2, 3]));
        TusClient.Header(answer, "Upload-Expires").ShouldBeNull();
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task An_unknown_upload_is_not_found_and_no_offset_is_told(string method)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.SendAsync(new(method), new(desk.Client.Collection() + "/00112233445566778899aabbccddeeff"), method == "PATCH" ? [1] : null, headers: ("Upload-Offset", "0"));
        ((int)answer.StatusCode).ShouldBe(404);
        TusClient.Header(answer, "Upload-Offset").ShouldBeNull();
        TusClient.Header(answer, "Cache-Control").ShouldBe("no-store");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e%2fstate")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("state.json")]
    [InlineData("%00")]
    public async Task What_has_not_the_form_of_an_id_never_reaches_the_disk(string id)
    {
        await using var desk = await UploadDesk.StartAsync();
        using var answer = await desk.Client.HeadAsync(new Uri(desk.Client.Collection() + "/" + id));
        ((int)answer.StatusCode).ShouldBeOneOf(400, 404, 405);
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("POST", "0.2.2")]
    [InlineData("HEAD", "2.0.0")]
    [InlineData("PATCH", "1.0")]
    [InlineData("DELETE", "")]
    public async Task Another_version_is_refused_with_the_versions_there_are_and_nothing_is_done(string method, string version)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.SendAsync(new(method), method == "POST" ? desk.Client.Collection() : upload, method == "PATCH" ? [1] : null,
            headers: [("Tus-Resumable", version), ("Upload-Offset", "0"), ("Upload-Length", "1")]);
        ((int)answer.StatusCode).ShouldBe(412);
        TusClient.Header(answer, "Tus-Version").ShouldBe("1.0.0");
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
        desk.Store.Ids().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task A_patch_of_another_content_type_is_refused(string? type)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.SendAsync(HttpMethod.Patch, upload, [1], type, ("Upload-Offset", "0"));
        ((int)answer.StatusCode).ShouldBe(415);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(long.MaxValue)]
    public async Task A_patch_at_another_offset_conflicts_and_changes_nothing(long offset)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(10);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3, 4])).Dispose();
        using var answer = await desk.Client.PatchAsync(upload, offset, [5]);
        ((int)answer.StatusCode).ShouldBe(409);
        TusClient.Header(answer, "Upload-Offset").ShouldBe("4");
        (await desk.Client.OffsetAsync(upload)).ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("0x1")]
    [InlineData("99999999999999999999")]
    public async Task An_offset_that_is_no_number_is_a_bad_request(string offset)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.SendAsync(HttpMethod.Patch, upload, [1], headers: ("Upload-Offset", offset));
        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task A_patch_that_is_longer_than_what_is_missing_is_refused_unread()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var answer = await desk.Client.PatchAsync(upload, 0, [1, 2, 3, 4]);
        ((int)answer.StatusCode).ShouldBe(413);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_without_a_length_that_runs_over_the_end_leaves_nothing_behind()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(300_000);
        (await desk.Client.PatchAsync(upload, 0, UploadDesk.Octets(1000))).Dispose();
        using var body = new PushedContent(UploadDesk.Octets(300_000));
        (await PushAsync(desk, upload, 1000, body)).ShouldBe(413);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(1000);
        desk.Gate.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_without_a_length_arrives_whole()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(300_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        using var body = new PushedContent(octets);
        (await PushAsync(desk, upload, 0, body)).ShouldBe(204);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task The_same_is_spoken_over_http_2()
    {
        await using var desk = await UploadDesk.StartAsync();
        using var client = new TusClient(desk.Http2Address, new(2, 0));
        var octets = UploadDesk.Octets(40_000_000);
        var upload = await client.CreateAsync(octets.Length);
        ((int)(await client.PatchAsync(upload, 7, [1])).StatusCode).ShouldBe(409);
        using var answer = await client.PatchAsync(upload, 0, octets);
        ((int)answer.StatusCode).ShouldBe(204);
        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task Pieces_of_any_size_add_up_to_the_file()
    {
        await using var desk = await UploadDesk.StartAsync();
        var octets = UploadDesk.Octets(1_000_000);
        var upload = await desk.Client.CreateAsync(octets.Length);
        var offset = 0;
        foreach (var size in new[] { 1, 4095, 131_072, 131_073, 0, 500_000, int.MaxValue })
        {
            var part = octets[offset..(offset + Math.Min(size, octets.Length - offset))];
            using var answer = await desk.Client.PatchAsync(upload, offset, part);
            ((int)answer.StatusCode).ShouldBe(204);
            offset += part.Length;
            TusClient.Header(answer, "Upload-Offset").ShouldBe(offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        desk.Gate.Told.ShouldHaveSingleItem().Sha256.ShouldBe(UploadDesk.Sha256(octets));
    }

    [Fact]
    public async Task A_piece_that_is_not_the_last_costs_no_writing_of_the_state()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        var state = Path.Combine(desk.Store.Place(upload.Segments[^1]).Folder, "state.json");
        var written = File.GetLastWriteTimeUtc(state);
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        (await desk.Client.PatchAsync(upload, 1, [2])).Dispose();
        File.GetLastWriteTimeUtc(state).ShouldBe(written);
    }

    [Fact]
    public async Task A_repeated_last_patch_of_nothing_is_fine_and_one_with_octets_is_not()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        (await desk.Client.PatchAsync(upload, 0, [1, 2, 3])).Dispose();
        using var nothing = await desk.Client.PatchAsync(upload, 3, []);
        ((int)nothing.StatusCode).ShouldBe(204);
        using var more = await desk.Client.PatchAsync(upload, 3, [4]);
        ((int)more.StatusCode).ShouldBe(413);
        desk.Gate.Told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_method_may_be_given_in_a_header_where_only_post_gets_through()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        using var patch = await desk.Client.SendAsync(HttpMethod.Post, upload, [1, 2], headers: [("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0")]);
        ((int)patch.StatusCode).ShouldBe(204);
        (await desk.Client.OffsetAsync(upload)).ShouldBe(2);
        using var delete = await desk.Client.SendAsync(HttpMethod.Post, upload, headers: ("X-HTTP-Method-Override", "DELETE"));
        ((int)delete.StatusCode).ShouldBe(204);
    }

    [Fact]
    public async Task Other_methods_are_not_allowed_and_the_file_cannot_be_fetched()
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(3);
        foreach (var method in new[] { "GET", "PUT", "POST", "BREW" })
        {
            using var answer = await desk.Client.SendAsync(new(method), upload);
            ((int)answer.StatusCode).ShouldBe(405, method);
            TusClient.Header(answer, "Allow")!.Replace(" ", "").ShouldBe("OPTIONS,HEAD,PATCH,DELETE");
        }
    }

    [Fact]
    public async Task Reasons_come_in_the_language_of_the_reader()
    {
        await using var desk = await UploadDesk.StartAsync();
        var nowhere = new Uri(desk.Client.Collection() + "/00112233445566778899aabbccddeeff");
        using var english = await desk.Client.SendAsync(HttpMethod.Delete, nowhere);
        (await english.Content.ReadAsStringAsync()).ShouldBe("There is no such upload.\n");
        using var chinese = await desk.Client.SendAsync(HttpMethod.Delete, nowhere, headers: ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"));
        (await chinese.Content.ReadAsStringAsync()).ShouldBe("没有这个上传。\n");
        using var other = await desk.Client.SendAsync(HttpMethod.Delete, nowhere, headers: ("Accept-Language", "fr,en;q=0.5,zh;q=0.1"));
        (await other.Content.ReadAsStringAsync()).ShouldBe("There is no such upload.\n");
    }

    private static async Task<int> PushAsync(UploadDesk desk, Uri upload, long offset, PushedContent body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = body };
        body.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TransferEncodingChunked = true;
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class PushedContent(byte[] octets) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(octets).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
