using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.People;

public sealed class InvitationTests : IDisposable
{
    private readonly PeopleDesk _desk = new();

    [Fact]
    public void The_first_link_makes_the_first_admin_and_then_there_is_none_any_more()
    {
        var link = _desk.Book.FirstRun().ShouldNotBeNull();
        var person = _desk.Book.AcceptInvitation(link.Token.Reveal(), " Li.Wei ", "李伟", PeopleDesk.GoodPassword, "zh");
        person.Login.ShouldBe("li.wei");
        person.Role.ShouldBe(Roles.Admin);
        person.Language.ShouldBe("zh");
        _desk.Book.FirstRun().ShouldBeNull();
    }

    [Fact]
    public void A_second_start_makes_the_link_of_the_first_start_useless()
    {
        var earlier = _desk.Book.FirstRun()!.Token.Reveal();
        var later = _desk.Book.FirstRun()!.Token.Reveal();
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(earlier, "mallory", "Mallory", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
        _desk.Book.AcceptInvitation(later, "alice", "Alice", PeopleDesk.GoodPassword).Role.ShouldBe(Roles.Admin);
    }

    [Fact]
    public void The_first_link_works_only_while_there_is_nobody()
    {
        var first = _desk.Book.FirstRun()!.Token.Reveal();
        _desk.Book.AcceptInvitation(_desk.Book.Invitations.Invite(Actor.Desk, Roles.Admin).Token.Reveal(), "alice", "Alice", PeopleDesk.GoodPassword);
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(first, "mallory", "Mallory", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void The_first_link_ends_after_an_hour()
    {
        var link = _desk.Book.FirstRun()!.Token.Reveal();
        _desk.Clock.Move(TimeSpan.FromMinutes(61));
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link, "alice", "Alice", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
        _desk.Book.List().ShouldBeEmpty();
    }

    [Fact]
    public void Sixteen_who_accept_one_invitation_at_once_make_one_account()
    {
        var link = _desk.Book.FirstRun()!.Token.Reveal();
        var won = Together(16, i => _desk.Book.AcceptInvitation(link, $"person{i}", $"Person {i}", PeopleDesk.GoodPassword));
        won.ShouldBe(1);
        _desk.Book.List().Count.ShouldBe(1);
    }

    [Fact]
    public void Sixteen_who_take_one_login_by_invitations_of_their_own_make_one_account()
    {
        var admin = _desk.Admin();
        var links = Enumerable.Range(0, 16).Select(_ => _desk.Book.Invitations.Invite(admin.Actor, Roles.Engineer).Token.Reveal()).ToList();
        Together(16, i => _desk.Book.AcceptInvitation(links[i], "same", "Same", PeopleDesk.GoodPassword)).ShouldBe(1);
        _desk.Book.Invitations.Open().Count.ShouldBe(15, "those who came too late can choose another login");
    }

    [Fact]
    public void A_refused_password_or_login_does_not_use_the_invitation_up()
    {
        var link = _desk.Book.FirstRun()!.Token.Reveal();
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link, "alice", "Alice", "password123")).Kind.ShouldBe(DeskFaultKind.BadInput);
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link, "аlice", "Alice", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.BadInput, "a Cyrillic letter");
        _desk.Book.AcceptInvitation(link, "alice", "Alice", PeopleDesk.GoodPassword).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Engineer)]
    [InlineData(Roles.Observer)]
    public void Only_admins_invite(string role)
    {
        var person = _desk.Add("somebody", role);
        Should.Throw<DeskFault>(() => _desk.Book.Invitations.Invite(person.Actor, Roles.Observer)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
    }

    [Fact]
    public void Guessed_and_empty_tokens_are_no_invitations()
    {
        _desk.Book.FirstRun();
        foreach (var guess in new[] { "", "0", new string('0', 48), "' OR 1=1 --" })
            Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(guess, "alice", "Alice", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void A_revoked_invitation_does_not_work()
    {
        var admin = _desk.Admin();
        var link = _desk.Book.Invitations.Invite(admin.Actor, Roles.Engineer);
        _desk.Book.Invitations.Revoke(admin.Actor, link.Id);
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link.Token.Reveal(), "alice", "Alice", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void An_invitation_ends_with_the_right_of_whoever_made_it()
    {
        var admin = _desk.Admin();
        var second = _desk.Add("second", Roles.Admin);
        var link = _desk.Book.Invitations.Invite(second.Actor, Roles.Admin).Token.Reveal();
        _desk.Book.SetRole(admin.Actor, second.Id, Roles.Engineer);
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link, "backdoor", "Backdoor", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void A_password_link_sets_a_new_password_once_and_ends_what_was_open()
    {
        var admin = _desk.Admin();
        var person = _desk.Add("alice", Roles.Engineer);
        var (session, _) = _desk.SignIn("alice");
        var token = _desk.Book.ApiTokens.Make(person.Actor, "script", Scopes.Read).Token.Reveal();
        var link = _desk.Book.Invitations.ForPassword(admin.Actor, person.Id).Token.Reveal();
        Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(link, "bob", "Bob", PeopleDesk.GoodPassword)).Kind.ShouldBe(DeskFaultKind.NotFound, "it makes no account");
        _desk.Book.AcceptPasswordLink(link, "fünf rote Züge im Tal");
        _desk.Book.Authenticate(session).ShouldBeNull();
        _desk.Book.AuthenticateApi(token).ShouldBeNull();
        _desk.Book.SignIn("alice", PeopleDesk.GoodPassword, PeopleDesk.Home).ShouldBeOfType<SignInOutcome.Refused>();
        _desk.Book.SignIn("alice", "fünf rote Züge im Tal", PeopleDesk.Home).ShouldBeOfType<SignInOutcome.Welcome>();
        Should.Throw<DeskFault>(() => _desk.Book.AcceptPasswordLink(link, "sechs grüne Berge im Nebel")).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    public void Dispose() => _desk.Dispose();

    /// <summary>Runs it on so many threads at once and counts those that got through; the others must fail as people are told.</summary>
    internal static int Together(int count, Action<int> run)
    {
        var won = 0;
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                run(i);
                Interlocked.Increment(ref won);
            }
            catch (DeskFault)
            {
                // Told that it is too late.
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return won;
    }
}
