using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>What may and what may not be laid at the door of a server that remembers timestamps.</summary>
public sealed class IgnoredSynTests
{
    private const string Server = "198.51.100.1:443";
    private const string Finding = "syn-ignored-by-timestamp";

    private static CaptureDocument Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Sorted().Classic()));

    [Fact]
    public void A_short_outage_in_which_one_machine_opens_several_connections_at_once_is_no_memory_of_timestamps()
    {
        var capture = new Pcap();
        for (var i = 0; i < 20; i++) Answered(capture, i, i * 30_000, 900_000_000u + (uint)(i * 30_000));
        for (var i = 0; i < 6; i++) Ignored(capture, 40 + i, 615_000 + (i * 10), 100_000_000u + (uint)i);
        Answered(capture, 60, 640_000, 100_025_000);
        for (var i = 0; i < 3; i++) Answered(capture, 70 + i, 660_000 + (i * 30_000), 900_660_000u + (uint)(i * 30_000));
        Read(capture).Findings.ShouldNotContain(finding => finding.Id == Finding);
    }

    [Fact]
    public void Old_timestamps_ignored_again_and_again_between_later_ones_that_are_answered_are_told()
    {
        var capture = new Pcap();
        for (var i = 0; i < 12; i++) Answered(capture, i, i * 5000, 900_000_000u + (uint)(i * 5000));
        for (var i = 0; i < 5; i++) Ignored(capture, 40 + i, 7000 + (i * 10_000), 100_000_000u + (uint)(i * 10_000));
        Read(capture).Connections.Count(it => it.Findings!.Contains(Finding)).ShouldBe(5);
    }

    [Fact]
    public void A_timestamp_is_not_remembered_for_longer_than_a_minute()
    {
        var capture = new Pcap();
        for (var i = 0; i < 12; i++) Answered(capture, i, i * 200_000, 900_000_000u + (uint)(i * 200_000));
        for (var i = 0; i < 5; i++) Ignored(capture, 40 + i, 300_000 + (i * 200_000), 100_000_000u + (uint)(i * 200_000));
        Read(capture).Findings.ShouldNotContain(finding => finding.Id == Finding);
    }

    private static void Answered(Pcap capture, int number, double at, uint stamp)
    {
        var client = $"192.0.2.2:{50_000 + number}";
        capture.Stamp(stamp).Add(at, client, Server, Syn, 1000).Add(at + 30, Server, client, Syn | Ack, 9000, 1001).Add(at + 30.1, client, Server, Ack, 1001, 9001)
            .Add(at + 100, client, Server, Fin | Ack, 1001, 9001).Add(at + 130, Server, client, Fin | Ack, 9001, 1002).Add(at + 130.1, client, Server, Ack, 1002, 9002);
    }

    private static void Ignored(Pcap capture, int number, double at, uint stamp)
    {
        capture.Stamp(stamp);
        foreach (var later in new[] { 0, 1000, 3000, 7000 }) capture.Add(at + later, $"192.0.2.2:{50_000 + number}", Server, Syn, 7000);
    }
}
