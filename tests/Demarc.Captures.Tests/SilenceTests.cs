using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>When it may be said that an end fell silent or that large packets vanish, and when the packets themselves prove otherwise.</summary>
public sealed class SilenceTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:443";
    private const int Full = 1460;

    private static Pcap Opened() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001);

    private static IReadOnlyList<string> Found(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic())).Connections.ShouldHaveSingleItem().Findings!;

    [Fact]
    public void Full_segments_of_which_none_was_ever_acknowledged_vanish_by_their_size()
    {
        var upload = Opened().Add(21, Client, Server, Ack, 1001, 9001, 300).Add(41, Server, Client, Ack, 9001, 1301);
        for (var i = 0; i < 4; i++) upload.Add(42 + i, Client, Server, Ack, (uint)(1301 + (i * Full)), 9001, Full);
        Found(Again(upload, 1301)).ShouldBe(["retransmissions", "full-size-unacknowledged"]);
    }

    [Fact]
    public void An_end_that_falls_silent_after_it_acknowledged_full_segments_is_no_black_hole()
    {
        var upload = Opened();
        for (var i = 0; i < 30; i++) upload.Add(21 + (i * 2), Client, Server, Ack, (uint)(1001 + (i * Full)), 9001, Full).Add(41 + (i * 2), Server, Client, Ack, 9001, (uint)(1001 + ((i + 1) * Full)));
        for (var i = 30; i < 40; i++) upload.Add(160 + i, Client, Server, Ack, (uint)(1001 + (i * Full)), 9001, Full);
        Found(Again(upload.Sorted(), 1001 + (30 * Full))).ShouldNotContain("full-size-unacknowledged");
        Found(Again(upload, 1001 + (30 * Full))).ShouldContain("unacknowledged");
    }

    [Fact]
    public void A_large_segment_that_the_network_card_cuts_up_is_of_full_size_as_soon_as_it_exceeds_it()
    {
        var upload = Opened();
        upload.Add(21, Client, Server, Ack, 1001, 9001, 2 * Full).Add(41, Server, Client, Ack, 9001, 1001 + (2 * Full));
        upload.Add(42, Client, Server, Ack, 1001 + (2 * Full), 9001, 10 * Full);
        Found(Again(upload, 1001 + (2 * Full), 10 * Full)).ShouldNotContain("full-size-unacknowledged");
    }

    [Fact]
    public void Who_sends_its_last_segment_again_and_goes_on_had_acknowledgements_that_were_not_captured()
    {
        var download = Opened();
        for (var i = 0; i < 10; i++) download.Add(40 + (i * 10), Server, Client, Ack, (uint)(9001 + (i * 1448)), 1101, 1448);
        foreach (var at in new[] { 520, 1120, 2320 }) download.Add(at, Server, Client, Ack, 9001 + (9 * 1448), 1101, 1448);
        download.Add(2520, Server, Client, Ack, 9001 + (10 * 1448), 1101, 1448);
        Found(download).Intersect(["full-size-unacknowledged", "fell-silent", "unacknowledged"]).ShouldBeEmpty();
    }

    [Fact]
    public void An_end_whose_own_acknowledgements_rise_is_being_answered_out_of_sight()
    {
        var seen = Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(70, Client, Server, Ack, 1101, 9001 + 14_480).Add(120, Client, Server, Ack, 1101, 9001 + 14_480, 100)
            .Add(420, Client, Server, Ack, 1101, 9001 + 14_480, 100).Add(1220, Client, Server, Ack, 1101, 9001 + 14_480, 100).Add(2500, Client, Server, Ack, 1201, 9001 + 129_000);
        Found(seen).ShouldBe(["retransmissions", "packets-missing"]);

        // Here what is sent again was never acknowledged in sight from the start: only the numbers tell.
        var first = Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(421, Client, Server, Ack, 1001, 9001, 100).Add(1221, Client, Server, Ack, 1001, 9001, 100).Add(2500, Client, Server, Ack, 1101, 9001 + 5000);
        Found(first).ShouldBe(["retransmissions", "packets-missing"]);
    }

    [Fact]
    public void Where_one_direction_was_captured_nobody_is_silent()
    {
        var one = new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Client, Server, Ack, 1001, 9001).Add(21, Client, Server, Ack, 1001, 9001, 100);
        foreach (var at in new[] { 321, 921, 2121 }) one.Add(at, Client, Server, Ack, 1001, 9001, 100);
        Found(one).ShouldBe(["one-direction-only", "retransmissions"]);
    }

    [Fact]
    public void A_reset_whose_number_lies_far_on_shows_that_answers_passed_unseen()
    {
        Found(Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(41, Server, Client, Ack, 9001, 1101).Add(5020, Server, Client, Rst | Ack, 909_001, 41_101)).ShouldBe(["packets-missing"]);
    }

    [Fact]
    public void A_request_that_is_never_acknowledged_is_still_told()
    {
        var lost = Opened();
        foreach (var at in new[] { 21, 321, 921, 2121 }) lost.Add(at, Client, Server, Ack, 1001, 9001, 100);
        Found(lost).ShouldContain("unacknowledged");
    }

    [Fact]
    public void A_request_of_which_only_a_part_was_acknowledged_met_silence_and_is_not_said_to_have_arrived()
    {
        var half = Opened().Add(21, Client, Server, Ack, 1001, 9001, 2 * Full).Add(41, Server, Client, Ack, 9001, 1001 + Full);
        half.Add(42, Client, Server, Ack, 1001 + (2 * Full), 9001, 2 * Full);
        foreach (var at in new[] { 342, 942, 2142 }) half.Add(at, Client, Server, Ack, 1001 + Full, 9001, 2 * Full);
        var found = Found(half.Add(9000, Client, Server, Fin | Ack, 1001 + (4 * Full), 9001));
        found.ShouldContain("unacknowledged");
        found.Intersect(["full-size-unacknowledged", "acknowledged-unanswered"]).ShouldBeEmpty();
    }

    /// <summary>The same segment once more after 0.3, 0.9, 2.1 … seconds.</summary>
    private static Pcap Again(Pcap capture, uint sequence, int length = Full)
    {
        foreach (var at in new[] { 600, 1200, 2400, 4800 }) capture.Add(at, Client, Server, Ack, sequence, 9001, length);
        return capture;
    }
}
