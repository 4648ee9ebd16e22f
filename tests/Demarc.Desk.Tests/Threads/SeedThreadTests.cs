using Demarc.Desk.Cases;
using Demarc.Desk.Tests.Store;
using Demarc.Desk.Threads;
using Demarc.Testing;

namespace Demarc.Desk.Tests.Threads;

/// <summary>
/// Real threads that are not in the repository: how many turns, by whom, when, and what the case learns from them. Nothing of their words
/// is repeated here.
/// </summary>
public sealed class SeedThreadTests
{
    private const string First = "case-a-mail-site-unreachable.txt";
    private const string Second = "case-b-messenger-hangs.txt";
    private const string Third = "case-c-updates-not-fetched.txt";
    private const string Note = "case-d-intermittent-https.md";

    [Theory]
    [InlineData(First, 4, 3, "EEEE")]
    [InlineData(Second, 9, 8, "EEEECEEEE")]
    [InlineData(Third, 9, 9, "EEEEEEEEE")]
    public void Every_turn_of_a_real_thread_is_taken_in_once_in_the_order_it_was_said(string name, int turns, int timed, string authors)
    {
        using var desk = new OpenDesk();
        var opened = desk.With(name, Text(name));
        var thread = desk.Desk.Threads.Turns(opened.Id);
        thread.Count.ShouldBe(turns);
        thread.ShouldAllBe(turn => turn.Author != null && turn.Body.Length > 10 && turn.Channel == "mail" && turn.FirstLine < turn.LastLine);
        string.Concat(thread.Select(turn => turn.Direction == "out" ? 'E' : 'C')).ShouldBe(authors);

        // The mail that the thread was saved from stands first and has no header that tells its time.
        thread.Count(turn => turn.At is not null).ShouldBe(timed);
        thread.Take(timed).ShouldAllBe(turn => turn.At != null);
        thread.Take(timed).Select(turn => turn.At).ShouldBeInOrder();
        thread.Select(turn => turn.Body).Distinct().Count().ShouldBe(turns);
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    [InlineData(Third)]
    [InlineData(Note)]
    public void The_same_file_again_and_a_forwarded_copy_add_no_turn(string name)
    {
        using var desk = new OpenDesk();
        var text = Text(name);
        var opened = desk.With(name, text);
        var before = desk.Desk.Threads.Turns(opened.Id);
        var parties = desk.Desk.Cases.Parties(opened.Id);
        var entries = desk.Desk.Cases.Log(opened.Id);
        desk.Add(opened.Id, "again-" + name, text);
        desk.Add(opened.Id, "forwarded" + Path.GetExtension(name), Rewrapped.Quoted(text));
        var after = desk.Desk.Threads.Turns(opened.Id);
        after.Select(turn => turn.Id).ShouldBe(before.Select(turn => turn.Id));
        if (name != Note) after.ShouldAllBe(turn => turn.TimesQuoted >= 1);
        desk.Desk.Cases.Parties(opened.Id).Select(party => party.Id).ShouldBe(parties.Select(party => party.Id));
        desk.Desk.Cases.Log(opened.Id).Select(entry => entry.Id).ShouldBe(entries.Select(entry => entry.Id));
    }

    [Theory]
    [InlineData(First, 2, 2)]
    [InlineData(Second, 5, 2)]
    [InlineData(Third, 1, 0)]
    public void Engineers_and_customers_are_told_apart_and_each_is_one_party(string name, int engineers, int customers)
    {
        using var desk = new OpenDesk();
        var opened = desk.With(name, Text(name));
        var parties = desk.Desk.Cases.Parties(opened.Id);
        parties.Count(party => party.Role == PartyRole.Engineer).ShouldBe(engineers);
        parties.Count(party => party.Role == PartyRole.Customer).ShouldBe(customers);
        parties.Where(party => party.Address is not null).ShouldAllBe(party => party.Address!.StartsWith('\'') == false && party.Address.EndsWith(".example"));
        parties.Where(party => party.Role == PartyRole.Customer).ShouldAllBe(party => party.Address!.EndsWith("@customer.example"));
        desk.Desk.Threads.Turns(opened.Id).Where(turn => turn.Address is not null).ShouldAllBe(turn => parties.Any(party => party.Address == turn.Address));
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    [InlineData(Third)]
    public void The_number_of_the_other_desk_is_kept_and_finds_the_case(string name)
    {
        using var desk = new OpenDesk();
        var opened = desk.With(name, Text(name));
        var number = desk.Desk.Cases.ForeignNumbers(opened.Id).ShouldHaveSingleItem();
        number.ShouldMatch("^CAS-[0-9]{5}-[A-Z0-9]{6}$");
        Text(name).ShouldContain(number);
        desk.Desk.Cases.Get(number).Id.ShouldBe(opened.Id);
        desk.Desk.Finder.Search(number.ToLowerInvariant()).Select(found => found.Case.Id).ShouldContain(opened.Id);
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    [InlineData(Third)]
    public void Scope_analysis_and_conclusion_become_log_entries_of_their_turn(string name)
    {
        using var desk = new OpenDesk();
        var opened = desk.With(name, Text(name));
        var log = desk.Desk.Cases.Log(opened.Id);
        var turns = desk.Desk.Threads.Turns(opened.Id);
        foreach (var kind in new[] { EntryKind.Scope, EntryKind.Analysis, EntryKind.Decision }) log.ShouldContain(entry => entry.Kind == kind);
        log.ShouldAllBe(entry => turns.Any(turn => turn.Id == entry.Turn && turn.At == entry.At));
        log.Last(entry => entry.Kind == EntryKind.Decision).Turn.ShouldBe(turns[^1].Id, "the last mail tells how it ended");
        opened.Scope.ShouldBe(log.First(entry => entry.Kind == EntryKind.Scope).Text, "the first scope that was proposed is the case's");
        opened.Scope!.Split('\n').Length.ShouldBeLessThan(4, "a scope ends where the next heading stands");
    }

    [Fact]
    public void A_note_is_one_turn_with_its_headed_parts_in_the_log()
    {
        using var desk = new OpenDesk();
        var opened = desk.With(Note, Text(Note));
        var turn = desk.Desk.Threads.Turns(opened.Id).ShouldHaveSingleItem();
        turn.Channel.ShouldBe("note");
        turn.At.ShouldBeNull("nothing says when it was written");
        var log = desk.Desk.Cases.Log(opened.Id);
        log.Count(entry => entry.Kind == EntryKind.Change).ShouldBeGreaterThanOrEqualTo(3);
        log.Count(entry => entry.Kind == EntryKind.Experiment).ShouldBeGreaterThanOrEqualTo(4);
        log.Count(entry => entry.Kind == EntryKind.Decision).ShouldBe(1);
        log.ShouldAllBe(entry => entry.Turn == turn.Id);
    }

    private static string Text(string name) => File.ReadAllText(Repository.Shared("seeds", name));
}
