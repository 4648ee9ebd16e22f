using System.Diagnostics;
using Demarc.Testing;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>The client browsers use, tus-js-client in the version that is shipped: uploads, aborts, and resumes with a server started anew.</summary>
public sealed class TusJsClientTests
{
    private static readonly string Folder = Repository.File("tests", "Demarc.Uploads.Tests", "client");

    [Fact]
    public async Task The_tus_client_aborts_meets_another_server_resumes_and_the_file_is_whole()
    {
        await NeedsClientAsync();
        await using var desk = await UploadDesk.StartAsync();
        using var folder = new TempFolder();
        var octets = UploadDesk.Octets(20_000_000);
        await File.WriteAllBytesAsync(folder.File("抓包.pcap"), octets);
        string[] upload = ["upload.mjs", $"{desk.Client.Collection()}", folder.File("抓包.pcap"), folder.File("state")];

        (await RunAsync("node", [.. upload, "6500000"])).ShouldStartWith("aborted");
        desk.Gate.Told.ShouldBeEmpty();
        await desk.RestartAsync();
        var address = new Uri(desk.Address, await File.ReadAllTextAsync(folder.File("state")));
        (await desk.Client.OffsetAsync(address)).ShouldBeInRange(5_000_000, 8_000_000);
        upload[1] = $"{desk.Client.Collection()}";
        (await RunAsync("node", upload)).ShouldStartWith("done");

        var receipt = desk.Gate.Told.ShouldHaveSingleItem();
        receipt.Sha256.ShouldBe(UploadDesk.Sha256(octets));
        receipt.Name.ShouldBe("抓包.pcap");
        receipt.Uploader.ShouldBe("王芳");
        // Once more: the client finds it complete and sends nothing.
        (await RunAsync("node", upload)).ShouldStartWith("done");
        desk.Gate.Told.Count.ShouldBe(1);
    }

    private static async Task NeedsClientAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "npm is started as on POSIX systems");
        foreach (var tool in new[] { "node", "npm" }) Assert.SkipUnless(IsInstalled(tool), $"{tool} is not installed");
        if (File.Exists(Path.Combine(Folder, "node_modules", "tus-js-client", "package.json"))) return;
        try
        {
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        }
        catch (ShouldAssertException fault)
        {
            Assert.Skip("tus-js-client could not be installed by npm: " + fault.Message);
        }
    }

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
