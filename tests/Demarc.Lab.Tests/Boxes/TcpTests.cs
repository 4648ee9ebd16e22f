using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Boxes that look into TCP: options, time stamps, windows.</summary>
public sealed class TcpTests
{
    private static readonly byte[] ScaleAndSack = [3, 3, 7, 1, 4, 2, 1, 1];
    private readonly Bench _bench = new();

    [Fact]
    public void A_stripped_option_is_gone_and_the_others_stay()
    {
        var packet = _bench.TcpWith(ScaleAndSack);
        _bench.Passes(Bench.Box("kind: strip-options, options: [window-scale]"), packet).ShouldBeTrue();
        TcpView.TryParse(packet.Transport, out var tcp);
        TcpOptions.TryFind(tcp, TcpOptionKind.WindowScale, out _).ShouldBeFalse();
        TcpOptions.TryFind(tcp, TcpOptionKind.SackPermitted, out _).ShouldBeTrue();
        Bench.ShouldBeSealed(packet);
    }

    [Fact]
    public void Stripping_may_be_of_answers_only()
    {
        var box = Bench.Box("kind: strip-options, options: [window-scale], on: syn-ack");
        var (syn, answer) = (_bench.TcpWith(ScaleAndSack), _bench.TcpWith(ScaleAndSack, TcpFlags.Syn | TcpFlags.Ack, toServer: false));
        _bench.Passes(box, syn).ShouldBeTrue();
        _bench.Passes(box, answer).ShouldBeTrue();
        syn.Octets[40].ShouldBe((byte)3);
        answer.Octets[40].ShouldBe((byte)1);
    }

    [Fact]
    public void A_syn_with_an_unwanted_option_or_with_data_is_dropped()
    {
        byte[] fastOpen = [34, 2, 1, 1];
        _bench.Passes(Bench.Box("kind: option-drop"), _bench.TcpWith(fastOpen)).ShouldBeFalse();
        _bench.Passes(Bench.Box("kind: option-drop"), _bench.TcpWith(ScaleAndSack)).ShouldBeTrue();
        _bench.Passes(Bench.Box("kind: option-drop, data: true"), _bench.Tcp(payload: "x")).ShouldBeFalse();
        _bench.Passes(Bench.Box("kind: option-drop, data: true"), _bench.Tcp(TcpFlags.Ack, payload: "x")).ShouldBeTrue();
    }

    [Fact]
    public void A_syn_that_asks_for_ecn_is_dropped_and_its_repetition_without_passes()
    {
        var box = Bench.Box("kind: ecn-drop");
        _bench.Passes(box, _bench.Tcp(TcpFlags.Syn | TcpFlags.EcnEcho | TcpFlags.CongestionWindowReduced)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp()).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack | TcpFlags.EcnEcho)).ShouldBeTrue();
    }

    [Fact]
    public void A_box_that_missed_the_scale_discards_what_is_beyond_the_window_it_reads()
    {
        var box = Bench.Box("kind: window-clamp");
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, toServer: false, acknowledgement: 2000, window: 500)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, sequence: 2000, payload: new string('x', 500))).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, sequence: 2001, payload: new string('x', 500))).ShouldBeFalse();
    }

    [Fact]
    public void Recycling_ignores_older_stamps_of_the_same_address_for_a_minute()
    {
        var box = Bench.Box("kind: tw-recycle");
        _bench.Passes(box, _bench.Stamped(1000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Stamped(5000, TcpFlags.Fin | TcpFlags.Ack, 10)).ShouldBeTrue();
        _bench.Passes(box, _bench.Stamped(4000, atMs: 1000)).ShouldBeFalse();
        _bench.Passes(box, _bench.Stamped(5000, atMs: 1000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Stamped(4000, atMs: 1000, client: "198.51.100.10")).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(atMs: 1000)).ShouldBeTrue("a SYN without a stamp is never compared");
        _bench.Passes(box, _bench.Stamped(4000, atMs: 60_011)).ShouldBeTrue();
    }

    [Fact]
    public void Recycling_compares_stamps_that_wrap_around()
    {
        var box = Bench.Box("kind: tw-recycle");
        _bench.Passes(box, _bench.Stamped(0xfffffff0, TcpFlags.Fin | TcpFlags.Ack)).ShouldBeTrue();
        _bench.Passes(box, _bench.Stamped(5, atMs: 1)).ShouldBeTrue();
        _bench.Passes(box, _bench.Stamped(0xffffff00, atMs: 1)).ShouldBeFalse();
    }

    [Fact]
    public void Another_clock_of_stamps_is_added_on_the_way_out_and_taken_off_the_echo()
    {
        var box = Bench.Box("kind: timestamp-offset, offset: 1000");
        var sent = _bench.Stamped(7);
        _bench.Passes(box, sent).ShouldBeTrue();
        Stamp(sent, 0).ShouldBe(1007u);
        Bench.ShouldBeSealed(sent);
        var answer = _bench.Stamped(3, TcpFlags.Ack, toServer: false, echo: 1007);
        _bench.Passes(box, answer).ShouldBeTrue();
        (Stamp(answer, 0), Stamp(answer, 4)).ShouldBe((3u, 7u));
        Bench.ShouldBeSealed(answer);
    }

    private static uint Stamp(Packet packet, int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet.Octets[(44 + at)..]);
}
