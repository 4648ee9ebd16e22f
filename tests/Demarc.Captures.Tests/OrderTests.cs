using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Packets that are stored out of the order of time, and the clock that is set back, which is told from it by the packets' numbers.</summary>
public sealed class OrderTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Server = "198.51.100.1:80";
    private const int Full = 1448;

    private static CaptureDocument Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));

    /// <summary>A download, each segment acknowledged 10 ms later; times in milliseconds may be moved, packets are stored as asked.</summary>
    private static Pcap Download(int segments, Func<double, double>? clock = null, Func<(double Ms, bool ByServer, int At), double>? stored = null)
    {
        List<(double Ms, bool ByServer, byte Flags, uint Sequence, uint Acknowledged, int Length)> all =
            [(0, false, Syn, 1000, 0, 0), (10, true, Syn | Ack, 9000, 1001, 0), (10.1, false, Ack, 1001, 9001, 0), (11, false, Ack, 1001, 9001, 100), (21, true, Ack, 9001, 1101, 0)];
        for (var i = 0; i < segments; i++)
        {
            all.Add((22 + (i * 2), true, Ack, 9001 + (uint)(i * Full), 1101, Full));
            all.Add((32.5 + (i * 2), false, Ack, 1101, 9001 + (uint)((i + 1) * Full), 0));
        }

        all = [.. all.OrderBy(it => it.Ms)];
        stored ??= it => it.At;
        var capture = new Pcap();
        foreach (var (it, _) in all.Select((it, at) => (it, at)).OrderBy(pair => stored((pair.it.Ms, pair.it.ByServer, pair.at))))
        {
            var (from, to) = it.ByServer ? (Server, Client) : (Client, Server);
            capture.Add((clock ?? (ms => ms))(it.Ms), from, to, it.Flags, it.Sequence, it.Acknowledged, it.Length);
        }

        return capture;
    }

    /// <summary>Each way has a buffer of its own, which is written every 50 ms.</summary>
    private static double ByBuffers((double Ms, bool ByServer, int At) it) => (Math.Floor(it.Ms / 50) * 1e9) + (it.ByServer ? 0 : 1e6) + it.At;

    [Fact]
    public void Buffers_of_each_way_are_put_into_the_order_of_time()
    {
        var (inOrder, buffered) = (Read(Download(200)), Read(Download(200, stored: ByBuffers)));
        inOrder.Unread.ShouldBeEmpty();
        buffered.Unread.ShouldHaveSingleItem().Reason.ShouldContain("put back by their times");
        buffered.Unread[0].Zh.ShouldContain("归位");
        var (one, two) = (inOrder.Connections.ShouldHaveSingleItem(), buffered.Connections.ShouldHaveSingleItem());
        (two.Counts!.Demarc, two.Waits, two.HandshakeMs, two.Packets, two.Bytes, two.History).ShouldBe((one.Counts!.Demarc, one.Waits, one.HandshakeMs, one.Packets, one.Bytes, one.History));
        two.Findings.ShouldBe(one.Findings);
    }

    [Fact]
    public void Wiresharks_counts_keep_the_order_of_the_file()
    {
        // The same file with times that rise: what Wireshark says of numbers alone must not differ.
        var at = 0;
        var buffered = Read(Download(200, stored: ByBuffers)).Connections.ShouldHaveSingleItem().Counts!.Wireshark!;
        var rising = Read(Download(200, _ => at++, ByBuffers)).Connections.ShouldHaveSingleItem().Counts!.Wireshark!;
        (buffered.LostSegments, buffered.DuplicateAcks, buffered.ZeroWindow, buffered.KeepAlives, buffered.WindowFull).ShouldBe((rising.LostSegments, rising.DuplicateAcks, rising.ZeroWindow, rising.KeepAlives, rising.WindowFull));
    }

    [Fact]
    public void A_clock_that_is_set_back_moves_no_packet()
    {
        var read = Read(Download(400, ms => ms < 300 ? ms : ms - 120));
        var it = read.Connections.ShouldHaveSingleItem();
        (it.Counts!.Demarc!.Retransmissions, it.Counts.Demarc.OutOfOrder, it.Findings!.Contains("packets-missing")).ShouldBe((new PerSide<int?>(0, 0), 0, false));
        read.Unread.ShouldHaveSingleItem().Reason.ShouldContain("the times of the packets go back");
    }

    [Fact]
    public void A_packet_far_behind_its_place_is_told()
    {
        var read = Read(Download(600, stored: it => it.At == 20 ? 900.5 : it.At));
        read.Unread.ShouldHaveSingleItem().Reason.ShouldContain("their place had passed");
    }

    [Fact]
    public void A_packet_from_the_future_holds_none_back_for_long()
    {
        var read = Read(Download(3000, ms => ms == 32.5 ? 1e9 : ms));
        (read.Packets, read.Connections.ShouldHaveSingleItem().Packets).ShouldBe((6005, 6005));
        read.Unread.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_SYN_that_opens_another_connection_is_told_of_it_and_the_rest_of_the_old_one_is_not()
    {
        var capture = new Pcap().Add(0, Client, Server, Syn, 1000).Add(20, Server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, Server, Ack, 1001, 9001).Add(21, Client, Server, Ack, 1001, 9001, 100);
        capture.Add(100, Client, Server, Syn, 70_000).Add(41, Server, Client, Ack, 9001, 1101, 50).Add(120, Server, Client, Syn | Ack, 80_000, 70_001).Add(120.1, Client, Server, Ack, 70_001, 80_001);
        var read = Read(capture);
        read.Connections.Select(it => it.Bytes!.Server).Order().ShouldBe([0, 50]);
        read.Connections.ShouldAllBe(it => it.HandshakeMs < 25);
    }

    [Fact]
    public void Reading_out_of_order_allocates_nothing_for_a_packet()
    {
        var (few, many) = (Download(500, stored: ByBuffers).Classic(), Download(4000, stored: ByBuffers).Classic());
        Allocated(few);
        (Allocated(many) - Allocated(few)).ShouldBeLessThan(50_000);

        static long Allocated(byte[] octets)
        {
            using var stream = new MemoryStream(octets);
            var before = GC.GetAllocatedBytesForCurrentThread();
            CaptureReader.Read("t.pcap", static () => "", stream);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void What_waits_when_the_file_breaks_off_is_told()
    {
        var octets = Download(50).Classic();
        using var broken = new BreakingStream(octets);
        var read = CaptureReader.Read("t.pcap", static () => "", broken);
        read.Packets.ShouldBe(105);
        read.Unread[0].Reason.ShouldContain("could not be read further than 105 packets");
    }

    /// <summary>Names, secrets and comments of any size stand between packets: what waits must not keep them in memory, nor be lost by them.</summary>
    [Fact]
    public void Packets_wait_across_large_blocks_that_are_none_without_keeping_those()
    {
        var file = Download(300, stored: ByBuffers).Ng();
        var (plain, blocks) = (CaptureReader.Read("t.pcapng", static () => "", new MemoryStream(file)), new MemoryStream());
        var (at, count) = (0, 0);
        while (at < file.Length)
        {
            var length = BitConverter.ToInt32(file, at + 4);
            blocks.Write(file, at, length);
            at += length;
            if (count++ % 40 == 20) blocks.Write(Unknown(1 << 20));
            if (count == 100) for (var i = 0; i < 3; i++) blocks.Write(Unknown(8 << 20));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        blocks.Position = 0;
        var read = CaptureReader.Read("t.pcapng", static () => "", blocks);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
        (read.Packets, read.Connections[0].Counts!.Demarc, read.Unread.Count).ShouldBe((plain.Packets, plain.Connections[0].Counts!.Demarc, plain.Unread.Count));

        static byte[] Unknown(int length)
        {
            var block = new byte[length];
            BitConverter.TryWriteBytes(block, 0x0BAD);
            BitConverter.TryWriteBytes(block.AsSpan(4), length);
            BitConverter.TryWriteBytes(block.AsSpan(length - 4), length);
            return block;
        }
    }

    [Fact]
    public void Records_that_make_the_buffer_grow_do_not_make_it_grow_again_and_again()
    {
        var capture = new Pcap();
        for (var i = 0; i < 20; i++) capture.Raw(1000 - i, new byte[200_000]);
        for (var i = 0; i < 20_000; i++) capture.Raw(500 + (i % 7), new byte[60]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Read(capture).Packets.ShouldBe(20_020);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "a guard against hanging");
    }

    /// <summary>Throws where it should end.</summary>
    private sealed class BreakingStream(byte[] octets) : MemoryStream(octets)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("gone");
    }
}
