using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.People;

public sealed class SessionTests : IDisposable
{
    private readonly PeopleDesk _desk = new();

    [Fact]
    public void A_session_that_is_not_used_ends_after_twelve_hours()
    {
        _desk.Admin("alice");
        var (token, _) = _desk.SignIn("alice");
        _desk.Clock.Move(TimeSpan.FromHours(11.9));
        _desk.Book.Authenticate(token).ShouldNotBeNull();
        _desk.Clock.Move(TimeSpan.FromHours(11.9));
        _desk.Book.Authenticate(token).ShouldNotBeNull("use pushed its end on");
        _desk.Clock.Move(TimeSpan.FromHours(12.1));
        _desk.Book.Authenticate(token).ShouldBeNull();
    }

    [Fact]
    public void A_session_in_use_ends_after_fourteen_days()
    {
        _desk.Admin("alice");
        var (token, _) = _desk.SignIn("alice");
        var hours = 0;
        while (_desk.Book.Authenticate(token) is not null && hours < 1_000)
        {
            _desk.Clock.Move(TimeSpan.FromHours(6));
            hours += 6;
        }

        hours.ShouldBe(14 * 24);
    }

    [Fact]
    public void Signing_out_ends_this_session_only()
    {
        _desk.Admin("alice");
        var (one, _) = _desk.SignIn("alice");
        var (other, _) = _desk.SignIn("alice");
        _desk.Book.Sessions.SignOut(one);
        _desk.Book.Authenticate(one).ShouldBeNull();
        _desk.Book.Authenticate(other).ShouldNotBeNull();
    }

    [Fact]
    public void A_person_lists_and_ends_their_own_sessions_and_nobody_elses()
    {
        var admin = _desk.Admin();
        var alice = _desk.Add("alice", Roles.Engineer);
        var bob = _desk.Add("bob", Roles.Manager);
        var (token, signedIn) = _desk.SignIn("alice");
        _desk.SignIn("alice");
        _desk.Book.Sessions.Of(alice.Id).Count.ShouldBe(2);
        Should.Throw<DeskFault>(() => _desk.Book.Sessions.RevokeAll(bob.Actor, alice.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        Should.Throw<DeskFault>(() => _desk.Book.Sessions.Revoke(bob.Actor, alice.Id, signedIn.Session)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        _desk.Book.Sessions.Revoke(bob.Actor, bob.Id, signedIn.Session);
        _desk.Book.Authenticate(token).ShouldNotBeNull("a session is not ended under somebody else's name");
        _desk.Book.Sessions.RevokeAll(alice.Actor, alice.Id, except: signedIn.Session).ShouldBe(1);
        _desk.Book.Authenticate(token).ShouldNotBeNull();
        _desk.Book.Sessions.RevokeAll(admin.Actor, alice.Id).ShouldBe(1);
        _desk.Book.Authenticate(token).ShouldBeNull();
    }

    [Fact]
    public void Forms_must_send_back_the_secret_of_their_own_session()
    {
        _desk.Admin("alice");
        var (token, one) = _desk.SignIn("alice");
        var (_, other) = _desk.SignIn("alice");
        one.Sent(other.Csrf.Reveal()).ShouldBeFalse();
        one.Sent(null).ShouldBeFalse();
        one.Sent("").ShouldBeFalse();
        _desk.Book.Authenticate(token)!.Sent(one.Csrf.Reveal()).ShouldBeTrue("it is the same at each request");
    }

    [Fact]
    public void Tokens_that_were_made_up_or_cut_short_sign_nobody_in()
    {
        _desk.Admin("alice");
        var (token, signedIn) = _desk.SignIn("alice");
        foreach (var guess in new[] { null, "", token[..^1], token + "0", token.ToUpperInvariant(), new string('a', 100_000), signedIn.Session, Demarc.Desk.Keys.DeskKeys.Hash(token) })
            _desk.Book.Authenticate(guess).ShouldBeNull();
    }

    [Fact]
    public void A_disabled_persons_sessions_end_and_do_not_come_back()
    {
        var admin = _desk.Admin();
        var alice = _desk.Add("alice", Roles.Engineer);
        var (token, _) = _desk.SignIn("alice");
        _desk.Book.SetDisabled(admin.Actor, alice.Id, true);
        _desk.Book.Authenticate(token).ShouldBeNull();
        _desk.Book.SetDisabled(admin.Actor, alice.Id, false);
        _desk.Book.Authenticate(token).ShouldBeNull();
    }

    [Fact]
    public void A_changed_role_holds_at_the_next_request()
    {
        var admin = _desk.Admin();
        var alice = _desk.Add("alice", Roles.Engineer);
        var (token, _) = _desk.SignIn("alice");
        _desk.Book.SetRole(admin.Actor, alice.Id, Roles.Observer);
        _desk.Book.Authenticate(token)!.Person.Role.ShouldBe(Roles.Observer);
    }

    [Fact]
    public void Reading_many_pages_does_not_write_each_time()
    {
        _desk.Admin("alice");
        var (token, signedIn) = _desk.SignIn("alice");
        _desk.Clock.Move(TimeSpan.FromMinutes(4));
        _desk.Book.Authenticate(token)!.Expires.ShouldBe(signedIn.Expires);
        _desk.Clock.Move(TimeSpan.FromMinutes(2));
        _desk.Book.Authenticate(token)!.Expires.ShouldBe(signedIn.Expires + TimeSpan.FromMinutes(6));
    }

    public void Dispose() => _desk.Dispose();
}
