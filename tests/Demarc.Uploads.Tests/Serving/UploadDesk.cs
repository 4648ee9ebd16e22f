using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>A running server over a folder of its own, which outlives a restart and goes with the test.</summary>
internal sealed class UploadDesk : IAsyncDisposable
{
    private readonly bool ownsFolder;
    private WebApplication app;

    private UploadDesk(WebApplication app, UploadOptions options, OpenGate gate, TimeProvider clock, bool ownsFolder)
    {
        (this.app, Options, Gate, Clock, this.ownsFolder) = (app, options, gate, clock, ownsFolder);
        Client = NewClient(app);
    }

    public UploadOptions Options { get; }

    public OpenGate Gate { get; }

    public TimeProvider Clock { get; }

    public TusClient Client { get; private set; }

    public Uri Address => new(app.Urls.First());

    /// <summary>Where HTTP/2 is spoken from the first octet on.</summary>
    public Uri Http2Address => new(app.Urls.Last());

    public UploadStore Store => app.Services.GetRequiredService<UploadStore>();

    public UploadSweeper Sweeper => app.Services.GetRequiredService<UploadSweeper>();

    public static async Task<UploadDesk> StartAsync(Func<UploadOptions, UploadOptions>? change = null, TimeProvider? clock = null, string? folder = null)
    {
        var options = new UploadOptions { Folder = folder ?? Directory.CreateTempSubdirectory("demarc-uploads-").FullName, KeepFree = 0 };
        options = change is null ? options : change(options);
        var gate = new OpenGate();
        var started = UploadApp.Build(options, gate, clock ?? TimeProvider.System);
        await started.StartAsync();
        return new(started, options, gate, clock ?? TimeProvider.System, folder is null);
    }

    /// <summary>Stops the server and starts another over the same folder.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        app = UploadApp.Build(Options, Gate, Clock);
        await app.StartAsync();
        Client = NewClient(app);
    }

    /// <summary>Octets that no compression and no repetition could hide a fault in.</summary>
    public static byte[] Octets(int length, int seed = 1)
    {
        var octets = new byte[length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    public static string Sha256(byte[] octets) => Convert.ToHexStringLower(SHA256.HashData(octets));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (ownsFolder) Directory.Delete(Options.Folder, recursive: true);
    }

    private static TusClient NewClient(WebApplication app) => new(new(app.Urls.First()));

    private async Task StopAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
