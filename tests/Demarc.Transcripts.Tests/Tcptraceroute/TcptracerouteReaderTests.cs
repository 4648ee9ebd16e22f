using Demarc.Testing;
using Demarc.Transcripts.Tests.Paths;

namespace Demarc.Transcripts.Tests.Tcptraceroute;

public sealed class TcptracerouteReaderTests
{
    private const string Text = """
        $ tcptraceroute www.example.com 443
        Selected device eth0, address 192.0.2.60, port 54527 for outgoing packets
        Tracing the path to www.example.com (203.0.113.46) on TCP port 443 (https), 30 hops max
         1  * 192.0.2.193 0.476 ms *
         2  gw.example.net (198.51.100.64)  0.385 ms  0.411 ms  0.286 ms
         8  www.example.com (203.0.113.46) [open]  0.659 ms  0.710 ms  0.686 ms
        """;

    [Fact]
    public void Reads_target_port_and_state()
    {
        var trace = TraceBlocks.Single(Text);
        (trace.Tool, trace.Target, trace.TargetAddress, trace.Protocol, trace.Port, trace.Reached, trace.Truncated)
            .ShouldBe(("tcptraceroute", "www.example.com", "203.0.113.46", "tcp", 443, true, false));
        TraceBlocks.Rows(trace).ShouldBe(["1 192.0.2.193 | * 0.476 *", "2 198.51.100.64 (gw.example.net) | 0.385 0.411 0.286", "8 203.0.113.46 (www.example.com) | 0.659 0.71 0.686 | open"]);
        trace.Evidence.Lines.ShouldBe([2, 6]);
    }

    [Fact]
    public void A_closed_port_is_an_answer_of_the_target()
    {
        var trace = TraceBlocks.Single("Tracing the path to 203.0.113.46 on TCP port 81, 30 hops max\n 1  192.0.2.1  0.4 ms  0.4 ms  0.4 ms\n 2  203.0.113.46 [closed]  1.4 ms  1.5 ms  1.6 ms\n");
        (trace.Target, trace.Port, trace.Reached).ShouldBe(("203.0.113.46", 81, true));
        trace.Hops![1].Codes.ShouldBe(["closed"]);
    }

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in Mutations.Prefixes(Text).Concat(Mutations.Flips(Text)).Concat(Mutations.Lines(Text))) TraceBlocks.Traces(text).Count.ShouldBeLessThan(4);
    }
}
