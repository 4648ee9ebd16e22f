using System.Net;
using Demarc.Desk.Portals;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.Portals;

public sealed class PortalCodeTests : IDisposable
{
    private readonly PortalRoom _room = new();

    [Fact]
    public void A_code_has_eight_characters_in_two_groups_and_none_that_look_alike()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = PortalCode.Grouped(PortalCode.New());
            code.ShouldMatch("^[3-9A-Y]{4}-[3-9A-Y]{4}$");
            code.IndexOfAny([.. "0O1IL2Z5S8BUV"]).ShouldBe(-1);
        }
    }

    [Fact]
    public void A_code_is_found_however_it_is_typed()
    {
        var code = _room.Make().Code.Reveal();
        var wide = string.Concat(code.Select(letter => letter == '-' ? '－' : (char)(letter + 0xFEE0)));
        foreach (var typed in new[] { code, code.ToLowerInvariant(), code.Replace("-", " ", StringComparison.Ordinal), code.Replace("-", "", StringComparison.Ordinal), $"  {code}\t", wide })
            _room.Desk.OpenByCode(typed, PortalRoom.Outside).View.ShouldNotBeNull();
    }

    [Fact]
    public void A_code_opens_the_same_link_and_gives_a_token_for_its_uploads()
    {
        var portal = _room.Make();
        var opened = _room.Desk.OpenByCode(portal.Code.Reveal(), PortalRoom.Outside);
        opened.View.Portal.ShouldBe(portal.Portal.Id);
        _room.Desk.Permit(opened.Token.Reveal())!.Scope.ShouldBe(portal.Portal.Id);
        _room.Desk.Revoke(Actor.Desk, _room.Case.Id, portal.Portal.Id);
        _room.Desk.Permit(opened.Token.Reveal()).ShouldBeNull();
    }

    [Fact]
    public void Guessing_codes_is_slowed_down_more_and_more()
    {
        var code = _room.Make().Code.Reveal();
        var looked = 0;
        for (var minutes = 0; minutes < 60; minutes++)
        {
            for (var i = 0; i < 20; i++)
            {
                if (Should.Throw<DeskFault>(() => _room.Desk.OpenByCode("3333-3333", PortalRoom.Outside)).Kind == DeskFaultKind.NotFound) looked++;
            }

            _room.Clock.Move(TimeSpan.FromMinutes(1));
        }

        looked.ShouldBeLessThan(20);
        Should.Throw<DeskFault>(() => _room.Desk.OpenByCode(code, PortalRoom.Outside)).Kind.ShouldBe(DeskFaultKind.NotPermitted);
        _room.Desk.OpenByCode(code, IPAddress.Parse("192.0.2.44")).ShouldNotBeNull("another address is not held up");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7QM")]
    [InlineData("0000-0000")]
    [InlineData("' OR '1'='1")]
    public void What_can_be_no_code_opens_nothing(string? typed) => Should.Throw<DeskFault>(() => _room.Desk.OpenByCode(typed, PortalRoom.Outside)).Kind.ShouldBe(DeskFaultKind.NotFound);

    [Fact]
    public void Typing_a_code_again_and_again_leaves_a_bounded_number_of_tokens()
    {
        var portal = _room.Make();
        for (var i = 0; i < 210; i++)
        {
            _room.Desk.OpenByCode(portal.Code.Reveal(), PortalRoom.Outside);
            _room.Clock.Move(TimeSpan.FromSeconds(1));
        }

        _room.Store.Read(reading => reading.Number("SELECT COUNT(*) FROM portal_token")).ShouldBe(201);
        _room.Desk.Look(portal.Token.Reveal()).ShouldBe(PortalState.Live, "the link's own token stays");
    }

    public void Dispose() => _room.Dispose();
}
