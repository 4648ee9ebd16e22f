using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tcpdump;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Tcpdump;

public sealed class TcpdumpReaderTests
{
    private static readonly TcpdumpReader Reader = new();

    private const string ServerClosesAndResets = """
        [deployer@jump0]$ sudo tcpdump -i eth0 tcp port 443 -n -s 0
        tcpdump: verbose output suppressed, use -v or -vv for full protocol decode
        listening on eth0, link-type EN10MB (Ethernet), capture size 262144 bytes
        11:05:42.576154 IP 192.0.2.80.35596 > 198.51.100.135.443: Flags [S], seq 472831066, win 26883, options [mss 8961,sackOK,TS val 1738522931 ecr 0,nop,wscale 7], length 0
        11:05:42.576476 IP 198.51.100.135.443 > 192.0.2.80.35596: Flags [S.], seq 515429890, ack 472831067, win 26847, options [mss 1460,sackOK,TS val 3241542262 ecr 1738522931,nop,wscale 7], length 0
        11:05:42.576490 IP 192.0.2.80.35596 > 198.51.100.135.443: Flags [.], ack 1, win 211, options [nop,nop,TS val 1738522931 ecr 3241542262], length 0
        11:05:42.627030 IP 192.0.2.80.35596 > 198.51.100.135.443: Flags [P.], seq 1:275, ack 1, win 211, options [nop,nop,TS val 1738522944 ecr 3241542262], length 274
        11:05:42.636998 IP 203.0.113.130.443 > 192.0.2.80.37796: Flags [P.], seq 3450130881:3450130914, ack 967009490, win 301, options [nop,nop,TS val 1712439641 ecr 1738515446], length 33
        11:05:42.637010 IP 192.0.2.80.37796 > 203.0.113.130.443: Flags [.], ack 33, win 852, options [nop,nop,TS val 1738522947 ecr 1712439641], length 0
        11:05:42.637018 IP 203.0.113.130.443 > 192.0.2.80.37796: Flags [P.], seq 33:221, ack 1, win 301, options [nop,nop,TS val 1712439641 ecr 1738515446], length 188
        11:05:43.841584 IP 198.51.100.135.443 > 192.0.2.80.35596: Flags [.], seq 1:28961, ack 275, win 227, options [nop,nop,TS val 3241542578 ecr 1738523248], length 28960
        11:05:43.842661 IP 198.51.100.135.443 > 192.0.2.80.35596: Flags [FP.], seq 28961:29618, ack 275, win 227, options [nop,nop,TS val 3241542578 ecr 1738523248], length 657
        11:05:43.842670 IP 192.0.2.80.35596 > 198.51.100.135.443: Flags [.], ack 29619, win 852, options [nop,nop,TS val 1738523248 ecr 3241542578], length 0
        11:05:43.842920 IP 192.0.2.80.35596 > 198.51.100.135.443: Flags [P.], seq 275:306, ack 29619, win 852, options [nop,nop,TS val 1738523248 ecr 3241542578], length 31
        11:05:43.843185 IP 198.51.100.135.443 > 192.0.2.80.35596: Flags [R], seq 515459509, win 0, length 0
        ^C
        12 packets captured
        15 packets received by filter
        3 packets dropped by kernel
        [deployer@jump0]$
        """;

