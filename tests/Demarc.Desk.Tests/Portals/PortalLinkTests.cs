using Demarc.Desk.People;
using Demarc.Desk.Portals;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Tests.Portals;

public sealed class PortalLinkTests : IDisposable
{
    private readonly PortalRoom _room = new();

    [Fact]
    public void A_link_shows_what_is_asked_and_what_came_and_nothing_else_of_the_case()
    {
        _room.Ask("""{"en":"a capture at the client","zh":"客户端抓包"}""", """{"en":"to see who closes the connection","zh":"确认由哪一端断开连接"}""");
        _room.Ask("SECRET-VENDOR request", askedOf: _room.Vendor.Id);
        _room.Ask("SECRET-MET request", state: "met");
        var portal = _room.Make();
        _room.Desk.Finished(_room.Upload(portal, "u1", uploader: "Li"));
        var view = _room.Desk.Open(portal.Token.Reveal());
        view.Language.ShouldBe(Language.English);
        view.Greeting.ShouldBe("Dear Mr Zhang");
        view.Asked.Select(it => it.What.Zh).ShouldBe(["客户端抓包"]);
        view.Asked[0].Why!.En.ShouldBe("to see who closes the connection");
        view.Uploads.Select(it => it.Name).ShouldBe(["client.pcapng"]);
        view.UploadsLeft.ShouldBe(49);
        var all = System.Text.Json.JsonSerializer.Serialize(view);
        all.ShouldNotContain("SECRET");
        all.ShouldNotContain(_room.Case.Id);
        all.ShouldNotContain(_room.Case.Number);
    }

    [Fact]
    public void One_recipient_sees_neither_the_requests_nor_the_uploads_of_another()
    {
        _room.Ask("for the vendor", askedOf: "VENDOR@example.com");
        var (customer, vendor) = (_room.Make(), _room.Make(forWhom: _room.Vendor));
        _room.Desk.Finished(_room.Upload(vendor, "u1", "vendor.log"));
        _room.Desk.Open(customer.Token.Reveal()).ShouldSatisfyAllConditions(view => view.Asked.ShouldBeEmpty(), view => view.Uploads.ShouldBeEmpty());
        _room.Desk.Open(vendor.Token.Reveal()).ShouldSatisfyAllConditions(view => view.Asked.Count.ShouldBe(1), view => view.Uploads.Count.ShouldBe(1), view => view.Language.ShouldBe(Language.Chinese));
    }

    [Fact]
    public void Opening_a_link_spends_nothing()
    {
        var portal = _room.Make(uploads: 1);
        for (var i = 0; i < 100; i++) _room.Desk.Open(portal.Token.Reveal());
        _room.Now(portal).ShouldSatisfyAllConditions(it => it.Used.ShouldBe(0), it => it.LastUsed.ShouldBeNull(), it => it.Opened.ShouldNotBeNull());
    }

