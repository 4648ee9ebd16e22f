using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Captures.Formats;
using Demarc.Captures.Windows;
using Demarc.Testing;

namespace Demarc.Captures.Tests;

/// <summary>Real Windows traces, whole and damaged, checked by what was counted in them by hand.</summary>
public sealed class EtlCorpusTests
{
    private const int Prefix = 97;
    private const int Flips = 2000;

    private static byte[] Pings => File.ReadAllBytes(Repository.Shared("corpus", "captures", "etl", "demikernel_PktMon.etl"));

    private static (EtlFile File, EtlCapture Capture) Read(byte[] bytes)
    {
        var file = CaptureFile.Open(new MemoryStream(bytes)).ShouldBeOfType<EtlFile>();
        while (file.Next(out var packet)) packet.Octets.Length.ShouldBeLessThanOrEqualTo(packet.Length);
        return (file, file.Capture!);
    }

    private static string Time(long? nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds!.Value / 100).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null);

    [Fact]
    public void Pings_seen_at_three_layers_are_one_packet_each()
    {
        var (file, capture) = Read(Pings);
        (file.Problem, file.Dropped, file.Drops.Count, file.Notes.Count).ShouldBe((null, null, 0, 0));
        (capture.Sightings, capture.Packets.Count, capture.Copies, capture.Broken).ShouldBe((114, 38, 76, 0));
        (capture.Header!.Build, capture.Names.Reasons, capture.Names.Reason(909)).ShouldBe((20348, 260, "Inspection drop"));
        Time(capture.Packets[0].Nanoseconds).ShouldBe("2024-06-10T20:18:35.489172Z");
        capture.Packets.ShouldAllBe(it => it.Link == LinkLayer.Ethernet && it.Length == 98 && it.Place.Count == 98 && capture.Names.IsMiniport(it.Component));
        for (var i = 0; i < 38; i++)
        {
            Datagram.TryRead(capture.Octets[capture.Packets[i].Place][14..], 84, out var datagram).ShouldBeTrue();
            (datagram.Protocol, datagram.Payload[0]).ShouldBe(((byte)1, (byte)(i % 2 == 0 ? 8 : 0)));
            BinaryPrimitives.ReadUInt16BigEndian(datagram.Payload[6..]).ShouldBe(BinaryPrimitives.ReadUInt16BigEndian(capture.Octets[capture.Packets[i & ~1].Place][40..]));
        }
    }

    [Fact]
    public void A_trace_of_pings_is_one_ping_with_all_answers()
    {
        var told = CaptureReader.Read("t.etl", static () => "", new MemoryStream(Pings));
        told.Unread.ShouldBeEmpty();
        var ping = told.Observations.OfType<Demarc.Model.Ping>().ShouldHaveSingleItem();
        (ping.Sent, ping.Received, ping.RttMs!.Count).ShouldBe((19, 19, 19));
    }

    [Fact]
    public void The_last_sighting_is_later_than_the_packet_that_is_kept_of_it()
    {
        var (_, capture) = Read(Pings);
        var buffers = new EtlBuffers(new(new MemoryStream(Pings)));
        var last = 0L;
        while (buffers.Next(out var record))
        {
            if (record.Id == 160) last = Math.Max(last, record.Timestamp);
        }

        (buffers.Count, buffers.Damaged, buffers.PassedOver).ShouldBe((3, 0, 0));
        Time(capture.Header!.Nanoseconds(last)).ShouldBe("2024-06-10T20:18:53.907418Z");
        Time(capture.Packets[^1].Nanoseconds).ShouldBe("2024-06-10T20:18:53.907411Z");
    }

    /// <summary>As Windows 11 writes it: every sighting has a number of its own.</summary>
    [Fact]
    public void Without_shared_numbers_the_content_tells_the_same()
    {
        var buffers = new EtlBuffers(new(new MemoryStream(Pings)));
        var packets = new EtlPackets();
        while (buffers.Next(out var record))
        {
            var data = record.Data.ToArray();
            if (record is { Kind: EtlKind.Event, Id: 160 }) data.AsSpan(10, 2).Clear();
            packets.Add(new EtlRecord { Kind = record.Kind, Timestamp = record.Timestamp, Provider = record.Provider, Id = record.Id, Opcode = record.Opcode, Data = data });
        }

        packets.Finish().Packets.Select(it => (it.Timestamp, it.Component)).ShouldBe(Read(Pings).Capture.Packets.Select(it => (it.Timestamp, it.Component)));
    }

    [Theory]
    [InlineData("airbus_AMSITrace.etl", 19, 3L)]
    [InlineData("airbus_lxcore_kernel.etl", 2, null)]
    public void Traces_of_other_things_hold_no_packets_and_say_so(string name, int events, long? lost)
    {
        var bytes = File.ReadAllBytes(Repository.Shared("corpus", "captures", "etl", name));
        var (file, capture) = Read(bytes);
        (capture.Packets.Count, capture.UnknownEvents.Values.Sum(), file.Dropped, file.Problem).ShouldBe((0, events, lost, null));
        var result = CaptureReader.Read(name, static () => "", new MemoryStream(bytes));
        result.Connections.ShouldBeEmpty();
        result.Unread.ShouldHaveSingleItem().Reason.ShouldContain("holds no packets");
    }

    [Fact]
    public void Every_prefix_gives_what_came_before_the_cut()
    {
        var bytes = Pings;
        var most = 0;
        for (var length = EtlFile.HeadLength; length < bytes.Length; length += Prefix)
        {
            var (file, capture) = Read(bytes[..length]);
            capture.Packets.Count.ShouldBeInRange(most, 38);
            most = capture.Packets.Count;
            file.Problem.ShouldNotBeNull();
            CaptureReader.Read("t.etl", static () => "", new MemoryStream(bytes, 0, length)).Connections.ShouldBeEmpty();
        }

        for (var length = 0; length < EtlFile.HeadLength; length++) CaptureReader.Read("t.etl", static () => "", new MemoryStream(bytes, 0, length)).Connections.ShouldBeEmpty();
    }

    [Fact]
    public void Any_octets_may_be_others()
    {
        var bytes = Pings;
        var random = new Random(7);
        for (var flip = 0; flip < Flips; flip++)
        {
            var changed = (byte[])bytes.Clone();
            for (var i = flip % 3; i >= 0; i--) changed[random.Next(flip % 2 == 0 ? 1200 : changed.Length)] = (byte)random.Next(256);
            if (CaptureFile.Open(new MemoryStream(changed)) is not { } file) continue;
            var frames = 0;
            while (file.Next(out var packet))
            {
                packet.Octets.Length.ShouldBeLessThanOrEqualTo(packet.Length);
                frames++;
            }

            frames.ShouldBeLessThanOrEqualTo(114);
            CaptureReader.Read("t.etl", static () => "", new MemoryStream(changed)).Unread.ShouldNotBeNull();
        }
    }
}