    [Fact]
    public void Reads_a_connection_the_server_closes_and_then_resets()
    {
        var block = Blocks.Read(Reader, ServerClosesAndResets).ShouldHaveSingleItem();
        block.Unread.ShouldBeEmpty();
        var tcp = (TcpConnection)block.Observations[0];
        tcp.Client.ShouldBe("192.0.2.80:35596");
        tcp.Server.ShouldBe("198.51.100.135:443");
        tcp.Target.ShouldBe("198.51.100.135:443");
        tcp.State.ShouldBe("closed");
        tcp.HandshakeMs.ShouldBe(0.336);
        tcp.Mss.ShouldBe(new PerSide<int?>(8961, 1460));
        tcp.WindowScale.ShouldBe(new PerSide<int?>(7, 7));
        tcp.Timestamps.ShouldBe(true);
        tcp.Sack.ShouldBe(true);
        tcp.Bytes.ShouldBe(new PerSide<long?>(305, 29617));
        tcp.LargestSegment.ShouldBe(new PerSide<int?>(274, 28960));
        var counts = tcp.Counts!.Demarc!;
        (counts.SynRetransmissions, counts.Retransmissions, counts.ZeroWindow, counts.OutOfOrder).ShouldBe((0, new(0, 0), new(0, 0), 0));
        tcp.Counts.Wireshark!.Retransmissions.ShouldBe(new PerSide<int?>(0, 0));
        tcp.ResetBy.ShouldBe("server");
        tcp.ResetAfterClose.ShouldBe(true);
        tcp.Findings.ShouldBe(["segment-larger-than-mtu", "reset-after-close", "waited-for-server-app"]);
        tcp.Packets.ShouldBe(9);
        tcp.DroppedByCapture.ShouldBe(3);
        tcp.Place.ShouldBe("unknown");
        tcp.Time!.Text.ShouldBe("11:05:42.576154");
        tcp.Time.Utc.ShouldBeNull();
        Blocks.Lines(tcp).ShouldBe([4, 15]);
    }

