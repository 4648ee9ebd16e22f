using System.Data.Common;
using Demarc.Model;

namespace Demarc.Desk.Keeping;

/// <summary>Erases what is due, now and then, until it is stopped; only where the settings say so. Whoever hosts the desk runs one.</summary>
/// <param name="desk">The desk.</param>
/// <param name="clock">What the waits between two rounds are measured by.</param>
/// <param name="told">Told of each case that was erased, and of what kept a round from being done.</param>
public sealed class KeepingService(CaseDesk desk, TimeProvider clock, Action<Bilingual>? told = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                foreach (var erased in await Task.Run(() => desk.Keeping.Chore(cancellationToken), cancellationToken).ConfigureAwait(false)) told?.Invoke(new($"{erased.Number} was erased: its time was over", $"{erased.Number} 保留期满，已删除"));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                told?.Invoke(new($"what is due cannot be erased now: {fault.Message}", $"暂时无法删除到期案例：{fault.Message}"));
            }

            try
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
