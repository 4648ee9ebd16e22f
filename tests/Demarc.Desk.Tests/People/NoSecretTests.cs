using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.People;

/// <summary>Passwords and tokens stand nowhere on the disk, in no line of the audit trail, no fault and no printed record.</summary>
public sealed class NoSecretTests : IDisposable
{
    private const string Fresh = "sieben gelbe Enten im Teich";

    private readonly PeopleDesk _desk = new();

    [Fact]
    public void No_file_of_the_desk_and_no_line_of_the_audit_trail_holds_a_secret()
    {
        var first = _desk.Book.FirstRun()!;
        var admin = _desk.Book.AcceptInvitation(first.Token.Reveal(), "alice", "Alice", PeopleDesk.GoodPassword);
        var (session, signedIn) = _desk.SignIn("alice");
        var api = _desk.Book.ApiTokens.Make(admin.Actor, "script", Scopes.Admin);
        _desk.Book.AuthenticateApi(api.Token.Reveal());
        var invited = _desk.Book.Invitations.Invite(admin.Actor, Roles.Engineer);
        var person = _desk.Book.AcceptInvitation(invited.Token.Reveal(), "bob", "Bob", PeopleDesk.GoodPassword);
        var link = _desk.Book.Invitations.ForPassword(admin.Actor, person.Id);
        _desk.Book.AcceptPasswordLink(link.Token.Reveal(), Fresh);
        _desk.Book.ChangePassword(signedIn, PeopleDesk.GoodPassword, Fresh, PeopleDesk.Home);
        _desk.Book.SignIn("my password as login " + Fresh, "x", PeopleDesk.Home);
        _desk.Book.SignIn("alice", "wrong " + Fresh, PeopleDesk.Home);
        _desk.Book.Sessions.SignOut(session);

        string[] secrets = [PeopleDesk.GoodPassword, Fresh, session, signedIn.Csrf.Reveal(), api.Token.Reveal(), invited.Token.Reveal(), link.Token.Reveal(), first.Token.Reveal()];
        foreach (var secret in secrets)
        {
            _desk.FilesHold(secret).ShouldBeFalse();
            _desk.Audit().ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
        }

        _desk.FilesHold("alice").ShouldBeTrue("the search finds what is there");
    }

    [Fact]
    public void Records_do_not_print_what_they_hand_over()
    {
        var link = _desk.Book.FirstRun()!;
        _desk.Book.AcceptInvitation(link.Token.Reveal(), "alice", "Alice", PeopleDesk.GoodPassword);
        var welcome = (SignInOutcome.Welcome)_desk.Book.SignIn("alice", PeopleDesk.GoodPassword, PeopleDesk.Home);
        var api = _desk.Book.ApiTokens.Make(welcome.SignedIn.Person.Actor, "script", Scopes.Read);
        var printed = $"{link} {welcome} {welcome.SignedIn} {api} {welcome.SignedIn.Person} {System.Text.Json.JsonSerializer.Serialize(api)}";
        foreach (var secret in new[] { link.Token, welcome.Token, welcome.SignedIn.Csrf, api.Token }) printed.ShouldNotContain(secret.Reveal());
        printed.ShouldNotContain("pbkdf2");
    }

    [Fact]
    public void Faults_do_not_print_what_was_typed()
    {
        var token = _desk.Book.FirstRun()!.Token.Reveal();
        _desk.Clock.Move(TimeSpan.FromHours(2));
        var fault = Should.Throw<DeskFault>(() => _desk.Book.AcceptInvitation(token, "alice", "Alice", PeopleDesk.GoodPassword));
        $"{fault} {fault.Text}".ShouldNotContain(token);
        fault.ToString().ShouldNotContain(PeopleDesk.GoodPassword);
    }

    [Fact]
    public void Every_change_leaves_its_line()
    {
        var admin = _desk.Admin();
        var person = _desk.Add("alice", Roles.Engineer);
        _desk.SignIn("alice");
        _desk.Book.SetRole(admin.Actor, person.Id, Roles.Manager);
        _desk.Book.Rename(person.Actor, person.Id, "Alice B.", "en");
        _desk.Book.SetDisabled(admin.Actor, person.Id, true);
        _desk.Book.Remove(admin.Actor, person.Id);
        var lines = _desk.Audit();
        foreach (var wanted in new[] { "desk|first-invitation|", "root-admin|invited|engineer", "alice|person-added|alice engineer", "alice|sign-in|alice", "root-admin|person-role|alice manager", "alice|person-renamed|alice", "root-admin|sessions-revoked|alice", "root-admin|person-disabled|alice", "root-admin|person-removed|alice" })
            lines.ShouldContain(wanted);
    }

    public void Dispose() => _desk.Dispose();
}
