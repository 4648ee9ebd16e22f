using Demarc.Model;
using Demarc.Transcripts.Tcpdump;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Tcpdump;

public sealed class PacketTableReaderTests
{
    private const string Tshark = """
            1 0.000000000 00:00:07.712515671     192.0.2.1 → 203.0.113.9     TCP 66 33461 → 443 [SYN] Seq=0 Win=29200 Len=0 MSS=1460 SACK_PERM=1 WS=128
            2 0.040379166 00:00:07.712894837     203.0.113.9 → 192.0.2.1     TCP 66 443 → 33461 [SYN, ACK] Seq=0 Ack=1 Win=5840 Len=0 MSS=1380 SACK_PERM=1 WS=2
            3 0.040418955 00:00:07.712934626     192.0.2.1 → 203.0.113.9     TCP 54 33461 → 443 [ACK] Seq=1 Ack=1 Win=29312 Len=0
            4 0.041218955 00:00:07.713734626     192.0.2.1 → 203.0.113.9     TLSv1.2 154 Client Hello
            5 0.341218955 00:00:08.013734626     192.0.2.1 → 203.0.113.9     TCP 154 [TCP Retransmission] 33461 → 443 [PSH, ACK] Seq=1 Ack=1 Win=29312 Len=100
            6 0.941218955 00:00:08.613734626     192.0.2.1 → 203.0.113.9     TCP 154 [TCP Retransmission] 33461 → 443 [PSH, ACK] Seq=1 Ack=1 Win=29312 Len=100
            7 0.991218955 00:00:08.663734626     203.0.113.9 → 192.0.2.1     TCP 54 443 → 33461 [RST] Seq=1 Win=0 Len=0
        """;

    private const string Wireshark = """
        No.     Time           Source                Destination           Protocol Length Info
             66 6.550919000    192.0.2.1             203.0.113.9           TCP      78     49877 > https [SYN] Seq=0 Win=65535 Len=0 MSS=1460 WS=16 TSval=1 TSecr=0 SACK_PERM=1

        Frame 66: 78 bytes on wire (624 bits), 78 bytes captured (624 bits) on interface 0
        """;

    private static TcpConnection One(string text) => Blocks.All<TcpConnection>(text, new PacketTableReader()).ShouldHaveSingleItem();

    [Fact]
    public void Meets_the_analysis_of_packet_lines()
    {
        var it = One(Tshark);

        (it.Client, it.Server, it.ResetBy, it.Packets).ShouldBe(("192.0.2.1:33461", "203.0.113.9:443", "server", 6));
        (it.Mss!.Client, it.Mss.Server, it.WindowScale!.Client, it.WindowScale.Server).ShouldBe((1460, 1380, 7, 1));
        it.HandshakeMs!.Value.ShouldBe(40.419, 0.01);
        it.Counts!.Demarc!.Retransmissions!.Client.ShouldBe(1);
        it.Time.ShouldBeNull();
    }

    [Fact]
    public void Reads_the_list_Wireshark_exports_and_stops_before_the_details()
    {
        var it = One(Wireshark);

        (it.Client, it.Server, it.Packets).ShouldBe(("192.0.2.1:49877", "203.0.113.9:443", 1));
        it.Evidence.Lines.ShouldBe([2, 2]);
    }

    [Theory]
    [InlineData("a row with Seq=1 in a sentence [ACK] Seq=1")]
    [InlineData("  1 0.000000 192.0.2.1 203.0.113.9 DNS 66 Standard query 0x1 A www.example.com")]
    public void Other_lines_are_none(string line) => Blocks.Of(line, new PacketTableReader()).ShouldBeEmpty();

    [Theory]
    [InlineData(Tshark)]
    [InlineData(Wireshark)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new PacketTableReader());
}
