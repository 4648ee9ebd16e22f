using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Which resets accuse somebody on the way, and which are the server's own.</summary>
public sealed class ResetTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:443";

    private static TcpConnection Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic())).Connections.ShouldHaveSingleItem();

    [Fact]
    public void A_refusal_after_which_the_same_SYN_is_sent_again_and_accepted_is_the_servers_own()
    {
        var it = Read(Used(new Pcap().Add(0, Client, Server, Syn, 1000).Add(30, Server, Client, Rst | Ack, 0, 1001), 530));
        (it.State, it.HandshakeMs, it.ResetBy).ShouldBe(("closed", 30.1, null));
        it.Findings.ShouldBe(["refused-at-first"]);
        it.Resets!.Count.ShouldBe(1);
    }

    [Fact]
    public void An_answer_too_many_to_one_SYN_was_sent_on_the_way()
    {
        var forged = new Pcap().Add(0, Client, Server, Syn, 1000).Add(5, Server, Client, Rst | Ack, 0, 1001).Add(6, Server, Client, Rst | Ack, 0, 1001).Add(30, Server, Client, Syn | Ack, 9000, 1001).Add(30.1, Client, Server, Rst, 1001);
        Read(forged).Findings!.ShouldContain("reset-before-answer");
    }

    [Fact]
    public void An_acknowledgement_of_an_older_connection_before_the_SYN_ACK_leaves_no_trace()
    {
        var it = Read(Used(new Pcap().Add(0, Client, Server, Syn, 1000).Add(30, Server, Client, Ack, 777_777, 888_888).Add(30.1, Client, Server, Rst, 888_888), 1000));
        (it.State, it.ResetBy).ShouldBe(("closed", null));
        it.Findings.ShouldBe(["syn-retransmitted"]);
    }

    [Fact]
    public void A_reset_from_as_far_as_the_data_though_another_machine_answered_the_SYN_is_by_the_usual_way()
    {
        var it = Read(new Pcap().Add(0, Client, Server, Syn, 1000).Ttl(60).Add(30, Server, Client, Syn | Ack, 9000, 1001).Ttl(64).Add(30.1, Client, Server, Ack, 1001, 9001).Add(31, Client, Server, Ack, 1001, 9001, 100)
            .Ttl(54).Add(61, Server, Client, Ack, 9001, 1101).Add(65, Server, Client, Rst | Ack, 9001, 1101));
        it.Findings.ShouldBe(["reset-after-data"]);
        it.Resets.ShouldBe([new TcpReset("server", 54, 54, 6, false)]);
    }

    [Fact]
    public void A_reset_from_elsewhere_than_both_differs()
    {
        var it = Read(new Pcap().Add(0, Client, Server, Syn, 1000).Ttl(60).Add(30, Server, Client, Syn | Ack, 9000, 1001).Ttl(64).Add(30.1, Client, Server, Ack, 1001, 9001).Add(31, Client, Server, Ack, 1001, 9001, 100)
            .Ttl(54).Add(61, Server, Client, Ack, 9001, 1101).Ttl(57).Add(65, Server, Client, Rst | Ack, 9001, 1101));
        it.Findings!.ShouldContain("reset-ttl-differs");
    }

    /// <summary>A connection that opens, answers and closes.</summary>
    private static Pcap Used(Pcap capture, double at) => capture.Add(at, Client, Server, Syn, 1000).Add(at + 30, Server, Client, Syn | Ack, 9000, 1001).Add(at + 30.1, Client, Server, Ack, 1001, 9001)
        .Add(at + 31, Client, Server, Ack, 1001, 9001, 100).Add(at + 70, Server, Client, Ack, 9001, 1101, 100)
        .Add(at + 71, Client, Server, Fin | Ack, 1101, 9101).Add(at + 101, Server, Client, Fin | Ack, 9101, 1102).Add(at + 101.1, Client, Server, Ack, 1102, 9102);
}
