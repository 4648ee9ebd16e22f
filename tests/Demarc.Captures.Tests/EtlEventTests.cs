using System.Buffers.Binary;
using System.Text;
using Demarc.Captures.Decoding;
using Demarc.Captures.Windows;

namespace Demarc.Captures.Tests;

/// <summary>Events laid out by hand from the providers' manifests, given to the reader of events one by one.</summary>
public sealed class EtlEventTests
{
    private const ulong Ethernet = 1;
    private const ulong Wifi = 0x10000;
    private const ulong Start = 0x4000_0000;
    private const ulong End = 0x8000_0000;
    private const long Ms = 10_000;

    private static readonly Guid Ndis = new("2ED6006E-4729-4609-B423-3EE7BCD678EF");
    private static readonly Guid Dial = new("D84521F7-2235-4237-A7C0-14E3A9676286");

    private static byte[] Ip(ushort id, byte hops = 64, int payload = 30) => [0x45, 0, 0, (byte)(20 + payload), (byte)(id >> 8), (byte)id, 0, 0, hops, 17, 1, 2, 192, 0, 2, 1, 198, 51, 100, 1, .. Enumerable.Repeat((byte)7, payload)];

    private static byte[] Frame(byte[] ip) => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 8, 0, .. ip];

    private static byte[] WifiFrame(byte[] ip) => [0x88, 0x41, .. new byte[24], 0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. ip];

    private static byte[] Number(int number) => BitConverter.GetBytes(number);

    private static byte[] Piece(byte[] octets, int miniport = 5, int lower = 5) => [.. Number(miniport), .. Number(lower), .. Number(octets.Length), .. octets, .. new byte[16]];

    private static byte[] Seen(byte[] octets, ushort component, ushort kind = 1, int reason = 0, int original = 0)
    {
        var data = new byte[34 + octets.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(14), kind);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(16), component);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(22), reason);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(30), (ushort)Math.Max(original, octets.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(32), (ushort)octets.Length);
        octets.CopyTo(data, 34);
        return data;
    }

    private static EtlCapture Capture(params (Guid Provider, int Id, ulong Keywords, long Time, byte[] Data)[] events)
    {
        var packets = new EtlPackets();
        foreach (var (provider, id, keywords, time, data) in events) packets.Add(new EtlRecord { Kind = EtlKind.Event, Provider = provider, Id = id, Keywords = keywords, Timestamp = time, Data = data });
        return packets.Finish();
    }

    [Fact]
    public void Pieces_are_one_packet_and_what_is_in_one_piece_is_whole()
    {
        var frame = Frame(Ip(1));
        var capture = Capture((Ndis, 1001, Ethernet | Start, 0, Piece(frame[..20])), (Ndis, 1001, Ethernet, 1, Piece(frame[20..30])), (Ndis, 1001, Ethernet | End, 2, Piece(frame[30..])),
            (Ndis, 1001, Ethernet | Start | End, 5, Piece(Frame(Ip(2)))), (Ndis, 1001, Ethernet | Start, 6, Piece(frame[..20])), (Ndis, 1001, Ethernet | End, 6, Piece(frame)[..20]));
        capture.Packets.Count.ShouldBe(2);
        capture.Octets[capture.Packets[0].Place].ToArray().ShouldBe(frame);
        capture.Packets[0].Timestamp.ShouldBe(0);
        capture.Broken.ShouldBe(2);
    }

    [Fact]
    public void Filters_above_the_card_count_only_where_the_card_was_not_captured()
    {
        Capture((Ndis, 1001, Ethernet | Start | End, 0, Piece(Frame(Ip(1)))), (Ndis, 1001, Ethernet | Start | End, 90 * Ms, Piece(Frame(Ip(1)), lower: 6))).Packets.Count.ShouldBe(1);
        Capture((Ndis, 1001, Ethernet | Start | End, 0, Piece(Frame(Ip(1)), lower: 6))).Packets.Count.ShouldBe(1);
    }

    [Fact]
    public void Keywords_tell_the_link_and_deciphered_frames_are_read()
    {
        var capture = Capture((Ndis, 1001, Wifi | Start | End, 0, Piece(WifiFrame(Ip(1)))), (Ndis, 1001, 0x200 | Start | End, 1, Piece(Ip(2))));
        capture.Packets.Select(it => it.Link).ShouldBe([LinkLayer.Wireless, LinkLayer.RawIp]);
        LinkLayer.Network(LinkLayer.Wireless, capture.Octets[capture.Packets[0].Place]).ToArray().ShouldBe(Ip(1));
        capture.Octets[capture.Packets[0].Place][1].ShouldBe((byte)0x01);
    }

    [Fact]
    public void The_virtual_switch_and_dialling_are_read()
    {
        byte[] texts = [.. Encoding.Unicode.GetBytes("port\0nic\0type\0")];
        byte[] through = [.. Number(5), .. Number(5), .. Number(9), .. texts, .. Number(2), .. new byte[16], .. Number(64), .. Frame(Ip(1)), .. Number(0)];
        byte[] dialled = [.. Encoding.Unicode.GetBytes("{0}\0user\0"), .. Number(50), .. Ip(2)];
        var capture = Capture((Ndis, 1003, Ethernet | Start | End | 0x100_0000, 0, through), (Dial, 5001, 0, 1, dialled));
        capture.Packets.Select(it => (it.Link, it.Length)).ShouldBe([(1, 64), (101, 50)]);
        Capture((Ndis, 1003, Ethernet | End, 0, through[..50]), (Dial, 5002, 0, 1, dialled[..40])).Broken.ShouldBe(2);
    }

    [Fact]
    public void Copies_differ_in_layer_and_not_in_content()
    {
        var (frame, again) = (Frame(Ip(1)), Frame(Ip(1, hops: 63)));
        var monitor = EtlPackets.PacketMonitor;

        // At three layers within a millisecond: one. Twice at each layer: two. Later: another.
        Capture((monitor, 160, 0, 0, Seen(Ip(1), 10, 3)), (monitor, 160, 0, 1, Seen(frame, 20)), (monitor, 160, 0, 2, Seen(again, 30))).Packets.Count.ShouldBe(1);
        Capture((monitor, 160, 0, 0, Seen(frame, 10)), (monitor, 160, 0, 1, Seen(frame, 10)), (monitor, 160, 0, 2, Seen(frame, 20)), (monitor, 160, 0, 3, Seen(frame, 20))).Packets.Count.ShouldBe(2);
        Capture((monitor, 160, 0, 0, Seen(frame, 10)), (monitor, 160, 0, 2 * Ms, Seen(frame, 20))).Packets.Count.ShouldBe(2);
        Capture((monitor, 160, 0, 0, Seen(frame, 10)), (monitor, 160, 0, 1, Seen(Frame(Ip(2)), 20))).Packets.Count.ShouldBe(2);

        // Cut at 128 octets, the copies end at different places of the packet.
        var (longer, whole) = (Ip(3, payload: 200), 220);
        Capture((monitor, 160, 0, 0, Seen(longer[..128], 10, 3, original: whole)), (monitor, 160, 0, 1, Seen(Frame(longer)[..128], 20, original: whole + 14))).Packets.ShouldHaveSingleItem().Length.ShouldBe(whole);
    }

    [Fact]
    public void The_card_s_own_sighting_is_kept()
    {
        byte[] card = [20, 0, 2, 0, .. Encoding.Unicode.GetBytes("net.sys\0\0")];
        var capture = Capture((EtlPackets.PacketMonitor, 160, 0, 0, Seen(Ip(1), 10, 3)), (EtlPackets.PacketMonitor, 160, 0, 1, Seen(Frame(Ip(1)), 20)), (EtlPackets.PacketMonitor, 20, 0, 2, card));
        (capture.Packets.ShouldHaveSingleItem().Component, capture.Names.Component(20)).ShouldBe(((ushort)20, "net.sys"));
    }

    [Fact]
    public void A_drop_is_told_with_its_packet_and_is_none_more()
    {
        var capture = Capture((EtlPackets.PacketMonitor, 160, 0, 0, Seen(Frame(Ip(1)), 10)), (EtlPackets.PacketMonitor, 170, 0, 3000 * Ms, Seen(Frame(Ip(1)), 10, reason: 909)), (EtlPackets.PacketMonitor, 170, 0, 4000 * Ms, Seen(Frame(Ip(2)), 10, reason: 909)));
        capture.Packets.Select(it => (it.DropReason, it.IsDrop)).ShouldBe([(909u, false), (909u, true)]);
        capture.Drops.ShouldHaveSingleItem().ShouldBe(new(909, null, 10, null, 2));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(4, false)]
    public void The_octets_tell_the_link_and_not_what_is_said_of_them(ushort kind, bool packet)
    {
        var capture = Capture((EtlPackets.PacketMonitor, 160, 0, 0, Seen(Frame(Ip(1)), 1, kind)), (EtlPackets.PacketMonitor, 160, 0, 1, Seen(Ip(2), 2, kind)), (EtlPackets.PacketMonitor, 160, 0, 2, Seen(WifiFrame(Ip(3)), 3, kind)));
        capture.Packets.Select(it => it.Link).ShouldBe(packet ? [1, 101, 105] : []);
    }

    /// <summary>The examples of MS-XCA 3.1.</summary>
    [Fact]
    public void The_examples_of_the_specification_unpack()
    {
        var alphabet = new byte[26];
        Xpress.TryUnpack(Convert.FromHexString("3F0000006162636465666768696A6B6C6D6E6F707172737475767778797A"), alphabet, out _).ShouldBeTrue();
        Encoding.ASCII.GetString(alphabet).ShouldBe("abcdefghijklmnopqrstuvwxyz");
        var repeated = new byte[300];
        Xpress.TryUnpack(Convert.FromHexString("FFFFFF1F61626317000FFF2601"), repeated, out var all).ShouldBeTrue();
        all.ShouldBe(300);
        Encoding.ASCII.GetString(repeated).ShouldBe(string.Concat(Enumerable.Repeat("abc", 100)));
    }

    /// <summary>A trace of small buffers, each of which claims 64 MiB of the same octet.</summary>
    [Fact]
    public void A_trace_made_to_take_hours_is_not_read_on()
    {
        byte[] packed = [0xFF, 0xFF, 0xFF, 0x7F, 1, 7, 0, 15, 255, 0, 0, .. Number(0x3FFFFF0), 0, 0, 0, 0, 0];
        var buffer = new byte[EtlBuffers.HeaderLength + packed.Length];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(0x30), 64 << 20);
        buffer[0x34] = 0x40;
        packed.CopyTo(buffer, EtlBuffers.HeaderLength);
        var buffers = new EtlBuffers(new(new MemoryStream([.. Enumerable.Repeat(buffer, 10_000).SelectMany(it => it)])));
        while (buffers.Next(out _)) { }
        (buffers.Astray, buffers.Count).ShouldBe((true, 5));
    }

    [Fact]
    public void Compressed_octets_cut_anywhere_are_refused()
    {
        var packed = Convert.FromHexString("FFFFFF1F61626317000FFF2601");
        for (var length = 0; length < packed.Length; length++) Xpress.TryUnpack(packed.AsSpan(0, length), new byte[300], out _).ShouldBeFalse();
        Xpress.TryUnpack(packed, new byte[299], out _).ShouldBeFalse();
        Xpress.TryUnpack(Convert.FromHexString("FFFFFFFF0000"), new byte[3], out _).ShouldBeFalse();
    }
}
