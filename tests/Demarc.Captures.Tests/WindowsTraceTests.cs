using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Traces of netsh and pktmon, made by a writer that knows the layouts and not the reader: they tell what a capture of the same packets tells.</summary>
public sealed class WindowsTraceTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:443";
    private const int Seconds = 10_000_000;
    private const ushort Miniport = 2;

    private static Pcap Exchange() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001)
        .Add(21, Client, Server, Ack, 1001, 9001, 300).Add(60, Server, Client, Ack, 9001, 1301, 1400).Add(61, Client, Server, Ack, 1301, 10_401).Add(80, Server, Client, Fin | Ack, 10_401, 1301).Add(80.1, Client, Server, Fin | Ack, 1301, 10_402);

    private static long Ticks(double ms) => (long)(ms * Seconds / 1000);

    private static CaptureDocument Read(byte[] file) => CaptureReader.Read("t", static () => "", new MemoryStream(file));

    private static TcpConnection Told(byte[] file) => Read(file).Connections.ShouldHaveSingleItem();

    private static string Told(TcpConnection it) => $"{it.State} {it.History} {it.HandshakeMs} {it.Place} {it.Bytes} {string.Join(',', it.Findings!)} {it.Evidence.Text}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trace_of_netsh_tells_what_a_capture_of_the_same_packets_tells(bool compressed)
    {
        var writer = new EtlWriter { Compressed = compressed };
        var packets = Exchange().Frames.Select((it, i) => (it.Ms, it.Octets, Number: i)).ToList();

        // Buffers belong to processors: the packets of the second come after those of the first, whatever their times.
        foreach (var processor in new[] { 0, 1 })
        {
            foreach (var (ms, octets, number) in packets.Where(it => it.Number % 2 == processor))
            {
                writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms), NdisEvents.Packet(3, 3, octets, withTrailing: number % 3 == 0), NdisEvents.Whole, extendedItem: number % 4 == 0);
                writer.System().Wpp();
            }

            writer.NewBuffer();
        }

        Told(Told(writer.ToArray())).ShouldBe(Told(Told(Exchange().Classic())));
    }

    [Fact]
    public void A_packet_seen_at_several_layers_is_one_packet()
    {
        var writer = new EtlWriter();
        foreach (var (ms, octets) in Exchange().Frames)
        {
            writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms), NdisEvents.Packet(3, 5, octets), NdisEvents.Whole);
            writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms) + 20, NdisEvents.Packet(3, 3, octets), NdisEvents.Whole);
        }

        var it = Told(writer.ToArray());
        (it.Packets, it.Counts!.Wireshark!.Retransmissions, it.Counts.Demarc!.Retransmissions).ShouldBe((8, new PerSide<int?>(0, 0), new PerSide<int?>(0, 0)));
    }

    [Fact]
    public void A_packet_in_two_events_is_put_together()
    {
        var writer = new EtlWriter();
        foreach (var (ms, octets) in Exchange().Frames)
        {
            writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms), NdisEvents.Packet(3, 3, octets[..40]), NdisEvents.Ethernet | NdisEvents.Start);
            writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms) + 1, NdisEvents.Packet(3, 3, octets[40..]), NdisEvents.Ethernet | NdisEvents.End);
        }

        Told(writer.ToArray()).Bytes.ShouldBe(new PerSide<long?>(300, 1400));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trace_of_pktmon_whose_groups_link_nothing_is_freed_of_copies_by_content(bool compressed)
    {
        var writer = new EtlWriter { Compressed = compressed }.Event(PktmonEvents.Provider, PktmonEvents.ComponentEvent, 0, PktmonEvents.Component(7, Miniport, "nic", "Network card"));
        var group = 1UL;
        foreach (var (ms, octets) in Exchange().Frames)
        {
            for (ushort layer = 4; layer <= 7; layer++)
            {
                var cut = octets[..Math.Min(octets.Length, 128)];
                writer.Event(PktmonEvents.Provider, PktmonEvents.PacketEvent, Ticks(ms) + (7 - layer) * 30, PktmonEvents.Packet(octets, group++, component: layer, logged: (ushort)cut.Length));
            }
        }

        var capture = Read(writer.ToArray());
        var it = capture.Connections.ShouldHaveSingleItem();
        (it.Packets, it.State, it.Counts!.Wireshark!.Retransmissions).ShouldBe((8, "closed", new PerSide<int?>(0, 0)));
        it.Bytes.ShouldBe(new PerSide<long?>(300, 1400));
        capture.DuplicatesRemoved.ShouldBe(24);
    }

    [Fact]
    public void A_drop_in_the_stack_is_told_with_the_reason_the_trace_itself_names()
    {
        var frames = Exchange().Frames.ToList();
        var writer = new EtlWriter()
            .Classic(PktmonEvents.SchemaClass, PktmonEvents.MapOpcode, 0, PktmonEvents.Map("DropReason", (909, "Inspection drop"), (1213, "INET: PAWS failed")))
            .Event(PktmonEvents.Provider, PktmonEvents.ComponentEvent, 0, PktmonEvents.Component(7, 1, "tcpip.sys", "TCP/IP"));
        writer.Event(PktmonEvents.Provider, PktmonEvents.DropEvent, Ticks(1), PktmonEvents.Packet(frames[0].Octets, component: 7, dropReason: 1213));
        var capture = Read(writer.ToArray());
        var finding = capture.Findings.ShouldHaveSingleItem();
        finding.Id.ShouldBe("dropped-by-host");
        finding.En.ShouldContain("INET: PAWS failed");
    }

    [Fact]
    public void Where_the_trace_lost_events_nothing_rests_on_a_missing_packet()
    {
        Pcap ask() => new Pcap().Add(0, Client, Server, Syn, 1000).Add(1000, Client, Server, Syn, 1000).Add(3000, Client, Server, Syn, 1000);
        Told(Trace(ask(), 0)).State.ShouldBe("syn-unanswered");
        var lossy = Told(Trace(ask(), 5));
        (lossy.State, lossy.DroppedByCapture).ShouldBe((null, 5));
        lossy.Findings!.ShouldNotContain("syn-unanswered");
    }

    private static byte[] Trace(Pcap packets, uint lost)
    {
        var writer = new EtlWriter { EventsLost = lost };
        foreach (var (ms, octets) in packets.Frames) writer.Event(NdisEvents.Provider, NdisEvents.PacketFragment, Ticks(ms), NdisEvents.Packet(3, 3, octets), NdisEvents.Whole);
        return writer.ToArray();
    }
}
