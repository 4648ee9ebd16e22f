using Demarc.Desk.Store;
using Demarc.Desk.Threads;
using Demarc.Mail.Reading;

namespace Demarc.Desk.Post;

/// <summary>A message of a case as something to be answered: its people, and its place in the thread.</summary>
/// <param name="Turn">The turn it made.</param>
/// <param name="Author">Whom the answer goes to: Reply-To, else From.</param>
/// <param name="To">Its recipients.</param>
/// <param name="Copies">Who got a copy.</param>
/// <param name="Message">The message itself; null where the case only has its text.</param>
internal sealed record Answered(TurnRecord Turn, IReadOnlyList<ReadPerson> Author, IReadOnlyList<ReadPerson> To, IReadOnlyList<ReadPerson> Copies, MailMessage? Message)
{
    /// <summary>The last message of a case's thread that a person wrote; null for none.</summary>
    public static Answered? Last(DeskReading reading, string caseId, string? turnId, Func<string, byte[]?> raw)
    {
        var turns = reading.All(
            $"SELECT {TurnRecord.Columns} FROM turn WHERE case_id = @1 AND channel = 'mail' AND automatic IS NULL AND (@2 IS NULL OR id = @2) ORDER BY {TurnRecord.Order} DESC, position, id DESC", TurnRecord.Read, caseId, turnId);
        Answered? best = null;
        foreach (var turn in turns)
        {
            var found = Of(reading, turn, raw);
            best ??= found;

            // A mail saved as text stands first and without its header: the one before tells who was in the talk.
            if (found.To.Count > 0 || found.Copies.Count > 0) return best == found ? found : best with { To = found.To, Copies = found.Copies, Author = best.Author.Count > 0 ? best.Author : found.Author };
        }

        return best;
    }

    private static Answered Of(DeskReading reading, TurnRecord turn, Func<string, byte[]?> raw)
    {
        var kept = reading.Text("SELECT raw_sha256 FROM message WHERE turn_id = @1 AND raw_sha256 IS NOT NULL ORDER BY at LIMIT 1", turn.Id);
        if (kept is not null && raw(kept) is { } octets)
        {
            var message = MessageReader.Read(octets);
            var author = message.ReplyTo.Count > 0 ? message.ReplyTo : message.From is { } from ? [from] : [];
            return new(turn, People(author), People(message.To), People(message.Cc), message);
        }

        IReadOnlyList<ReadPerson> writer = turn.Author is null && turn.Address is null ? [] : [new(turn.Author, turn.Address)];
        return new(turn, writer, Header.People(turn.To), Header.People(turn.Copies), null);
    }

    private static List<ReadPerson> People(IReadOnlyList<Mailbox> mailboxes) => [.. mailboxes.Select(it => new ReadPerson(it.Name, it.Address))];
}
