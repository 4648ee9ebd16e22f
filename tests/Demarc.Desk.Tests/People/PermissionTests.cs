using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.People;

public sealed class PermissionTests : IDisposable
{
    private readonly PeopleDesk _desk = new();

    [Theory]
    [InlineData(Roles.Admin, Right.SeeAllCases, true)]
    [InlineData(Roles.Admin, Right.ManagePeople, true)]
    [InlineData(Roles.Admin, Right.Settings, true)]
    [InlineData(Roles.Manager, Right.SeeAllCases, true)]
    [InlineData(Roles.Manager, Right.Erase, true)]
    [InlineData(Roles.Manager, Right.ManagePeople, false)]
    [InlineData(Roles.Manager, Right.Settings, false)]
    [InlineData(Roles.Engineer, Right.SeeAllCases, false)]
    [InlineData(Roles.Engineer, Right.Write, true)]
    [InlineData(Roles.Engineer, Right.Close, true)]
    [InlineData(Roles.Engineer, Right.Erase, false)]
    [InlineData(Roles.Observer, Right.Write, false)]
    [InlineData(Roles.Observer, Right.Send, false)]
    [InlineData("superuser", Right.Write, false)]
    public void Each_role_may_what_the_table_says(string role, Right right, bool may) => Permissions.Has(role, right).ShouldBe(may);

    [Fact]
    public void Engineers_and_observers_see_the_cases_they_work_on_or_were_granted_and_no_others()
    {
        var admin = _desk.Admin();
        var (engineer, observer) = (_desk.Add("eve", Roles.Engineer), _desk.Add("otto", Roles.Observer));
        var (mine, granted, other) = (Case("mine"), Case("granted"), Case("other"));
        _desk.Cases.Set(admin.Actor, mine.Id, "assignee", engineer.Id);
        _desk.Book.Access.Grant(admin.Actor, granted.Id, engineer.Id);
        _desk.Book.Access.Grant(admin.Actor, granted.Number, observer.Id);
        (mine, granted, other) = (_desk.Cases.Get(mine.Id), _desk.Cases.Get(granted.Id), _desk.Cases.Get(other.Id));
        new[] { mine, granted, other }.Select(it => _desk.Book.MaySee(engineer, it)).ShouldBe([true, true, false]);
        new[] { mine, granted, other }.Select(it => _desk.Book.MaySee(observer, it)).ShouldBe([false, true, false]);
        new[] { mine, granted, other }.Select(it => _desk.Book.MaySee(admin, it)).ShouldBe([true, true, true]);
        _desk.Book.Access.CasesOf(engineer).ShouldBe([granted.Id, mine.Id], ignoreOrder: true);
        _desk.Book.Access.CasesOf(admin).ShouldBeNull();
        _desk.Book.May(engineer, Right.Write, other).ShouldBeFalse();
        _desk.Book.May(observer, Right.Write, granted).ShouldBeFalse();
        _desk.Book.Access.Withdraw(admin.Actor, granted.Id, observer.Id);
        _desk.Book.MaySee(observer, granted).ShouldBeFalse();
    }

