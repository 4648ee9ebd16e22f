using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>The core of the protocol: OPTIONS, HEAD and PATCH.</summary>
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
}
