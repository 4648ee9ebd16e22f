using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Demarc.Uploads;

/// <summary>Joins the upload server to an app: its services, and its addresses.</summary>
public static class UploadEndpoints
{
    /// <summary>The route parameter that holds an upload's id.</summary>
    internal const string IdParameter = "uploadId";

    /// <summary>Registers the store, the sweep at start and from time to time, and the server. The app registers its <see cref="IUploadGate"/>.</summary>
    public static IServiceCollection AddUploads(this IServiceCollection services, UploadOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new UploadStore(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UploadCompletion>();
        services.AddSingleton<UploadServer>();
        services.AddSingleton(provider => new UploadSweeper(
            provider.GetRequiredService<UploadStore>(), provider.GetRequiredService<UploadCompletion>(), provider.GetRequiredService<ILogger<UploadSweeper>>()));
        services.AddSingleton<IHostedService, UploadSweepService>();
        return services;
    }

    /// <summary>
    /// Serves uploads at a pattern, which may have parameters of its own for the gate to read, such as <c>/u/{link}/files</c>, and each
    /// upload one segment below it.
    /// </summary>
    public static IEndpointConventionBuilder MapUploads(this IEndpointRouteBuilder endpoints, string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var server = endpoints.ServiceProvider.GetRequiredService<UploadServer>();
        var group = endpoints.MapGroup(pattern);
        RequestDelegate answer = server.AnswerAsync;
        group.Map("", answer);
        group.Map($"{{{IdParameter}}}", answer);
        return group;
    }
}
