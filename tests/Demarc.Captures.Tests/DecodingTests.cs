using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Packets cut on the way, packets that lie about their length, and words that ride on a SYN.</summary>
public sealed class DecodingTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";
    private const string Client6 = "[2001:db8::2]:50000";
    private const string Server6 = "[2001:db8:1::1]:80";

    private static CaptureDocument Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));

    [Fact]
    public void Segments_cut_into_fragments_on_the_way_leave_no_gaps()
    {
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001).Add(21, Client, Server, Ack, 1001, 9001, 100).Add(41, Server, Client, Ack, 9001, 1101);
        for (var i = 0; i < 5; i++) capture.Add(42 + i, Server, Client, Ack, (uint)(9001 + (i * 1460)), 1101, 1460).Cut(1384).Add(42.5 + i, Client, Server, Ack, 1101, (uint)(9001 + ((i + 1) * 1460)));
        var it = Read(capture).Connections.ShouldHaveSingleItem();
        it.Findings.ShouldBeEmpty();
        it.Bytes.ShouldBe(new PerSide<long?>(100, 7300));
    }

    [Fact]
    public void A_gap_behind_a_fragment_larger_than_a_packet_is_one()
    {
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001).Add(42, Server, Client, Ack, 9001, 1001, 1460).Cut(1384).Add(43, Server, Client, Ack, 109_001, 1001, 1460);
        Read(capture).Connections.ShouldHaveSingleItem().Findings!.ShouldContain("packets-missing");
    }

    [Fact]
    public void Later_fragments_of_the_new_protocol_are_no_segments()
    {
        var capture = new Pcap().Six(0, Client6, Server6, Ack, 2, 1, 2048, part: (0, 1232)).Six(0.1, Client6, Server6, Ack, 2, 1, 2048, part: (1232, 4000));
        var it = Read(capture).Connections.ShouldHaveSingleItem();
        (it.Client, it.Server, it.Packets).ShouldBe((Client6, Server6, 1));
    }

    [Fact]
    public void A_packet_that_claims_more_than_was_on_the_wire_is_as_long_as_it_was()
    {
        var capture = new Pcap().Six(0, Client6, Server6, Syn, 1).Six(100, Client6, Server6, Ack, 2, 1, 2, claims: 65_535).Six(200, Client6, Server6, Ack, 4, 1, 2);
        var it = Read(capture).Connections.ShouldHaveSingleItem();
        (it.Bytes!.Client, it.Counts!.Demarc!.Retransmissions!.Client).ShouldBe((4, 0));
    }

    [Fact]
    public void A_request_that_rides_on_a_SYN_is_heard_where_the_answer_acknowledges_it()
    {
        var request = "GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n"u8;
        var (length, answer) = ((uint)request.Length, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000, 0, request).Add(30, Server, Client, Syn | Ack, 9000, 1001 + length).Add(30.1, Client, Server, Ack, 1001 + length, 9001)
            .Add(40, Server, Client, Ack, 9001, 1001 + length, answer).Add(40.1, Client, Server, Ack, 1001 + length, 9001 + (uint)answer.Length);
        var it = Read(capture).Connections.ShouldHaveSingleItem();
        (it.Bytes!.Client, it.Http!.Host, it.Http.Answered).ShouldBe((length, "www.example.com", 1));
        it.Findings.ShouldBeEmpty();
    }
}
