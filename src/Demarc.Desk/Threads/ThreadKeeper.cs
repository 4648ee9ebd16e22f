using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Threads;

/// <summary>Keeps the thread of a case: takes turns in once, whoever quotes them again, and learns people, numbers and sections from them.</summary>
public sealed partial class ThreadKeeper(DeskStore store, CaseBook cases)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>Bodies shorter than this are told apart by author and minute as well: "thanks" is said more than once.</summary>
    private const int Telling = 24;

    /// <summary>Clocks of two servers that stamped one mail differ by no more.</summary>
    private static readonly TimeSpan SameTime = TimeSpan.FromMinutes(1);

    /// <summary>Of two bodies of one minute, the share that must be the same.</summary>
    private const double MostlySame = 0.75;

    /// <summary>Turns of a case in the order they were said.</summary>
    public IReadOnlyList<TurnRecord> Turns(string caseId) =>
        store.Read(reading => reading.All($"SELECT {TurnRecord.Columns} FROM turn WHERE case_id = @1 ORDER BY {TurnRecord.Order}, position DESC, id", TurnRecord.Read, caseId));

    /// <summary>A note of a talk or a thought, written into the thread.</summary>
    /// <param name="actor">Who writes it.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="channel"><c>note</c> or <c>call</c>.</param>
    /// <param name="text">What was said.</param>
    /// <param name="with">With whom.</param>
    public string Note(Actor actor, string caseId, string channel, string text, string? with) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        var turn = new ReadTurn(new(actor.Name, null), new(Times.Text(writing.Now), writing.Now, ZoneKnowledge.Stated), with is null ? [] : [new(with, null)], [], null, text.Trim(), 0, 0, Sections.Of(text));
        var id = Add(writing, caseId, turn, channel, "out", null, null, 0);
        CaseBook.Touch(writing, caseId);
        writing.Audit(channel, caseId);
        return id;
    });

    /// <summary>Takes in a thread that was read from a piece of evidence.</summary>
    /// <returns>The first turn of the thread, new or known; null for a thread without any.</returns>
    internal string? Take(DeskWriting writing, string caseId, ReadThread thread, string channel, string? evidence, string? automatic, DeskSettings settings, bool isSaved)
    {
        // Asked of everybody in every header: read once.
        var (mailboxes, domains) = (settings.Mailboxes.ToHashSet(StringComparer.OrdinalIgnoreCase), settings.OwnDomains.ToHashSet(StringComparer.OrdinalIgnoreCase));
        bool IsKnown(string? address) => address is not null && (mailboxes.Contains(address) || domains.Contains(Domain(address)));
        thread = WithAddresses(thread);

        // Whose desk a saved thread comes from has to be guessed; who we are in our own mail is known.
        HashSet<string> ours = isSaved ? OwnDomains(thread, IsKnown) : [];
        foreach (var number in thread.ForeignNumbers) writing.Do("INSERT INTO foreign_number (case_id, number) VALUES (@1, @2) ON CONFLICT DO NOTHING", caseId, number);

        // The first scope that was said holds; a thread is usually written the newest first.
        var scope = thread.Turns.Reverse().OrderBy(turn => turn.At?.Utc ?? DateTimeOffset.MaxValue).SelectMany(turn => turn.Sections).FirstOrDefault(section => section.Kind == EntryKind.Scope);
        if (scope is not null) writing.Do("UPDATE desk_case SET scope = @2 WHERE id = @1 AND scope IS NULL", caseId, scope.Text);
        string? first = null;
        for (var i = 0; i < thread.Turns.Count; i++)
        {
            var turn = thread.Turns[i];
            foreach (var person in turn.To.Concat(turn.Copies).Append(turn.Author).OfType<ReadPerson>().Where(person => person.Address is not null || person == turn.Author))
            {
                // The desk itself takes no part, and a quoted header does not bring back whom somebody took off the case.
                if (person.Address is { } address && mailboxes.Contains(address)) continue;
                if (person.Address is null || writing.Number("SELECT COUNT(*) FROM party WHERE case_id = @1 AND address = @2 AND removed IS NOT NULL", caseId, person.Address) == 0)
                    cases.AddParty(writing, caseId, person.Name, person.Address, IsOurs(person, ours, IsKnown) ? PartyRole.Engineer : PartyRole.Customer);
            }

            var direction = turn.Author is { } author && IsOurs(author, ours, IsKnown) ? "out" : "in";
            var id = Add(writing, caseId, turn, channel, direction, evidence, i == 0 ? automatic : null, i);
            first ??= id;
        }

        return first;
    }

    /// <summary>Adds a turn, unless the case has it already: then it is counted as quoted once more.</summary>
    /// <returns>The turn, new or known.</returns>
    internal string Add(DeskWriting writing, string caseId, ReadTurn turn, string channel, string direction, string? evidence, string? automatic, int position)
    {
        if ((SameWords(writing, caseId, turn) ?? SameMinute(writing, caseId, turn)) is not { } known)
        {
            var id = store.NewId();
            Insert(writing, store, id, caseId, turn, channel, direction, evidence, automatic, position);
            return id;
        }

        // A quote may tell what the turn itself did not: author and time.
        writing.Do(
            "UPDATE turn SET times_quoted = times_quoted + 1, author = COALESCE(author, @2), address = COALESCE(address, @3), at = COALESCE(at, @4), at_text = COALESCE(at_text, @5) WHERE id = @1",
            known, turn.Author?.Name, turn.Author?.Address, turn.At?.Utc, turn.At?.Text);
        return known;
    }

    /// <summary>Adds a turn that is known to be new.</summary>
    internal static void Insert(DeskWriting writing, DeskStore store, string id, string caseId, ReadTurn turn, string channel, string direction, string? evidence, string? automatic, int position)
    {
        writing.Add(
            "turn", ("id", id), ("case_id", caseId), ("channel", channel), ("direction", direction), ("author", turn.Author?.Name ?? turn.Author?.Address), ("address", turn.Author?.Address), ("recipients", People(turn.To)), ("copies", People(turn.Copies)),
            ("subject", turn.Subject), ("body", turn.Body), ("at", turn.At?.Utc), ("at_text", turn.At?.Text), ("at_zone", CaseBook.ZoneText(turn.At?.Zone)), ("found", writing.Now), ("position", position), ("automatic", automatic),
            ("body_hash", Hash(turn)), ("evidence_id", evidence), ("first_line", turn.FirstLine == 0 ? null : turn.FirstLine), ("last_line", turn.LastLine == 0 ? null : turn.LastLine), ("times_quoted", 0));
        writing.Index(caseId, $"turn:{id}", $"{turn.Subject}\n{turn.Author?.Name} {turn.Author?.Address}\n{turn.Body}");
        foreach (var section in turn.Sections)
            CaseBook.Add(writing, caseId, new(store.NewId(), section.Kind, section.Text, turn.Author?.Name, turn.At?.Utc, turn.At?.Text, CaseBook.ZoneText(turn.At?.Zone), writing.Now, id, evidence));
    }

    /// <summary>
    /// A turn of the same words. Two mails whose own headers name different times are two turns, such as the same reminder sent again; the
    /// time in a quote is somebody else's rendering and tells nothing apart.
    /// </summary>
    private static string? SameWords(DeskReading reading, string caseId, ReadTurn turn)
    {
        var same = reading.All("SELECT id, at, at_zone, channel FROM turn WHERE case_id = @1 AND body_hash = @2 ORDER BY id", row => (Id: row.GetString(0), At: row.MaybeTimeOf(1), Zone: row.GetString(2), Channel: row.GetString(3)), caseId, Hash(turn));
        if (turn.At is not { Zone: ZoneKnowledge.Stated, Utc: { } at }) return same.Count > 0 ? same[0].Id : null;
        return same.Find(it => it is not { At: not null, Zone: "stated" } || (it.At.Value - at).Duration() <= SameTime).Id;
    }

    /// <summary>
    /// A turn that the same person said in the same minute and that holds nearly all of the same words: lists and mail programs put lines
    /// above and below what they pass on.
    /// </summary>
    private static string? SameMinute(DeskReading reading, string caseId, ReadTurn turn)
    {
        if (turn.At?.Utc is not { } at || turn.Author is not { } author) return null;
        var words = Words(turn.Body);
        if (words.Length < Telling) return null;
        var minute = Times.Text(at)[..16];
        foreach (var (id, body, name, address) in reading.All(
            "SELECT id, body, author, address FROM turn WHERE case_id = @1 AND at >= @2 AND at < @3", row => (row.GetString(0), row.GetString(1), row.TextOf(2), row.TextOf(3)), caseId, minute + ":00.000Z", minute + ":60"))
        {
            if (address is not null && author.Address is not null ? address != author.Address : name is not null && author.Name is not null && name != author.Name) continue;
            var known = Words(body);
            var (shorter, longer) = known.Length < words.Length ? (known, words) : (words, known);
            if (shorter.Length >= longer.Length * MostlySame && longer.Contains(shorter, StringComparison.Ordinal)) return id;
        }

        return null;
    }

    private static string Words(string body)
    {
        var words = new StringBuilder(body.Length);
        foreach (var c in body)
        {
            if (!char.IsWhiteSpace(c) && c is not ('>' or '*' or '\u00a0' or '\u200b')) words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary>The same for the same words, however they were wrapped, indented or marked as quoted.</summary>
    private static string Hash(ReadTurn turn)
    {
        var words = Words(turn.Body);
        var text = words.Length >= Telling ? words : $"{words}|{turn.Author?.Address ?? turn.Author?.Name}|{turn.At?.Utc?.ToUnixTimeSeconds() / 60}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string? People(IReadOnlyList<ReadPerson> people) => people.Count == 0 ? null : string.Join("; ", people.Select(person => person.Address is null ? person.Name : person.Name is null ? person.Address : $"{person.Name} <{person.Address}>"));

    /// <summary>People that one header names with their address and another without are the same, where the name has but one address.</summary>
    private static ReadThread WithAddresses(ReadThread thread)
    {
        var known = thread.Turns.SelectMany(turn => turn.To.Concat(turn.Copies).Append(turn.Author).OfType<ReadPerson>()).Where(person => person is { Name: not null, Address: not null })
            .GroupBy(person => person.Name!, StringComparer.Ordinal).Where(named => named.Select(person => person.Address).Distinct(StringComparer.Ordinal).Count() == 1).ToDictionary(named => named.Key, named => named.First().Address, StringComparer.Ordinal);
        ReadPerson Known(ReadPerson person) => person is { Address: null, Name: { } name } && known.GetValueOrDefault(name) is { } address ? person with { Address = address } : person;
        return thread with { Turns = [.. thread.Turns.Select(turn => turn with { Author = turn.Author is { } author ? Known(author) : null, To = [.. turn.To.Select(Known)], Copies = [.. turn.Copies.Select(Known)] })] };
    }

    /// <summary>Domains of case mailboxes in the thread: whoever writes from there is of the desk that had the case.</summary>
    private static HashSet<string> OwnDomains(ReadThread thread, Func<string?, bool> isOurs)
    {
        var people = thread.Turns.SelectMany(turn => turn.To.Concat(turn.Copies).Append(turn.Author).OfType<ReadPerson>()).Where(person => person.Address is not null).ToList();
        return [.. people.Where(person => isOurs(person.Address) || Mailbox.IsMatch($"{person.Name} {person.Address!.Split('@')[0]}")).Select(person => Domain(person.Address!))];
    }

    private static bool IsOurs(ReadPerson person, HashSet<string> domains, Func<string?, bool> isOurs) =>
        isOurs(person.Address) || (person.Address is { } address ? domains.Contains(Domain(address)) : person.Name is { } name && Engineer.IsMatch(name));

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    [GeneratedRegex(@"\b(case|crm|helpdesk|ticket|support)\s?_?-?(mail|email|desk|case)?\b", Options, 2000)]
    private static partial Regex Mailbox { get; }

    [GeneratedRegex(@"engineer|工程师|support", Options, 2000)]
    private static partial Regex Engineer { get; }
}
