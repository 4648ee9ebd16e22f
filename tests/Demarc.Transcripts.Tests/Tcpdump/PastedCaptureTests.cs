using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tcpdump;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Tcpdump;

public sealed class PastedCaptureTests
{
    private static TcpConnection Read(string file) => (TcpConnection)Blocks.Observations(new TcpdumpReader(), File.ReadAllText(Repository.Shared("corpus", "captures", "pasted", file)))[0];

    [Fact]
    public void Retransmission_on_the_loopback_is_counted()
    {
        var tcp = Read("criu-451-rto-backoff-localhost.txt");
        (tcp.State, tcp.Server, tcp.Packets).ShouldBe(("midstream", "localhost:10002", 4));
        tcp.Counts!.Demarc!.Retransmissions.ShouldBe(new PerSide<int?>(1, 0));
    }

    [Fact]
    public void Fragmentation_needed_is_tied_to_its_connection()
    {
        var tcp = Read("osv-372-need-to-frag-truncated-ip.txt");
        (tcp.State, tcp.Server, tcp.LargestSegment!.Server).ShouldBe(("midstream", "OSV:8443", 1448));
        tcp.Findings.ShouldBe(["retransmissions", "need-to-frag"]);
    }

    [Fact]
    public void Two_line_records_cut_at_the_top_still_shake_hands()
    {
        var tcp = Read("k8s-112441-v-service-names-wrapped.txt");
        (Fingerprint.Of(tcp.Server), tcp.State, tcp.Mss).ShouldBe(("#1bc84077", "established", new PerSide<int?>(65495, 1440)));
        tcp.HandshakeMs.ShouldBeNull();
        tcp.Bytes.ShouldBe(new PerSide<long?>(173, 0));
    }
}
