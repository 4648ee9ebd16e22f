using Demarc.Model;
using Demarc.Testing.Captures;
using Demarc.Testing;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

public sealed class WaitingTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";

    private static byte[] Upgrade => "GET /chat HTTP/1.1\r\nHost: www.example.com\r\nUpgrade: websocket\r\n\r\n"u8.ToArray();
    private static byte[] Switched => "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8.ToArray();

    /// <summary>A handshake over a way of 30 ms, captured at the client.</summary>
    private static Pcap Opened() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(30, Server, Client, Syn | Ack, 9000, 1001).Add(30.1, Client, Server, Ack, 1001, 9001);

    private static TcpConnection Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic())).Connections.ShouldHaveSingleItem();

    [Fact]
    public void An_answer_that_takes_the_way_only_is_nobodys_fault()
    {
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, 100).Add(61.5, Server, Client, Ack, 9001, 1101, 500).Add(61.6, Client, Server, Ack, 1101, 9501));
        (it.Waits!.Network, it.Waits.ServerHost, it.Waits.Undetermined).ShouldBe((60.1, null, null));
        it.Waits.ServerApp!.Value.ShouldBeLessThan(1);
        it.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_acknowledged_at_once_and_answered_late_waited_for_the_servers_application()
    {
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, 100).Add(61, Server, Client, Ack, 9001, 1101).Add(2061, Server, Client, Ack, 9001, 1101, 500));
        it.Waits!.ServerApp.ShouldBe(2000);
        it.Findings.ShouldBe(["waited-for-server-app"]);
    }

    [Fact]
    public void An_acknowledgement_that_is_as_late_as_the_answer_waited_for_the_way()
    {
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, 100).Add(1431, Server, Client, Ack, 9001, 1101).Add(1432, Server, Client, Ack, 9001, 1101, 500));
        it.Waits!.Network!.Value.ShouldBeGreaterThan(1400);
        it.Findings.ShouldBe(["waited-for-network"]);
    }

    [Fact]
    public void A_delayed_acknowledgement_is_no_slow_way()
    {
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, 100).Add(231, Server, Client, Ack, 9001, 1101).Add(831, Server, Client, Ack, 9001, 1101, 500));
        it.Waits!.ServerApp.ShouldBe(770);
        it.Findings.ShouldBe(["waited-for-server-app"]);
    }

    [Fact]
    public void A_client_that_says_nothing_after_the_handshake_waited_for_itself()
    {
        var it = Read(Opened().Add(1375, Client, Server, Ack, 1001, 9001, 100).Add(1406, Server, Client, Ack, 9001, 1101, 500));
        it.Waits!.ClientApp!.Value.ShouldBeInRange(1344, 1346);
        it.Findings.ShouldBe(["waited-for-client-app"]);
    }

    [Fact]
    public void Time_lost_before_the_first_answer_cannot_be_given_to_anybody()
    {
        var it = Read(new Pcap().Add(0, Client, Server, Syn, 1000).Add(1000, Client, Server, Syn, 1000).Add(1030, Server, Client, Syn | Ack, 9000, 1001).Add(1030.1, Client, Server, Ack, 1001, 9001));
        (it.Waits!.Undetermined, it.Waits.ServerApp).ShouldBe((1000, 0));
        it.Findings.ShouldBe(["syn-retransmitted"]);
    }

    [Fact]
    public void Joined_midway_the_servers_share_cannot_be_told_from_the_ways()
    {
        var it = Read(new Pcap().Add(0, Client, Server, Ack, 1001, 9001, 100).Add(900, Server, Client, Ack, 9001, 1101, 500));
        (it.Waits!.Network, it.Waits.ServerApp, it.Waits.Undetermined).ShouldBe((null, null, 900));
        it.Findings!.ShouldNotContain("waited-for-server-app");
    }

    [Fact]
    public void A_request_that_was_acknowledged_and_never_answered_is_told_and_none_that_was_cut_off()
    {
        var asked = Opened().Add(31, Client, Server, Ack, 1001, 9001, 100).Add(61, Server, Client, Ack, 9001, 1101);
        Read(asked).Findings.ShouldBeEmpty();
        Read(asked.Add(10_000, Client, Server, Fin | Ack, 1101, 9001)).Findings.ShouldBe(["acknowledged-unanswered"]);
    }

    [Fact]
    public void A_receiver_whose_window_is_too_small_for_a_segment_made_the_sender_wait()
    {
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, 1448).Add(61, Server, Client, Ack, 9001, 2449, window: 3).Add(1261, Server, Client, Ack, 9001, 2449, window: 900).Add(1262, Client, Server, Ack, 2449, 9001, 1448));
        it.Waits!.ServerApp!.Value.ShouldBeGreaterThan(1100);
    }

    [Fact]
    public void Over_an_upgraded_connection_nobody_is_waited_for()
    {
        var (asked, switched) = (Upgrade, Switched);
        var (mine, its) = (1001 + (uint)asked.Length, 9001 + (uint)switched.Length);
        var talk = Opened().Add(31, Client, Server, Ack, 1001, 9001, asked).Add(62, Server, Client, Ack, 9001, mine, switched).Add(62.1, Client, Server, Ack, mine, its);
        talk.Add(5062, Client, Server, Ack, mine, its, 20).Add(5092, Server, Client, Ack, its, mine + 20).Add(25_000, Server, Client, Ack, its, mine + 20, 50).Add(25_000.1, Client, Server, Ack, mine + 20, its + 50);
        talk.Add(40_000, Client, Server, Ack, mine + 20, its + 50, 20).Add(40_030, Server, Client, Ack, its + 50, mine + 40).Add(60_000, Client, Server, Fin | Ack, mine + 40, its + 50);
        var it = Read(talk);
        it.Findings.ShouldBeEmpty();
        (it.Waits!.ServerApp < 10, it.Waits.ClientApp < 10).ShouldBe((true, true));
        it.Evidence.Text.ShouldNotContain("took");
    }

    [Fact]
    public void A_server_that_is_slow_to_upgrade_a_connection_was_waited_for()
    {
        var (asked, switched) = (Upgrade, Switched);
        var it = Read(Opened().Add(31, Client, Server, Ack, 1001, 9001, asked).Add(61, Server, Client, Ack, 9001, 1001 + (uint)asked.Length).Add(4061, Server, Client, Ack, 9001, 1001 + (uint)asked.Length, switched));
        it.Findings.ShouldBe(["waited-for-server-app"]);
    }

    /// <summary>The public captures of one exchange: normal, and slow for a reason.</summary>
    [Fact]
    public void The_slow_client_of_the_corpus_is_told_from_the_normal_exchange()
    {
        TcpConnection of(string name) => CaptureReader.Read(name, static () => "", File.OpenRead(Repository.Shared("corpus", "captures", "chrissanders", name))).Connections.ShouldHaveSingleItem();
        of("latency1.pcapng").Findings.ShouldBeEmpty();
        var slow = of("latency3.pcapng");
        slow.Findings.ShouldBe(["waited-for-client-app"]);
        slow.FindingFrames!["waited-for-client-app"].ShouldBe(4);
    }

    [Theory]
    [InlineData("client")]
    [InlineData("server")]
    public void A_server_that_thinks_for_two_seconds_is_told_from_either_place(string place)
    {
        var it = CaptureReader.Read("t", static () => "", File.OpenRead(Repository.Shared("corpus", "captures", "lab", $"server_think_2s.{place}.pcap"))).Connections.ShouldHaveSingleItem();
        it.Waits!.ServerApp!.Value.ShouldBeInRange(1999, 2002);
        it.Findings.ShouldBe(["waited-for-server-app"]);
    }
}
