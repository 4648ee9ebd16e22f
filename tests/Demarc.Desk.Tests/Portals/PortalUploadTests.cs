using Demarc.Desk.Cases;
using Demarc.Desk.Portals;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.People;

namespace Demarc.Desk.Tests.Portals;

public sealed class PortalUploadTests : IDisposable
{
    private readonly PortalRoom _room = new();

    [Fact]
    public void A_permit_is_for_the_links_own_uploads_and_what_it_still_takes()
    {
        var portal = _room.Make(uploads: 3, octets: 100);
        _room.Desk.Finished(_room.Upload(portal, "u1", content: "123456"));
        _room.Desk.Permit(portal.Token.Reveal()).ShouldBe(new PortalPermit(portal.Portal.Id, 94, 2, portal.Portal.Expires, TimeSpan.FromHours(24)));
    }

    [Fact]
    public void What_began_may_end_when_the_link_is_used_up_or_within_its_grace_and_nothing_begins()
    {
        var portal = _room.Make(uploads: 1);
        _room.Desk.Finished(_room.Upload(portal, "u1"));
        _room.Desk.Permit(portal.Token.Reveal())!.MostUploads.ShouldBe(0);
        _room.Clock.Move(TimeSpan.FromDays(14) + TimeSpan.FromHours(23));
        _room.Desk.Permit(portal.Token.Reveal())!.Deadline.ShouldBeLessThan(_room.Clock.GetUtcNow());
        _room.Clock.Move(TimeSpan.FromHours(1));
        _room.Desk.Permit(portal.Token.Reveal()).ShouldBeNull();
    }

    [Fact]
    public void Revoked_unknown_and_guessed_tokens_get_no_permit()
    {
        var portal = _room.Make();
        var token = portal.Token.Reveal();
        foreach (var guess in new[] { null, "", token[..^1], token.ToUpperInvariant(), portal.Portal.Id, Demarc.Desk.Keys.DeskKeys.Hash(token), new string('a', 50_000) }) _room.Desk.Permit(guess).ShouldBeNull();
        _room.Desk.Revoke(Actor.Desk, _room.Case.Id, portal.Portal.Id);
        _room.Desk.Permit(token).ShouldBeNull();
    }

    [Fact]
    public void A_receipt_names_the_file_its_hash_and_its_place_in_the_case()
    {
        var receipt = _room.Desk.Finished(_room.Upload(_room.Make(), "u1", "..\\..\\etc/pass\u202Ewd.txt", "octets", "  Li\u0007 Si "));
        receipt.Label.ShouldBe("E1");
        receipt.Name.ShouldBe("passwd.txt");
        receipt.Size.ShouldBe(6);
        receipt.Sha256.Length.ShouldBe(64);
        receipt.Uploader.ShouldBe("Li Si");
        receipt.At.ShouldBe(_room.Clock.GetUtcNow());
        _room.Kept.Single().ShouldEndWith("Li Si (Zhang Wei)");
    }

    [Fact]
    public void An_upload_told_again_counts_once_and_gives_the_same_receipt()
    {
        var portal = _room.Make();
        var first = _room.Desk.Finished(_room.Upload(portal, "u1"));
        _room.Clock.Move(TimeSpan.FromDays(30));
        _room.Desk.Revoke(Actor.Desk, _room.Case.Id, portal.Portal.Id);
        _room.Desk.Finished(_room.Upload(portal, "u1", "another name")).ShouldBe(first);
        _room.Now(portal).ShouldSatisfyAllConditions(it => it.Used.ShouldBe(1), it => it.Octets.ShouldBe(6));
        _room.Kept.Count.ShouldBe(1);
    }

    [Fact]
    public void One_upload_told_by_sixteen_at_once_counts_once()
    {
        var portal = _room.Make();
        var receipts = new System.Collections.Concurrent.ConcurrentBag<PortalReceipt>();
        InvitationTests.Together(16, _ => receipts.Add(_room.Desk.Finished(_room.Upload(portal, "u1")))).ShouldBe(16);
        receipts.Distinct().Count().ShouldBe(1);
        _room.Now(portal).Used.ShouldBe(1);
    }

    [Fact]
    public void Sixteen_uploads_that_end_at_once_share_the_last_place_among_one()
    {
        var portal = _room.Make(uploads: 3);
        _room.Desk.Finished(_room.Upload(portal, "first", content: "1"));
        _room.Desk.Finished(_room.Upload(portal, "second", content: "2"));
        InvitationTests.Together(16, i => _room.Desk.Finished(_room.Upload(portal, $"u{i}", content: $"content {i}"))).ShouldBe(1);
        _room.Now(portal).Used.ShouldBe(3);
        _room.Kept.Count.ShouldBe(3);
        _room.Desk.Uploads(portal.Portal.Id).Count.ShouldBe(3);
    }

    [Fact]
    public void Octets_beyond_what_the_link_takes_are_refused_also_when_told_again()
    {
        var portal = _room.Make(octets: 10);
        _room.Desk.Finished(_room.Upload(portal, "u1", content: "123456"));
        for (var i = 0; i < 2; i++) Should.Throw<DeskFault>(() => _room.Desk.Finished(_room.Upload(portal, "u2", content: "123456"))).Kind.ShouldBe(DeskFaultKind.Conflict);
        _room.Now(portal).ShouldSatisfyAllConditions(it => it.Used.ShouldBe(1), it => it.Octets.ShouldBe(6));
        _room.Audit().Count(line => line.Contains("upload-refused", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_stop_between_counting_and_keeping_is_mended_when_it_is_told_again()
    {
        var portal = _room.Make();
        _room.FailsOnce = true;
        Should.Throw<IOException>(() => _room.Desk.Finished(_room.Upload(portal, "u1")));
        _room.Desk.Finished(_room.Upload(portal, "u1")).Label.ShouldBe("E1");
        _room.Now(portal).Used.ShouldBe(1);
    }

    [Fact]
    public void An_upload_of_one_link_is_not_taken_for_anothers()
    {
        var (one, other) = (_room.Make(), _room.Make(forWhom: _room.Vendor));
        _room.Desk.Finished(_room.Upload(one, "u1"));
        Should.Throw<DeskFault>(() => _room.Desk.Finished(_room.Upload(other, "u1"))).Kind.ShouldBe(DeskFaultKind.NotFound);
        Should.Throw<DeskFault>(() => _room.Desk.Finished(_room.Upload(one, "u2") with { Portal = "no such" })).Kind.ShouldBe(DeskFaultKind.NotFound);
    }

    [Fact]
    public void What_ended_while_the_program_was_down_is_taken_after_the_links_end()
    {
        var portal = _room.Make();
        _room.Clock.Move(TimeSpan.FromDays(17));
        _room.Desk.Finished(_room.Upload(portal, "u1")).Label.ShouldBe("E1");
    }

    public void Dispose() => _room.Dispose();
}
