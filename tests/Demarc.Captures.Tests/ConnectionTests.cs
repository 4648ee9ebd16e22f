using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

public sealed class ConnectionTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:443";

    private static Pcap Opened() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001);

    private static TcpConnection Read(Pcap capture) => Read(capture.Classic()).ShouldHaveSingleItem();

    private static List<TcpConnection> Read(byte[] file) => [.. CaptureReader.Read("t.pcap", static () => "", new MemoryStream(file)).Observations.OfType<TcpConnection>()];

    [Fact]
    public void A_whole_connection_is_told_with_its_ends_times_options_and_frames()
    {
        var it = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(60, Server, Client, Ack, 9001, 1101, 1400).Add(61, Client, Server, Fin | Ack, 1101, 10_401).Add(80, Server, Client, Fin | Ack, 10_401, 1102).Add(80.1, Client, Server, Ack, 1102, 10_402));
        (it.Client, it.Server, it.State, it.HandshakeMs, it.Place).ShouldBe((Client, Server, "closed", 20.1, "client"));
        it.Bytes.ShouldBe(new PerSide<long?>(100, 1400));
        it.Mss.ShouldBe(new PerSide<int?>(1460, 1460));
        it.Counts!.Demarc!.Retransmissions.ShouldBe(new PerSide<int?>(0, 0));
        it.Findings.ShouldBeEmpty();
        it.Evidence.Frames.ShouldBe([1, 2, 3, 8]);
        it.Time!.Utc.ShouldBe(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_form_of_file_tells_the_same()
    {
        var capture = Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(60, Server, Client, Rst, 9001);
        var expected = Read(capture.Classic()).ShouldHaveSingleItem();
        foreach (var file in new[] { capture.Classic(big: true), capture.Classic(nano: true), capture.Classic(big: true, nano: true), capture.Ng(), capture.Ng(big: true) })
        {
            var other = Read(file).ShouldHaveSingleItem();
            (other.State, other.HandshakeMs, other.ResetBy, other.Evidence.Text, other.Time!.Utc).ShouldBe((expected.State, expected.HandshakeMs, expected.ResetBy, expected.Evidence.Text, expected.Time!.Utc));
        }
    }

    [Fact]
    public void A_segment_sent_again_counts_once_and_its_frame_is_cited()
    {
        var it = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(321, Client, Server, Ack, 1001, 9001, 100).Add(341, Server, Client, Ack, 9001, 1101));
        it.Counts!.Demarc!.Retransmissions.ShouldBe(new PerSide<int?>(1, 0));
        it.Findings.ShouldBe(["retransmissions"]);
        it.Evidence.Frames!.ShouldContain(5);
        it.Bytes!.Client.ShouldBe(100);
    }

    [Fact]
    public void A_packet_captured_twice_is_no_retransmission()
    {
        var it = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Again(21.02).Add(41, Server, Client, Ack, 9001, 1101).Again(41.03));
        it.Counts!.Demarc!.Retransmissions.ShouldBe(new PerSide<int?>(0, 0));
        it.Findings.ShouldBe(["captured-twice"]);
        it.Packets.ShouldBe(5);
    }

    [Fact]
    public void A_segment_that_fills_a_gap_at_once_is_out_of_order_and_after_a_round_trip_resent()
    {
        var late = Opened().Add(30, Server, Client, Ack, 9001, 1001, 100, identification: 50).Add(30.2, Server, Client, Ack, 9201, 1001, 100, identification: 52).Add(30.3, Server, Client, Ack, 9101, 1001, 100, identification: 51);
        Read(late).Findings.ShouldBe(["received-out-of-order"]);
        var resent = Opened().Add(30, Server, Client, Ack, 9001, 1001, 100).Add(30.2, Server, Client, Ack, 9201, 1001, 100).Add(60, Server, Client, Ack, 9101, 1001, 100);
        var it = Read(resent);
        it.Findings.ShouldBe(["retransmissions"]);
        it.Bytes!.Server.ShouldBe(300);
    }

    [Fact]
    public void The_identification_tells_a_late_segment_from_one_sent_again_however_soon_it_comes()
    {
        var soon = Opened().Add(30, Server, Client, Ack, 9001, 1001, 100, identification: 50).Add(30.2, Server, Client, Ack, 9201, 1001, 100, identification: 52).Add(30.3, Server, Client, Ack, 9101, 1001, 100, identification: 53);
        Read(soon).Findings.ShouldBe(["retransmissions"]);
        var slow = Opened().Add(30, Server, Client, Ack, 9001, 1001, 100, identification: 50).Add(30.2, Server, Client, Ack, 9201, 1001, 100, identification: 52).Add(90, Server, Client, Ack, 9101, 1001, 100, identification: 51);
        Read(slow).Findings.ShouldBe(["received-out-of-order"]);
    }

    [Fact]
    public void Unanswered_requests_are_told_only_where_the_capture_went_on()
    {
        Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(1000, Client, Server, Syn, 1000).Add(3000, Client, Server, Syn, 1000)).State.ShouldBe("syn-unanswered");
        Read(new Pcap().Add(0, Client, Server, Syn, 1000)).State.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_and_a_reset_in_the_middle_are_two_things()
    {
        var refused = Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Rst | Ack, 0, 1001));
        refused.Findings.ShouldBe(["syn-reset"]);
        var reset = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(41, Server, Client, Rst, 9001));
        (reset.State, reset.ResetBy, reset.ResetAfterClose).ShouldBe(("reset", "server", false));
        reset.Findings.ShouldBe(["reset-after-data"]);
    }

    [Fact]
    public void Full_segments_that_nobody_acknowledges_after_small_ones_were_are_a_finding()
    {
        var capture = Opened().Add(21, Client, Server, Ack, 1001, 9001, 100).Add(41, Server, Client, Ack, 9001, 1101).Add(42, Server, Client, Ack, 9001, 1101, 1448).Add(43, Server, Client, Ack, 10_449, 1101, 1448);
        var lossy = Read(capture.Add(260, Server, Client, Ack, 9001, 1101, 1448).Add(700, Server, Client, Ack, 9001, 1101, 1448));
        lossy.Findings.ShouldBe(["retransmissions"]);
        var black = Read(capture.Add(1600, Server, Client, Ack, 9001, 1101, 1448).Add(3400, Server, Client, Ack, 9001, 1101, 1448));
        black.Findings.ShouldBe(["retransmissions", "full-size-unacknowledged"]);
        Read(capture.Add(3420, Client, Server, Ack, 1101, 11_897)).Findings.ShouldBe(["retransmissions"]);
    }

    [Fact]
    public void Sequence_numbers_pass_their_end_without_a_gap()
    {
        var it = Read(new Pcap().Add(0, Client, Server, Syn, uint.MaxValue - 50).Add(20, Server, Client, Syn | Ack, 9000, uint.MaxValue - 49).Add(20.1, Client, Server, Ack, uint.MaxValue - 49, 9001)
            .Add(21, Client, Server, Ack, uint.MaxValue - 49, 9001, 100).Add(22, Client, Server, Ack, 50, 9001, 100));
        it.Bytes!.Client.ShouldBe(200);
        it.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void An_error_belongs_to_the_connection_it_quotes() =>
        Read(Opened().Unreachable(25, "203.0.113.9", "192.0.2.2", 4, Client, Server)).Findings.ShouldBe(["need-to-frag"]);

    [Fact]
    public void The_place_is_where_half_of_the_handshake_took_no_time()
    {
        Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(0.2, Server, Client, Syn | Ack, 9000, 1001).Add(40, Client, Server, Ack, 1001, 9001)).Place.ShouldBe("server");
        Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(10, Server, Client, Syn | Ack, 9000, 1001).Add(25, Client, Server, Ack, 1001, 9001)).Place.ShouldBe("midway");
        Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(0.2, Server, Client, Syn | Ack, 9000, 1001).Add(0.3, Client, Server, Ack, 1001, 9001)).Place.ShouldBe("unknown");
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "server-itself")]
    public void Several_handshakes_with_one_voice_say_that_a_capture_was_taken_at_the_server(int connections, string? vantage)
    {
        var capture = new Pcap();
        for (var i = 0; i < connections; i++)
        {
            var client = FormattableString.Invariant($"192.0.2.2:{50_000 + i}");
            capture.Add(i * 100, client, Server, Syn, 1000).Add(i * 100 + 0.1, Server, client, Syn | Ack, 9000, 1001).Add(i * 100 + 40, client, Server, Ack, 1001, 9001);
        }

        Read(capture.Add(1000, "192.0.2.9:50000", Server, Syn, 7).Classic()).ShouldAllBe(it => it.Vantage == vantage);
    }

    [Fact]
    public void The_same_ends_with_a_new_number_are_a_new_connection() =>
        Read(Opened().Add(5000, Client, Server, Syn, 700_000).Add(5020, Server, Client, Syn | Ack, 40_000, 700_001).Classic()).Count.ShouldBe(2);
}
