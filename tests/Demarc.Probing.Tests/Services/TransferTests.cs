using System.Net;
using System.Text;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

public sealed class TransferTests
{
    [Fact]
    public async Task A_large_body_is_fetched_up_to_the_limit_with_its_rate()
    {
        using var server = Sending(3_000_000);
        using var deadline = Local.Within(20);
        var (before, download) = await Moves().DownloadAsync(Target(server), IPAddress.Loopback, deadline);
        (download!.Outcome, download.ExpectedBytes).ShouldBe(("ok", 3_000_000L));
        download.Bytes!.Value.ShouldBeInRange(1_000_000, 1_100_000);
        download.KBps.ShouldNotBeNull();
        before.ShouldHaveSingleItem();
        if (OperatingSystem.IsLinux()) download.Evidence.Text.ShouldContain("tcp: retransmits 0");
    }

    [Fact]
    public async Task A_body_that_stops_is_stalled_at_its_byte()
    {
        using var server = Sending(500_000, stopAt: 1400);
        using var deadline = Local.Within(20);
        var (_, download) = await Moves().DownloadAsync(Target(server), IPAddress.Loopback, deadline);
        (download!.Outcome, download.StalledAtByte, download.ExpectedBytes).ShouldBe(("stalled", 1400L, 500_000L));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_a_reset()
    {
        using var server = new ScriptedServer(async (socket, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nabc"), cancelled);
            await Task.Delay(100, cancelled);
            ScriptedServer.Reset(socket);
        });
        using var deadline = Local.Within(20);
        (await Moves().DownloadAsync(Target(server), IPAddress.Loopback, deadline)).Transfer!.Outcome.ShouldBe("reset");
    }

    [Fact]
    public async Task An_upload_is_taken_and_answered()
    {
        using var server = new ScriptedServer(async (_, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.ReadExactlyAsync(new byte[256 * 1024], cancelled);
            await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), cancelled);
        });
        using var deadline = Local.Within(20);
        var (_, upload) = await Moves().UploadAsync(Target(server), IPAddress.Loopback, deadline);
        (upload!.Outcome, upload.Bytes).ShouldBe(("ok", 256 * 1024L));
    }

    [Fact]
    public async Task A_refusal_of_size_proves_the_way_and_is_told()
    {
        using var server = new ScriptedServer(async (_, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancelled);
            await Task.Delay(Timeout.Infinite, cancelled);
        });
        using var deadline = Local.Within(20);
        var (_, upload) = await Moves().UploadAsync(Target(server), IPAddress.Loopback, deadline);
        upload!.Outcome.ShouldBe("ok");
        upload.Evidence.Text.ShouldContain("status 413: a refusal, and proof");
    }

    [Fact]
    public async Task An_upload_nobody_reads_stalls()
    {
        using var server = new ScriptedServer(async (socket, stream, cancelled) =>
        {
            socket.ReceiveBufferSize = 4096;
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await Task.Delay(Timeout.Infinite, cancelled);
        });
        using var deadline = Local.Within(20);
        var (_, upload) = await new Transfer(new SocketPort(), Local.Log(), TrustRoots.Of()) { Stall = TimeSpan.FromMilliseconds(600), MostUp = 8_000_000 }.UploadAsync(Target(server), IPAddress.Loopback, deadline);
        upload!.Outcome.ShouldBe("stalled");
        upload.StalledAtByte!.Value.ShouldBeLessThan(8_000_000);
    }

    [Fact]
    public async Task An_error_page_is_no_transfer()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno!");
        using var deadline = Local.Within(10);
        (await Moves().DownloadAsync(Target(server), IPAddress.Loopback, deadline)).Transfer.ShouldBeNull();
    }

    private static Transfer Moves() => new(new SocketPort(), Local.Log(), TrustRoots.Of()) { Stall = TimeSpan.FromMilliseconds(500) };

    private static TargetSpec Target(ScriptedServer server) => TargetSpec.Parse($"http://www.example.com:{server.Port}/big").Target!;

    private static ScriptedServer Sending(int size, int? stopAt = null) => new(async (_, stream, cancelled) =>
    {
        await ScriptedServer.ReadHeadAsync(stream, cancelled);
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n"), cancelled);
        await stream.WriteAsync(new byte[stopAt ?? size], cancelled);
        if (stopAt is not null) await Task.Delay(Timeout.Infinite, cancelled);
    });
}
