using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Demarc.Uploads;

/// <summary>Sweeps at the start of the app and then from time to time.</summary>
internal sealed partial class UploadSweepService(UploadSweeper sweeper, UploadStore store, ILogger<UploadSweepService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(store.Options.SweepEvery, store.Clock);
        do
        {
            try
            {
                await sweeper.SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogFault(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The uploads could not be swept")]
    private partial void LogFault(Exception fault);
}
