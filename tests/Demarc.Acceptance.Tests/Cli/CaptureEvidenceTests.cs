using System.Text.Json;
using Demarc.Cli;
using Demarc.Testing;

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

    private static JsonElement[] Evidence(string path)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        CommandLine.Run(["diagnose", path, "--json", "--quiet"], Stream.Null, output, error);
        return [.. JsonDocument.Parse(output.ToString()).RootElement.GetProperty("evidence").EnumerateArray()];
    }
}
