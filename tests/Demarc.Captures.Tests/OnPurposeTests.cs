using System.Text;
using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>What looks like somebody's fault and is done on purpose, or by the capture: short zero windows, long polls, filters on flags.</summary>
public sealed class OnPurposeTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";

    private static CaptureDocument Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));

    private static Pcap Open(Pcap capture, string client = Client, double at = 0) => capture.Add(at, client, Server, Syn, 1000).Add(at + 20, Server, client, Syn | Ack, 9000, 1001).Add(at + 20.1, client, Server, Ack, 1001, 9001);

    [Theory]
    [InlineData(0.4, 1, false)]
    [InlineData(10, 4, false)]
    [InlineData(20, 4, true)]
    [InlineData(2000, 1, true)]
    public void A_window_that_is_closed_for_a_moment_is_no_receiver_that_stalls(double closed, int times, bool told)
    {
        var download = Open(new()).Add(21, Client, Server, Ack, 1001, 9001, 100);
        var (at, sequence) = (41.0, 9001u);
        for (var i = 0; i < times; i++)
        {
            download.Add(at, Server, Client, Ack, sequence, 1101, 1448);
            sequence += 1448;
            download.Add(at + 0.01, Client, Server, Ack, 1101, sequence, window: 0).Add(at + 0.01 + closed, Client, Server, Ack, 1101, sequence, window: 60_000);
            at += closed + 1;
        }

        Read(download.Add(at, Server, Client, Ack, sequence, 1101, 1448)).Connections.ShouldHaveSingleItem().Findings!.Contains("zero-window").ShouldBe(told);
    }

    [Fact]
    public void A_window_that_stays_closed_to_the_end_stalls()
    {
        var stuck = Open(new()).Add(21, Client, Server, Ack, 1001, 9001, 100).Add(41, Server, Client, Ack, 9001, 1101, 1448).Add(41.1, Client, Server, Ack, 1101, 10_449, window: 0);
        Read(Open(stuck, "192.0.2.2:50001", 3000)).Connections.Single(it => it.Client == Client).Findings!.ShouldContain("zero-window");
    }

    [Fact]
    public void Requests_that_are_answered_when_a_timer_ends_are_held_on_purpose_and_an_open_one_as_well()
    {
        var it = Read(Polls([30_000, 12_000, 30_010], open: 25_000)).Connections.Single(it => it.Client == Client);
        it.Findings.ShouldBe(["long-poll"]);
    }

    [Fact]
    public void An_open_request_that_waits_longer_than_the_others_did_is_none_of_them()
    {
        Read(Polls([30_000, 30_010], open: 50_000)).Connections.Single(it => it.Client == Client).Findings!.ShouldContain("acknowledged-unanswered");
    }

    [Fact]
    public void Answers_that_are_late_by_no_rule_waited_for_the_server()
    {
        Read(Polls([7000, 2300, 11_000, 5000], open: 0)).Connections.ShouldHaveSingleItem().Findings.ShouldBe(["waited-for-server-app"]);
    }

    [Fact]
    public void Polls_on_a_connection_each_are_known_by_one_another()
    {
        var capture = new Pcap();
        for (var i = 0; i < 3; i++) Poll(capture, $"192.0.2.2:{50_001 + i}", i * 61_000, [60_000], 0);
        Read(capture).Connections.SelectMany(it => it.Findings!).ShouldBe(["long-poll", "long-poll", "long-poll"]);
    }

    [Fact]
    public void A_timer_that_ends_in_an_error_is_the_servers_trouble()
    {
        Read(Poll(new(), Client, 0, [30_000, 30_000], 0, "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n")).Connections.ShouldHaveSingleItem().Findings!.ShouldContain("waited-for-server-app");
    }

    [Fact]
    public void A_request_both_ends_keep_alive_is_not_said_to_have_failed_while_its_client_still_waits()
    {
        var open = Open(new()).Add(21, Client, Server, Ack, 1001, 9001, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n"));
        open.Add(41, Server, Client, Ack, 9001, 1042).Add(10_041, Client, Server, Ack, 1041, 9001).Add(10_061, Server, Client, Ack, 9001, 1042);
        Read(Open(open, "192.0.2.2:50001", 15_000)).Observations.OfType<Http>().ShouldBeEmpty();
    }

    [Fact]
    public void A_capture_of_SYNs_and_their_answers_alone_is_known_and_no_connection_of_it_is_called_open()
    {
        var capture = new Pcap();
        for (var i = 0; i < 4; i++) capture.Add(i * 700, $"192.0.2.2:{50_000 + i}", Server, Syn, 1000).Add((i * 700) + 20, Server, $"192.0.2.2:{50_000 + i}", Syn | Ack, 9000, 1001);
        var read = Read(capture);
        read.Unread.ShouldHaveSingleItem().Reason.ShouldContain("capture filter");
        read.Unread[0].Zh.ShouldContain("过滤");
        read.Connections.ShouldAllBe(it => it.State == null && it.Findings!.Count == 0);
    }

    [Fact]
    public void First_SYNs_alone_of_which_none_is_repeated_were_left_by_a_filter_and_not_by_a_silent_server()
    {
        Pcap capture(params double[] at)
        {
            var made = new Pcap();
            for (var i = 0; i < 8; i++) foreach (var later in at) made.Add((i * 900) + later, $"192.0.2.2:{50_000 + i}", Server, Syn, 1000);
            return made.Sorted();
        }

        var filtered = Read(capture(0));
        filtered.Unread.ShouldHaveSingleItem().Reason.ShouldContain("left out the answers");
        filtered.Connections.ShouldAllBe(it => it.State == null && it.Findings!.Count == 0);
        Read(capture(0, 1000, 3000)).Connections.ShouldAllBe(it => it.State == "syn-unanswered");
    }

    [Fact]
    public void A_SYN_ACK_that_is_sent_again_shows_that_its_answer_is_not_merely_missing_from_the_capture()
    {
        var read = Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(0.1, Server, Client, Syn | Ack, 9000, 1001).Add(1000, Server, Client, Syn | Ack, 9000, 1001).Add(3000, Server, Client, Syn | Ack, 9000, 1001));
        read.Unread.ShouldBeEmpty();
        (read.Connections[0].State, read.Connections[0].Findings!.Single()).ShouldBe(("established", "syn-ack-retransmitted"));
    }

    [Fact]
    public void Where_the_first_segment_seen_after_the_handshake_is_the_last_of_all_the_handshake_took_no_such_time()
    {
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(60_000, Client, Server, Fin | Ack, 1501, 99_001).Add(60_020, Server, Client, Fin | Ack, 99_001, 1502);
        var it = Read(capture).Connections.ShouldHaveSingleItem();
        (it.HandshakeMs, it.Findings!.Contains("waited-for-network")).ShouldBe((null, false));
    }

    private static Pcap Polls(double[] waits, double open)
    {
        var capture = Poll(new(), Client, 0, waits, open);
        return open > 0 ? Open(capture, "192.0.2.2:50001", waits.Sum() + open + (waits.Length * 5) + 21) : capture;
    }

    /// <summary>Requests on one connection, each answered after so long, and at the end one that is only acknowledged.</summary>
    private static Pcap Poll(Pcap capture, string client, double at, double[] waits, double open, string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    {
        var (request, reply) = (Encoding.ASCII.GetBytes("GET /poll HTTP/1.1\r\nHost: www.example.com\r\n\r\n"), Encoding.ASCII.GetBytes(answer));
        var (asked, answered) = (1001u, 9001u);
        Open(capture, client, at);
        at += 21;
        foreach (var wait in waits)
        {
            capture.Add(at, client, Server, Ack, asked, answered, request);
            asked += (uint)request.Length;
            capture.Add(at + 20, Server, client, Ack, answered, asked).Add(at + wait, Server, client, Ack, answered, asked, reply);
            answered += (uint)reply.Length;
            capture.Add(at + wait + 0.1, client, Server, Ack, asked, answered);
            at += wait + 5;
        }

        if (open > 0) capture.Add(at, client, Server, Ack, asked, answered, request).Add(at + 20, Server, client, Ack, answered, asked + (uint)request.Length);
        return capture;
    }
}
