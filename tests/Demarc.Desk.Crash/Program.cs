using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Post;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Reasoning;

namespace Demarc.Desk.Crash;

/// <summary>
/// A desk that does what it is told on its input, a line each, and answers a line when it is done: what it answered must outlast a kill.
/// <c>mail FILE</c>, <c>folder DIR</c>, <c>queue CASE TEXT</c>, <c>send</c>, <c>evidence CASE FILE</c>, <c>close CASE</c>, parted by tabs.
/// </summary>
internal static class Program
{
    private static readonly Actor Somebody = new("a1", "Engineer A");

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var home]) return 64;
        using var desk = new CaseDesk(new SqliteDeskDatabase(Path.Combine(home, "desk.db")), home, TimeProvider.System, () => CauseCatalogue.With([]), "0.0.0-crash");
        var outbox = new Outbox(desk, new SubmissionSettings(desk.Settings, home));
        await Console.Out.WriteLineAsync("ready").ConfigureAwait(false);
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is { } line) await Console.Out.WriteLineAsync(await DoAsync(desk, outbox, line.Split('\t')).ConfigureAwait(false)).ConfigureAwait(false);
        return 0;
    }

    private static async Task<string> DoAsync(CaseDesk desk, Outbox outbox, string[] words)
    {
        switch (words)
        {
            case ["mail", var file]:
                var result = desk.Intake.Receive(await File.ReadAllBytesAsync(file).ConfigureAwait(false));
                return $"mail\t{result.Kind}\t{result.Case?.Id}";
            case ["folder", var folder]:
                var look = desk.MailFolder(folder).Look();
                return $"folder\t{look.Taken + look.Known}\t{look.Trouble?.En}";
            case ["queue", var caseId, var text]:
                return $"queue\t{outbox.Queue(Somebody, outbox.Composer.ReplyAll(caseId) with { Text = text }).Id}";
            case ["send"]:
                var round = await outbox.SendDueAsync(CancellationToken.None).ConfigureAwait(false);
                return $"send\t{round.Tried}\t{round.Taken}\t{round.Trouble?.En}";
            case ["evidence", var caseId, var file]:
                await using (var content = File.OpenRead(file)) return $"evidence\t{desk.AddFile(Somebody, caseId, Path.GetFileName(file), content, "page", null).Id}";
            case ["close", var caseId]:
                desk.Cases.Close(Somebody, caseId, CloseReasons.Solved);
                return "close";
            default:
                return "what?";
        }
    }
}
