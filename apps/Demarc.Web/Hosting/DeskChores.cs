using Demarc.Desk.Post;

namespace Demarc.Web.Hosting;

/// <summary>What the server does by itself: it sends mail that is due.</summary>
internal sealed partial class DeskChores(Outbox outbox, TimeProvider clock, ILogger<DeskChores> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new OutboxService(outbox, clock, trouble => Told(logger, trouble)).RunAsync(stoppingToken);

    /// <summary>A desk that has nothing to send needs no server to send by.</summary>
    private void Told(ILogger logger, Bilingual? trouble)
    {
        if (trouble is null || outbox.NextDue() is not null) Told(logger, trouble?.En ?? "sending again");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "outbox: {Trouble}")]
    private static partial void Told(ILogger logger, string trouble);
}
