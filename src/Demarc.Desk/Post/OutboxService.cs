using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Post;

/// <summary>Sends what is due, again and again, until it is stopped. Whoever hosts the desk runs one; more than one do no harm.</summary>
/// <param name="outbox">The outbox.</param>
/// <param name="clock">What the waits between two looks are measured by.</param>
/// <param name="trouble">Told what keeps the outbox from sending, once each time it changes; null again when it is over.</param>
public sealed class OutboxService(Outbox outbox, TimeProvider clock, Action<Model.Bilingual?>? trouble = null)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    private Model.Bilingual? _told;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var met = await RoundAsync(cancellationToken).ConfigureAwait(false);
            if (met != _told) trouble?.Invoke(met);
            _told = met;
            try
            {
                await Task.Delay(met is null ? Look : AfterTrouble, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>A disk that is full or a file that is busy must not end the service: the next round tries again.</summary>
    private async Task<Model.Bilingual?> RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A desk that has nothing to send needs no server to send by, and looks again soon.
            if (outbox.NextDue() is null) return null;
            return (await outbox.SendDueAsync(cancellationToken).ConfigureAwait(false)).Trouble;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (DeskFault fault)
        {
            return fault.Text;
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new($"the outbox cannot be read: {fault.Message}", $"无法读取发件箱：{fault.Message}");
        }
    }
}