    [Fact]
    public void Assigning_a_case_to_somebody_lets_them_see_it_and_takes_the_right_to_share()
    {
        var admin = _desk.Admin();
        var (engineer, observer) = (_desk.Add("eve", Roles.Engineer), _desk.Add("otto", Roles.Observer));
        var it = Case("shared");
        _desk.Book.Access.Grant(admin.Actor, it.Id, engineer.Id);
        Should.Throw<DeskFault>(() => _desk.Cases.Set(engineer.Actor, it.Id, "assignee", observer.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        Should.Throw<DeskFault>(() => _desk.Cases.Set(engineer.Actor, it.Id, "assignee", observer.Login)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        _desk.Book.MaySee(observer, _desk.Cases.Get(it.Id)).ShouldBeFalse();
        _desk.Cases.Set(engineer.Actor, it.Id, "assignee", engineer.Id);
        _desk.Cases.Set(engineer.Actor, it.Id, "assignee", null);
        _desk.Cases.Set(admin.Actor, it.Id, "assignee", observer.Id);
        Should.Throw<DeskFault>(() => _desk.Cases.Set(engineer.Actor, it.Id, "assignee", engineer.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted, "it is somebody else's");
    }

    [Theory]
    [InlineData("title", " ")]
    [InlineData("title", null)]
    [InlineData("waiting-for", "godot")]
    [InlineData("waiting-for", null)]
    [InlineData("severity", "e")]
    [InlineData("language", "xx")]
    [InlineData("language", null)]
    [InlineData("country", "")]
    public void A_cover_takes_no_value_that_means_nothing(string what, string? value)
    {
        var it = Case("one");
        Should.Throw<DeskFault>(() => _desk.Cases.Set(_desk.Admin().Actor, it.Id, what, value)).Kind.ShouldBe(DeskFaultKind.BadInput);
        _desk.Cases.Get(it.Id).ShouldBe(it);
    }

    [Fact]
    public void Whoever_opens_a_case_sees_it_but_cannot_help_themselves_to_another()
    {
        var admin = _desk.Admin();
        var engineer = _desk.Add("eve", Roles.Engineer);
        var own = _desk.Cases.Open(engineer.Actor, new("own"));
        _desk.Book.Access.GrantOpener(engineer, own.Id);
        _desk.Book.MaySee(engineer, own).ShouldBeTrue();
        var other = _desk.Cases.Open(admin.Actor, new("other"));
        Should.Throw<DeskFault>(() => _desk.Book.Access.GrantOpener(engineer, other.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        Should.Throw<DeskFault>(() => _desk.Book.Access.Grant(engineer.Actor, other.Id, engineer.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
    }

    [Fact]
    public void The_last_admin_can_neither_be_removed_nor_disabled_nor_made_less()
    {
        var admin = _desk.Admin();
        Should.Throw<DeskFault>(() => _desk.Book.Remove(admin.Actor, admin.Id)).Kind.ShouldBe(DeskFaultKind.Conflict);
        Should.Throw<DeskFault>(() => _desk.Book.SetDisabled(admin.Actor, admin.Id, true)).Kind.ShouldBe(DeskFaultKind.Conflict);
        Should.Throw<DeskFault>(() => _desk.Book.SetRole(admin.Actor, admin.Id, Roles.Engineer)).Kind.ShouldBe(DeskFaultKind.Conflict);
        _desk.SignIn(admin.Login).Token.ShouldNotBeEmpty();
    }

    [Fact]
    public void Two_admins_who_remove_each_other_at_once_leave_one()
    {
        var one = _desk.Admin();
        var other = _desk.Add("second", Roles.Admin);
        var people = new[] { one, other };
        InvitationTests.Together(2, i => _desk.Book.Remove(people[i].Actor, people[1 - i].Id)).ShouldBe(1);
        _desk.Book.List().Count(it => it.IsActive).ShouldBe(1);
    }

    [Fact]
    public void A_removed_persons_login_is_not_given_to_anybody_else()
    {
        var admin = _desk.Admin();
        var person = _desk.Add("alice", Roles.Engineer);
        _desk.Book.Remove(admin.Actor, person.Id);
        _desk.Book.Find("alice").ShouldBeNull();
        _desk.Book.SignIn("alice", PeopleDesk.GoodPassword, PeopleDesk.Home).ShouldBeOfType<SignInOutcome.Refused>();
        Should.Throw<DeskFault>(() => _desk.Add("alice", Roles.Engineer)).Kind.ShouldBe(DeskFaultKind.Conflict);
    }

    [Fact]
    public void Who_lost_the_right_meanwhile_cannot_use_it_with_what_they_hold()
    {
        var admin = _desk.Admin();
        var other = _desk.Add("second", Roles.Admin);
        _desk.Book.SetRole(admin.Actor, other.Id, Roles.Engineer);
        other.Role.ShouldBe(Roles.Admin, "the record they hold is old");
        Should.Throw<DeskFault>(() => _desk.Book.SetRole(other.Actor, other.Id, Roles.Admin)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
    }

    [Fact]
    public void An_api_token_lets_through_what_both_its_scope_and_its_owner_may()
    {
        var admin = _desk.Admin();
        var engineer = _desk.Add("eve", Roles.Engineer);
        Caller(admin, Scopes.Read).May(Right.Write).ShouldBeFalse();
        Caller(admin, Scopes.Write).May(Right.Write).ShouldBeTrue();
        Caller(admin, Scopes.Write).May(Right.Erase).ShouldBeFalse();
        Caller(admin, Scopes.Intake).May(Right.SeeAllCases).ShouldBeFalse();
        Caller(admin, Scopes.Admin).May(Right.ManagePeople).ShouldBeTrue();
        Caller(engineer, Scopes.Write).May(Right.SeeAllCases).ShouldBeFalse();
        Should.Throw<DeskFault>(() => Caller(engineer, Scopes.Admin)).Kind.ShouldBe(DeskFaultKind.NotPermitted);

        ApiCaller Caller(Person person, string scope) => _desk.Book.AuthenticateApi(_desk.Book.ApiTokens.Make(person.Actor, "test", scope).Token.Reveal())!;
    }

    [Fact]
    public void An_api_token_ends_and_can_be_revoked_by_its_owner_and_admins_only()
    {
        var admin = _desk.Admin();
        var (engineer, other) = (_desk.Add("eve", Roles.Engineer), _desk.Add("bob", Roles.Manager));
        var ending = _desk.Book.ApiTokens.Make(engineer.Actor, "short", Scopes.Read, TimeSpan.FromDays(1));
        var lasting = _desk.Book.ApiTokens.Make(engineer.Actor, "long", Scopes.Read);
        _desk.Clock.Move(TimeSpan.FromDays(2));
        _desk.Book.AuthenticateApi(ending.Token.Reveal()).ShouldBeNull();
        _desk.Book.AuthenticateApi(lasting.Token.Reveal()).ShouldNotBeNull();
        _desk.Book.ApiTokens.Of(engineer.Id).First(it => it.Id == lasting.Id).LastUsed.ShouldBe(_desk.Clock.GetUtcNow());
        Should.Throw<DeskFault>(() => _desk.Book.ApiTokens.Revoke(other.Actor, engineer.Id, lasting.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        _desk.Book.ApiTokens.Revoke(admin.Actor, engineer.Id, lasting.Id);
        _desk.Book.AuthenticateApi(lasting.Token.Reveal()).ShouldBeNull();
        Should.Throw<DeskFault>(() => _desk.Book.ApiTokens.Make(engineer.Actor, "for ever", Scopes.Read, TimeSpan.FromDays(4_000))).Kind.ShouldBe(DeskFaultKind.BadInput);
    }

    public void Dispose() => _desk.Dispose();

    private CaseRecord Case(string title) => _desk.Cases.Open(_desk.Admin().Actor, new(title));
}
