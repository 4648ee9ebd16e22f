using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Counts in captures that are odd and common: deep disorder, mirrors before and behind a router, floods of SYNs, files in an order of their own.</summary>
public sealed class CommonCountsTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";
    private const string Client6 = "[2001:db8::2]:50000";
    private const string Server6 = "[2001:db8:1::1]:443";

    private static Pcap Opened() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001);

    private static Pcap Opened6() => new Pcap().Six(0, Client6, Server6, Syn, 1000).Six(30, Server6, Client6, Syn | Ack, 9000, 1001).Six(40, Client6, Server6, Ack, 1001, 9001);

    private static CaptureDocument Told(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));

    private static TcpConnection Read(Pcap capture) => Told(capture).Connections.ShouldHaveSingleItem();

    [Fact]
    public void A_hundred_late_segments_are_late_and_none_was_sent_again()
    {
        var it = Read(Late(100));
        (it.Counts!.Demarc!.OutOfOrder, it.Counts.Demarc.Retransmissions!.Server).ShouldBe((100, 0));
        it.Findings.ShouldBe(["received-out-of-order"]);
    }

    [Fact]
    public void Beyond_the_gaps_that_are_kept_neither_is_counted_and_packets_are_said_to_be_missing()
    {
        var it = Read(Late(1100));
        it.Counts!.Demarc!.Retransmissions!.Server.ShouldBe(0);
        it.Findings!.ShouldContain("packets-missing");
    }

    private static Pcap Late(int many)
    {
        var capture = Opened();
        for (var i = 0; i < 2 * many; i++)
        {
            var number = i < many ? (2 * i) + 1 : 2 * (i - many);
            capture.Add(40 + (i * 0.001), Server, Client, Ack, (uint)(9001 + (number * 1460)), 1001, 1460, identification: (ushort)(3000 + number));
        }

        return capture;
    }

    [Fact]
    public void Acknowledgements_repeated_at_once_are_no_copies_where_nothing_else_is_copied()
    {
        var capture = Opened6();
        for (uint i = 0; i < 50; i++)
        {
            var (first, second) = (9001 + (2 * i * 1440), 9001 + (((2 * i) + 1) * 1440));
            capture.Six(50 + i, Server6, Client6, Ack, second, 1001, 1440).Six(50.15 + i, Client6, Server6, Ack, 1001, first).Six(50.2 + i, Server6, Client6, Ack, first, 1001, 1440).Six(50.3 + i, Client6, Server6, Ack, 1001, second + 1440);
        }

        Told(capture).DuplicatesRemoved.ShouldBe(0);
        Read(capture).Counts!.Demarc!.DuplicateAcks.ShouldBe(50);
    }

    [Fact]
    public void Packets_mirrored_before_and_behind_a_router_that_takes_its_time_are_copies()
    {
        var capture = Opened6();
        for (uint i = 0; i < 10; i++) capture.Six(50 + (i * 12), Server6, Client6, Ack, 9001 + (i * 1440), 1001, 1440).Six(55 + (i * 12), Client6, Server6, Ack, 1001, 9001 + ((i + 1) * 1440));
        var mirrored = new Pcap();
        foreach (var (ms, octets) in capture.Frames)
        {
            byte[] behind = [.. octets];
            behind[21]--;
            mirrored.Raw(ms, octets).Raw(ms + 3, behind);
        }

        mirrored.Sorted();
        Told(mirrored).DuplicatesRemoved.ShouldBe(23);
        Read(mirrored).Findings.ShouldBe(["captured-twice"]);
    }

    [Fact]
    public void Thirty_three_thousand_SYNs_are_so_many()
    {
        var capture = new Pcap();
        for (var i = 0; i < 33_000; i++) capture.Add(i * 10, Client, Server, Syn, 1000);
        var it = Read(capture);
        (it.State, it.Counts!.Demarc!.SynRetransmissions).ShouldBe(("syn-unanswered", 32_999));
    }

    [Fact]
    public void A_protocol_whose_methods_are_named_as_those_of_HTTP_is_another()
    {
        var (request, answer) = ("OPTIONS rtsp://192.0.2.9/ RTSP/1.0\r\nCSeq: 1\r\n\r\n"u8.ToArray(), "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"u8.ToArray());
        var it = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, request).Add(60, Server, Client, Ack, 9001, 1001 + (uint)request.Length, answer));
        it.Findings.ShouldBeEmpty();
        it.Http.ShouldBeNull();
    }

    [Fact]
    public void An_answer_that_stands_before_its_request_in_the_file_accuses_nobody()
    {
        var (request, answer) = ("GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n"u8.ToArray(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        var it = Read(Opened().Add(60, Server, Client, Ack, 9001, 1001 + (uint)request.Length, answer).Add(21, Client, Server, Ack, 1001, 9001, request));
        it.Findings!.ShouldNotContain("other-protocol");
    }

    [Fact]
    public void Nobody_is_waited_for_once_another_protocol_goes_on_over_the_connection()
    {
        var (request, answer) = ("GET /live HTTP/1.1\r\nHost: www.example.com\r\nUpgrade: websocket\r\n\r\n"u8.ToArray(), "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
        var (asked, answered) = (1001 + (uint)request.Length, 9001 + (uint)answer.Length);
        var it = Read(Opened().Add(21, Client, Server, Ack, 1001, 9001, request).Add(41, Server, Client, Ack, 9001, asked, answer).Add(41.1, Client, Server, Ack, asked, answered, 20).Add(61, Server, Client, Ack, answered, asked + 20)
            .Add(9000, Server, Client, Ack, answered, asked + 20, 50).Add(9000.1, Client, Server, Ack, asked + 20, answered + 50));
        it.Findings.ShouldBeEmpty();
    }
}
