using Demarc.Desk;
using Demarc.Desk.Evidence;
using Demarc.Desk.Intake.Folders;
using Demarc.Desk.Keeping;
using Demarc.Desk.Post;

namespace Demarc.Web.Hosting;

/// <summary>What the server does by itself: it sends mail that is due, takes mail from its folder, concludes what was left, erases what is due.</summary>
internal sealed partial class DeskChores(CaseDesk desk, Outbox outbox, TimeProvider clock, ILogger<DeskChores> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new OutboxService(outbox, clock, trouble => Told(logger, "outbox", trouble?.En ?? "sending again")).RunAsync(stoppingToken),
        new MailFolderService(desk, clock, trouble => Told(logger, "mail folder", trouble?.En ?? "taking mail again")).RunAsync(stoppingToken),
        new LateVerdicts(desk, clock, told => Told(logger, "verdicts", told.En)).RunAsync(stoppingToken),
        new KeepingService(desk, clock, told => Told(logger, "keeping", told.En)).RunAsync(stoppingToken));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Chore}: {Trouble}")]
    private static partial void Told(ILogger logger, string chore, string trouble);
}
