using System.Text.Json;
using Demarc.Cli;
using Demarc.Testing;
using Demarc.Testing.Captures;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>Captures given to <c>diagnose</c>: connections are evidence, and their frames are cited.</summary>
public sealed class CaptureEvidenceTests
{
    [Theory]
    [InlineData("loss_4pct_s2c.server.pcap", "server: 6 segments sent again")]
    [InlineData("loss_4pct_s2c.client.pcap", "server: 6 segments sent again")]
    [InlineData("pmtud_works.server.pcap", "ICMP need-to-frag in frame 13")]
    [InlineData("port_closed.client.pcap", "reset by the server in frame 2")]
    [InlineData("syn_silent_drop.client.pcap", "7 in all, no SYN-ACK")]
    [InlineData("reject_icmp_admin.client.pcap", "ICMP admin-prohibited in frame 2")]
    public void What_the_lab_did_to_the_packets_is_in_the_evidence_with_its_frames(string file, string expected)
    {
        var evidence = Evidence(Repository.Shared("corpus", "captures", "lab", file));
        var cited = evidence.Where(it => it.GetProperty("text").GetString()!.Contains(expected, StringComparison.Ordinal)).ShouldHaveSingleItem();
        cited.GetProperty("frames").GetArrayLength().ShouldBeGreaterThan(0);
        cited.GetProperty("lines").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_capture_in_which_every_packet_stands_twice_shows_no_retransmission()
    {
        var text = string.Join('\n', Evidence(Repository.Shared("corpus", "captures", "zeek", "tcp_ssh-dups.pcap")).Select(it => it.GetProperty("text").GetString()));
        text.ShouldContain("167 packets captured twice");
        text.ShouldNotContain("sent again");
    }

    /// <summary>What <c>netsh trace stop</c> leaves: a cabinet with the trace and what was known of the machine. Both are evidence of one verdict.</summary>
    [Fact]
    public void A_cabinet_gives_its_trace_and_its_texts_to_one_verdict()
    {
        const string client = "192.0.2.2:50000", server = "198.51.100.1:443";
        var trace = new EtlWriter();
        var packets = new Pcap().Add(0, client, server, Pcap.Syn, 1000).Add(1000, client, server, Pcap.Syn, 1000).Add(3000, client, server, Pcap.Syn, 1000);
        foreach (var (ms, octets) in packets.Frames) trace.Event(NdisEvents.Provider, NdisEvents.PacketFragment, (long)(ms * 10_000), NdisEvents.Packet(3, 3, octets), NdisEvents.Whole);
        var text = "Pinging 198.51.100.1 with 32 bytes of data:\r\nReply from 198.51.100.1: bytes=32 time=20ms TTL=52\r\nReply from 198.51.100.1: bytes=32 time=21ms TTL=52\r\n\r\nPing statistics for 198.51.100.1:\r\n    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),\r\nApproximate round trip times in milli-seconds:\r\n    Minimum = 20ms, Maximum = 21ms, Average = 20ms\r\n";
        var path = Path.Combine(Path.GetTempPath(), $"demarc-{Guid.NewGuid():N}.cab");
        File.WriteAllBytes(path, Cab.Write(("report.etl", trace.ToArray()), ("envinfo.txt", System.Text.Encoding.ASCII.GetBytes(text)), ("filler.bin", [.. Enumerable.Range(0, 90_000).Select(i => (byte)(i * i >> 7))])));
        try
        {
            var evidence = Evidence(path);
            evidence.ShouldContain(it => it.GetProperty("kind").GetString() == "tcp-connection" && it.GetProperty("source").GetString()!.EndsWith("!report.etl", StringComparison.Ordinal));
            evidence.ShouldContain(it => it.GetProperty("kind").GetString() == "ping" && it.GetProperty("source").GetString()!.EndsWith("!envinfo.txt", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonElement[] Evidence(string path)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        CommandLine.Run(["diagnose", path, "--json", "--quiet"], Stream.Null, output, error);
        return [.. JsonDocument.Parse(output.ToString()).RootElement.GetProperty("evidence").EnumerateArray()];
    }
}