    [Fact]
    public void Reads_a_connection_joined_midway_beside_it()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, ServerClosesAndResets)[1];
        tcp.Client.ShouldBe("192.0.2.80:37796");
        tcp.Server.ShouldBe("203.0.113.130:443");
        tcp.State.ShouldBe("midstream");
        tcp.HandshakeMs.ShouldBeNull();
        tcp.Mss.ShouldBeNull();
        tcp.Timestamps.ShouldBeNull();
        tcp.Bytes.ShouldBe(new PerSide<long?>(0, 221));
        tcp.Packets.ShouldBe(3);
        tcp.Findings.ShouldBeEmpty();
        Blocks.Lines(tcp).ShouldBe([8, 10]);
    }

    [Fact]
    public void The_command_and_the_header_alone_say_nothing() =>
        Blocks.Read(Reader, string.Join('\n', ServerClosesAndResets.Split('\n').Take(3))).ShouldBeEmpty();

    [Fact]
    public void A_reset_beyond_what_was_captured_is_not_judged()
    {
        // The FIN went missing with the dropped packets: 29619 is past the 28961 that were seen.
        var text = string.Join('\n', ServerClosesAndResets.Split('\n').Where(l => !l.Contains("[FP.]") && !l.Contains("ack 29619")));
        var tcp = (TcpConnection)Blocks.Observations(Reader, text)[0];
        tcp.State.ShouldBe("reset");
        tcp.ResetBy.ShouldBe("server");
        tcp.ResetAfterClose.ShouldBeNull();
        tcp.Findings.ShouldBe(["segment-larger-than-mtu", "packets-missing", "waited-for-server-app"]);
    }

    [Fact]
    public void A_reset_amid_data_is_one_that_breaks()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, """
            09:00:00.000100 IP 192.0.2.8.40000 > 198.51.100.9.80: Flags [S], seq 100, win 64240, options [mss 1460], length 0
            09:00:00.020100 IP 198.51.100.9.80 > 192.0.2.8.40000: Flags [S.], seq 500, ack 101, win 64240, options [mss 1400], length 0
            09:00:00.020200 IP 192.0.2.8.40000 > 198.51.100.9.80: Flags [.], ack 1, win 64240, length 0
            09:00:00.020300 IP 192.0.2.8.40000 > 198.51.100.9.80: Flags [P.], seq 1:101, ack 1, win 64240, length 100: HTTP: GET / HTTP/1.1
            09:00:00.030300 IP 192.0.2.8.40000 > 198.51.100.9.80: Flags [P.], seq 1:101, ack 1, win 64240, length 100: HTTP: GET / HTTP/1.1
            09:00:00.040100 IP 198.51.100.9.80 > 192.0.2.8.40000: Flags [R.], seq 1, ack 101, win 0, length 0
            """).ShouldHaveSingleItem();
        tcp.State.ShouldBe("reset");
        tcp.ResetBy.ShouldBe("server");
        tcp.ResetAfterClose.ShouldBe(false);
        tcp.HandshakeMs.ShouldBe(20.1);
        tcp.Timestamps.ShouldBe(false);
        tcp.Sack.ShouldBe(false);
        tcp.WindowScale.ShouldBeNull();
        tcp.Bytes.ShouldBe(new PerSide<long?>(100, 0));
        tcp.Counts!.Demarc!.Retransmissions.ShouldBe(new PerSide<int?>(1, 0));
        tcp.Findings.ShouldBe(["retransmissions", "reset-after-data"]);
        tcp.DroppedByCapture.ShouldBeNull();
    }

    [Fact]
    public void A_syn_sent_again_without_an_answer_is_unanswered()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, """
            1586523663.720289 IP6 2001:db8::5.50000 > 2001:db8::9.443: Flags [S], seq 7, win 64800, options [mss 1440,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
            1586523664.730289 IP6 2001:db8::5.50000 > 2001:db8::9.443: Flags [S], seq 7, win 64800, options [mss 1440,sackOK,TS val 1011 ecr 0,nop,wscale 7], length 0
            1586523666.730289 IP6 2001:db8::5.50000 > 2001:db8::9.443: Flags [S], seq 7, win 64800, options [mss 1440,sackOK,TS val 3011 ecr 0,nop,wscale 7], length 0
            """).ShouldHaveSingleItem();
        tcp.State.ShouldBe("syn-unanswered");
        tcp.Client.ShouldBe("[2001:db8::5]:50000");
        tcp.Server.ShouldBe("[2001:db8::9]:443");
        tcp.Counts!.Demarc!.SynRetransmissions.ShouldBe(2);
        tcp.Findings.ShouldBe(["syn-unanswered", "syn-retransmitted"]);
        tcp.Time!.Utc.ShouldBe(new DateTimeOffset(2020, 4, 10, 13, 1, 3, TimeSpan.Zero).AddTicks(7202890));
        tcp.Time.Zone.ShouldBe(ZoneKnowledge.Stated);
    }

    [Fact]
    public void A_syn_at_the_end_of_the_paste_is_not_called_unanswered()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, "11:00:00.1 IP 192.0.2.1.5555 > 192.0.2.2.80: Flags [S], seq 1, win 1, length 0").ShouldHaveSingleItem();
        tcp.State.ShouldBeNull();
        tcp.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_syn_is_a_reset_by_the_server()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, """
            10:00:00.000001 IP 192.0.2.1.5555 > 192.0.2.2.81: Flags [S], seq 900, win 64240, options [mss 1460], length 0
            10:00:00.000301 IP 192.0.2.2.81 > 192.0.2.1.5555: Flags [R.], seq 0, ack 901, win 0, length 0
            """).ShouldHaveSingleItem();
        tcp.State.ShouldBe("reset");
        tcp.ResetBy.ShouldBe("server");
        tcp.HandshakeMs.ShouldBeNull();
        tcp.Findings.ShouldBe(["syn-reset"]);
    }

    [Fact]
    public void An_icmp_that_quotes_a_connection_is_noted_and_other_packets_are_reported()
    {
        var block = Blocks.Read(Reader, """
            14:38:19.468375 IP truncated-ip - 1386 bytes missing! web.8443 > pc.52012: Flags [.], seq 1:1449, ack 179, win 1040, length 1448
            14:38:19.468517 IP 192.0.2.1 > web: ICMP pc unreachable - need to frag (mtu 1460), length 36
            14:38:19.500000 IP 192.0.2.9.53 > 192.0.2.8.4444: 17177 1/0/0 A 192.0.2.7 (56)
            14:38:19.878408 IP truncated-ip - 1386 bytes missing! web.8443 > pc.52012: Flags [.], seq 1:1449, ack 179, win 1040, length 1448
            """).ShouldHaveSingleItem();
        var tcp = (TcpConnection)block.Observations.ShouldHaveSingleItem();
        tcp.Server.ShouldBe("web:8443");
        tcp.State.ShouldBe("midstream");
        tcp.Findings.ShouldBe(["one-direction-only", "retransmissions", "need-to-frag"]);
        block.Unread.ShouldHaveSingleItem().First.ShouldBe(2);
    }

    [Fact]
    public void Reads_the_two_line_form_of_v()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, """
            14:52:31.612900 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)
                pc.63155 > 192.0.2.36.webcache: Flags [S], cksum 0xf4bb (incorrect -> 0xd799), seq 676883806, win 43690, options [mss 65495,sackOK,TS val 2477299559 ecr 0,nop,wscale 7], length 0
            14:52:31.612952 IP (tos 0x0, ttl 64, id 0, offset 0, flags [DF], proto TCP (6), length 60)
                192.0.2.36.webcache > pc.63155: Flags [S.], cksum 0xf4bb (incorrect -> 0xa243), seq 2376315363, ack 676883807, win 28560, options [mss 1440,sackOK,TS val 2477299559 ecr 2477299559,nop,wscale 7],
            length 0
            14:52:31.612974 IP (tos 0x0, ttl 64, id 64058, offset 0, flags [DF], proto TCP (6), length 52)
                pc.63155 > 192.0.2.36.webcache: Flags [.], cksum 0xf4b3 (incorrect -> 0x3f36), seq 1, ack 1, win 342, options [nop,nop,TS val 2477299559 ecr 2477299559], length 0
            """).ShouldHaveSingleItem();
        tcp.Server.ShouldBe("192.0.2.36:8080");
        tcp.State.ShouldBe("established");
        tcp.HandshakeMs.ShouldBe(0.074);
        tcp.Packets.ShouldBe(3);
    }

    [Fact]
    public void Case_d_blocks_end_in_a_harmless_reset_and_in_one_with_missing_packets()
    {
        var found = Blocks.Observations(Reader, File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md"))).Cast<TcpConnection>().ToArray();
        found.Length.ShouldBe(3);
        var (one, beside, two) = (found[0], found[1], found[2]);
        one.Packets.ShouldBe(29);
        beside.Packets.ShouldBe(4);
        two.Packets.ShouldBe(34);
        foreach (var main in new[] { one, two })
        {
            main.Mss.ShouldBe(new PerSide<int?>(8961, 1460));
            main.ResetBy.ShouldBe("server");
            main.Findings!.ShouldContain("segment-larger-than-mtu");
            main.Timestamps.ShouldBe(true);
        }

        one.HandshakeMs.ShouldBe(0.336);
        one.LargestSegment.ShouldBe(new PerSide<int?>(274, 28960));
        one.Bytes.ShouldBe(new PerSide<long?>(668, 79385));
        one.State.ShouldBe("closed");
        one.ResetAfterClose.ShouldBe(true);
        one.DroppedByCapture.ShouldBe(0);
        Blocks.Lines(one).ShouldBe([390, 422]);

        two.HandshakeMs.ShouldBe(0.274);
        two.LargestSegment.ShouldBe(new PerSide<int?>(274, 18824));
        two.Bytes.ShouldBe(new PerSide<long?>(637, 78728));
        two.State.ShouldBe("reset");
        two.ResetAfterClose.ShouldBeNull();
        two.Findings!.ShouldContain("packets-missing");
        two.DroppedByCapture.ShouldBe(3);
        Blocks.Lines(two).ShouldBe([448, 481]);
    }

    [Fact]
    public void Corpus_dated_rows_with_numbers_close_from_both_sides()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, Blocks.Sample("tcpdump", "01-tttt-numbered-handshake.txt")).ShouldHaveSingleItem();
        (tcp.State, tcp.Packets, tcp.HandshakeMs, tcp.ResetBy).ShouldBe(("closed", 11, 126.771, null));
        tcp.Bytes.ShouldBe(new PerSide<long?>(58, 226));
        tcp.Time!.Text.ShouldBe("2020-06-10 09:21:03.720289");
        tcp.Timestamps.ShouldBe(false);
        tcp.WindowScale.ShouldBe(new PerSide<int?>(7, null));
        tcp.Mss.ShouldBe(new PerSide<int?>(1460, 1460));
    }

    [Theory]
    [InlineData("03-t-no-timestamps.txt")]
    [InlineData("06-ttttt-since-first.txt")]
    public void Corpus_quiet_rows_tell_no_state(string file)
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, Blocks.Sample("tcpdump", file)).ShouldHaveSingleItem();
        (tcp.State, tcp.Packets, Fingerprint.Of(tcp.Server), tcp.HandshakeMs).ShouldBe((null, 3, "#382d1c85", null));
    }

    [Fact]
    public void Corpus_icmp_alone_gives_nothing() => Blocks.Read(Reader, Blocks.Sample("tcpdump", "07-icmp-time-exceeded-nested.txt")).ShouldBeEmpty();

    [Fact]
    public void Corpus_multipath_options_do_not_disturb()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, Blocks.Sample("tcpdump", "08-mptcp-long-options.txt")).ShouldHaveSingleItem();
        (tcp.State, tcp.Packets, tcp.HandshakeMs).ShouldBe(("closed", 20, 0.113));
        tcp.Bytes.ShouldBe(new PerSide<long?>(10268, 10268));
        tcp.LargestSegment.ShouldBe(new PerSide<int?>(7100, 7100));
        tcp.Findings.ShouldBe(["segment-larger-than-mtu"]);
    }

    [Fact]
    public void Corpus_rewritten_address_is_two_half_seen_connections()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("tcpdump", "11-e-link-level-dnat-rst-wrapped.txt")).Cast<TcpConnection>().ToArray();
        found.Length.ShouldBe(3);
        (found[0].Server, found[0].State, found[0].Packets).ShouldBe(("10.103.175.29:7800", null, 1));
        (found[1].Server, found[1].State, found[1].ResetBy, found[1].HandshakeMs).ShouldBe(("10.244.1.189:7800", "reset", "client", null));
        (found[2].State, found[2].Packets).ShouldBe((null, 1));
    }

    [Fact]
    public void Corpus_good_connection_and_a_cut_syn()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("tcpdump", "12-good-vs-unanswered-syn.txt")).Cast<TcpConnection>().ToArray();
        found.Length.ShouldBe(2);
        (found[0].State, found[0].HandshakeMs, found[0].Packets).ShouldBe(("closed", 3.747, 6));
        found[0].Mss.ShouldBe(new PerSide<int?>(1410, 1412));
        (found[1].State, found[1].Mss?.Client).ShouldBe((null, 1410));
    }

    [Fact]
    public void Corpus_names_and_services()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, Blocks.Sample("tcpdump", "13-names-and-service-https.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(tcp.Server), tcp.State, tcp.Packets, tcp.HandshakeMs).ShouldBe(("#adb3e9ef", "established", 6, 0.211));
        tcp.Bytes.ShouldBe(new PerSide<long?>(517, 1632));
        tcp.Findings.ShouldBe(["segment-larger-than-mtu"]);
    }

    [Fact]
    public void Corpus_reset_before_a_syn_of_another_host()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("tcpdump", "14-names-with-service-ports-rst-before-syn.txt")).Cast<TcpConnection>().ToArray();
        found.Length.ShouldBe(2);
        (Fingerprint.Of(found[0].Server), found[0].State, found[0].ResetBy, found[0].ResetAfterClose).ShouldBe(("#ae231b83", "reset", "server", false));
        found[0].Bytes.ShouldBe(new PerSide<long?>(143, 0));
        found[0].Findings.ShouldBe(["reset-after-data"]);
        (found[1].State, found[1].Mss?.Client, found[1].Packets).ShouldBe((null, 8961, 1));
    }

    [Fact]
    public void Corpus_masked_names_pair_by_their_ports()
    {
        var tcp = (TcpConnection)Blocks.Observations(Reader, Blocks.Sample("curl", "07-ipv6-refused-vs-no-route-with-tcpdump.txt")).ShouldHaveSingleItem();
        (tcp.State, tcp.ResetBy, tcp.Packets).ShouldBe(("reset", "server", 2));
    }

    [Fact]
    public void Survives_damage() => Blocks.Survives(Reader, ServerClosesAndResets, 5);
}
