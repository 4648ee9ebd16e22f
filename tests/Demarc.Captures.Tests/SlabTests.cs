using Demarc.Captures.Connections;

namespace Demarc.Captures.Tests;

/// <summary>Room for connections that is made ready on another processor.</summary>
public sealed class SlabTests
{
    private const int Many = 5000;

    [Fact]
    public void Every_connection_has_a_place_of_its_own_and_keeps_it()
    {
        var slabs = new ConnectionSlabs();
        for (var i = 0; i < Many; i++)
        {
            slabs.Reach(i);
            slabs[i].First.ShouldBe(0);
            slabs[i].First = i + 1;
        }

        for (var i = 0; i < Many; i++) slabs[i].First.ShouldBe(i + 1);
    }

    [Fact]
    public void A_place_that_was_reached_before_is_the_same_when_it_is_reached_again()
    {
        var slabs = new ConnectionSlabs();
        for (var i = 0; i < Many; i++) slabs.Reach(i);
        slabs[Many - 1].First = 7;
        for (var i = Many / 2; i < Many; i++) slabs.Reach(i);
        slabs[Many - 1].First.ShouldBe(7);
    }
}
