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

    /// <summary>The case Demarc was conceived from, as a capture: machines behind one address with clocks of their own, and a mail that blames the MTU.</summary>
    [Theory]
    [InlineData("The network team says it is the MTU of the line and wants to lower it on all our machines.")]
    [InlineData("网络组坚持说是MTU的问题，要求把所有机器的MTU调小。")]
    public void A_capture_and_a_mail_that_blames_the_mtu_give_one_verdict_that_cites_both(string theory)
    {
        const string server = "198.51.100.30:443";
        var packets = new Pcap();
        for (var i = 0; i < 24; i++)
        {
            var (client, behind, at) = ($"203.0.113.20:{41_000 + i}", i % 3 == 2, i * 700.0);
            packets.Stamp((behind ? 800_000u : 94_000_000u) + (uint)(i * 700)).Add(at, client, server, Pcap.Syn, 1000);
            if (behind) packets.Add(at + 1000, client, server, Pcap.Syn, 1000).Add(at + 3000, client, server, Pcap.Syn, 1000);
            else packets.Add(at + 31, server, client, Pcap.Syn | Pcap.Ack, 9000, 1001).Add(at + 31.2, client, server, Pcap.Ack, 1001, 9001).Add(at + 32, client, server, Pcap.Ack, 1001, 9001, 300).Add(at + 65, server, client, Pcap.Ack, 9001, 1301, 1200).Add(at + 66, client, server, Pcap.Fin | Pcap.Ack, 1301, 10_201).Add(at + 97, server, client, Pcap.Fin | Pcap.Ack, 10_201, 1302).Add(at + 97.1, client, server, Pcap.Ack, 1302, 10_202);
        }

        var folder = Directory.CreateTempSubdirectory("demarc-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "gateway.pcap"), packets.Sorted().Classic());
            File.WriteAllText(Path.Combine(folder, "thread.txt"), $"From: Lin Hao <lin@agency.example>\nDate: Mon, 4 May 2026 10:20:00 +0800\nSubject: portal\n\n{theory}\n");
            using var output = new StringWriter();
            using var error = new StringWriter();
            CommandLine.Run(["diagnose", folder, "--json", "--quiet"], Stream.Null, output, error).ShouldBe(1);
            var document = JsonDocument.Parse(output.ToString()).RootElement;
            (document.GetProperty("verdict").GetProperty("side").GetString(), document.GetProperty("verdict").GetProperty("cause").GetString()).ShouldBe(("server-host", "tw-recycle-nat"));
            var claim = document.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
            (claim.GetProperty("claim").GetString(), claim.GetProperty("status").GetString()).ShouldBe(("mtu", "refuted"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
