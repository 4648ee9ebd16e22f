using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Boxes that delay, lose, repeat and spoil packets.</summary>
public sealed class ImpairmentTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void A_delay_moves_the_packet_in_time_and_keeps_order_under_jitter()
    {
        var box = Bench.Box("kind: delay, delay: 10ms, jitter: 20ms");
        long last = 0;
        for (var i = 0; i < 200; i++)
        {
            var packet = _bench.Tcp(atMs: i * 0.1);
            _bench.Passes(box, packet).ShouldBeTrue();
            (packet.At - i * 100_000).ShouldBeInRange(10_000_000, 30_000_000);
            packet.At.ShouldBeGreaterThanOrEqualTo(last);
            last = packet.At;
        }
    }

    [Theory]
    [InlineData("kind: loss, rate: 20%", 0.2)]
    [InlineData("kind: loss, to-bad: 0.02, to-good: 0.2, loss-bad: 1", 0.09)]
    public void Loss_comes_at_its_rate_and_alike_for_one_seed(string line, double rate)
    {
        var lost = Lost(Bench.Box(line), new Bench(7));
        (lost.Count / 20_000d).ShouldBe(rate, 0.02);
        Lost(Bench.Box(line), new Bench(7)).ShouldBe(lost);
        Lost(Bench.Box(line), new Bench(8)).ShouldNotBe(lost);
    }

    [Fact]
    public void Loss_in_two_states_comes_in_bursts()
    {
        var lost = Lost(Bench.Box("kind: loss, to-bad: 0.02, to-good: 0.2, loss-bad: 1"), new Bench());
        var followed = lost.Zip(lost.Skip(1)).Count(pair => pair.Second == pair.First + 1);
        (followed / (double)lost.Count).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void A_duplicate_is_the_same_packet_again()
    {
        var packet = _bench.Tcp();
        _bench.Passes(Bench.Box("kind: duplicate, rate: 1"), packet).ShouldBeTrue();
        _bench.Sent.Single().Octets.ToArray().ShouldBe(packet.Octets.ToArray());
    }

    [Fact]
    public void A_held_back_packet_is_overtaken()
    {
        var packet = _bench.Tcp();
        _bench.Passes(Bench.Box("kind: reorder, rate: 1, delay: 3ms"), packet).ShouldBeTrue();
        packet.At.ShouldBe(3_000_000);
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Corruption_shows_in_the_checksum_unless_it_is_made_right(string fix, bool unnoticed)
    {
        var packet = _bench.Tcp(TcpFlags.Ack, payload: "hello");
        var before = packet.Octets.ToArray();
        _bench.Passes(Bench.Box($"kind: corrupt, rate: 1, fix-checksum: {fix}"), packet).ShouldBeTrue();
        packet.Octets[^5..].ToArray().ShouldNotBe(before[^5..]);
        packet.Octets[..16].ToArray().ShouldBe(before[..16]);
        var stored = packet.Word(packet.ChecksumAt);
        PacketWriting.Seal(packet);
        (stored == packet.Word(packet.ChecksumAt)).ShouldBe(unnoticed);
    }

    [Fact]
    public void A_packet_without_payload_has_nothing_to_spoil()
    {
        var packet = _bench.Tcp();
        _bench.Passes(Bench.Box("kind: corrupt, rate: 1"), packet).ShouldBeTrue();
        Bench.ShouldBeSealed(packet);
    }

    [Fact]
    public void A_queue_makes_packets_wait_and_loses_what_does_not_fit()
    {
        // 1000 octets take 10 ms at 100 kilobytes a second; 3000 octets of queue hold three more.
        var box = Bench.Box("kind: queue, rate: 100kbyte, size: 3000");
        var arrivals = Enumerable.Range(0, 6).Select(_ => _bench.Udp(new byte[972])).Where(packet => _bench.Passes(box, packet)).Select(packet => packet.At / 1_000_000).ToArray();
        arrivals.ShouldBe([10, 20, 30, 40]);
    }

    [Fact]
    public void A_policer_drops_what_exceeds_and_delays_nothing()
    {
        var box = Bench.Box("kind: police, rate: 100kbyte, burst: 2000, direction: both");
        var passed = Enumerable.Range(0, 10).Select(i => _bench.Udp(new byte[972], atMs: i)).Count(packet => _bench.Passes(box, packet) && packet.At % 1_000_000 == 0);
        passed.ShouldBe(2);
        _bench.Passes(box, _bench.Udp(new byte[972], atMs: 1000)).ShouldBeTrue();
    }

    private static List<int> Lost(Demarc.Lab.Boxes.FittedBox box, Bench bench) =>
        [.. Enumerable.Range(0, 20_000).Where(_ => !bench.Passes(box, bench.Tcp()))];
}
