using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Long transfers over a way of 30 ms, captured at the sender: what held them back.</summary>
public sealed class BulkTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";
    private const int Size = 1448;

    /// <summary>So many segments in bursts; after each the acknowledgement a round trip later, and then a pause.</summary>
    private static TcpConnection Send(int bursts, int together, double pause, ushort window)
    {
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000).Add(0.1, Server, Client, Syn | Ack, 9000, 1001).Add(30, Client, Server, Ack, 1001, 9001, window: window).Add(31, Client, Server, Ack, 1001, 9001, 100, window);
        var (at, sequence) = (32.0, 9001u);
        for (var burst = 0; burst < bursts; burst++)
        {
            for (var i = 0; i < together; i++, sequence += Size) capture.Add(at += 0.01, Server, Client, Ack, sequence, 1101, Size);
            capture.Add(at += 30, Client, Server, Ack, 1101, sequence, window: window);
            at += pause;
        }

        return CaptureReader.Read("t", static () => "", new MemoryStream(capture.Classic())).Connections.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_sender_that_pauses_with_nothing_on_the_way_holds_itself_back() => Send(20, 10, 200, 5000).Findings!.ShouldContain("sender-limited");

    [Fact]
    public void A_window_that_holds_one_burst_only_holds_the_transfer_back() => Send(60, 10, 0, 113).Findings!.ShouldContain("receiver-limited");

    [Fact]
    public void A_sender_that_waits_for_acknowledgements_below_the_window_is_held_back_by_the_way() => Send(60, 10, 0, 5000).Findings!.ShouldContain("network-limited");
}
