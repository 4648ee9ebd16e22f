using Demarc.Model;
using Demarc.Transcripts.Hping;
using Demarc.Transcripts.Tcping;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Tcping;

/// <summary>Programs that try a port again and again.</summary>
public sealed class TcpingTests
{
    private const string Probing = """
        Probing 203.0.113.9:443/tcp - Port is open - time=70.494ms
        Probing 203.0.113.9:443/tcp - No response - time=2011.608ms

        Ping statistics for 203.0.113.9:443
             2 probes sent.
        """;

    private const string Hping = """
        HPING www.example.com (eth0 203.0.113.9): S set, 40 headers + 0 data bytes
        len=44 ip=203.0.113.9 ttl=52 DF id=0 sport=80 flags=SA seq=3 win=5120 rtt=7.5 ms
        len=44 ip=203.0.113.9 ttl=52 DF id=0 sport=80 flags=SA seq=4 win=5120 rtt=7.4 ms

        --- www.example.com hping statistic ---
        10 packets transmitted, 2 packets received, 80% packet loss
        round-trip min/avg/max = 7.4/7.4/7.5 ms
        """;

    private const string Script = """
        traceroute to 203.0.113.9 (203.0.113.9), 255 hops max, 60 byte packets
        seq 0: no response (timeout)
        Wed Jan 31 04:58:56 UTC 2024
        traceroute to 203.0.113.9 (203.0.113.9), 255 hops max, 60 byte packets
        seq 2: tcp response from 203.0.113.9 (203.0.113.9) <syn,ack>  0.862 ms
        Wed Jan 31 04:59:00 UTC 2024
        seq 1: tcp response from 203.0.113.9 (203.0.113.9) <rst,ack>  0.862 ms
        """;

    private static readonly ITranscriptReader[] Readers = [new TcpingReader(), new TcppingReader(), new HpingReader()];

    private static string Read(string text) => string.Join('|', Blocks.All<Connect>(text, Readers).Select(c => $"{c.Target} {c.TargetAddress} {c.Port} {c.Failed}/{c.Attempts} {c.Outcome} {c.Ms}"));

    [Theory]
    [InlineData(Probing, "203.0.113.9 203.0.113.9 443 1/2 ok 70.494")]
    [InlineData("Probing www.example.com:80/tcp - Port is closed - time=1.2ms\n", "www.example.com  80 1/1 refused ")]
    [InlineData("Reply from www.example.com (203.0.113.9) on port 443 TCP_conn=1 time=6.420 ms\nNo reply from www.example.com (203.0.113.9) on port 443 TCP_conn=2\n", "www.example.com 203.0.113.9 443 1/2 ok 6.42")]
    [InlineData("Ping tcp://www.example.com:443(203.0.113.9:443) - Connected - time=6.4ms\nPing tcp://www.example.com:443(203.0.113.9:443) - failed: dial tcp: i/o timeout\n", "www.example.com 203.0.113.9 443 1/2 ok 6.4")]
    [InlineData("""{"type":"probe","address":"203.0.113.9","hostname":"www.example.com","port":80,"rtt":3.8,"success":true}""" + "\n" + """{"type":"probe","address":"203.0.113.9","hostname":"www.example.com","port":80,"success":false}""", "www.example.com 203.0.113.9 80 1/2 ok 3.8")]
    [InlineData(Hping, "www.example.com 203.0.113.9 80 8/10 ok 7.5")]
    [InlineData(Script, "203.0.113.9 203.0.113.9  2/3 ok 0.862")]
    public void Counts_the_tries_of_each(string text, string expected) => Read(text).ShouldBe(expected);

    [Fact]
    public void Two_ports_are_two_observations() =>
        Read("Probing 203.0.113.9:80/tcp - Port is open - time=1.0ms\nProbing 203.0.113.9:81/tcp - No response - time=2000.0ms\n").ShouldBe("203.0.113.9 203.0.113.9 80 0/1 ok 1|203.0.113.9 203.0.113.9 81 1/1 timeout ");

    [Theory]
    [InlineData("Reply from 203.0.113.9: bytes=32 time=42ms TTL=118")]
    [InlineData("the seq 3: tcp response from somewhere")]
    [InlineData("{\"type\":\"probe\",\"port\":\"x\"}")]
    public void What_is_none_of_these_is_left_alone(string line) => Read(line).ShouldBeEmpty();

    [Theory]
    [InlineData(Probing)]
    [InlineData(Hping)]
    [InlineData(Script)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, Readers);
}
