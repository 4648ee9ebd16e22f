using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>The smallest app around the upload server, on a free port of the loopback address.</summary>
internal static class UploadApp
{
    /// <summary>Uploads of a scope are at <c>/u/SCOPE/files</c>.</summary>
    public static WebApplication Build(UploadOptions options, IUploadGate gate, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(gate);
        builder.Services.AddSingleton(clock);
        builder.Services.AddUploads(options);
        var app = builder.Build();
        app.MapUploads("/u/{scope}/files");
        return app;
    }
}
