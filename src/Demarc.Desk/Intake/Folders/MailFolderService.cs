using Demarc.Model;

namespace Demarc.Desk.Intake.Folders;

/// <summary>Looks into the mail folder of the settings, again and again, until it is stopped. Whoever hosts the desk runs one; more than one do no harm.</summary>
/// <param name="desk">The desk.</param>
/// <param name="clock">What the waits between two looks are measured by.</param>
/// <param name="trouble">Told what keeps mails from being taken in, once each time it changes; null again when it is over.</param>
public sealed class MailFolderService(CaseDesk desk, TimeProvider clock, Action<Bilingual?>? trouble = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    private Bilingual? _told;

    /// <summary>Runs until it is stopped. Must not run on a thread that others wait for: taking mails in reads them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var round = await Task.Run(() => desk.PollMailFolder(cancellationToken), cancellationToken).ConfigureAwait(false);
                if (round.Trouble != _told) trouble?.Invoke(round.Trouble);
                _told = round.Trouble;
                if (round is { More: true, Trouble: null }) continue;
                await Task.Delay(round.Trouble is null ? Pause : AfterTrouble, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
