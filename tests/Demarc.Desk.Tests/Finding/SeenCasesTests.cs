using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.People;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Finding;

/// <summary>The desk as one person sees it, and the tags cases are found by.</summary>
public sealed class SeenCasesTests : IDisposable
{
    private readonly OpenDesk _open = new();

    public void Dispose() => _open.Dispose();

    [Fact]
    public void Somebody_who_sees_few_cases_finds_them_on_the_first_page_however_many_are_newer()
    {
        var engineer = Person(Roles.Engineer);
        var manager = Person(Roles.Manager);
        var own = _open.Case("很早的网络故障");
        _open.Desk.Cases.Set(Actor.Desk, own.Id, "assignee", engineer.Id);
        for (var i = 0; i < 60; i++) _open.Case($"网络故障 {i}");
        _open.Desk.Seen.List(engineer, new(Most: 50)).ShouldHaveSingleItem().Case.Id.ShouldBe(own.Id);
        _open.Desk.Seen.Search(engineer, "网络故障", 50).ShouldHaveSingleItem().Case.Id.ShouldBe(own.Id);
        _open.Desk.Seen.List(manager, new(Most: 50)).Count.ShouldBe(50);
        _open.Desk.Seen.List(engineer, new(Most: 50, Before: own.Id)).ShouldBeEmpty();
    }

    [Fact]
    public void Cases_are_found_by_their_tags_in_the_list_and_by_search()
    {
        var (one, other) = (_open.Case("one"), _open.Case("other"));
        _open.Desk.Cases.Set(OpenDesk.Somebody, one.Id, "tags", " 东区出口, ISP-A ，isp-a、复查");
        _open.Desk.Cases.Tags(one.Id).ShouldBe(["ISP-A", "东区出口", "复查"], ignoreOrder: true);
        _open.Desk.Cases.List(new(Tag: "东区出口")).ShouldHaveSingleItem().Case.Id.ShouldBe(one.Id);
        _open.Desk.Finder.Search("东区出口").ShouldHaveSingleItem().Case.Id.ShouldBe(one.Id);
        _open.Desk.Cases.Set(OpenDesk.Somebody, one.Id, "tags", "");
        _open.Desk.Cases.List(new(Tag: "东区出口")).ShouldBeEmpty();
        _open.Desk.Finder.Search("东区出口").ShouldBeEmpty();
        _open.Desk.Cases.Tags(other.Id).ShouldBeEmpty();
    }

    [Fact]
    public void Too_many_or_too_long_tags_and_those_of_two_people_at_once_are_refused()
    {
        var it = _open.Case();
        Should.Throw<DeskFault>(() => _open.Desk.Cases.Set(OpenDesk.Somebody, it.Id, "tags", string.Join(',', Enumerable.Range(0, 21)))).Kind.ShouldBe(DeskFaultKind.BadInput);
        Should.Throw<DeskFault>(() => _open.Desk.Cases.Set(OpenDesk.Somebody, it.Id, "tags", new string('x', 41))).Kind.ShouldBe(DeskFaultKind.BadInput);
        _open.Desk.Cases.Set(new("a2", "Engineer B"), it.Id, "tags", "theirs", it.Version);
        Should.Throw<DeskFault>(() => _open.Desk.Cases.Set(OpenDesk.Somebody, it.Id, "tags", "mine", it.Version)).Kind.ShouldBe(DeskFaultKind.Conflict);
        _open.Desk.Cases.Tags(it.Id).ShouldBe(["theirs"]);
    }

    private Person Person(string role) => _open.Desk.People.AcceptInvitation(_open.Desk.People.Invitations.Invite(Actor.Desk, role).Token.Reveal(), role, role, PeopleDesk.GoodPassword);
}
