using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Two captures of one transfer, 14 ms apart, whose truth is known.</summary>
public sealed class PairingTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:443";
    private const double Way = 14;
    private const int Segment = 1460;

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData(-250)]
    public void The_offset_is_what_to_add_to_the_far_clock(double ahead)
    {
        var pair = Paired(Near(Segment), Far(Segment, ahead));
        (pair.Near, pair.Far).ShouldBe(("near", "far"));
        pair.OffsetMs!.Value.ShouldBe(-ahead, 0.01);
        (pair.OffsetErrorMs!.Value, pair.ThereMs!.Value).ShouldBe((Way, Way));
    }

    [Fact]
    public void Segments_that_a_network_card_cut_up_have_arrived()
    {
        foreach (var (near, far) in new[] { (Near(Segment), Far(10 * Segment)), (Near(10 * Segment), Far(Segment)), (Near(3 * Segment), Far(10 * Segment)) })
        {
            var pair = Paired(near, far);
            (pair.Back.LostFrames.Count, pair.Back.AppearedFrames.Count, pair.There.LostFrames.Count, pair.There.AppearedFrames.Count).ShouldBe((0, 0, 0, 0));
            pair.Back.Sent.ShouldBe(pair.Back.Arrived);
        }
    }

    [Fact]
    public void Of_a_large_segment_a_piece_that_was_lost_and_sent_again_is_lost_once()
    {
        var pair = Paired(Near(Segment, without: 33, again: 33), Far(10 * Segment, again: 33));
        pair.Back.LostFrames.ShouldHaveSingleItem();
        pair.Back.AppearedFrames.ShouldBeEmpty();
    }

    [Fact]
    public void What_passed_when_the_other_capture_had_been_stopped_is_not_lost()
    {
        var pair = Paired(Near(Segment), Far(Segment, until: 115));
        (pair.There.LostFrames.Count, pair.Back.LostFrames.Count, pair.There.AppearedFrames.Count, pair.Back.AppearedFrames.Count).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void What_the_other_capture_missed_though_it_was_acknowledged_is_not_lost()
    {
        var pair = Paired(Near(Segment, without: 33), Far(Segment));
        (pair.Back.LostFrames.Count, pair.Back.Sent, pair.Back.Arrived).ShouldBe((0, pair.Back.Arrived, pair.Back.Arrived));
    }

    [Fact]
    public void An_acknowledgement_that_a_later_one_swallowed_is_not_lost()
    {
        var pair = Paired(Near(Segment), Far(Segment, thinned: true));
        pair.There.LostFrames.ShouldBeEmpty();
    }

    private static Pcap Near(int size, int? without = null, int? again = null) => Transfer(size, 0, without, again);

    private static Pcap Far(int size, double ahead = 0, int? again = null, double until = double.MaxValue, bool thinned = false)
    {
        var all = Transfer(size, Way, again: again, thinned: thinned);
        var some = new Pcap();
        foreach (var (ms, octets) in all.Frames.Where(it => it.Ms <= until)) some.Raw(ms + ahead, octets);
        return some;
    }

    /// <summary>A download of 100 segments by ten, as a place sees it that the client's packets reach so many ms later, and that the server's leave so many ms sooner.</summary>
    private static Pcap Transfer(int size, double later, int? without = null, int? again = null, bool thinned = false)
    {
        var capture = new Pcap();
        capture.Add(later, Client, Server, Syn, 1000).Add(30 - later, Server, Client, Syn | Ack, 9000, 1001).Add(30.1 + later, Client, Server, Ack, 1001, 9001).Add(31 + later, Client, Server, Ack, 1001, 9001, 100);
        for (var at = 0; at < 100 * Segment;)
        {
            var length = Math.Min(size, (100 * Segment) - at);
            // Its sender hands a large segment over before it is cut up, and its receiver puts one together from the last piece on.
            var seen = later > 0 ? at : at + length - 1;
            if (without != at / Segment || size != Segment) capture.Add(80 + (seen / Segment * 0.5) - later, Server, Client, Ack, (uint)(9001 + at), 1101, length);
            at += length;
            if (!thinned || at % (20 * Segment) == 0) capture.Add(81 + (at / Segment * 0.5) + later, Client, Server, Ack, 1101, (uint)(9001 + at));
        }

        if (again is { } number) capture.Add(190 - later, Server, Client, Ack, (uint)(9001 + (number * Segment)), 1101, Segment);
        capture.Add(250 + later, Client, Server, Fin | Ack, 1101, 9001 + (100 * Segment)).Add(280 - later, Server, Client, Fin | Ack, 9001 + (100 * Segment), 1102).Add(280.1 + later, Client, Server, Ack, 1102, 9002 + (100 * Segment));
        return capture.Sorted();
    }

    private static Pair Paired(Pcap near, Pcap far) => Pairing.Of(Told("near", near), Told("far", far)).ShouldHaveSingleItem();

    private static (string, IReadOnlyList<(TcpConnection, Trail)>) Told(string name, Pcap capture)
    {
        var file = capture.Classic(nano: true);
        var told = CaptureReader.Read(name, static () => "", new MemoryStream(file)).Connections;
        return (name, [.. told.Zip(Trails.Read(new MemoryStream(file), told))]);
    }
}