    [Fact]
    public void A_link_that_does_not_work_is_answered_the_same_whatever_the_reason_but_the_desk_is_told()
    {
        var expired = _room.Make();
        _room.Clock.Move(TimeSpan.FromDays(14));
        var other = _room.Cases.Open(Actor.Desk, new("another"));
        var revoked = _room.Make(caseId: other.Id);
        _room.Desk.Revoke(Actor.Desk, other.Id, revoked.Portal.Id);
        var usedUp = _room.Make(uploads: 1, forWhom: _room.Vendor);
        _room.Desk.Finished(_room.Upload(usedUp, "u1"));
        string[] tokens = [expired.Token.Reveal(), revoked.Token.Reveal(), usedUp.Token.Reveal(), new('0', 48), ""];
        tokens.Select(_room.Desk.Look).ShouldBe([PortalState.Expired, PortalState.Revoked, PortalState.UsedUp, PortalState.Unknown, PortalState.Unknown]);
        var faults = tokens.Select(token => Should.Throw<DeskFault>(() => _room.Desk.Open(token))).ToList();
        faults.Select(it => $"{it.Kind} {it.Text}").Distinct().Count().ShouldBe(1);
        faults[0].Text.En.ShouldStartWith("this link is not valid any more");
        new[] { expired, revoked, usedUp }.Select(it => Should.Throw<DeskFault>(() => _room.Desk.OpenByCode(it.Code.Reveal(), PortalRoom.Outside)).Text).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_new_link_for_the_same_recipient_ends_the_earlier_one_and_leaves_others()
    {
        var (first, vendor) = (_room.Make(), _room.Make(forWhom: _room.Vendor));
        _room.Desk.Finished(_room.Upload(first, "u1"));
        var second = _room.Make();
        _room.Desk.Look(first.Token.Reveal()).ShouldBe(PortalState.Revoked);
        _room.Desk.Look(vendor.Token.Reveal()).ShouldBe(PortalState.Live);
        _room.Desk.Open(second.Token.Reveal()).Uploads.Count.ShouldBe(1, "they still see what they sent");
    }

    [Fact]
    public void A_link_is_revoked_only_under_its_own_case()
    {
        var portal = _room.Make();
        var other = _room.Cases.Open(Actor.Desk, new("another"));
        _room.Desk.Revoke(Actor.Desk, other.Id, portal.Portal.Id);
        _room.Desk.Look(portal.Token.Reveal()).ShouldBe(PortalState.Live);
    }

    [Fact]
    public void A_party_of_another_case_gets_no_link()
    {
        var other = _room.Cases.Open(Actor.Desk, new("another"));
        Should.Throw<DeskFault>(() => _room.Desk.Make(Actor.Desk, other.Id, new(_room.Customer.Id))).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void Only_people_who_see_the_case_and_may_send_make_and_revoke_its_links()
    {
        var book = new PeopleBook(_room.Store, new() { Iterations = 1_000 });
        var admin = book.AcceptInvitation(book.FirstRun()!.Token.Reveal(), "root-admin", "Root", "vier blaue Boote am Kai");
        var (engineer, observer) = (Add("eve", Roles.Engineer), Add("otto", Roles.Observer));
        book.Access.Grant(admin.Actor, _room.Case.Id, observer.Id);
        Should.Throw<DeskFault>(() => _room.Desk.Make(engineer.Actor, _room.Case.Id)).Kind.ShouldBe(DeskFaultKind.NotFound);
        Should.Throw<DeskFault>(() => _room.Desk.Make(observer.Actor, _room.Case.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        book.Access.Grant(admin.Actor, _room.Case.Id, engineer.Id);
        var made = _room.Desk.Make(engineer.Actor, _room.Case.Id);
        Should.Throw<DeskFault>(() => _room.Desk.Revoke(observer.Actor, _room.Case.Id, made.Portal.Id)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        _room.Desk.Look(made.Token.Reveal()).ShouldBe(PortalState.Live);

        Person Add(string login, string role) => book.AcceptInvitation(book.Invitations.Invite(admin.Actor, role).Token.Reveal(), login, login, "vier blaue Boote am Kai");
    }

    [Fact]
    public void An_archived_case_takes_nothing_any_more()
    {
        var portal = _room.Make();
        _room.Cases.Close(Actor.Desk, _room.Case.Id, Demarc.Desk.Cases.CloseReasons.Solved);
        _room.Desk.Open(portal.Token.Reveal()).ShouldNotBeNull("a closed one still does");
        _room.Cases.Archive(Actor.Desk, _room.Case.Id);
        Should.Throw<DeskFault>(() => _room.Desk.Open(portal.Token.Reveal())).Kind.ShouldBe(DeskFaultKind.NotFound);
        _room.Desk.Permit(portal.Token.Reveal()).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(14, 0, 1)]
    [InlineData(14, 1, 0)]
    [InlineData(400, 1, 1)]
    public void A_link_that_would_allow_nothing_or_without_end_is_not_made(int days, int uploads, long octets) =>
        Should.Throw<DeskFault>(() => _room.Desk.Make(Actor.Desk, _room.Case.Id, new() { Holds = TimeSpan.FromDays(days), MostUploads = uploads, MostOctets = octets })).Kind.ShouldBe(DeskFaultKind.BadInput);

    [Fact]
    public void No_file_and_no_line_of_the_audit_trail_holds_a_token_or_a_code()
    {
        var portal = _room.Make();
        _room.Desk.Open(portal.Token.Reveal());
        var byCode = _room.Desk.OpenByCode(portal.Code.Reveal(), PortalRoom.Outside);
        foreach (var secret in new[] { portal.Token.Reveal(), portal.Code.Reveal(), portal.Code.Reveal().Replace("-", "", StringComparison.Ordinal), byCode.Token.Reveal() })
        {
            foreach (var path in Directory.EnumerateFiles(_room.Folder)) File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1);
            _room.Audit().ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
            $"{portal} {byCode}".ShouldNotContain(secret);
        }
    }

    public void Dispose() => _room.Dispose();
}
