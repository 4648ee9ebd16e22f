using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.Store;

/// <summary>Who takes part in a case, set by hand.</summary>
public sealed class PartyBookTests
{
    [Fact]
    public void A_party_known_by_name_gets_an_address_and_a_part()
    {
        using var open = new OpenDesk();
        var it = open.Case(customer: null);
        var added = open.Desk.Parties.Set(OpenDesk.Somebody, it.Id, null, "顾北", null, PartyRole.Customer, null, null);
        var known = open.Desk.Parties.Set(OpenDesk.Somebody, it.Id, added.Id, "顾北", "Gu@Vendor.example", PartyRole.Vendor, "顾工", "zh");
        known.ShouldBe(new Party(added.Id, "顾北", "gu@vendor.example", PartyRole.Vendor, "顾工", "zh"));
        open.Desk.Cases.Parties(it.Id).ShouldHaveSingleItem();
        open.Desk.Finder.Search("gu@vendor.example").ShouldHaveSingleItem();
        open.Desk.Parties.Remove(OpenDesk.Somebody, it.Id, added.Id);
        open.Desk.Cases.Parties(it.Id).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, null, "customer")]
    [InlineData("Li", "no address", "customer")]
    [InlineData("Li", "li@example.net\r\nBcc: x@example.net", "customer")]
    [InlineData("Li", "li@example.net", "king")]
    [InlineData("Other", "wang@example.net", "customer")]
    public void What_is_no_party_is_told_and_nothing_is_changed(string? name, string? address, string role)
    {
        using var open = new OpenDesk();
        var it = open.Case(customer: "wang@example.net");
        Should.Throw<DeskFault>(() => open.Desk.Parties.Set(OpenDesk.Somebody, it.Id, null, name, address, role, null, null)).Text.Zh.ShouldNotBeEmpty();
        open.Desk.Cases.Parties(it.Id).ShouldHaveSingleItem().Address.ShouldBe("wang@example.net");
    }
}
