using System.Net;
using Demarc.Desk.People;

namespace Demarc.Desk.Tests.People;

public sealed class SignInTests : IDisposable
{
    private readonly PeopleDesk _desk = new();

    [Fact]
    public void The_right_password_opens_a_session_for_the_person()
    {
        _desk.Admin("alice");
        var (token, _) = _desk.SignIn("ALICE");
        _desk.Book.Authenticate(token).ShouldNotBeNull().Person.Login.ShouldBe("alice");
    }

    [Fact]
    public void An_unknown_login_costs_what_a_wrong_password_costs_and_is_answered_and_noted_the_same()
    {
        var admin = _desk.Admin();
        _desk.Add("alice", Roles.Engineer);
        var gone = _desk.Add("gone", Roles.Engineer);
        _desk.Book.Remove(admin.Actor, gone.Id);
        foreach (var login in new[] { "alice", "nobody", "no such\nlogin", "", "gone" })
        {
            var (rounds, lines) = (_desk.Book.Passwords.Rounds, _desk.Audit().Count);
            _desk.Book.SignIn(login, "not the password", PeopleDesk.Home).ShouldBeOfType<SignInOutcome.Refused>().Text.En.ShouldBe("the login name or the password is wrong");
            (_desk.Book.Passwords.Rounds - rounds).ShouldBe(1_000, $"'{login}'");
            (_desk.Audit().Count - lines).ShouldBe(1, $"'{login}'");
        }
    }

    [Fact]
    public void Guessing_one_login_is_slowed_down_whatever_the_address_and_ends_slow_not_locked()
    {
        _desk.Admin("alice");
        var waits = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            if (_desk.Book.SignIn("alice", "guess number " + i, IPAddress.Parse($"198.51.100.{i + 1}")) is not SignInOutcome.Wait wait) continue;
            waits.Add(wait.For.TotalSeconds);
            _desk.Clock.Move(wait.For);
        }

        waits[0].ShouldBe(1);
        waits[1].ShouldBe(2);
        waits.Max().ShouldBe(300);
        _desk.Clock.Move(TimeSpan.FromMinutes(5));
        _desk.SignIn("alice").Token.ShouldNotBeEmpty();
    }

    [Fact]
    public void Guesses_at_the_same_time_gain_nothing()
    {
        _desk.Admin("alice");
        var looked = 0;
        InvitationTests.Together(16, i =>
        {
            if (_desk.Book.SignIn("alice", "guess number " + i, IPAddress.Parse($"198.51.100.{i + 1}")) is SignInOutcome.Refused) Interlocked.Increment(ref looked);
        });
        looked.ShouldBe(5);
    }

    [Fact]
    public void One_address_that_tries_many_logins_is_slowed_down()
    {
        _desk.Admin("alice");
        var outcomes = Enumerable.Range(0, 30).Select(i => _desk.Book.SignIn("user" + i, "the same password", PeopleDesk.Elsewhere)).ToList();
        outcomes.Count(it => it is SignInOutcome.Refused).ShouldBe(20);
        _desk.SignIn("alice").Token.ShouldNotBeEmpty("another address is not held up");
    }

    [Fact]
    public void One_network_of_ipv6_counts_as_one_address()
    {
        var outcomes = Enumerable.Range(0, 30).Select(i => _desk.Book.SignIn("user" + i, "the same password", IPAddress.Parse($"2001:db8:1:2::{i + 1:x}"))).ToList();
        outcomes.Count(it => it is SignInOutcome.Wait).ShouldBe(10);
    }

    [Fact]
    public void Strangers_who_fail_under_a_name_do_not_lock_out_whoever_signed_in_here_before()
    {
        _desk.Admin("alice");
        _desk.SignIn("alice");
        for (var i = 0; i < 30; i++) _desk.Book.SignIn("alice", "guess number " + i, IPAddress.Parse($"198.51.100.{i + 1}"));
        _desk.Book.SignIn("alice", PeopleDesk.GoodPassword, PeopleDesk.Elsewhere).ShouldBeOfType<SignInOutcome.Wait>();
        _desk.SignIn("alice").Token.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_remembered_of_failures_is_bounded()
    {
        var brake = new Brake(_desk.Clock, 5, TimeSpan.FromMinutes(5), mostKeys: 100);
        for (var i = 0; i < 20; i++) brake.Begin("guilty");
        for (var i = 0; i < 1_000; i++) brake.Begin("key" + i);
        brake.Count.ShouldBeLessThanOrEqualTo(100);
        brake.Begin("guilty").ShouldBeGreaterThan(TimeSpan.Zero, "the guiltiest are remembered longest");
    }

    [Fact]
    public void A_disabled_account_is_refused_like_a_wrong_password()
    {
        var admin = _desk.Admin();
        var person = _desk.Add("alice", Roles.Engineer);
        _desk.Book.SetDisabled(admin.Actor, person.Id, true);
        _desk.Book.SignIn("alice", PeopleDesk.GoodPassword, PeopleDesk.Home).ShouldBeOfType<SignInOutcome.Refused>();
    }

    [Fact]
    public void A_password_kept_at_a_lower_cost_is_hashed_anew_when_its_owner_signs_in()
    {
        var person = _desk.Admin("alice");
        Kept().ShouldStartWith("pbkdf2-sha256$1000$");
        _desk.Restart(iterations: 2_000);
        _desk.SignIn("alice");
        Kept().ShouldStartWith("pbkdf2-sha256$2000$");
        _desk.SignIn("alice");

        string Kept() => _desk.Store.Read(reading => reading.Text("SELECT password FROM account WHERE id = @1", person.Id))!;
    }

    [Fact]
    public void Changing_ones_password_needs_the_old_one_and_ends_other_sessions()
    {
        _desk.Admin("alice");
        var (here, signedIn) = _desk.SignIn("alice");
        var (there, _) = _desk.SignIn("alice");
        Should.Throw<Demarc.Desk.Store.DeskFault>(() => _desk.Book.ChangePassword(signedIn, "not the password", "sieben gelbe Enten", PeopleDesk.Home));
        _desk.Book.ChangePassword(signedIn, PeopleDesk.GoodPassword, "sieben gelbe Enten", PeopleDesk.Home);
        _desk.Book.Authenticate(here).ShouldNotBeNull();
        _desk.Book.Authenticate(there).ShouldBeNull();
    }

    public void Dispose() => _desk.Dispose();
}
