using Demarc.Model;
using Demarc.Testing.Captures;
using Demarc.Testing;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Mechanisms told from captures whose truth is known, and made ones.</summary>
public sealed class MechanismTests
{
    private const string Server = "198.51.100.1:443";

    private static CaptureDocument Corpus(params string[] path) => CaptureReader.Read(path[^1], static () => "", File.OpenRead(Repository.Shared(["corpus", "captures", .. path])));

    private static CaptureDocument Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));

    [Fact]
    public void Copies_are_no_retransmissions_whatever_Wireshark_counts()
    {
        var capture = Corpus("zeek", "tcp_ssh-dups.pcap");
        var it = capture.Connections.ShouldHaveSingleItem();
        (Sum(it.Counts!.Demarc!.Retransmissions), Sum(it.Counts.Wireshark!.Retransmissions), capture.DuplicatesRemoved).ShouldBe((0, 166, 280));
        capture.Findings.ShouldContain(finding => finding.Id == "captured-twice");
    }

    [Fact]
    public void Probes_of_a_closed_window_are_probes_though_Wireshark_takes_them_for_keep_alives()
    {
        var it = Corpus("chrissanders", "tcp_zerowindowdead.pcapng").Connections.ShouldHaveSingleItem();
        (it.Counts!.Demarc!.ZeroWindowProbes, it.Counts.Demarc.KeepAlives, it.Counts.Wireshark!.KeepAlives).ShouldBe((3, 0, 3));
        it.Findings.ShouldBe(["zero-window"]);
    }

    [Fact]
    public void A_printer_that_stops_is_told_by_its_silence()
    {
        var it = Corpus("chrissanders", "inconsistent_printer.pcapng").Connections.ShouldHaveSingleItem();
        it.Findings!.ShouldContain("fell-silent");
        it.FindingFrames!["fell-silent"].ShouldBe(121);
    }

    [Fact]
    public void A_reset_before_the_servers_own_answer_and_from_another_distance_was_sent_on_the_way()
    {
        const string client = "192.0.2.2:50000";
        static Pcap reset(byte ttl) => new Pcap().Add(0, client, Server, Syn, 1000).Ttl(ttl).Add(5, Server, client, Rst | Ack, 1, 1001).Ttl(49).Add(30, Server, client, Syn | Ack, 9000, 1001).Ttl(64).Add(30.1, client, Server, Ack, 1001, 9001);
        Read(reset(46)).Connections.ShouldHaveSingleItem().Findings.ShouldBe(["syn-reset", "reset-ttl-differs", "reset-before-answer"]);
        Read(reset(49)).Connections.ShouldHaveSingleItem().Findings.ShouldBe(["syn-reset", "reset-before-answer"]);
    }

    [Fact]
    public void One_reset_in_the_middle_accuses_nobody()
    {
        const string client = "192.0.2.2:50000";
        var it = Read(new Pcap().Add(0, client, Server, Syn, 1000).Add(20, Server, client, Syn | Ack, 9000, 1001).Add(20.1, client, Server, Ack, 1001, 9001).Add(21, client, Server, Ack, 1001, 9001, 100).Add(41, Server, client, Rst, 9001)).Connections.ShouldHaveSingleItem();
        it.Findings.ShouldBe(["reset-after-data"]);
        it.Resets.ShouldBe([new TcpReset("server", 64, 64, 5, false)]);
    }

    [Theory]
    [InlineData("zeek/tls_certificate-request-failed.pcap", "server handshake-failure", "tls-alert")]
    [InlineData("zeek/tls_tls-early-alert.pcap", "server unrecognized-name", "tls-warning")]
    public void Alerts_in_clear_are_named_with_who_sent_them(string name, string alert, string finding)
    {
        var it = Corpus(name.Split('/')).Connections.First(c => c.Tls?.Alert is not null);
        it.Tls!.Alert.ShouldBe(alert);
        it.Findings!.ShouldContain(finding);
    }

    [Theory]
    [InlineData("tls_https-to-http.pcap", "tls-to-plain")]
    [InlineData("http_get-to-ssh-server.pcap", "other-protocol")]
    public void A_server_that_speaks_something_else_is_told(string name, string finding) => Corpus("zeek", name).Connections.ShouldContain(it => it.Findings!.Contains(finding));

    [Fact]
    public void Silence_and_resets_after_a_long_pause_are_told_as_such()
    {
        const string client = "192.0.2.2:50000";
        Pcap opened() => new Pcap().Add(0, client, Server, Syn, 1000).Add(20, Server, client, Syn | Ack, 9000, 1001).Add(20.1, client, Server, Ack, 1001, 9001).Add(21, client, Server, Ack, 1001, 9001, 100).Add(45, Server, client, Ack, 9001, 1101, 100).Add(45.1, client, Server, Ack, 1101, 9101);
        var silent = opened().Add(400_000, client, Server, Ack, 1101, 9101, 100).Add(400_300, client, Server, Ack, 1101, 9101, 100).Add(400_900, client, Server, Ack, 1101, 9101, 100).Add(402_100, client, Server, Ack, 1101, 9101, 100);
        Read(silent).Connections.ShouldHaveSingleItem().Findings!.ShouldContain("silent-after-idle");
        var reset = opened().Add(400_000, client, Server, Ack, 1101, 9101, 100).Add(400_020, Server, client, Rst, 9101);
        Read(reset).Connections.ShouldHaveSingleItem().Findings!.ShouldContain("reset-after-idle");
        var soon = opened().Add(4_000, client, Server, Ack, 1101, 9101, 100).Add(4_020, Server, client, Rst, 9101);
        Read(soon).Connections.ShouldHaveSingleItem().Findings!.ShouldNotContain("reset-after-idle");
    }

    [Fact]
    public void What_follows_a_gap_are_not_the_servers_first_words()
    {
        const string client = "192.0.2.2:50000";
        var it = Read(new Pcap().Add(0, client, Server, Syn, 1000).Add(20, Server, client, Syn | Ack, 9000, 1001).Add(20.1, client, Server, Ack, 1001, 9001).Add(21, client, Server, Ack, 1001, 9001, "GET / HTTP/1.1\r\nHost: www.example\r\n\r\n"u8)
            .Add(60, Server, client, Ack, 10_449, 1038, "just the body, line two"u8).Add(61, Server, client, Ack, 10_472, 1038, "and three"u8)).Connections.ShouldHaveSingleItem();
        it.Findings.ShouldBe(["packets-missing"]);
        it.Http!.Host.ShouldBe("www.example");
    }

    [Fact]
    public void Requests_of_a_path_trace_are_no_pings_and_one_that_was_cut_off_is_not_lost()
    {
        Pcap echo(byte ttl, double last) => new Pcap().Ttl(ttl).Echo(0, true, 1).Ttl(55).Echo(20, false, 1).Ttl(ttl).Echo(1000, true, 2).Echo(5000, true, 3).Ttl(55).Echo(5020, false, 3).Ttl(ttl).Echo(last, true, 4);
        var ping = Read(echo(64, 6000)).Observations.OfType<Ping>().ShouldHaveSingleItem();
        (ping.TargetAddress, ping.Sent, ping.Received).ShouldBe(("198.51.100.1", 3, 2));
        ping.ReplyTtls.ShouldBe([55]);
        Read(echo(5, 6000)).Observations.ShouldBeEmpty();
    }

    [Fact]
    public void A_resolver_that_never_answers_is_a_lookup_without_outcome()
    {
        var capture = Corpus("chrissanders", "nowebaccess1.pcapng");
        capture.Dns.Select(it => (it.Server, it.Outcome)).ShouldBe([("4.2.2.2", "timeout"), ("4.2.2.1", "timeout")]);
        capture.Observations.OfType<Dns>().Count().ShouldBe(2);
    }

    [Fact]
    public void Loss_is_six_segments_from_either_place_and_out_of_order_none()
    {
        foreach (var place in new[] { "client", "server" })
        {
            var it = Corpus("lab", $"loss_4pct_s2c.{place}.pcap").Connections.ShouldHaveSingleItem();
            (it.Counts!.Demarc!.Retransmissions, it.Counts.Demarc.OutOfOrder).ShouldBe((new PerSide<int?>(0, 6), 0));
        }
    }

    [Fact]
    public void Two_captures_say_that_the_six_were_lost_between_them()
    {
        (string, IReadOnlyList<(TcpConnection, Trail)>) of(string place)
        {
            var name = $"loss_4pct_s2c.{place}.pcap";
            var told = Corpus("lab", name).Connections;
            return (place, [.. told.Zip(Trails.Read(File.OpenRead(Repository.Shared("corpus", "captures", "lab", name)), told))]);
        }

        foreach (var (one, two) in new[] { (of("client"), of("server")), (of("server"), of("client")) })
        {
            var pair = Pairing.Of(one, two).ShouldHaveSingleItem();
            (pair.Near, pair.Far, pair.There.LostFrames.Count, pair.Back.Sent, pair.Back.LostFrames.Count, pair.Back.ResentThoughArrived).ShouldBe(("client", "server", 0, 154, 6, 0));
            pair.Back.LostFrames.ShouldBe([12, 60, 91, 123, 177, 209]);
            Math.Abs(pair.OffsetMs!.Value).ShouldBeLessThan(0.2);
        }
    }

    [Fact]
    public void Syns_ignored_by_their_timestamp_are_told_and_only_where_the_pattern_holds()
    {
        Ignored(follows: true).Findings.ShouldContain(finding => finding.Id == "syn-ignored-by-timestamp");
        Ignored(follows: true).Connections.Count(it => it.Findings!.Contains("syn-ignored-by-timestamp")).ShouldBe(4);
        Ignored(follows: false).Findings.ShouldNotContain(finding => finding.Id == "syn-ignored-by-timestamp");
    }

    /// <summary>Two machines behind one address, one clock far behind the other; the server ignores those behind, or any of them alike.</summary>
    private static CaptureDocument Ignored(bool follows)
    {
        var capture = new Pcap();
        for (var i = 0; i < 12; i++)
        {
            var (client, behind) = ($"192.0.2.2:{50_000 + i}", i % 3 == 2);
            var answered = follows ? !behind : i % 3 != 1;
            capture.Stamp((behind ? 5_000u : 900_000u) + (uint)i);
            capture.Add(i * 100, client, Server, Syn, 1000);
            if (answered) capture.Add(i * 100 + 20, Server, client, Syn | Ack, 9000, 1001).Add(i * 100 + 20.1, client, Server, Ack, 1001, 9001);
            else capture.Add(i * 100 + 10_000, client, Server, Syn, 1000);
        }

        return Read(capture.Sorted());
    }

    [Fact]
    public void An_address_that_two_stations_claim_in_turn_is_two_neighbours_and_one_handed_on_is_none()
    {
        static Pcap arp(params byte[] stations) => stations.Index().Aggregate(new Pcap(), (capture, it) => capture.Arp(it.Index * 10, 2, it.Item, "192.0.2.9", "192.0.2.1"));
        Read(arp(1, 2, 1)).Observations.OfType<Neighbour>().Select(it => it.Mac).ShouldBe(["02:00:00:00:00:01", "02:00:00:00:00:02"]);
        Read(arp(1, 2, 2)).Observations.OfType<Neighbour>().ShouldBeEmpty();
    }

    [Fact]
    public void Every_octet_of_real_captures_may_be_any_other()
    {
        var random = new Random(1);
        foreach (var name in new[] { "zeek/tls_tls-early-alert.pcap", "zeek/tls_hrr.pcap", "lab/server_think_2s.client.pcap", "chrissanders/nowebaccess1.pcapng", "ndpi/tests#cfgs#default#pcap#6in4tunnel.pcap" })
        {
            var file = File.ReadAllBytes(Repository.Shared(["corpus", "captures", .. name.Split('/')]));
            for (var turn = 0; turn < 400; turn++)
            {
                var changed = (byte[])file.Clone();
                for (var n = random.Next(1, 4); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var told = CaptureReader.Read("t", static () => "", new MemoryStream(changed));
                Trails.Read(new MemoryStream(changed), told.Connections);
            }
        }
    }

    private static int Sum(PerSide<int?>? counts) => (counts?.Client ?? 0) + (counts?.Server ?? 0);
}
