using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Links that carry packets only up to a size.</summary>
public sealed class SizeTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void What_fits_passes() => _bench.Passes(Bench.Box("kind: mtu, mtu: 1400"), Large(1400, dontFragment: true)).ShouldBeTrue();

    [Fact]
    public void What_is_too_large_and_must_not_be_cut_is_answered_with_the_size()
    {
        _bench.Passes(Bench.Box("kind: mtu, mtu: 1400"), Large(1500, dontFragment: true)).ShouldBeFalse();
        var error = _bench.Sent.Single();
        IcmpView.TryParse(error.Transport, out var icmp).IsComplete.ShouldBeTrue();
        (icmp.Type, icmp.Code, icmp.Rest).ShouldBe(((byte)3, (byte)4, 1400u));
        error.ToServer.ShouldBeFalse();
        error.Destination.ShouldBe(Bench.Number(Bench.Client));
        Bench.ShouldBeSealed(error);
    }

    [Fact]
    public void A_black_hole_says_nothing()
    {
        _bench.Passes(Bench.Box("kind: mtu, mtu: 1400, signal: false"), Large(1500, dontFragment: true)).ShouldBeFalse();
        _bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void What_may_be_cut_arrives_in_pieces_that_make_the_whole()
    {
        var packet = Large(3000, dontFragment: false);
        var payload = packet.Octets[20..].ToArray();
        _bench.Passes(Bench.Box("kind: mtu, mtu: 1400"), packet).ShouldBeFalse();
        _bench.Sent.Count.ShouldBe(3);
        var whole = new byte[payload.Length];
        foreach (var piece in _bench.Sent)
        {
            piece.Length.ShouldBeLessThanOrEqualTo(1400);
            Ipv4View.TryParse(piece.Octets, out var view).IsComplete.ShouldBeTrue();
            view.HeaderChecksumValid.ShouldBeTrue();
            view.MoreFragments.ShouldBe(piece != _bench.Sent[^1]);
            view.Payload.CopyTo(whole.AsSpan(view.FragmentOffset));
        }

        whole.ShouldBe(payload);
    }

    [Fact]
    public void A_link_that_cannot_cut_drops_those_as_well()
    {
        _bench.Passes(Bench.Box("kind: mtu, mtu: 1400, unfragmented: drop"), Large(1500, dontFragment: false)).ShouldBeFalse();
        _bench.Sent.ShouldBeEmpty();
    }

    private Packet Large(int size, bool dontFragment)
    {
        var packet = _bench.Udp([.. Enumerable.Range(0, size - 28).Select(i => (byte)i)]);
        packet.Octets[6] = dontFragment ? (byte)0x40 : (byte)0;
        PacketWriting.Seal(packet);
        return packet;
    }
}
